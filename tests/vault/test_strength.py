"""The floor under a new passphrase."""

import pytest

from gemdesk.vault.strength import weak


@pytest.mark.parametrize(
    "guessed",
    [
        "",
        "password",
        "سوريا2024",
        "سوريا ٢٠٢٤",
        "Password Password Password",
        "password2024!",
        "محمد علي احمد فاطمة",
        "بسم الله الرحمن الرحيم",
        "الحَمْدُ لله يا رب",
        "qwertyuiopasdfghjkl",
        "ضصثقفغعهخحجدشسيبلا",
        "12345678901234567890",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "كلب كلب كلب كلب كلب كلب كلب",
        "20/11/2026 15/03/2011",
        "أبجد هوز حطي كلمن",
    ],
)
def test_what_is_guessed_first_is_refused(guessed: str) -> None:
    assert weak(guessed)


@pytest.mark.parametrize(
    "chosen",
    [
        "سنجاب يطير فوق جدار أزرق",
        "seven lamps hum under a purple tractor",
        "قطار ليمون نافذة ثعلب مسمار",
        "correct horse battery staple",
        "x7!Kq9$vR2#mZp4",
    ],
)
def test_unrelated_words_pass(chosen: str) -> None:
    assert not weak(chosen)

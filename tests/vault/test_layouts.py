"""The same keys read on another keyboard."""

import pytest

from gemdesk.vault.layouts import ARABIC, AZERTY, MOST, TURKISH, US, holds_arabic, other_readings
from gemdesk.vault.words import generate


def test_every_keyboard_has_47_keys_with_and_without_shift() -> None:
    for layout in (US, ARABIC, AZERTY, TURKISH):
        assert len(layout.outputs) == len(layout.keys) == 94


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s,vdh2024", "سوريا2024"),
        ("hgk,v", "النور"),
        ("sk[hf d'dv t,r []hv H.vr", "سنجاب يطير فوق جدار أزرق"),
        ("bpr", "لاحق"),
        ("Ypshk Yshtd", "إحسان إسافي"),
        ("Ghf hgNk", "لأاب الآن"),
        ("gvm Hskhk", "لرة أسنان"),
        ("iJ`hK", "هـذا،"),
        ("س,vdh", None),
    ],
)
def test_arabic_typed_on_an_english_keyboard(typed: str, meant: str | None) -> None:
    assert (meant in other_readings(typed)) is (meant is not None)
    if meant is not None:
        assert other_readings(typed)[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ؤخققثؤف اخقسث لاشففثقغ سفشحمث", "correct horse battery staple"),
        ("ىهلاف مهلاف", "night light"),
        ("لأ", "G"),
        ("ِلآؤ", "ABc"),
        ("حشسسصخقي", "password"),
        ("ﻻش", "ba"),
    ],
)
def test_latin_typed_on_an_arabic_keyboard(typed: str, meant: str) -> None:
    assert meant in other_readings(typed)


@pytest.mark.parametrize(
    ("typed", "meant", "at"),
    [("س,vdhéàé'", None, 0), ("s;vdhéàé'", "سوريا2024", 1), ("sövdh2024", "سوريا2024", 2)],
)
def test_french_and_turkish_keyboards(typed: str, meant: str | None, at: int) -> None:
    if meant is None:
        assert "سوريا2024" not in other_readings(typed)
    else:
        assert other_readings(typed)[at] == meant
    assert "s;vdhéàé'" in other_readings("سوريا2024")
    assert "sövdh2024" in other_readings("سوريا2024")


def test_a_generated_phrase_comes_back_from_the_other_keyboard() -> None:
    for _ in range(300):
        phrase = generate()
        on_latin = ARABIC.read(phrase, US, pairs=False).text
        assert not holds_arabic(on_latin)
        assert other_readings(on_latin)[0] == phrase
        by_pair_key = ARABIC.read(phrase, US).text
        assert other_readings(by_pair_key)[0] == phrase


def test_readings_are_few_different_and_never_what_was_typed() -> None:
    for typed in ("", " ", "😀", "لا", "abc", "سوريا", "12 34", "~", "ﻻ"):
        found = other_readings(typed)
        assert len(found) <= MOST
        assert len(set(found)) == len(found)
        assert typed not in found
    assert other_readings("") == other_readings(" ") == other_readings("😀") == ()
    assert len(other_readings("لابس ورد")) == MOST


def test_each_letter_knows_its_place() -> None:
    reading = US.read("ba", ARABIC)
    assert reading.text == "لاش"
    assert reading.places == (0, 0, 1)
    assert ARABIC.read("لاش", US).places == (0, 2)

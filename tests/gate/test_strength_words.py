"""What is said beneath a new passphrase: a reason for each weakness, no praise, no promise."""

import pytest

from gemdesk.gate.pages.strength import strength_words
from gemdesk.kernel.texts import Texts
from gemdesk.vault import words

TYPED = {
    "empty": "",
    "blank": "  ",
    "short": "ضب",
    "words": "كتاب شجرة نافذة",
    "names": "سوريا2024",
    "known": "بسم الله الرحمن الرحيم",
    "dates": "12/03/1990",
    "keys": "qwertyuiop",
    "repeats": "abcabcabcabc",
    "enough": "سنجاب يطير فوق جدار أزرق",
    "strong": words.generate(6),
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_state_has_words_of_its_own(language: str) -> None:
    texts = Texts(language)
    said = {state: strength_words(typed)(texts) for state, typed in TYPED.items()}
    assert said.pop("blank") == said["empty"]
    assert len(set(said.values())) == len(said)
    assert all(said.values())


def test_whoever_gets_through_is_told_the_limit() -> None:
    texts = Texts("en")
    for state in ("enough", "strong"):
        assert "somebody else knows" in strength_words(TYPED[state])(texts)
    assert "somebody else knows" not in strength_words(TYPED["names"])(texts)


def test_the_passphrase_itself_is_never_in_the_words() -> None:
    for typed in TYPED.values():
        if typed.strip():
            assert typed not in strength_words(typed)(Texts("ar"))

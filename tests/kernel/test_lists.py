"""The shipped lists: whole in both languages, and never silent about a code."""

import re
import tomllib

import pytest

from gemdesk.domain.definition import Item, definition_of
from gemdesk.domain.records import KINDS
from gemdesk.kernel import lists, places

NAMES = sorted(path.stem for path in (places.resources() / "lists").glob("*.toml"))
ARABIC = re.compile("[\u0600-\u06ff]")
SAME_IN_BOTH = {"Signal", "WhatsApp", "Telegram"}


def test_there_are_lists() -> None:
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_and_have_words_in_both_languages(name: str) -> None:
    raw = tomllib.loads((places.resources() / "lists" / f"{name}.toml").read_text("utf-8"))
    codes = [row["code"] for row in raw["value"]]
    assert len(codes) == len(set(codes)) > 0
    for code, value in lists.values(name).items():
        assert value.label("en").strip() == value.label("en") != ""
        assert value.words.get("ar", "").strip()
        assert code in SAME_IN_BOTH or ARABIC.search(value.label("ar"))
        assert not ARABIC.search(value.label("en"))
    labels = [value.label(language) for language in ("ar", "en") for value in lists.values(name).values()]
    assert len(set(labels)) >= len(codes) * 2 - len(SAME_IN_BOTH)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_says_whether_its_arabic_was_reviewed(name: str) -> None:
    raw = tomllib.loads((places.resources() / "lists" / f"{name}.toml").read_text("utf-8"))
    assert isinstance(raw["reviewed"], bool)


def test_an_unknown_code_is_shown_as_itself() -> None:
    assert lists.label("purpose", "of another version", "ar") == "of another version"
    assert lists.label("purpose", "referral", "ar") != "referral"


def test_a_language_without_words_gets_the_english_ones() -> None:
    assert lists.label("purpose", "referral", "fr") == lists.label("purpose", "referral", "en")


def test_every_list_that_a_field_names_exists() -> None:
    named = {f.meaning.values for kind in KINDS.values() for f in definition_of(kind).fields if f.meaning.values}
    assert named <= set(NAMES)
    with pytest.raises(FileNotFoundError):
        lists.values("nobody made this")


def test_the_items_of_consent_are_the_same_in_list_and_program() -> None:
    assert list(lists.values("item")) == [item.value for item in Item]

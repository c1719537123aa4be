"""The shipped lists: whole in both languages, in the house's words, and never silent about a code."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from gemdesk.domain.definition import Item, Sensitivity, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.kernel import lists, places
from tests.house.arabic import house_word_faults

NAMES = sorted(path.stem for path in (places.resources() / "lists").glob("*.toml"))
EVER = tomllib.loads((Path(__file__).parent / "codes.toml").read_text("utf-8"))
ARABIC = re.compile("[\u0600-\u06ff]")
SAME_IN_BOTH = {"Signal", "WhatsApp", "Telegram"}
ABOUT_PEOPLE = ("orientation_class", "gender_class", "intersex_class", "population")


def raw(name: str) -> dict[str, Any]:
    """A list as its file holds it."""
    return tomllib.loads((places.resources() / "lists" / f"{name}.toml").read_text("utf-8"))


def codes(name: str) -> list[str]:
    """The codes of a list in its order, twice when they stand there twice."""
    return [row["code"] for row in raw(name)["value"]]


def gone(ever: dict[str, list[str]], now: dict[str, list[str]]) -> list[str]:
    """Which of the codes that were ever shipped are no longer there."""
    return [f"{name}: {code}" for name, kept in ever.items() for code in kept if code not in now.get(name, ())]


def word_faults(name: str, content: dict[str, Any]) -> list[str]:
    """The labels of a list, and its title, that do not use the house's words."""
    pairs = [content["title"], *content["value"]]
    return [f"{name}: {fault}" for pair in pairs for fault in house_word_faults(pair["en"], pair["ar"])]


def test_there_are_lists() -> None:
    assert len(NAMES) > 50


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_and_have_words_in_both_languages(name: str) -> None:
    found = codes(name)
    assert len(found) == len(set(found)) > 0
    for code, value in lists.values(name).items():
        assert code == code.strip() != ""
        assert value.label("en").strip() == value.label("en") != ""
        assert value.words.get("ar", "").strip()
        assert code in SAME_IN_BOTH or ARABIC.search(value.label("ar"))
        assert not ARABIC.search(value.label("en"))
    labels = [value.label(language) for language in ("ar", "en") for value in lists.values(name).values()]
    assert len(set(labels)) >= len(found) * 2 - len(SAME_IN_BOTH)


@pytest.mark.parametrize("name", NAMES)
def test_every_list_says_where_it_is_from_and_whether_its_arabic_was_reviewed(name: str) -> None:
    content = raw(name)
    assert isinstance(content["reviewed"], bool)
    assert isinstance(content["own"], bool)
    for said in (content["title"], content["source"]):
        assert ARABIC.search(said["ar"])
        assert said["en"]
        assert not ARABIC.search(said["en"])


def test_no_code_that_was_ever_shipped_is_gone() -> None:
    now = {name: codes(name) for name in NAMES}
    assert gone(EVER, now) == []
    assert {name: sorted(now[name]) for name in NAMES} == {name: sorted(kept) for name, kept in EVER.items()}, (
        "a new code is added to tests/kernel/codes.toml too"
    )


def test_a_code_that_is_gone_is_seen() -> None:
    now = {name: codes(name) for name in NAMES}
    now["service"].remove("legal")
    del now["cost"]
    assert gone(EVER, now) == ["cost: free", "cost: partly", "cost: paid", "service: legal"]


def test_the_labels_use_the_words_of_the_house() -> None:
    assert [fault for name in NAMES for fault in word_faults(name, raw(name))] == []


def test_a_foreign_word_in_a_list_is_seen() -> None:
    content = raw("closure_reason")
    content["value"].append({"code": "x", "en": "consent withdrawn", "ar": "إلغاء القبول"})
    assert word_faults("closure_reason", content)


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_nobody_is_called_other(name: str) -> None:
    said = " ".join(word for value in lists.values(name).values() for word in (value.code, *value.words.values()))
    assert not re.search(r"\bother\b|أخرى|آخر", said)
    assert re.search(r"\bother\b", lists.label("relation", "other_relative", "en").replace("another", "other"))


def test_who_describes_themselves_has_a_place_in_the_figures() -> None:
    for name in ("orientation_class", "gender_class", "intersex_class"):
        assert lists.label(name, "self_described", "ar") == "وصف ذاتي"


def test_the_buckets_of_reporting_delay_do_not_overlap() -> None:
    ends = [tuple(map(int, code.split("_"))) for code in lists.values("reporting_delay") if code != "over_30"]
    assert ends[0][0] == 0
    assert ends[-1][1] == 30
    assert all(after[0] == before[1] + 1 for before, after in pairwise(ends))


def test_the_sensitivities_are_the_same_in_list_and_program() -> None:
    assert set(lists.values("sensitivity")) == {one.name.lower() for one in Sensitivity}


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

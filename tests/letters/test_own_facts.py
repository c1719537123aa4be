"""A field of the organisation's own stands on a letter only where it may and where its item is told."""

from dataclasses import replace
from datetime import date

import pytest

from gemdesk.domain.definition import Item
from gemdesk.domain.own import CustomField
from gemdesk.kernel import lists
from gemdesk.kernel.lists import Value
from gemdesk.kernel.typed import strip_controls
from gemdesk.letters.compose import Letter, compose
from gemdesk.letters.own_facts import OwnFact
from tests.letters.conftest import subject_of

FIELD = CustomField(
    id="f", record_kind="person", label_ar="المدرسة", label_en="School", sensitivity="plain", item="health",
    letter_visible=True,
)  # fmt: skip


def letter(*facts: OwnFact, ticked: tuple[Item, ...] = (Item.HEALTH,), languages: tuple[str, ...] = ("ar",)) -> Letter:
    """The first person's letter with these facts."""
    return compose("referral", replace(subject_of(0)[0], own=facts), languages, ticked)


def text(made: Letter) -> str:
    return strip_controls("\n".join(made.sources))


def test_it_stands_there_under_its_name_in_each_language() -> None:
    made = text(letter(OwnFact(FIELD, "الزيتون"), languages=("ar", "en")))
    assert "المدرسة: الزيتون" in made
    assert "School: الزيتون" in made
    assert "معلومات أخرى" in made
    assert "Further information" in made


@pytest.mark.parametrize(
    "change",
    [{"letter_visible": False}, {"retired": True}, {"item": ""}, {"item": "violation"}],
    ids=["never", "retired", "no item", "another item"],
)
def test_it_stays_away(change: dict[str, object]) -> None:
    made = letter(OwnFact(replace(FIELD, **change), "الزيتون"))  # type: ignore[arg-type]  # fields by name
    assert "الزيتون" not in text(made)
    assert "معلومات أخرى" not in text(made)


def test_an_empty_one_has_no_line() -> None:
    assert "المدرسة" not in text(letter(OwnFact(FIELD, "")))


def test_its_item_is_told_though_the_record_itself_has_nothing_of_it() -> None:
    subject = subject_of(0)[0]
    nowhere = replace(subject, person=replace(subject.person, place=""))
    fact = OwnFact(replace(FIELD, item="place"), "حي الزيتون")
    told = compose("referral", replace(nowhere, own=(fact,)), ("ar",), (Item.PLACE,))
    untold = compose("referral", nowhere, ("ar",), (Item.PLACE,))
    assert Item.PLACE in told.items, "the door is asked for what the field discloses"
    assert Item.PLACE not in untold.items


@pytest.mark.parametrize(
    ("sort", "list_name", "value", "arabic", "english"),
    [
        ("date", "", date(2026, 11, 20), "20 تشرين الثاني 2026", "20 November 2026"),
        ("number", "", 7, "7", "7"),
        ("yes_no", "", "no", "لا", "no"),
        ("choice", "language", "ckb", "الكردية السورانية", "Sorani Kurdish"),
        ("long_text", "", "سطر\nline", "سطر line", "سطر line"),
    ],
)
def test_every_sort_has_words(sort: str, list_name: str, value: object, arabic: str, english: str) -> None:
    fact = OwnFact(replace(FIELD, sort=sort, list_name=list_name), value)
    assert [strip_controls(fact.words(language)) for language in ("ar", "en")] == [arabic, english]


def test_of_chosen_codes_those_alone_that_may_stand_there() -> None:
    seen = Value("own-a", {"ar": "أ", "en": "seen"})
    hidden = Value("own-b", {"ar": "ب", "en": "hidden"}, on_paper=False)
    fact = OwnFact(replace(FIELD, sort="choices", list_name="service"), ("own-a", "own-b", "legal"))
    with lists.laid(lists.own([("service", seen), ("service", hidden)])):
        assert strip_controls(fact.words("en")) == "seen and legal aid"
        alone = replace(fact, value=("own-b",))
        assert alone.item is None
    assert strip_controls(fact.words("en")) == "legal aid", "without the vault its words are not known"

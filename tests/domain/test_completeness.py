"""What is still missing of a case, the most urgent first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gemdesk.domain.casework import Relative
from gemdesk.domain.completeness import Gap, Known, missing
from gemdesk.domain.definition import definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import Case, Consent, Person, SafeContact

PERSON = Person(
    id="p", code="C-1", chosen_name="نوّار", age=29, languages=("ar",), displacement="refugee", place="حلب",
    specific_needs=("LP-RD",), household_size=2,
)  # fmt: skip
CONTACT = SafeContact(id="s", person="p", number="+963", hours="17:00", code_word="زيتون", who_may_answer="ريم")
CASE = Case(id="c", person="p", opened=date(2026, 11, 1), risk_level="high", next_step="موعد")
WHOLE = Known(CASE, PERSON, CONTACT, (Consent(id="k", case="c"),))


def test_nothing_is_missing_of_a_whole_case() -> None:
    assert missing(WHOLE) == ()


@pytest.mark.parametrize(
    ("kind", "name", "empty"),
    [
        ("person", "chosen_name", ""), ("person", "age", None), ("person", "languages", ()),
        ("person", "displacement", ""), ("person", "place", ""), ("person", "specific_needs", ()),
        ("person", "household_size", None), ("safe_contact", "number", ""), ("safe_contact", "hours", ""),
        ("safe_contact", "code_word", ""), ("safe_contact", "who_may_answer", ""), ("case", "next_step", ""),
    ],
)  # fmt: skip
def test_each_empty_field_is_told(kind: str, name: str, empty: object) -> None:
    parts: dict[str, Any] = {"person": PERSON, "contact": CONTACT, "case": CASE}
    where = "contact" if kind == "safe_contact" else kind
    emptied = Known(**{**parts, where: replace(parts[where], **{name: empty})}, consents=WHOLE.consents)
    assert missing(emptied) == (Gap(kind, name),)


def test_a_band_is_enough_of_an_age() -> None:
    assert missing(replace(WHOLE, person=replace(PERSON, age=None, age_band="25-34"))) == ()


def test_who_has_no_safe_channel_is_not_asked_for_a_number() -> None:
    empty = SafeContact(id="s", person="p")
    assert missing(replace(WHOLE, contact=replace(empty, channel="none"))) == ()
    through = [gap.field for gap in missing(replace(WHOLE, contact=replace(empty, channel="through")))]
    assert through == ["hours", "code_word", "who_may_answer"]
    assert missing(replace(WHOLE, contact=None)) == (Gap("safe_contact", "number"),)


def test_a_child_needs_a_guardian() -> None:
    child = replace(WHOLE, person=replace(PERSON, age=None, age_band="12-17"))
    assert missing(child) == (Gap("relative", "guardian"),)
    assert missing(replace(child, relatives=(Relative(id="r", person="p", guardian=True),))) == ()


def test_the_way_to_reach_somebody_comes_first_and_a_closed_case_asks_nothing() -> None:
    bare = Known(replace(CASE, risk_level="not_assessed", next_step=""), Person(id="p", code="C-1"), None)
    found = missing(bare)
    assert [gap.kind for gap in found[:4]] == ["safe_contact", "case", "case", "consent"]
    assert missing(replace(bare, case=replace(bare.case, status="closed"))) == ()


def test_each_gap_names_a_field_that_there_is() -> None:
    bare = Known(replace(CASE, risk_level="not_assessed", next_step=""), Person(id="p", code="C-1", age=3), None)
    for gap in (*missing(bare), *missing(replace(bare, contact=SafeContact(id="s", person="p")))):
        definition_of(KINDS[gap.kind]).field(gap.field)  # KeyError for one that there is not

"""When an entry of the directory is asked about, whom it refuses, and what is shown of its address."""

from datetime import date

import pytest

from gemdesk.domain import vetting
from gemdesk.domain.records import Organisation
from gemdesk.kernel.reasons import Reason


def organisation(**fields: object) -> Organisation:
    return Organisation(id="o", name="عيادة", **fields)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        ("2026-05-20", "2026-11-20", False), ("2026-05-20", "2026-11-21", True), ("2026-08-31", "2027-02-28", False),
        ("2026-08-31", "2027-03-01", True), ("2026-11-20", "2026-11-20", False), ("2025-11-20", "2026-11-20", True),
        ("2026-12-01", "2026-11-20", False),
    ],
)  # fmt: skip
def test_an_entry_is_asked_about_after_six_months(checked: str, today: str, stale: bool) -> None:
    assert vetting.is_stale(date.fromisoformat(checked), date.fromisoformat(today)) is stale


def test_what_was_never_checked_is_asked_about() -> None:
    assert vetting.is_stale(None, date(2026, 11, 20))


def test_never_refer_refuses_with_its_reason() -> None:
    assert vetting.refusal(organisation()) is None
    stop = vetting.refusal(organisation(never_refer=True, never_refer_reason="تُسجَّل الأسماء"))
    assert stop is not None
    assert (stop.reason, stop.where, stop.facts["why"]) == (Reason.NEVER_REFER, "organisation", "تُسجَّل الأسماء")


def test_a_hidden_street_gives_way_to_the_meeting_place() -> None:
    known = {"street": "شارع النيل 3", "front_gate": "أمام الصيدلية"}
    assert vetting.place_shown(organisation(**known)) == "شارع النيل 3"
    assert vetting.place_shown(organisation(street_hidden=True, **known)) == "أمام الصيدلية"
    assert vetting.place_shown(organisation(street_hidden=True, street="شارع النيل 3")) == ""


def test_a_warning_speaks_of_the_groups_that_were_named_alone() -> None:
    some = vetting.notice(organisation(unsafe_for=("trans_women", "minors")), date(2026, 11, 20))
    assert some.is_unsafe
    assert some.unsafe_for(()) == ()
    assert some.unsafe_for(("minors", "gay_men")) == ("minors",)
    everybody = vetting.notice(organisation(unsafe_for=("all",)), date(2026, 11, 20))
    assert everybody.unsafe_for(("gay_men",)) == ("gay_men",)
    assert not vetting.notice(organisation(vetting="affirming"), date(2026, 11, 20)).is_unsafe

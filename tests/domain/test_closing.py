"""What is still open in a case before it is closed, and what a closing cannot be without."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gemdesk.domain.casework import Closure, FollowUp, Goal, Need, Task
from gemdesk.domain.closing import DECISION, ERASE, RECKONED, WITHOUT_PERSON, Closing, latest, require, still_open
from gemdesk.domain.due import Bundle
from gemdesk.domain.records import Case, Consent, Referral
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

DAY = date(2026, 11, 20)
NOTHING = dict.fromkeys(RECKONED, 0)
CASE = Case(id="c", person="p")
WHOLE = Closing("goals_met", (DECISION,), review_on=DAY + timedelta(days=365))


def given(**fields: object) -> Consent:
    plain = Consent(id="g", case="c", receiver="r", items=("reason",), on=DAY)
    return replace(plain, **fields)  # type: ignore[arg-type]  # fields of a test by name


def test_nothing_is_open_in_an_empty_case() -> None:
    assert still_open(Bundle(CASE), (), DAY) == NOTHING


@pytest.mark.parametrize(
    ("check", "bundle", "goals"),
    [
        ("goals", {}, (Goal(id="g", plan="p", text="x"),)),
        ("needs", {"needs": (Need(id="n", case="c", sort="legal"),)}, ()),
        ("needs", {"needs": (Need(id="n", case="c", sort="legal", state="in_progress"),)}, ()),
        ("referrals", {"referrals": (Referral(id="r", case="c", organisation="o", reference="R", state="sent"),)}, ()),
        ("tasks", {"tasks": (Task(id="t", text="x"),)}, ()),
        ("tasks", {"follow_ups": (FollowUp(id="f", case="c", due=DAY),)}, ()),
        ("consents", {"consents": (given(),)}, ()),
        ("consents", {"consents": (given(on=DAY + timedelta(days=9)),)}, ()),
    ],
)
def test_what_is_open_is_counted(check: str, bundle: dict[str, object], goals: tuple[Goal, ...]) -> None:
    found = still_open(Bundle(CASE, **bundle), goals, DAY)  # type: ignore[arg-type]  # fields by name
    assert found == {**NOTHING, check: 1}


@pytest.mark.parametrize(
    ("bundle", "goals"),
    [
        ({}, (Goal(id="g", plan="p", text="x", state="reached"),)),
        ({"needs": (Need(id="n", case="c", sort="legal", state="met"),)}, ()),
        ({"referrals": (Referral(id="r", case="c", organisation="o", reference="R", state="completed"),)}, ()),
        ({"referrals": (Referral(id="r", case="c", organisation="o", reference="R"),)}, ()),
        ({"tasks": (Task(id="t", text="x", done_on=DAY),)}, ()),
        ({"follow_ups": (FollowUp(id="f", case="c", due=DAY, done_on=DAY),)}, ()),
        ({"consents": (given(valid_until=DAY - timedelta(days=1), on=DAY - timedelta(days=9)),)}, ()),
        ({"consents": (given(), Consent(id="w", case="c", act="withdrawn", about="g", receiver="r", on=DAY))}, ()),
    ],
)
def test_what_has_ended_is_not(bundle: dict[str, object], goals: tuple[Goal, ...]) -> None:
    assert still_open(Bundle(CASE, **bundle), goals, DAY) == NOTHING  # type: ignore[arg-type]  # fields by name


def refused(closing: Closing, **open_: int) -> tuple[Reason, str] | None:
    try:
        require(closing, {**NOTHING, **open_}, DAY)
    except Refusal as stop:
        return stop.reason, stop.where
    return None


def test_a_whole_closing_is_taken() -> None:
    assert refused(WHOLE) is None


def test_a_reason_is_asked_first() -> None:
    assert refused(replace(WHOLE, reason="", checked=())) == (Reason.REQUIRED, "reason")


@pytest.mark.parametrize("check", RECKONED)
def test_what_is_open_has_to_be_looked_at(check: str) -> None:
    assert refused(WHOLE, **{check: 2}) == (Reason.NOT_LOOKED_AT, check)
    assert refused(replace(WHOLE, checked=(DECISION, check)), **{check: 2}) is None


def test_keep_or_erase_is_decided_with_the_person_where_they_can_be_asked() -> None:
    assert refused(replace(WHOLE, checked=())) == (Reason.NOT_LOOKED_AT, DECISION)
    for reason in WITHOUT_PERSON:
        assert refused(replace(WHOLE, reason=reason, checked=())) is None


def test_what_is_kept_has_a_day_on_which_it_is_looked_at_again() -> None:
    assert refused(replace(WHOLE, review_on=None)) == (Reason.REQUIRED, "review_on")
    assert refused(replace(WHOLE, review_on=DAY - timedelta(days=1))) == (Reason.DAY_PAST, "review_on")
    assert refused(replace(WHOLE, review_on=DAY)) is None
    assert refused(replace(WHOLE, decision=ERASE, review_on=None)) is None


def test_every_check_and_reason_named_here_is_in_its_list() -> None:
    assert {*RECKONED, DECISION} <= set(lists.shipped("closure_check"))
    assert set(lists.shipped("closure_reason")) >= WITHOUT_PERSON


def test_the_last_word_is_the_one_written_last() -> None:
    first, second = Closure(id="a", case="c"), Closure(id="b", case="c", act="reopened")
    assert latest([first, second]) == second
    assert latest([]) is None

"""The states of a referral as data, the clock of its answer, and codes as they are heard and typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.domain.records import Referral
from gemdesk.domain.referrals import (
    ANSWERS,
    AWAITING,
    TRANSITIONS,
    UNDER_WAY,
    State,
    code_key,
    days_late,
    is_begun_by,
    may_become,
    next_answers,
    reply_by,
    require_step,
)  # fmt: skip
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_code
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.reasons import Reason

DAY = date(2026, 11, 20)


def referral(state: str = "sent", **fields: object) -> Referral:
    return Referral(id="r", case="c", organisation="o", reference="R-7K3Q-2M", state=state, **fields)  # type: ignore[arg-type]  # fields by name


def test_every_state_of_the_list_has_its_place() -> None:
    assert {state.value for state in State} == set(lists.shipped("referral_state"))
    assert set(TRANSITIONS) == set(State)


def test_no_state_follows_itself_and_a_void_referral_ends() -> None:
    assert [state for state in State if state in TRANSITIONS[state]] == []
    assert TRANSITIONS[State.VOID] == frozenset()
    assert all(TRANSITIONS[state] for state in State if state is not State.VOID)


def test_every_state_but_the_draft_is_reached_from_it() -> None:
    reached, ahead = set(), [State.DRAFT]
    while ahead:
        state = ahead.pop()
        reached.add(state)
        ahead += TRANSITIONS[state] - reached
    assert reached == set(State)
    assert not any(State.DRAFT in after for after in TRANSITIONS.values())


def test_whoever_waits_may_hear_any_answer_and_nobody_answers_a_draft() -> None:
    assert next_answers(referral("sent")) == ANSWERS
    assert next_answers(referral("no_feedback")) == ANSWERS  # a late answer is an answer
    assert next_answers(referral("draft")) == next_answers(referral("void")) == next_answers(referral("revoked")) == ()
    assert all(next_answers(referral(state)) for state in AWAITING)
    assert State.ACKNOWLEDGED not in next_answers(referral("accepted"))


def test_what_is_under_way_may_be_revoked_and_what_ended_may_be_reopened() -> None:
    assert all(may_become(referral(state), State.REVOKED) for state in UNDER_WAY)
    for state in (State.COMPLETED, State.NOT_ACCEPTED, State.NO_FEEDBACK, State.REVOKED):
        assert may_become(referral(state), State.REOPENED)
    assert not may_become(referral("sent"), State.REOPENED)


def test_a_step_that_does_not_follow_is_refused_by_name() -> None:
    require_step(referral("sent"), State.ACCEPTED)
    with pytest.raises(Refusal) as stop:
        require_step(referral("draft"), State.ACCEPTED)
    assert stop.value.reason is Reason.STEP_NOT_POSSIBLE
    assert stop.value.facts["after"] == Listed("referral_state", ("accepted",))


@pytest.mark.parametrize(("priority", "days"), [("emergency", 1), ("urgent", 3), ("normal", 14)])
def test_the_clock_runs_by_the_priority(priority: str, days: int) -> None:
    by = reply_by(DAY, priority)
    assert by == DAY + timedelta(days=days)
    sent = referral("sent", priority=priority, reply_by=by)
    assert (days_late(sent, by), days_late(sent, by + timedelta(days=2))) == (0, 2)
    assert days_late(referral("accepted", reply_by=by), by + timedelta(days=2)) == 0
    assert days_late(referral("sent"), by) == 0  # nothing is known of its clock


def test_every_priority_has_a_clock() -> None:
    assert {reply_by(DAY, priority) for priority in lists.shipped("priority")}


@pytest.mark.parametrize(
    "typed",
    ["R-7K3Q-2M", "r7k3q2m", "7k3q", "7K3Q2M", "R-7", " 7k 3q ", "٧K٣Q", "۷k۳q-۲m", "7"],
)
def test_what_was_typed_of_a_code_finds_it(typed: str) -> None:
    assert is_begun_by("R-7K3Q-2M", typed)


@pytest.mark.parametrize("typed", ["", "-", "7K3Q-2N", "K3Q", "R-7K3Q-2M1", "2M"])
def test_another_code_is_not_found(typed: str) -> None:
    assert not is_begun_by("R-7K3Q-2M", typed)


def test_what_is_misread_or_misheard_is_forgiven() -> None:
    assert is_begun_by("R-0A1B-1V", "oaIbLu")
    assert code_key("O0Il1") == "00111"
    assert is_begun_by("2026/TR-19", "2O26 trl9")


@given(st.integers(min_value=1, max_value=7))
def test_every_code_that_is_drawn_is_found_by_any_beginning(length: int) -> None:
    code = new_code("R")
    begun = code.replace("-", "")[:length]
    assert is_begun_by(code, begun.lower().replace("0", "o").replace("1", "l"))

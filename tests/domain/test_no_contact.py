"""What follows when a person is not reached: spacing by risk, danger, welfare check, quiet closure."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.domain import no_contact
from gemdesk.domain.casework import Attempt
from gemdesk.domain.due import Bundle
from gemdesk.domain.dues import reckon
from gemdesk.domain.no_contact import PACES, Act, Next
from gemdesk.domain.records import Case

ZONE = timezone(timedelta(hours=3))
FIRST = datetime(2026, 11, 2, 17, tzinfo=ZONE)
LEVELS = [*PACES, "not_assessed"]


def attempt(day: float, outcome: str = "no_answer", *, channel: str = "phone", contact: str = "c") -> Attempt:
    """An attempt so many days after the first one."""
    return Attempt(
        id=f"{day}{outcome}",
        case="1",
        contact=contact,
        channel=channel,
        outcome=outcome,
        at=FIRST + timedelta(days=day),
    )


def welfare(day: float, outcome: str = "no_answer") -> Attempt:
    """A welfare check through another person."""
    return attempt(day, outcome, channel="through", contact="")


def following(*attempts: Attempt, level: str = "high") -> Next:
    """What follows after these attempts."""
    found = no_contact.next_step(attempts, level)
    assert found is not None
    return found


def day(number: int) -> date:
    """So many days after the first attempt."""
    return FIRST.date() + timedelta(days=number)


@pytest.mark.parametrize("level", LEVELS)
def test_without_attempts_or_after_contact_nothing_follows(level: str) -> None:
    assert no_contact.next_step((), level) is None
    assert no_contact.next_step([attempt(0), attempt(1, "reached")], level) is None
    assert no_contact.next_step([attempt(0), welfare(1, "reached")], level) is None, "somebody saw the person"
    assert no_contact.next_step([attempt(0, "reached"), attempt(1)], level) is not None


@pytest.mark.parametrize(("level", "between"), [("critical", 1), ("high", 2), ("medium", 4), ("low", 7), ("", 4)])
def test_the_spacing_follows_the_risk(level: str, between: int) -> None:
    found = following(attempt(0), level=level)
    assert (found.act, found.due, found.days, found.since) == (Act.TRY, day(between), 1, day(0))


def test_after_the_tries_comes_a_welfare_check_then_a_quiet_closure() -> None:
    tries = [attempt(0), attempt(2), attempt(4)]
    assert following(*tries[:2]).act is Act.TRY
    asked = following(*tries)
    assert (asked.act, asked.due, asked.unsafe) == (Act.WELFARE, day(6), False)
    checked = following(*tries, welfare(6))
    assert (checked.act, checked.due) == (Act.CLOSURE, day(20))
    assert following(*tries, welfare(6), welfare(8)).due == day(22), "from the last check on"


def test_tries_of_one_day_are_one_try() -> None:
    found = following(attempt(0), attempt(0.05), attempt(0.1), attempt(0.2))
    assert (found.act, found.days) == (Act.TRY, 1)
    assert following(attempt(0), attempt(1), attempt(2)).act is Act.WELFARE


def test_a_sign_of_danger_ends_the_calls_at_once() -> None:
    found = following(attempt(0, "unsafe_signal"), level="low")
    assert (found.act, found.due, found.unsafe) == (Act.WELFARE, day(1), True)
    assert following(attempt(0, "switched_off"), level="low").act is Act.TRY
    checked = following(attempt(0, "unsafe_signal"), welfare(1), level="low")
    assert checked.act is Act.CLOSURE
    again = following(attempt(0, "unsafe_signal"), welfare(1), attempt(9, "unsafe_signal"), level="low")
    assert (again.act, again.due) == (Act.WELFARE, day(10))


def test_another_person_on_two_days_means_the_number_is_in_other_hands() -> None:
    assert following(attempt(0, "wrong_person")).act is Act.TRY
    assert following(attempt(0, "wrong_person"), attempt(0.1, "wrong_person")).act is Act.TRY
    found = following(attempt(0, "wrong_person"), attempt(2, "wrong_person"))
    assert (found.act, found.unsafe) == (Act.WELFARE, True)


def test_tries_at_the_same_hour_are_told() -> None:
    same = following(attempt(0), attempt(2))
    assert same.other_hour and same.other_channel
    other = following(attempt(0), attempt(2 - 6 / 24, channel="Signal"))
    assert not other.other_hour and not other.other_channel
    assert not following(attempt(0)).other_hour, "one try says nothing of hours"


def test_a_person_who_is_reached_through_another_is_not_a_welfare_check() -> None:
    through = [attempt(number, channel="through") for number in (0, 2, 4)]
    assert following(*through).act is Act.WELFARE
    assert following(*through[:2], welfare(4)).act is Act.TRY, "a check alone is no try"


def test_what_follows_is_a_task_of_an_open_case_alone() -> None:
    case = Case(id="1", person="p", opened=day(0), risk_level="high")
    dues = [due for due in reckon(Bundle(case, attempts=(attempt(0),))) if due.sort == "contact"]
    assert [(due.about, due.due) for due in dues] == [("1", day(2))]
    closed = Case(id="1", person="p", opened=day(0), risk_level="high", status="closed")
    assert [due for due in reckon(Bundle(closed, attempts=(attempt(0),))) if due.sort == "contact"] == []


@given(
    st.lists(
        st.builds(
            lambda at, outcome, check: welfare(at, outcome) if check else attempt(at, outcome),
            st.integers(0, 60),
            st.sampled_from(["no_answer", "wrong_person", "switched_off", "unsafe_signal", "message_left", "reached"]),
            st.booleans(),
        ),
        max_size=12,
    ),
    st.sampled_from(LEVELS),
)
def test_no_call_is_due_on_the_day_of_the_last_and_none_while_it_is_unsafe(told: list[Attempt], level: str) -> None:
    found = no_contact.next_step(told, level)
    if found is None:
        return
    last = max(one.at.date() for one in told if one.at)
    assert found.due > last or found.act is not Act.TRY
    assert found.act is not Act.TRY or not found.unsafe
    assert found == no_contact.next_step(reversed(told), level) or len({one.at for one in told}) < len(told)

"""Figures mean what they say: delays without gap or overlap, one outcome for each referral, calendar periods."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemdesk.domain.figures import DELAYS, Outcome, Span, delay, median, outcome, period
from gemdesk.domain.referrals import ANSWERS, State
from gemdesk.kernel import lists

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def buckets_of(days: int, edges: Sequence[tuple[str, int, int | None]]) -> list[str]:
    return [code for code, first, last in edges if days >= first and (last is None or days <= last)]


def edges() -> list[tuple[str, int, int | None]]:
    """Each bucket with its first and its last day."""
    begins = [0, *(last + 1 for _code, last in DELAYS[:-1] if last is not None)]
    return [(code, begin, last) for (code, last), begin in zip(DELAYS, begins, strict=True)]


@given(st.integers(min_value=0))
def test_every_delay_falls_into_exactly_one_bucket(days: int) -> None:
    assert buckets_of(days, edges()) == [delay(days)]


@pytest.mark.parametrize(("at", "spoilt"), [(0, ("0_3", 0, 4)), (1, ("4_5", 5, 5))])
def test_a_day_in_two_buckets_or_in_none_would_be_seen(at: int, spoilt: tuple[str, int, int]) -> None:
    planted = edges()
    planted[at] = spoilt
    assert [days for days in range(40) if len(buckets_of(days, planted)) != 1] == [4]


def test_the_buckets_are_those_of_the_field_at_their_edges() -> None:
    assert [code for code, _last in DELAYS] == list(lists.shipped("reporting_delay"))
    edges = {0: "0_3", 3: "0_3", 4: "4_5", 5: "4_5", 6: "6_14", 14: "6_14", 15: "15_30", 30: "15_30", 31: "over_30"}
    assert {days: delay(days) for days in edges} == edges
    assert delay(10**9) == "over_30"
    with pytest.raises(ValueError, match="-1"):
        delay(-1)


@given(st.sampled_from(Span), DAYS)
def test_periods_follow_each_other_without_a_gap(span: Span, day: date) -> None:
    found = period(span, day)
    assert found.first <= day <= found.last
    assert found.moved(1).first == found.last + timedelta(days=1)
    assert found.moved(-1).last == found.first - timedelta(days=1)
    assert found.moved(5).moved(-5) == found


def test_a_quarter_is_one_of_the_calendar() -> None:
    assert (period(Span.QUARTER, date(2026, 11, 20)).first, period(Span.QUARTER, date(2026, 11, 20)).last) == (
        date(2026, 10, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert period(Span.MONTH, date(2028, 2, 3)).last == date(2028, 2, 29)


def test_the_latest_answer_decides_and_silence_counts_once_the_time_is_over() -> None:
    assert {outcome(answer, "sent", is_late=True) for answer in ANSWERS} == {
        Outcome.ACKNOWLEDGED, Outcome.ACCEPTED, Outcome.WAITING_LIST, Outcome.NOT_ACCEPTED,
    }  # fmt: skip
    assert outcome(None, "sent", is_late=False) is Outcome.OPEN
    assert outcome(None, "sent", is_late=True) is Outcome.NO_FEEDBACK
    assert outcome(None, "no_feedback", is_late=False) is Outcome.NO_FEEDBACK
    assert outcome(None, "revoked", is_late=True) is Outcome.OPEN  # nobody owes an answer any more
    assert outcome("accepted", "revoked", is_late=True) is Outcome.ACCEPTED
    assert all(outcome(None, state.value, is_late=True) for state in State)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_the_middle_is_that_of_the_values_in_order(values: list[int]) -> None:
    ordered = sorted(values)
    wanted = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert median({value: values.count(value) for value in values}) == wanted


def test_nothing_has_no_middle() -> None:
    assert median({}) is None

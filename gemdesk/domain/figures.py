"""What the figures of the field mean: periods, delays without overlap, what became of a referral, middle values."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gemdesk.domain import masking
from gemdesk.domain.masking import FEWEST, Cell, Mask
from gemdesk.domain.referrals import State

ASSESSED_WITHIN = 7  # days from registration to the first assessment


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS: Mapping[Span, int] = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months of a calendar: from the first of one to the last of another."""

    span: Span
    first: date
    last: date

    def moved(self, by: int) -> "Period":
        """The period that lies so many of its own lengths later, or earlier."""
        month = self.first.year * 12 + self.first.month - 1 + by * _MONTHS[self.span]
        return period(self.span, date(month // 12, month % 12 + 1, 1))


def period(span: Span, day: date) -> Period:
    """The month, quarter or year of a day."""
    length = _MONTHS[span]
    begin = (day.month - 1) // length * length + 1
    end = begin + length - 1
    return Period(span, date(day.year, begin, 1), date(day.year, end, monthrange(day.year, end)[1]))


# Code of the list `reporting_delay`, and the last day of it; each begins where the one before ends.
DELAYS: tuple[tuple[str, int | None], ...] = (("0_3", 3), ("4_5", 5), ("6_14", 14), ("15_30", 30), ("over_30", None))


def delay(days: int) -> str:
    """The code of the time from an incident until help was sought. ValueError for a day before the incident."""
    if days < 0:
        raise ValueError(days)
    return next(code for code, last in DELAYS if last is None or days <= last)


class Outcome(StrEnum):
    """What became of a referral, as far as its receiver told; each sent one has exactly one."""

    ACKNOWLEDGED = "acknowledged"  # and nothing more
    ACCEPTED = "accepted"  # or served
    WAITING_LIST = "waiting_list"
    NOT_ACCEPTED = "not_accepted"
    NO_FEEDBACK = "no_feedback"  # the time for an answer is over
    OPEN = "open"  # there is still time, or it was revoked before an answer


NOT_ANSWERED = (Outcome.NO_FEEDBACK, Outcome.OPEN)
_TOLD: Mapping[State, Outcome] = {
    State.ACKNOWLEDGED: Outcome.ACKNOWLEDGED,
    State.ACCEPTED: Outcome.ACCEPTED,
    State.PARTLY_SERVED: Outcome.ACCEPTED,
    State.COMPLETED: Outcome.ACCEPTED,
    State.WAITING_LIST: Outcome.WAITING_LIST,
    State.NOT_ACCEPTED: Outcome.NOT_ACCEPTED,
}


def outcome(answer: str | None, state: str, *, is_late: bool) -> Outcome:
    """What became of a referral by its latest answer; without one, by its state and its clock."""
    if answer is not None:
        return _TOLD[State(answer)]
    if state == State.REVOKED:
        return Outcome.OPEN
    return Outcome.NO_FEEDBACK if is_late or state == State.NO_FEEDBACK else Outcome.OPEN


def median(days: Mapping[int, int]) -> float | None:
    """The middle of values that are counted by value; between two of them where there are two in the middle."""
    whole = sum(days.values())
    if not whole:
        return None
    return (_at(days, (whole - 1) // 2) + _at(days, whole // 2)) / 2


def _at(days: Mapping[int, int], place: int) -> int:
    for value in sorted(days):
        place -= days[value]
        if place < 0:
            return value
    raise IndexError(place)


def middle(days: Mapping[int, int], outcomes: Sequence[Cell], sent: Cell) -> float | Mask | None:
    """The middle of the days until the answers, beside counts as they are shown; of few it would tell of single ones.

    That there is one, or that there are too few answers, or none, is told only where those counts tell as much.
    """
    told = [cell for one, cell in zip(Outcome, outcomes, strict=True) if one not in NOT_ANSWERED]
    silent = [cell for one, cell in zip(Outcome, outcomes, strict=True) if one in NOT_ANSWERED]
    fewest = max(masking.least(told), masking.least([sent]) - masking.most(silent))
    most = min(masking.most(told), masking.most([sent]) - masking.least(silent))
    if fewest >= FEWEST:
        return median(days)
    if most <= 0:
        return None
    return Mask.FEW if fewest > 0 and most < FEWEST else Mask.BESIDE

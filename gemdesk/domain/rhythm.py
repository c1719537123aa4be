"""What each risk level asks for: the days to the first action, between contacts and assessments, and who approves.

The program brings the ladder that the field uses (24 hours, 72 hours, two weeks; a week, two weeks, a month); an
organisation sets its own. What was agreed stands in the assessment itself: another setting changes none of the past.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gemdesk.domain.casework import Assessment
from gemdesk.domain.own import Rhythm
from gemdesk.domain.risk import ORDER

ASSESS_WITHIN = 3  # days from the opening or reopening of a case to its assessment
PLAN_WITHIN = 7  # days from the assessment to the case plan

_ALL = ("assessment", "plan", "closure")


@dataclass(frozen=True, slots=True)
class Pace:
    """Days, and what a supervisor approves (codes of `approval_what`)."""

    act_within: int
    contact_every: int
    assess_again: int
    approved: tuple[str, ...] = ("closure",)


SHIPPED = {
    "critical": Pace(1, 7, 7, _ALL),
    "high": Pace(3, 7, 30, _ALL),
    "medium": Pace(14, 14, 90),
    "low": Pace(30, 30, 180),
}
LEVELS = tuple(reversed(ORDER[1:]))  # the levels that have a pace, the highest first
_WHILE_UNKNOWN = Pace(ASSESS_WITHIN, 14, ASSESS_WITHIN)


def pace(level: str, own: Iterable[Rhythm] = ()) -> Pace:
    """The pace of a level, by the organisation's own rhythm where there is one."""
    for one in own:
        if one.level == level and one.act_within and one.contact_every and one.assess_again:
            return Pace(one.act_within, one.contact_every, one.assess_again, one.approved)
    return SHIPPED.get(level, _WHILE_UNKNOWN)


def paced(assessment: Assessment, own: Iterable[Rhythm] = ()) -> Assessment:
    """The assessment with the days that its level asks for, where none were set."""
    if assessment.on is None:
        return assessment
    wanted = pace(assessment.level, own)
    return replace(
        assessment,
        act_by=assessment.act_by or assessment.on + timedelta(days=wanted.act_within),
        contact_days=assessment.contact_days or wanted.contact_every,
        again_by=assessment.again_by or assessment.on + timedelta(days=wanted.assess_again),
    )


def next_contact(assessment: Assessment | None, seen: date) -> date | None:
    """The day of the next contact after one on the day `seen`; nothing while the risk is not assessed."""
    if assessment is None:
        return None
    return seen + timedelta(days=paced(assessment).contact_days or 1)

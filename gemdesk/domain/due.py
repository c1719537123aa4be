"""One thing that is due, and the records of a case that such things are reckoned from."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Need,
    Plan,
    Reply,
    SafetyPlan,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.records import Case, Consent, Referral


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: its kind (list `task_sort`), the record it is about, the day."""

    sort: str
    about: str
    due: date
    text: str = ""  # in somebody's own words, where there are some
    detail: str = ""  # what more there is to say of the sort, as a code
    until: date | None = None  # the last day on which it is of use


@dataclass(frozen=True, slots=True)
class Bundle:
    """The records of one case that dues are reckoned from, each kind in the order of writing."""

    case: Case
    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    steps: tuple[Step, ...] = ()  # of the plan in force
    plans: tuple[Plan, ...] = ()
    safety_plans: tuple[SafetyPlan, ...] = ()
    needs: tuple[Need, ...] = ()
    referrals: tuple[Referral, ...] = ()
    replies: tuple[Reply, ...] = ()
    consents: tuple[Consent, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    approvals: tuple[Approval, ...] = ()
    closures: tuple[Closure, ...] = ()

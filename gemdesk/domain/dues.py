"""What is due in a case, reckoned from its records alone: tasks that nobody has to write down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from gemdesk.domain.casework import Approval, Assessment, Attempt, Closure, FollowUp, Need, Plan, Reply, Step, Task
from gemdesk.domain.records import Case, Consent, Referral


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due: its kind (list `task_sort`), the record it is about, the day."""

    sort: str
    about: str
    due: date
    text: str = ""  # in somebody's own words, where there are some


@dataclass(frozen=True, slots=True)
class Bundle:
    """The records of one case that dues are reckoned from."""

    case: Case
    tasks: tuple[Task, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    steps: tuple[Step, ...] = ()  # of the plan in force
    plans: tuple[Plan, ...] = ()
    needs: tuple[Need, ...] = ()
    referrals: tuple[Referral, ...] = ()
    replies: tuple[Reply, ...] = ()
    consents: tuple[Consent, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    approvals: tuple[Approval, ...] = ()
    closures: tuple[Closure, ...] = field(default=())


def reckon(bundle: Bundle) -> list[Due]:
    """Everything that is due in a case, in order of day; of a closed one its review alone."""
    return sorted(_all(bundle), key=lambda due: (due.due, due.sort, due.about))


def _all(bundle: Bundle) -> Iterator[Due]:
    if bundle.case.status == "closed":
        yield from _after_closing(bundle)
        return
    yield from _by_hand(bundle.tasks)
    if bundle.case.next_due:
        yield Due("by_hand", bundle.case.id, bundle.case.next_due, bundle.case.next_step)


def _after_closing(bundle: Bundle) -> Iterator[Due]:
    if bundle.case.review_on:
        yield Due("retention", bundle.case.id, bundle.case.review_on)


def _by_hand(tasks: Iterable[Task]) -> Iterator[Due]:
    for task in tasks:
        if task.due and not task.done_on:
            yield Due("by_hand", task.id, task.due, task.text)

"""Closing a case: what is still open in it, what has to be looked at before, where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from gemdesk.domain import consents
from gemdesk.domain.casework import Closure, Goal
from gemdesk.domain.consents import Standing
from gemdesk.domain.due import Bundle
from gemdesk.domain.referrals import UNDER_WAY
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

PROPOSED, CLOSED, REOPENED = "proposed", "closed", "reopened"
KEEP, ERASE = "keep", "erase"
# Checks that the records themselves answer; the others are only asked.
RECKONED = ("goals", "needs", "referrals", "tasks", "consents")
DECISION = "decision"
# With these the person could not be asked what becomes of the file: it is kept, and looked at again.
WITHOUT_PERSON = frozenset({"no_safe_contact", "detained", "deported", "deceased", "duplicate"})
QUIET = "no_safe_contact"
KEEP_MONTHS, KEEP_QUIET_MONTHS = 12, 6  # until the file is looked at again


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing as it is taken down."""

    reason: str
    checked: tuple[str, ...] = ()
    summary: str = ""
    decision: str = KEEP
    review_on: date | None = None


def still_open(bundle: Bundle, goals: Iterable[Goal], today: date) -> dict[str, int]:
    """How much of each check is open: goals of the plan, needs, referrals under way, tasks, running consents."""
    live = [one for one in consents.grants(bundle.consents, today) if one.standing in (Standing.LIVE, Standing.NOT_YET)]
    waiting = [one for one in bundle.follow_ups if not one.done_on]
    return {
        "goals": sum(goal.state == "open" for goal in goals),
        "needs": sum(need.state in ("open", "in_progress") for need in bundle.needs),
        "referrals": sum(referral.state in UNDER_WAY for referral in bundle.referrals),
        "tasks": sum(not task.done_on for task in bundle.tasks) + len(waiting),
        "consents": len(live),
    }


def require(closing: Closing, open_: Mapping[str, int], today: date) -> None:
    """Raise the first `Refusal` of a closing that cannot be as it is.

    What is open has to be looked at, and keeping or erasing is decided with the person, where they can be asked.
    """
    if not closing.reason:
        raise Refusal(Reason.REQUIRED, "reason")
    for check in RECKONED:
        if open_.get(check) and check not in closing.checked:
            raise Refusal(Reason.NOT_LOOKED_AT, check)
    asked = closing.reason not in WITHOUT_PERSON
    if asked and DECISION not in closing.checked:
        raise Refusal(Reason.NOT_LOOKED_AT, DECISION)
    if closing.decision == KEEP and closing.review_on is None:
        raise Refusal(Reason.REQUIRED, "review_on")
    if closing.review_on is not None and closing.review_on < today:
        raise Refusal(Reason.DAY_PAST, "review_on")


def latest(closures: Iterable[Closure]) -> Closure | None:
    """The last word on the closing of a case, in the order of writing."""
    told = list(closures)
    return told[-1] if told else None

"""What waits for a supervisor: the queue, and each thing whole, as it has to be read before it is approved."""

from dataclasses import dataclass

from gemdesk.domain import risk
from gemdesk.domain.access import Right
from gemdesk.domain.casework import Approval, Assessment, Closure
from gemdesk.domain.records import Case, Person
from gemdesk.domain.today import Row, Section
from gemdesk.flows import plans, today
from gemdesk.flows.plans import Version
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.store import rows


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that waits, with what it is about; of assessment, version and closing one is there at most."""

    approval: Approval
    case: Case
    person: Person
    own: bool  # whoever is at work asked for it, and somebody else decides
    assessment: Assessment | None = None
    before: Assessment | None = None  # the assessment that it replaced
    version: Version | None = None
    closure: Closure | None = None


def page(work: Work, after: Row | None, limit: int) -> list[Row]:
    """The next things that wait, the longest waiting first."""
    work.require(Right.APPROVE)
    return today.page(work, Section.TO_APPROVE, after, limit)


def subject(work: Work, approval_id: str) -> Subject:
    """What an approval is asked for. KeyError when it is not there."""
    asked = rows.one(work.connection, Approval, approval_id)
    case = case_of(work, asked.case, Right.APPROVE)
    told = rows.select(work.connection, Assessment, '"case" = ? ORDER BY rowid', case.id)
    this = next((one for one in told if one.id == asked.about), None)
    closures = rows.select(work.connection, Closure, '"case" = ? ORDER BY rowid DESC LIMIT 1', case.id)
    return Subject(
        asked, case, rows.one(work.connection, Person, case.person), asked.by == work.worker,
        assessment=this,
        before=risk.newest(one for one in told if one.id != asked.about) if this else None,
        version=next((one for one in plans.versions(work, case.id) if one.plan.id == asked.about), None),
        closure=closures[0] if closures and asked.what == "closure" else None,
    )  # fmt: skip

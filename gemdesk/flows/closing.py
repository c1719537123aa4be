"""Closing and reopening a case: the checklist, keep or erase, the review day, the supervisor's approval."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain import closing as rules
from gemdesk.domain import no_contact
from gemdesk.domain.access import Right
from gemdesk.domain.approvals import APPROVED
from gemdesk.domain.casework import Closure, Goal
from gemdesk.domain.closing import CLOSED, ERASE, PROPOSED, REOPENED, Closing
from gemdesk.domain.due import Bundle
from gemdesk.domain.records import Case
from gemdesk.flows import approvals, erasing
from gemdesk.flows.approvals import Standing
from gemdesk.flows.cases import Draft
from gemdesk.flows.consents import end_after
from gemdesk.flows.erasing import Outlook
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, dues, rows
from gemdesk.store.change import Change

_GOALS = "plan IN (SELECT id FROM plan WHERE \"case\" = ? AND state = 'in_force')"


@dataclass(frozen=True, slots=True)
class ClosureView:
    """Everything that the tab of the closing shows."""

    case: Case
    closures: tuple[Closure, ...]  # in the order of writing
    open: dict[str, int]  # by check, what is still open
    asks: bool  # whoever is at work proposes, and a supervisor approves
    standing: Standing | None  # of a closing that was proposed
    quiet_from: date | None  # from when on a quiet closing can be proposed, where nobody is reached
    draft: Draft
    may_close: bool
    outlook: Outlook | None  # of an erasure, for whom may erase

    @property
    def latest(self) -> Closure | None:
        """The last word on the closing of this case."""
        return rules.latest(self.closures)


def look(work: Work, case_id: str) -> ClosureView:
    """How the closing of a case stands."""
    case, db = case_of(work, case_id), work.connection
    bundle = dues.bundle_of(db, case)
    last = rules.latest(bundle.closures)
    proposed = last is not None and last.act == PROPOSED
    return ClosureView(
        case, bundle.closures, _open(work, bundle), _asks(work, case),
        approvals.standing(work, case_id, "closure", last.id) if last and proposed else None,
        _quiet_from(bundle), drafts.find(db, place(case_id), work.worker), work.access.may(Right.CLOSE),
        erasing.outlook(work, case_id) if work.access.may(Right.ERASE) else None,
    )  # fmt: skip


def place(case_id: str) -> str:
    """Where the draft of a case's closing is kept."""
    return f"closing:{case_id}"


def review_day(work: Work, *, quiet: bool = False) -> date:
    """The day that is proposed for looking at a closed file again."""
    return end_after(work.clock.today(), rules.KEEP_QUIET_MONTHS if quiet else rules.KEEP_MONTHS)


def close(work: Work, case_id: str, wished: Closing) -> Closure:
    """Close a case, or propose that where a supervisor has to approve it. `Refusal` names what is missing."""
    case = _open_case(work, case_id)
    rules.require(wished, _open(work, dues.bundle_of(work.connection, case)), work.clock.today())
    asks = _asks(work, case)
    closure = Closure(
        id=new_id(), case=case_id, act=PROPOSED if asks else CLOSED, on=work.clock.today(), reason=wished.reason,
        checked=wished.checked, summary=wished.summary.strip(), decision=wished.decision,
        review_on=wished.review_on or (work.clock.today() if wished.decision == ERASE else None),
    )  # fmt: skip
    with work.change() as change:
        change.add(closure, case_id)
        if asks:
            approvals.ask_in(work, change, case_id, "closure", closure.id, case.risk_level)
        else:
            _shut(change, case, closure)
        drafts.drop(change.connection, place(case_id), work.worker)
    return closure


def finish(work: Work, case_id: str) -> Closure:
    """Close a case whose proposed closing was approved. `Refusal` CLOSURE_NOT_APPROVED before that."""
    case = _open_case(work, case_id)
    proposed = rules.latest(rows.select(work.connection, Closure, '"case" = ? ORDER BY rowid', case_id))
    if proposed is None or proposed.act != PROPOSED:
        raise Refusal(Reason.CLOSURE_NOT_APPROVED, "")
    if approvals.standing(work, case_id, "closure", proposed.id).state != APPROVED:
        raise Refusal(Reason.CLOSURE_NOT_APPROVED, "")
    closure = Closure(
        id=new_id(), case=case_id, act=CLOSED, on=work.clock.today(), reason=proposed.reason,
        checked=proposed.checked, summary=proposed.summary, decision=proposed.decision, review_on=proposed.review_on,
    )  # fmt: skip
    with work.change() as change:
        change.add(closure, case_id)
        _shut(change, case, closure)
    return closure


def quietly(work: Work, case_id: str, summary: str = "") -> Closure:
    """Close a case because nobody is reached: nothing is sent, and the file is looked at again some months later."""
    case = _open_case(work, case_id)
    open_ = _open(work, dues.bundle_of(work.connection, case))
    looked = tuple(check for check in rules.RECKONED if open_[check])
    return close(work, case_id, Closing(rules.QUIET, looked, summary, review_on=review_day(work, quiet=True)))


def reopen(work: Work, case_id: str, why: str) -> Closure:
    """Open a closed case again. `Refusal` at `why` without a reason."""
    case = case_of(work, case_id, Right.CLOSE)
    if case.status != "closed":
        raise Refusal(Reason.CASE_NOT_CLOSED, "")
    if not why.strip():
        raise Refusal(Reason.REQUIRED, "why")
    closure = Closure(id=new_id(), case=case_id, act=REOPENED, on=work.clock.today(), why=why.strip())
    with work.change() as change:
        change.add(closure, case_id)
        change.edit(case, status="open", review_on=None)
        drafts.drop(change.connection, place(case_id), work.worker)
    return closure


def keep_until(work: Work, case_id: str, day: date | None) -> Case:
    """Keep the file of a closed case, and look at it again on another day."""
    case = case_of(work, case_id, Right.CLOSE)
    if case.status != "closed":
        raise Refusal(Reason.CASE_NOT_CLOSED, "")
    if day is None:
        raise Refusal(Reason.REQUIRED, "review_on")
    if day <= work.clock.today():
        raise Refusal(Reason.DAY_PAST, "review_on")
    with work.change() as change:
        return change.edit(case, review_on=day)


def _open_case(work: Work, case_id: str) -> Case:
    case = case_of(work, case_id, Right.CLOSE)
    if case.status == "closed":
        raise Refusal(Reason.CASE_NOT_OPEN, "")
    return case


def _shut(change: Change, case: Case, closure: Closure) -> None:
    # A closed case has no next step; its review alone is due.
    change.edit(case, status="closed", review_on=closure.review_on, next_step="", next_due=None)


def _open(work: Work, bundle: Bundle) -> dict[str, int]:
    goals = rows.select(work.connection, Goal, _GOALS, bundle.case.id)
    return rules.still_open(bundle, goals, work.clock.today())


def _asks(work: Work, case: Case) -> bool:
    """Whether a closing is proposed and not done: the rhythm wants an approval, and somebody else can give it."""
    wanted = approvals.wanted(work, "closure", case.risk_level)
    return wanted and not work.access.may(Right.APPROVE) and approvals.has_supervisor(work)


def _quiet_from(bundle: Bundle) -> date | None:
    step = no_contact.next_step(bundle.attempts, bundle.case.risk_level)
    return step.due if step and step.act is no_contact.Act.CLOSURE else None

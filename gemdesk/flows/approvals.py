"""A supervisor's approval of assessments, plans and closures: asked, approved or returned with remarks.

Nobody approves what they asked for themselves, as long as anybody with a key to this vault is a supervisor. Where
nobody is, what the rhythm wants approved can be settled without one, and it stays written down that it was.
"""

from dataclasses import dataclass

from gemdesk.domain import approvals
from gemdesk.domain.access import Right
from gemdesk.domain.access import Role as AccessRole
from gemdesk.domain.approvals import APPROVED, ASKED, RETURNED
from gemdesk.domain.casework import Approval
from gemdesk.domain.own import Rhythm
from gemdesk.domain.rhythm import pace
from gemdesk.flows import keys
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.store.change import Change
from gemdesk.vault.opened import Role


@dataclass(frozen=True, slots=True)
class Standing:
    """How one thing stands with its approval, and what whoever is at work may do about it."""

    what: str
    about: str
    wanted: bool  # the rhythm of the risk level asks for it
    last: Approval | None
    alone: bool  # nobody in this vault is a supervisor
    may_decide: bool

    @property
    def state(self) -> str:
        """`asked`, `approved`, `returned`, or nothing where it was never asked."""
        return self.last.state if self.last else ""

    @property
    def lacks(self) -> bool:
        """Whether an approval is wanted and not there."""
        return self.wanted and self.state != APPROVED


def rhythms(work: Work) -> list[Rhythm]:
    """The organisation's own rhythm of the levels, where it set one."""
    return rows.select(work.connection, Rhythm, "1 ORDER BY rowid")


def has_supervisor(work: Work) -> bool:
    """Whether anybody who can open this vault is a supervisor; where that cannot be read, somebody may be."""
    if work.access.role is AccessRole.SUPERVISOR:
        return True
    try:
        return any(one.role is Role.SUPERVISOR for one in keys.key_places(work))
    except Trouble:
        return True


def wanted(work: Work, what: str, level: str) -> bool:
    """Whether a thing of this kind needs an approval at this risk level."""
    return what in pace(level, rhythms(work)).approved


def standing(work: Work, case_id: str, what: str, about: str) -> Standing:
    """How one thing of a case stands with its approval."""
    case = case_of(work, case_id)
    last = approvals.last(rows.select(work.connection, Approval, '"case" = ? ORDER BY rowid', case_id), about)
    alone = not has_supervisor(work)
    return Standing(
        what, about, wanted(work, what, case.risk_level), last, alone,
        bool(last and last.state == ASKED and not alone and work.access.may(Right.APPROVE) and last.by != work.worker),
    )  # fmt: skip


def ask_in(work: Work, change: Change, case_id: str, what: str, about: str, level: str) -> Approval | None:
    """Ask inside an open change where the rhythm of the level wants it and there is whom to ask."""
    if not wanted(work, what, level) or not has_supervisor(work):
        return None
    return change.add(_step(work, case_id, what, about, ASKED), case_id)


def ask(work: Work, case_id: str, what: str, about: str) -> Approval:
    """Ask for an approval. `Refusal` where nobody is there to be asked."""
    case_of(work, case_id, Right.WRITE)
    if not has_supervisor(work):
        raise Refusal(Reason.NO_SUPERVISOR, "")
    with work.change() as change:
        return change.add(_step(work, case_id, what, about, ASKED), case_id)


def settle_alone(work: Work, case_id: str, what: str, about: str, comment: str = "") -> Approval:
    """Take a thing for approved in a vault without a supervisor. `Refusal` in one that has one."""
    case_of(work, case_id, Right.WRITE)
    if has_supervisor(work):
        raise Refusal(Reason.SELF_APPROVAL, "")
    with work.change() as change:
        return change.add(_step(work, case_id, what, about, APPROVED, comment), case_id)


def decide(work: Work, approval_id: str, state: str, comment: str = "") -> Approval:
    """Approve what was asked, or return it with a remark.

    `Refusal` for one's own, for what was decided meanwhile, and at `comment` for a return without a word.
    """
    asked = rows.one(work.connection, Approval, approval_id)
    case_of(work, asked.case, Right.APPROVE)
    known = rows.select(work.connection, Approval, '"case" = ? ORDER BY rowid', asked.case)
    if asked.state != ASKED or approvals.last(known, asked.about) != asked:
        raise Refusal(Reason.ALREADY_DECIDED, "")
    if asked.by == work.worker:
        raise Refusal(Reason.SELF_APPROVAL, "")
    if state == RETURNED and not comment.strip():
        raise Refusal(Reason.REQUIRED, "comment")
    with work.change() as change:
        return change.add(_step(work, asked.case, asked.what, asked.about, state, comment), asked.case)


def _step(work: Work, case_id: str, what: str, about: str, state: str, comment: str = "") -> Approval:
    return Approval(
        id=new_id(), case=case_id, what=what, about=about, state=state, by=work.worker, at=work.clock.now(),
        comment=comment,
    )  # fmt: skip

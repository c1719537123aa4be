"""Follow-ups: when the next contact is due, and what came of each."""

from datetime import date
from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Assessment, FollowUp
from gemdesk.domain.rhythm import next_contact
from gemdesk.domain.risk import newest
from gemdesk.flows.sight import case_of, part_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows

POSTPONED = "postponed"


def proposal(work: Work, case_id: str) -> date | None:
    """The day that the rhythm of the risk level proposes after a contact today; nothing without an assessment."""
    case_of(work, case_id)
    told = rows.select(work.connection, Assessment, '"case" = ? ORDER BY rowid', case_id)
    return next_contact(newest(told), work.clock.today())


def save(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> FollowUp:
    """Agree on a follow-up, or with an `id_` change it."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        drafts.drop(change.connection, place(case_id), work.worker)
        if id_:
            return change.edit(part_of(work, case_id, FollowUp, id_), **values)
        return change.add(FollowUp(id=new_id(), case=case_id, **values), case_id)


def finish(
    work: Work,
    case_id: str,
    id_: str,
    outcome: str,
    note: str = "",
    due: date | None = None,
    later: date | None = None,
) -> str:
    """Say what came of a follow-up; without an `id_` of one that nobody wrote down before, which was `due`.

    One that is postponed needs the day `later`, and goes on as another one. Gives the id of the change.
    """
    case_of(work, case_id, Right.WRITE)
    if outcome == POSTPONED and later is None:
        raise Refusal(Reason.REQUIRED, "due")
    today = work.clock.today()
    with work.change() as change:
        if id_:
            known = part_of(work, case_id, FollowUp, id_)
            told = change.edit(known, done_on=today, outcome=outcome, **({"note": note} if note else {}))
        else:
            new = FollowUp(id=new_id(), case=case_id, due=due or today, done_on=today, outcome=outcome, note=note)
            told = change.add(new, case_id)
        if outcome == POSTPONED:
            change.add(FollowUp(id=new_id(), case=case_id, sort=told.sort, due=later), case_id)
        return change.id


def bin_(work: Work, case_id: str, id_: str) -> None:
    """Throw a follow-up away that was agreed by mistake."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.bin(part_of(work, case_id, FollowUp, id_))


def place(case_id: str) -> str:
    """Where a follow-up that was not saved is kept as a draft."""
    return f"follow_up:{case_id}"

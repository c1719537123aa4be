"""Letters that wait for whoever prints: prepared by caseworkers, printed by somebody who is shown no case."""

from dataclasses import dataclass
from datetime import datetime

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Prepared
from gemdesk.domain.records import Organisation, Referral
from gemdesk.flows import door, referrals
from gemdesk.flows.door import Passed
from gemdesk.flows.referrals import Order
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import bodies, rows

WAITING, PRINTED, TAKEN_BACK = "waiting", "printed", "taken_back"
MOST = 100  # letters that are shown at once


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as whoever prints it sees it: no name, no reason, nothing of the case."""

    id: str
    reference: str
    receiver: str
    addressee: str
    language: str
    by: str
    at: datetime | None
    may_leave: bool  # consent, referral and directory let it go today


def prepare(work: Work, order: Order) -> Prepared:
    """Leave a letter for printing; `Refusal` as at the door. One that waits already for the same is replaced."""
    parcel = referrals.parcel(work, order, "printed")
    if not parcel.items:
        raise Refusal(Reason.NOTHING_TO_SEND, "items")
    with work.change() as change:
        if stop := door.refusal(work, parcel.items, parcel.case, parcel.purpose, parcel.receiver):
            raise stop
        same = "about = ? AND language = ? AND state = ?"
        for before in rows.select(change.connection, Prepared, same, parcel.about, parcel.language, WAITING):
            change.edit(before, state=TAKEN_BACK)
        made = Prepared(
            id=new_id(), case=parcel.case, what=parcel.what, receiver=parcel.receiver, purpose=parcel.purpose,
            items=tuple(item.value for item in parcel.items), about=parcel.about, addressee=parcel.addressee,
            language=parcel.language, digest=bodies.keep(change.connection, parcel.body), by=work.worker,
            at=work.clock.now(),
        )  # fmt: skip
        return change.add(made, parcel.case)


def waiting(work: Work) -> tuple[Sheet, ...]:
    """The letters that wait to be printed, the longest waiting first; a hundred at most."""
    work.require(Right.PRINT)
    found = rows.select(work.connection, Prepared, f"state = ? ORDER BY at, id LIMIT {MOST}", WAITING)
    return tuple(_sheet(work, one) for one in found)


def of_referral(work: Work, referral: str) -> Prepared | None:
    """The letter of a referral that waits, the latest where there are several."""
    case_of(work, rows.one(work.connection, Referral, referral).case)
    found = rows.select(work.connection, Prepared, "about = ? AND state = ? ORDER BY at DESC", referral, WAITING)
    return found[0] if found else None


def print_one(work: Work, prepared: str) -> Passed:
    """Take a letter through the door for printing; see `door.leave_prepared` for what keeps it."""
    return door.leave_prepared(work, prepared)


def print_failed(work: Work, prepared: str, passed: Passed) -> Trouble:
    """Record that a printer did not take it, and let it wait again; gives the trouble to show."""
    work.require(Right.PRINT)
    stop = door.print_failed(work, passed)
    with work.change() as change:
        change.edit(rows.one(change.connection, Prepared, prepared), state=WAITING)
    return stop


def take_back(work: Work, prepared: str) -> None:
    """Let a letter wait no longer, by whoever may write in its case; `Refusal` NOT_WAITING when it was printed."""
    with work.change() as change:
        found = rows.one(change.connection, Prepared, prepared)
        case_of(work, found.case, Right.WRITE)
        if found.state != WAITING:
            raise Refusal(Reason.NOT_WAITING, "")
        change.edit(found, state=TAKEN_BACK)


def _sheet(work: Work, one: Prepared) -> Sheet:
    receiver = rows.one(work.connection, Organisation, one.receiver).name
    reference = rows.one(work.connection, Referral, one.about).reference
    return Sheet(
        one.id, reference, receiver, one.addressee, one.language, one.by, one.at, door.may_still_leave(work, one)
    )

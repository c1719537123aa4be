"""The safe contact: the one way to a number, what came of each attempt, and what follows when nobody is reached."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from gemdesk.domain import no_contact
from gemdesk.domain.access import Right
from gemdesk.domain.casework import Attempt, Relative
from gemdesk.domain.no_contact import Next
from gemdesk.domain.records import Case, Person, SafeContact
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.typed import latin_digits
from gemdesk.store import drafts, rows

_OPENED = "opened"  # in the draft of a call: when the number was shown


@dataclass(frozen=True, slots=True)
class ContactView:
    """What the safe-contact card shows before it is opened: everything but the number."""

    case: Case
    person: Person
    contact: SafeContact | None  # without its number
    has_number: bool
    attempts: tuple[Attempt, ...]  # the newest first
    next: Next | None
    trusted: tuple[Relative, ...]  # who may be asked how the person is
    opened: datetime | None  # when the number was shown for a call of which nothing was written down yet


def newest(work: Work, person: str) -> SafeContact | None:
    """The safe contact of a person, with its number; for flows alone."""
    found = rows.select(work.connection, SafeContact, "person = ? ORDER BY rowid DESC LIMIT 1", person)
    return found[0] if found else None


def covered(contact: SafeContact | None) -> SafeContact | None:
    """The contact as it may be shown anywhere: without its number."""
    return replace(contact, number="") if contact else None


def look(work: Work, case_id: str) -> ContactView:
    """The safe contact of a case, its number covered."""
    case = case_of(work, case_id)
    contact = newest(work, case.person)
    attempts = rows.select(work.connection, Attempt, '"case" = ? ORDER BY at DESC, rowid DESC', case_id)
    relatives = rows.select(work.connection, Relative, "person = ? ORDER BY rowid", case.person)
    opened = drafts.find(work.connection, _place(case_id), work.worker).get(_OPENED)
    return ContactView(
        case, rows.one(work.connection, Person, case.person), covered(contact), bool(contact and contact.number),
        tuple(attempts), no_contact.next_step(reversed(attempts), case.risk_level),
        tuple(one for one in relatives if one.knows and not one.danger),
        datetime.fromisoformat(str(opened)) if opened else None,
    )  # fmt: skip


def open_number(work: Work, case_id: str) -> str:
    """The number for a call; from now on it is asked what came of it, after a lock too."""
    case = case_of(work, case_id)
    contact = newest(work, case.person)
    if work.access.may(Right.WRITE) and not drafts.find(work.connection, _place(case_id), work.worker):
        with work.saving():
            drafts.keep(work.connection, _place(case_id), work.worker, {_OPENED: work.moment()}, work.moment())
    return contact.number if contact else ""


def no_call(work: Work, case_id: str) -> None:
    """Nobody was called after all: nothing is asked any more."""
    case_of(work, case_id, Right.WRITE)
    with work.saving():
        drafts.drop(work.connection, _place(case_id), work.worker)


def write_attempt(work: Work, case_id: str, outcome: str, note: str = "", *, welfare: bool = False) -> Attempt:
    """Write down what came of an attempt; a welfare check goes through another person, not by the safe contact."""
    case = case_of(work, case_id, Right.WRITE)
    contact = None if welfare else newest(work, case.person)
    channel = contact.channel if contact else "through"
    attempt = Attempt(
        id=new_id(), case=case_id, contact=contact.id if contact else "", channel=channel, outcome=outcome,
        at=work.clock.now(), note=note,
    )  # fmt: skip
    with work.change() as change:
        change.add(attempt, case_id)
        if not welfare:
            drafts.drop(change.connection, _place(case_id), work.worker)
    return attempt


def read_for_change(work: Work, case_id: str) -> SafeContact:
    """The safe contact with its number, to be edited; an empty one where there is none."""
    case = case_of(work, case_id, Right.WRITE)
    return newest(work, case.person) or SafeContact(id="", person=case.person)


def save(work: Work, case_id: str, values: dict[str, Any]) -> None:
    """Change the safe contact of a case, or take the first one down."""
    case = case_of(work, case_id, Right.WRITE)
    fields = {**values, "number": latin_digits(str(values.get("number", "")))}
    with work.change() as change:
        contact = newest(work, case.person)
        if contact:
            change.edit(contact, **fields)
        else:
            change.add(SafeContact(id=new_id(), **{"person": case.person, **fields}), case_id)
        drafts.drop(change.connection, f"contact:{case_id}", work.worker)


def _place(case_id: str) -> str:
    return f"call:{case_id}"

"""The one door out: whatever leaves the vault asks the consent ledger here and is written down.

`leave` and `leave_prepared` alone make a `Passed`, and only a `Passed` can be written to a file (`write`,
here) or printed (by the screen). A test holds that no other module writes a file of a case.
"""

from dataclasses import dataclass
from pathlib import Path

from gemdesk.domain import consents as consent_rules
from gemdesk.domain import vetting
from gemdesk.domain.access import Right
from gemdesk.domain.casework import Prepared
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, File, Organisation, Referral, Release
from gemdesk.domain.referrals import State
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.files import trouble_of, write_whole
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.lists import Listed
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import Name
from gemdesk.store import bodies, rows
from gemdesk.store.change import Change
from gemdesk.store.place import folder_of
from gemdesk.vault.connection import Connection

_ENDED = (State.REVOKED, State.VOID)  # of a referral, whose letter nobody prints any more


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to leave, to whom, why, and what its receiver will learn."""

    case: str
    what: str
    how: str  # of the list release_how
    receiver: str  # organisation
    purpose: str
    items: tuple[Item, ...]
    body: bytes
    name: str  # file name in the vault; neutral
    media: str
    language: str
    about: str = ""
    addressee: str = ""  # to whom it is addressed on paper


@dataclass(frozen=True, slots=True)
class Passed:
    """A body that passed the door; made by `leave` alone."""

    release: Release
    body: bytes


def ask(work: Work, case: str, purpose: str, receiver: str) -> consent_rules.Permission:
    """What may go to this receiver for this purpose today; a clock that fell behind revives no consent."""
    case_of(work, case)
    return _asked(work, case, purpose, receiver)


def _asked(work: Work, case: str, purpose: str, receiver: str) -> consent_rules.Permission:
    events = rows.select(work.connection, Consent, '"case" = ?', case)
    return consent_rules.permission(events, purpose, receiver, work.clock.today(), work.reached())


def refusal(
    work: Work, parcel_items: tuple[Item, ...], case: str, purpose: str, receiver: str, name: str = ""
) -> Refusal | None:
    """Why these items may not leave, or nothing; `name` is that of a receiver who is no organisation yet."""
    allowed = ask(work, case, purpose, receiver)
    lacking = consent_rules.lacking(parcel_items, allowed)
    if not lacking:
        return None
    named = Name(rows.one(work.connection, Organisation, receiver).name if receiver else name)
    items = Listed("item", tuple(item.value for item in lacking))
    return Refusal(Reason.ITEM_WITHOUT_CONSENT, "items", items=items, receiver=named)


def leave(work: Work, parcel: Parcel) -> Passed:
    """Let a parcel out: consent asked, ledger written, a copy kept; `Refusal` names what lacks consent."""
    case_of(work, parcel.case)
    work.require(Right.LETTERS)
    if not parcel.items:
        raise Refusal(Reason.NOTHING_TO_SEND, "items")
    with work.change() as change:
        # Asked inside the transaction: a withdrawal cannot slip in between asking and writing.
        stop = refusal(work, parcel.items, parcel.case, parcel.purpose, parcel.receiver)
        if stop:
            raise stop
        return _let_out(work, change, parcel)


def leave_prepared(work: Work, prepared: str) -> Passed:
    """Let out a letter that was prepared, by whoever prints and is shown nothing else of its case.

    `Refusal` NOT_WAITING, LETTER_NOT_COVERED, which names no item: to whom nothing is shown nothing is told.
    """
    work.require(Right.PRINT)
    with work.change() as change:
        waiting = rows.one(change.connection, Prepared, prepared)
        if waiting.state != "waiting":
            raise Refusal(Reason.NOT_WAITING, "")
        if not may_still_leave(work, waiting):
            raise Refusal(Reason.LETTER_NOT_COVERED, "")
        change.edit(waiting, state="printed")
        reference = rows.one(change.connection, Referral, waiting.about).reference
        parcel = Parcel(
            waiting.case, waiting.what, "printed", waiting.receiver, waiting.purpose, _items(waiting),
            bodies.read(change.connection, waiting.digest), f"{reference}.pdf", "application/pdf", waiting.language,
            waiting.about, waiting.addressee,
        )  # fmt: skip
        return _let_out(work, change, parcel)


def may_still_leave(work: Work, prepared: Prepared) -> bool:
    """Whether a prepared letter may leave today: covered in all its items, its referral and receiver not barred."""
    referral = rows.one(work.connection, Referral, prepared.about)
    receiver = rows.one(work.connection, Organisation, prepared.receiver)
    if referral.state in _ENDED or vetting.refusal(receiver):
        return False
    allowed = _asked(work, prepared.case, prepared.purpose, prepared.receiver)
    return len(_items(prepared)) == len(prepared.items) and not consent_rules.lacking(_items(prepared), allowed)


def _items(prepared: Prepared) -> tuple[Item, ...]:
    """The items that are known; one of another version is none, and such a letter stays."""
    known = {item.value: item for item in Item}
    return tuple(known[code] for code in prepared.items if code in known)


def _let_out(work: Work, change: Change, parcel: Parcel) -> Passed:
    """Write the ledger and keep a copy, once consent was asked in the same open change."""
    behind = _asked(work, parcel.case, parcel.purpose, parcel.receiver).behind
    digest, at = bodies.keep(change.connection, parcel.body), work.clock.now()
    release = Release(
        id=new_id(), case=parcel.case, what=parcel.what, how=parcel.how, receiver=parcel.receiver,
        purpose=parcel.purpose, items=tuple(item.value for item in parcel.items),
        consents=tuple(dict.fromkeys(id_ for item in parcel.items for id_ in behind[item])),
        about=parcel.about, addressee=parcel.addressee, language=parcel.language, digest=digest, at=at,
    )  # fmt: skip
    change.add(release, parcel.case)
    kept = File(
        id=new_id(), case=parcel.case, name=parcel.name, media=parcel.media, size=len(parcel.body),
        digest=digest, at=at,
    )  # fmt: skip
    change.add(kept, parcel.case)
    return Passed(release, parcel.body)


def require_outside(work: Work, target: Path) -> None:
    """Raise Trouble for a place inside the vault's own folder: a copy there could take the name of its files."""
    folder = folder_of(work.connection)
    if folder and target.resolve().is_relative_to(folder):
        raise Trouble(Reason.FILE_NOT_WRITTEN)


def write(work: Work, passed: Passed, target: Path) -> None:
    """Write what passed to a file, whole or not at all; a failure is written in the ledger too."""
    try:
        write_whole(target, passed.body)
    except OSError as fault:
        not_completed(work, passed)
        raise trouble_of(fault) from fault


def not_completed(work: Work, passed: Passed) -> None:
    """Record that what the ledger says did not happen: the file or the paper never came to be."""
    old = passed.release
    with work.change() as change:
        event = Release(
            id=new_id(), case=old.case, what=old.what, how="not_completed", receiver=old.receiver,
            purpose=old.purpose, about=old.id, addressee=old.addressee, language=old.language,
            digest=old.digest, at=work.clock.now(),
        )  # fmt: skip
        change.add(event, old.case)


def left(connection: Connection, about: str) -> list[Release]:
    """What left about a referral and was not followed by the news that it did not."""
    told = rows.select(connection, Release, "about = ? AND how <> 'not_completed'", about)
    undone = "how = 'not_completed' AND about IN (SELECT id FROM release WHERE about = ?)"
    failed = {release.about for release in rows.select(connection, Release, undone, about)}
    return [release for release in told if release.id not in failed]


def print_failed(work: Work, passed: Passed) -> Trouble:
    """Record that a printer did not take it; gives the trouble to show."""
    not_completed(work, passed)
    return Trouble(Reason.PRINT_FAILED)

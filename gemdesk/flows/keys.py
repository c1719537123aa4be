"""Key places and recovery of the open vault, as the keys page shows and changes them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, unique

from gemdesk.domain.access import Right
from gemdesk.flows.recovery_sheets import RecoveryCode, Sheet, draw
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.store import vault_events
from gemdesk.store.vault_events import VaultEvent
from gemdesk.vault import recovery, shares, slots
from gemdesk.vault.opened import Role, SlotKind
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.shares import Share
from gemdesk.vault.slots import Holder

__all__ = [
    "RecoveryCode", "RecoveryKind", "RecoveryState", "Share", "Sheet", "Slot", "SlotKind", "end_former", "key_places",
    "make_code", "make_shares", "note_places", "places_are_older", "recovery_state", "rehearse", "retire", "sheet",
]  # fmt: skip

REHEARSED_DAYS = 365  # how long a making or a rehearsal is good for

_MADE, _REHEARSED, _RETIRED = "recovery_made", "recovery_rehearsed", "place_retired"
_PLACES = "places_written"


@dataclass(frozen=True, slots=True)
class Slot:
    """A key place; `own` is the one that this session was opened by, which cannot be retired."""

    number: int
    kind: SlotKind
    worker: str | None
    role: Role | None
    reads_sealed: bool
    own: bool


@unique
class RecoveryKind(StrEnum):
    """In what form the recovery of a vault was given out."""

    NONE = "none"
    CODE = "code"
    SHARES = "shares"
    UNKNOWN = "unknown"  # there is a recovery place, but its making lies in a state of the vault that was left


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """The present recovery: when it was made and last rehearsed, which shares were, and whether it is time again."""

    kind: RecoveryKind
    made: date | None = None
    rehearsed: date | None = None
    due: bool = False
    checked: tuple[int, ...] = ()  # numbers of shares that were typed back since the making
    former: int = 0  # other recovery places, which still open until `end_former`


def key_places(work: Work) -> tuple[Slot, ...]:
    """All eight places in order, free ones included."""
    opened = work.vault.opened
    return tuple(
        Slot(one.number, one.kind, one.worker, one.role, one.reads_sealed, one.number == opened.slot)
        for one in slots.list_slots(work.vault.folder, opened)
    )


def has_printing_staff(work: Work) -> bool:
    """Whether somebody else's key place in this vault is that of printing staff."""
    try:
        return any(one.role is Role.PRINTING and not one.own for one in key_places(work))
    except Trouble:
        return False  # a damaged file of key places hinders no letter


def retire(work: Work, number: int) -> None:
    """Destroy a key place other than the own one; what it opens in older copies of the folder stays openable."""
    work.require(Right.KEYS)
    place = key_places(work)[number]
    slots.retire_slot(work.vault.folder, work.vault.opened, number, held=work.vault.lock)
    work.note(_RETIRED, place=number, kind=place.kind.name.lower(), worker=place.worker)
    note_places(work)


def note_places(work: Work) -> None:
    """Write down how often the key places were written, when that has changed."""
    serial = slots.serial(work.vault.folder, work.vault.opened)
    if serial != _noted(work):
        work.note(_PLACES, vault=work.vault.opened.vault_id, serial=serial)


def places_are_older(work: Work) -> bool:
    """Whether older files of key places were put back under this database: retired secrets open them again."""
    return slots.serial(work.vault.folder, work.vault.opened) < _noted(work)


def make_code(work: Work) -> RecoveryCode:
    """A new recovery on one sheet, which has opened from the disk; the former one opens too until `end_former`.

    Refusal NO_FREE_SLOT; Trouble when the disk refuses.
    """
    work.require(Right.KEYS)
    raw = recovery.new()
    _establish(work, raw, RecoveryKind.CODE, [raw])
    return RecoveryCode(recovery.code_of(raw))


def make_shares(work: Work) -> tuple[Share, Share, Share]:
    """A new recovery in three shares, any two of which open; otherwise as `make_code`."""
    work.require(Right.KEYS)
    raw = recovery.new()
    made = shares.split(raw)
    _establish(work, raw, RecoveryKind.SHARES, [_content(share) for share in made])
    return made


def recovery_state(work: Work) -> RecoveryState:
    """What recovery there is; due when neither made nor rehearsed within `REHEARSED_DAYS`."""
    places = _recovery_places(work)
    if not places:
        return RecoveryState(RecoveryKind.NONE)
    made = _present(work, places)
    if made is None:
        return RecoveryState(RecoveryKind.UNKNOWN)
    rehearsals = _rehearsals(work, made)
    newest = _day(rehearsals[0]) if rehearsals else None
    numbers = {number for event in rehearsals if isinstance(number := event.facts["number"], int)}
    return RecoveryState(
        RecoveryKind(str(made.facts["kind"])),
        _day(made),
        newest,
        (work.clock.today() - (newest or _day(made))).days >= REHEARSED_DAYS,
        tuple(sorted(numbers)),
        len(_former(work, places, made)),
    )


def rehearse(work: Work, typed: str) -> int | None:
    """Which share of the present recovery was typed, or None for its code; nothing is opened with it.

    Now somebody holds it, so the former one ends.
    Refusal at the field `recovery`: as `recovery.read_code` and `shares.read`, and RECOVERY_NOT_OURS.
    """
    work.require(Right.KEYS)
    made = _present(work, _recovery_places(work))
    if made is None:
        raise Refusal(Reason.RECOVERY_NOT_OURS, recovery.FIELD)
    number: int | None = None
    if made.facts["kind"] == RecoveryKind.CODE.value:
        content = recovery.read_code(typed)
    else:
        share = shares.read(typed, recovery.FIELD)
        content, number = _content(share), share.number
    known = made.facts["fingerprints"]
    if not isinstance(known, list) or recovery.fingerprint(work.vault.opened.keys, content) not in known:
        raise Refusal(Reason.RECOVERY_NOT_OURS, recovery.FIELD)
    work.note(_REHEARSED, place=made.facts["place"], number=number)
    end_former(work)
    return number


def end_former(work: Work) -> None:
    """Retire every recovery place but that of the newest making; does nothing where this state knows of none."""
    work.require(Right.KEYS)
    places = _recovery_places(work)
    made = _present(work, places)
    former = _former(work, places, made) if made else []
    for place in former:
        slots.retire_slot(work.vault.folder, work.vault.opened, place.number, held=work.vault.lock)
    if former:
        note_places(work)


def sheet(shown: Sheet, language: str) -> bytes:
    """A PDF of one page for one share or the code; it names nobody, and neither does the file."""
    return draw(shown, Texts(language))


def _establish(work: Work, raw: bytes, kind: RecoveryKind, contents: list[bytes]) -> None:
    """A place for the secret, and the note that knows its sheets; former places stay until somebody holds these."""
    folder, opened, held = work.vault.folder, work.vault.opened, work.vault.lock
    holder = Holder(opened.worker, opened.role, opened.keys.sealed is not None)
    number = slots.add_slot(folder, opened, Secret(recovery=raw), holder, held=held)
    place = slots.list_slots(folder, opened)[number].mark
    fingerprints = [recovery.fingerprint(opened.keys, content) for content in contents]
    work.note(_MADE, kind=kind.value, place=place, fingerprints=fingerprints)
    note_places(work)


def _noted(work: Work) -> int:
    """The number that was written down last for these keys; new keys for the whole vault count anew."""
    known = vault_events.newest(work.connection, _PLACES)
    if known is None or known.facts["vault"] != work.vault.opened.vault_id:
        return 0
    return int(str(known.facts["serial"]))


def _recovery_places(work: Work) -> list[slots.Slot]:
    found = slots.list_slots(work.vault.folder, work.vault.opened)
    return [place for place in found if place.kind is SlotKind.RECOVERY]


def _present(work: Work, places: list[slots.Slot]) -> VaultEvent | None:
    """The newest making whose place is still there."""
    marks = {place.mark for place in places}
    there = vault_events.of_kind(work.connection, _MADE)
    return next((made for made in there if made.facts["place"] in marks), None)


def _former(work: Work, places: list[slots.Slot], made: VaultEvent) -> list[slots.Slot]:
    """Recovery places of other makings; who came in by one of them retires it another day."""
    own = work.vault.opened.slot
    return [place for place in places if place.mark != made.facts["place"] and place.number != own]


def _rehearsals(work: Work, made: VaultEvent) -> list[VaultEvent]:
    """Those of this recovery, newest first."""
    there = vault_events.of_kind(work.connection, _REHEARSED)
    return [event for event in there if event.facts["place"] == made.facts["place"]]


def _content(share: Share) -> bytes:
    return " ".join(share.words).encode("ascii")


def _day(event: VaultEvent) -> date:
    return datetime.fromisoformat(event.at).date()

"""Who changed what, taking a change back, and the bin."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice

from gemdesk.domain.access import Right
from gemdesk.domain.casework import Task
from gemdesk.domain.definition import Record
from gemdesk.domain.events import BINNED, Event, Payload
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomField, ListEntry, Rhythm, SavedView
from gemdesk.domain.records import Case, Office, Organisation, Person, Service, Worker
from gemdesk.domain.undoing import may_undo
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import history, rebuild, rows, trail, undo
from gemdesk.store.change import OFFICE
from gemdesk.store.history import Mark

STEPS = 50  # how far Ctrl+Z goes back
_MOST_PARTS = 12  # of one change; an import has thousands


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a change did: a record made, thrown away or brought back, or one field of it edited."""

    kind: str
    act: str  # made, edited, binned, restored
    field: str = ""
    before: object = None
    after: object = None
    erased: bool = False  # what it held is gone for good
    count: int = 1  # how many the same of, one after the other


@dataclass(frozen=True, slots=True)
class Told:
    """One change as the history shows it."""

    change: str
    at: datetime
    worker: str
    case: str  # '' for the office, and where there are several
    kinds: frozenset[str]
    code: str  # of the person of that case
    parts: tuple[Part, ...]
    more: int  # parts that are not named
    undone: bool
    whole: bool  # all that the change did is shown to who is at work
    may_undo: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Thrown:
    """One record in the bin."""

    record: Record
    at: datetime
    worker: str
    code: str


def page(work: Work, case: str, after: Told | None, limit: int) -> list[Told]:
    """The next changes before one, of a case or of all that is shown to who is at work."""
    work.require(Right.HISTORY)
    found: list[Told] = []
    mark = after.mark if after else None
    while len(found) < limit:
        batch = history.changes(work.connection, case, mark, limit)
        found += [told for id_, at in batch if (told := _told(work, id_, at)) is not None]
        if len(batch) < limit:
            break
        mark = batch[-1][1]
    return found[:limit]


def last(work: Work) -> Told | None:
    """The latest change of who is at work, where it can be taken back."""
    told = _latest(work)
    return told if told is not None and told.may_undo else None


def _latest(work: Work) -> Told | None:
    """The latest change of who is at work, whether it can be taken back or stands; the office's own is passed over.

    What stands is not passed over: whoever wants an erasure or a withdrawal back would lose something older,
    of another person, without having seen it.
    """
    for id_ in islice(undo.latest(work.connection, work.device.id, work.worker), STEPS):
        told = _told(work, id_, ("", "", 0))
        if told is not None and _may_take_back(work, told) and not told.kinds <= _OFFICE_ITSELF:
            return told
    return None


def just_done(work: Work) -> Told | None:
    """The newest change of who is at work, where it can be taken back; nothing when it stands, as an erasure does."""
    newest = undo.newest(work.connection, work.device.id, work.worker)
    told = _told(work, newest, ("", "", 0)) if newest else None
    return told if told is not None and told.may_undo and _may_take_back(work, told) else None


_OFFICE_ITSELF = frozenset({Office.KIND, Worker.KIND})
_OF_OFFICE = {
    Organisation.KIND: Right.DIRECTORY_WRITE, Service.KIND: Right.DIRECTORY_WRITE, ListEntry.KIND: Right.LISTS,
    CustomField.KIND: Right.LISTS, Rhythm.KIND: Right.OFFICE,
}  # fmt: skip


def _may_take_back(work: Work, told: Told) -> bool:
    """Whether who is at work could have made a change: of a case by `WRITE`, of the office by its own rights."""
    if told.case or not told.whole:
        return told.whole and work.access.may(Right.WRITE)
    return all(work.access.may(_OF_OFFICE.get(kind, Right.WRITE)) for kind in told.kinds)


def take_back(work: Work, change: str) -> None:
    """Take a change back. `Refusal` says why it stands."""
    told = _told(work, change, ("", "", 0))
    if told is None or not _may_take_back(work, told):
        raise Refusal(Reason.NOT_YOUR_ROLE, "")
    with work.change() as open_:
        undo.undo(open_, change)


def take_back_last(work: Work) -> Told | None:
    """Take back the latest change; which one it was. `Refusal` where it stands: what is older has to be chosen."""
    told = _latest(work)
    if told is not None:
        take_back(work, told.change)
    return told


def bin_of(work: Work) -> list[Thrown]:
    """What lies in the bin and is shown to who is at work, the latest first."""
    work.require(Right.HISTORY)
    found = []
    for one in history.binned(work.connection):
        code = _code(work, one.stream)
        if code is None or one.kind not in KINDS:
            continue
        record = rebuild.one(work.connection, KINDS[one.kind], one.record)
        if not _is_shown(work, record):
            continue
        found.append(Thrown(record, datetime.fromisoformat(one.at), one.worker, code))
    return found


def bring_back(work: Work, record: str) -> None:
    """Bring a record back from the bin."""
    work.require(Right.WRITE)
    if record not in {one.record.id for one in bin_of(work)}:
        raise KeyError(record)
    with work.change() as change:
        change.unbin(record)


def _code(work: Work, stream: str) -> str | None:
    """The code of the person of a case; '' for the office; None where the case is not shown to who is at work."""
    if stream == OFFICE:
        return ""
    cases = rows.select(work.connection, Case, "id = ?", stream)
    if not cases:
        return None  # erased, or thrown away whole
    return rows.one(work.connection, Person, cases[0].person).code if work.access.sees(cases[0].worker) else None


# What somebody wrote down for themselves, in their own words, lies in the office and is theirs.
_PERSONAL = (Task, SavedView)


def _is_others(work: Work, event: Event) -> bool:
    """Whether an event is of something that another worker wrote down for themselves."""
    if event.stream != OFFICE or event.kind not in {kind.KIND for kind in _PERSONAL}:
        return False
    try:
        return not _is_shown(work, rebuild.one(work.connection, KINDS[event.kind], event.record))
    except KeyError:
        return False  # erased: nothing of it is told


def _is_shown(work: Work, record: Record) -> bool:
    """Whether a record of the office is everybody's, or of a worker whose own things are shown."""
    if isinstance(record, Task):
        return bool(record.case) or work.access.sees(record.worker)
    return not isinstance(record, SavedView) or record.worker == work.worker


def _told(work: Work, change: str, mark: Mark) -> Told | None:
    events = [told for told in trail.events_in(work.connection, change) if not _is_others(work, told[0])]
    if not events:
        return None
    codes = {stream: _code(work, stream) for stream in dict.fromkeys(event.stream for event, _payload in events)}
    shown = [stream for stream, code in codes.items() if code is not None and stream != OFFICE]
    if not shown and codes.keys() != {OFFICE}:
        return None
    # Who does not see all of a change is not told the rest of it, and does not take it back.
    whole = None not in codes.values()
    events = [told for told in events if codes[told[0].stream] is not None]
    first, stream = events[0][0], shown[0] if len(shown) == 1 else ""
    undone = undo.is_undone(work.connection, change)
    allowed = all(may_undo(event.kind, undo.act_of(work.connection, event)) for event, _payload in events)
    parts = _alike(part for _record, group in groupby(events, key=_record_of) for part in _parts(work, list(group)))
    named = parts[:_MOST_PARTS]
    return Told(
        change, datetime.fromisoformat(first.clock), first.worker, stream,
        frozenset(event.kind for event, _payload in events), codes.get(stream) or "",
        tuple(named), sum(part.count for part in parts[_MOST_PARTS:]), undone, whole,
        allowed and whole and not undone, mark,
    )  # fmt: skip


def _record_of(told: tuple[Event, Payload | None]) -> tuple[str, str]:
    return told[0].kind, told[0].record


def _alike(parts: Iterable[Part]) -> list[Part]:
    """What was made, binned or restored alike in one line, since an import makes hundreds; edits each in its own."""
    found: list[Part] = []
    for part, group in groupby(parts):
        alike = list(group)
        found += alike if part.act == "edited" else [replace(part, count=len(alike))]
    return found


def _parts(work: Work, events: list[tuple[Event, Payload | None]]) -> list[Part]:
    return [_part(work, event, payload) for event, payload in events]


def _part(work: Work, event: Event, payload: Payload | None) -> Part:
    if not event.field:
        return Part(event.kind, "made", after=_name_of(work, event))
    if event.field == BINNED:
        return Part(event.kind, "binned" if payload is not None and payload.value == "true" else "restored")
    if event.kind not in KINDS:
        return Part(event.kind, "edited", event.field, erased=True)
    try:
        before, after = history.value_before(work.connection, event), history.value_of(event, payload)
    except LookupError:
        return Part(event.kind, "edited", event.field, erased=True)
    return Part(event.kind, "edited", event.field, before, after)


def _name_of(work: Work, event: Event) -> str:
    """Which organisation it is; what is of a person is not named here."""
    found = (
        rows.select(work.connection, Organisation, "id = ?", event.record) if event.kind == Organisation.KIND else []
    )
    return found[0].name if found else ""

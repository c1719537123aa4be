"""Taking back a whole change: what it made is thrown away, what it edited gets its former value.

The inverse is a change of its own, with events of its own, and can itself be taken back.
"""

from collections.abc import Callable, Iterator

from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.events import BINNED, Event
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.undoing import may_undo
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.store import erased, history, rows, trail
from gemdesk.store.change import Change
from gemdesk.vault.connection import Connection

_LOOK_BACK = 20_000  # events; what lies further back than that is in the history, not under Ctrl+Z

_STEP = 50  # events between two steps of a progress


def undo(change: Change, change_id: str, beside: tuple[str, ...] = (), progress: Progress | None = None) -> None:
    """Take back a change inside an open one; records of the kinds `beside`, which tell of the change, stay.

    `Refusal` when it did what cannot be taken back, when something of it was changed since, or when a
    record that it made is used by a later one. KeyError for a change that is not known.
    """
    connection = change.connection
    told = [event for event, _payload in trail.events_in(connection, change_id) if event.kind not in beside]
    if not told:
        raise KeyError(change_id)
    if is_undone(connection, change_id):
        raise Refusal(Reason.ALREADY_UNDONE, "")
    gone = erased.kept_out(connection).streams
    told = [event for event in told if event.stream not in gone]
    if not told or not all(may_undo(event.kind, act_of(connection, event)) for event in told):
        raise Refusal(Reason.CANNOT_BE_UNDONE, "")
    step = _steps(progress, len(told))
    for at, event in enumerate(reversed(told)):
        step(at)
        _take_back(change, event)
    change.forget(lambda at: step(len(told) + at))
    connection.execute("INSERT INTO undone (change_id, by_change) VALUES (?, ?)", [change_id, change.id])
    # Taking back a taking back: the first change stands again.
    connection.execute("DELETE FROM undone WHERE by_change = ?", [change_id])


def _steps(progress: Progress | None, records: int) -> Callable[[int], None]:
    """What tells how far a taking back is: every record once out of its table and once out of the search."""

    def step(at: int) -> None:
        if progress is not None and at % _STEP == 0:
            progress.step(at, 2 * records)

    return step


def is_undone(connection: Connection, change_id: str) -> bool:
    """Whether a change was taken back."""
    return connection.execute("SELECT 1 FROM undone WHERE change_id = ?", [change_id]).fetchone() is not None


def latest(connection: Connection, device: str, worker: str) -> Iterator[str]:
    """The changes that a worker made here and that stand, the latest first; takings back are passed over."""
    passed: set[str] = set()
    rows_ = connection.execute(
        "SELECT change_id, worker FROM event WHERE device = ? ORDER BY seq DESC LIMIT ?", [device, _LOOK_BACK]
    )
    for change_id, by in rows_:
        if change_id in passed:
            continue
        passed.add(change_id)
        stands = not is_undone(connection, change_id) and not _is_of_undo(connection, change_id)
        if by == worker and stands and not _is_erased(connection, change_id):
            yield change_id


def newest(connection: Connection, device: str, worker: str) -> str:
    """The newest change of all here, where that worker made it and it stands; '' otherwise."""
    made = connection.execute("SELECT change_id FROM event WHERE device = ? ORDER BY seq DESC LIMIT 1", [device])
    change_id = next((str(row[0]) for row in made), "")
    return change_id if change_id == next(latest(connection, device, worker), "") else ""


def _is_erased(connection: Connection, change_id: str) -> bool:
    """Whether something of a change was erased since."""
    touched = "SELECT 1 FROM event WHERE change_id = ? AND stream IN (SELECT stream FROM erased) LIMIT 1"
    return connection.execute(touched, [change_id]).fetchone() is not None


def act_of(connection: Connection, event: Event) -> str:
    """Which act a consent or closure is that an event made; '' of everything else."""
    if event.field or "act" not in {field.name for field in definition_of(KINDS[event.kind]).fields}:
        return ""
    found = rows.select(connection, KINDS[event.kind], "id = ?", event.record)
    return str(getattr(found[0], "act", "")) if found else ""


def _take_back(change: Change, event: Event) -> None:
    connection = change.connection
    kind = KINDS[event.kind]
    if event.field == BINNED:
        binned = connection.execute("SELECT 1 FROM binned WHERE record = ?", [event.record]).fetchone()
        if binned:
            change.unbin(event.record)
            return
    found = rows.select(connection, kind, "id = ?", event.record)
    if event.field == BINNED:
        if not found:
            raise Refusal(Reason.CANNOT_BE_UNDONE, "")  # erased since
        change.bin(found[0])
        return
    if not found:
        return  # made and thrown away since
    if not event.field:
        _require_unchanged(connection, event, found[0])
        change.bin(found[0])
    else:
        before = _value_before(connection, event, getattr(found[0], event.field))
        change.edit(found[0], **{event.field: before})


def _value_before(connection: Connection, event: Event, now: object) -> object:
    """What a field held before an event; refused when it holds something else by now than the event gave it."""
    try:
        payload = next(payload for other, payload in trail.events_of(connection, event.record) if other == event)
        given, before = history.value_of(event, payload), history.value_before(connection, event)
    except LookupError:
        raise Refusal(Reason.CANNOT_BE_UNDONE, "") from None
    if now != given:
        raise Refusal(Reason.CHANGED_SINCE, "")
    return before


def _require_unchanged(connection: Connection, event: Event, record: Record) -> None:
    """What was edited after its making by another change is not thrown away with it."""
    later = [
        other
        for other, _payload in trail.events_of(connection, record.id)
        if other.change_id != event.change_id and not _is_of_undo(connection, other.change_id)
    ]
    standing = [other for other in later if not is_undone(connection, other.change_id)]
    if standing:
        raise Refusal(Reason.CHANGED_SINCE, "")


def _is_of_undo(connection: Connection, change_id: str) -> bool:
    return connection.execute("SELECT 1 FROM undone WHERE by_change = ?", [change_id]).fetchone() is not None

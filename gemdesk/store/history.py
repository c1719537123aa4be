"""Reading the trail as people ask it: which changes there were, and what a field held before one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from gemdesk.domain.definition import definition_of, from_plain
from gemdesk.domain.events import Event, Payload, name_of
from gemdesk.domain.kinds import KINDS
from gemdesk.store import trail
from gemdesk.vault.connection import Connection

Mark = tuple[str, str, int]  # clock, device and seq of the last event that was shown


@dataclass(frozen=True, slots=True)
class Binned:
    """One record that was thrown away."""

    record: str
    kind: str
    stream: str
    at: str
    worker: str


def changes(connection: Connection, stream: str, before: Mark | None, limit: int) -> list[tuple[str, Mark]]:
    """Ids of the latest changes before a mark, of one stream or ('') of all, each with the mark of its end."""
    found: dict[str, Mark] = {}
    for change_id, mark in _walk(connection, stream, before):
        if change_id not in found and len(found) == limit:
            break
        found[change_id] = mark
    return list(found.items())


def _walk(connection: Connection, stream: str, before: Mark | None) -> Iterator[tuple[str, Mark]]:
    where, values = ("stream = ? AND ", [stream]) if stream else ("", [])
    # The index by clock holds the key of the table too; a walk ends when enough changes were met.
    index = "event_of_stream" if stream else "event_by_clock"
    rows = connection.execute(
        f"SELECT change_id, clock, device, seq FROM event INDEXED BY {index} "
        f"WHERE {where}(clock, device, seq) < (?, ?, ?) ORDER BY clock DESC, device DESC, seq DESC",
        [*values, *(before or ("9999", "", 0))],
    )
    for row in rows:
        yield row[0], (row[1], row[2], row[3])


def binned(connection: Connection) -> list[Binned]:
    """What was thrown away, the latest first."""
    rows = connection.execute("SELECT record, kind, stream, at, worker FROM binned ORDER BY at DESC, rowid DESC")
    return [Binned(*row) for row in rows]


def value_of(event: Event, payload: Payload | None) -> object:
    """What an edit set its field to. LookupError when it was erased."""
    if payload is None:
        raise LookupError(event.record)
    return _value(event, json.loads(payload.value))


def value_before(connection: Connection, event: Event) -> object:
    """What the field of an edit held before it: the value of its parent. LookupError when that was erased."""
    parents = set(event.parents)
    for other, payload in trail.events_of(connection, event.record):
        if name_of(other) not in parents or payload is None:
            continue
        told = json.loads(payload.value)
        if other.field:
            return _value(event, told)
        part = cast("dict[str, object]", told.get(event.field, {}))
        if "value" in part:
            return _value(event, part["value"])
        if event.field not in told:  # the record is older than the field
            return _empty(event)
    raise LookupError(event.record)


def _value(event: Event, raw: object) -> object:
    return from_plain(definition_of(KINDS[event.kind]).field(event.field).meaning.kind, raw)


def _empty(event: Event) -> object:
    fresh = KINDS[event.kind](id="")
    return getattr(fresh, event.field)

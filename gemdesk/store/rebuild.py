"""The state that the trail tells, without looking at the tables; a test holds the two equal."""

import json
from collections.abc import Iterable

from gemdesk.domain.definition import Record, definition_of, from_plain
from gemdesk.domain.events import BINNED, Event, Payload
from gemdesk.domain.kinds import KINDS
from gemdesk.store import trail
from gemdesk.vault.connection import Connection


def rebuild(connection: Connection) -> dict[tuple[str, str], Record]:
    """Every record by kind and id, made from its events alone, in the order in which they were written.

    A field whose payload was erased is left at its empty value; a kind that is not known, what was
    thrown away and what was erased are passed over.
    """
    return {
        key: _record(key, state)
        for key, state in _told(trail.events(connection)).items()
        if key[0] in KINDS and not state.get(BINNED)
    }


def one(connection: Connection, kind: type[Record], id_: str) -> Record:
    """One record as its events tell it, thrown away or not; KeyError when they tell nothing."""
    states = _told(trail.events_of(connection, id_))
    return _record((kind.KIND, id_), states[kind.KIND, id_])


def _told(events: Iterable[tuple[Event, Payload | None]]) -> dict[tuple[str, str], dict[str, object]]:
    values: dict[tuple[str, str], dict[str, object]] = {}
    for event, payload in events:
        if payload is None:
            continue  # a record of which nothing is told any more was erased
        state = values.setdefault((event.kind, event.record), {})
        told = json.loads(payload.value)
        if event.field:
            state[event.field] = told
        else:
            state.update({name: part["value"] for name, part in told.items() if "value" in part})
    return values


def _record(key: tuple[str, str], state: dict[str, object]) -> Record:
    kind = KINDS[key[0]]
    fields = {f.name: f.meaning.kind for f in definition_of(kind).fields}
    known = {name: from_plain(fields[name], raw) for name, raw in state.items() if name in fields}
    return kind(id=key[1], **known)

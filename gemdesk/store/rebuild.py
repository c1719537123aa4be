"""The state that the trail tells, without looking at the tables; a test holds the two equal."""

import json

from gemdesk.domain.definition import Record, definition_of, from_plain
from gemdesk.domain.records import KINDS
from gemdesk.store import trail
from gemdesk.vault.connection import Connection


def rebuild(connection: Connection) -> dict[tuple[str, str], Record]:
    """Every record by kind and id, made from its events alone, in the order in which they were written.

    A field whose payload was erased is left at its empty value; a kind that is not known is passed over.
    """
    values: dict[tuple[str, str], dict[str, object]] = {}
    for event, payload in trail.events(connection):
        state = values.setdefault((event.kind, event.record), {})
        if payload is None:
            continue
        told = json.loads(payload.value)
        if event.field:
            state[event.field] = told
        else:
            state.update({name: part["value"] for name, part in told.items() if "value" in part})
    return {key: _record(key, state) for key, state in values.items() if key[0] in KINDS}


def _record(key: tuple[str, str], state: dict[str, object]) -> Record:
    kind = KINDS[key[0]]
    fields = {f.name: f.meaning.kind for f in definition_of(kind).fields}
    known = {name: from_plain(fields[name], raw) for name, raw in state.items() if name in fields}
    return kind(id=key[1], **known)

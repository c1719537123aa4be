"""The history of this vault folder itself: what was done with keys, generations and findings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from gemdesk.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class VaultEvent:
    """One event: `at` is an ISO moment with its offset, `facts` are plain values."""

    at: str
    what: str
    facts: Mapping[str, object]


def note(connection: Connection, at: str, what: str, **facts: object) -> None:
    """Write an event down; call inside a save."""
    connection.execute(
        "INSERT INTO vault_event (at, what, facts) VALUES (?, ?, ?)", [at, what, json.dumps(facts, ensure_ascii=False)]
    )


def newest(connection: Connection, what: str) -> VaultEvent | None:
    """The last event of this kind."""
    row = connection.execute(
        "SELECT at, what, facts FROM vault_event WHERE what = ? ORDER BY id DESC LIMIT 1", [what]
    ).fetchone()
    return _event(row) if row else None


def of_kind(connection: Connection, what: str) -> tuple[VaultEvent, ...]:
    """Every event of this kind, newest first."""
    rows = connection.execute(
        "SELECT at, what, facts FROM vault_event WHERE what = ? ORDER BY id DESC", [what]
    ).fetchall()
    return tuple(map(_event, rows))


def all_events(connection: Connection, most: int = 200) -> tuple[VaultEvent, ...]:
    """The last events, newest first."""
    rows = connection.execute("SELECT at, what, facts FROM vault_event ORDER BY id DESC LIMIT ?", [most]).fetchall()
    return tuple(map(_event, rows))


def _event(row: tuple[str, str, str]) -> VaultEvent:
    return VaultEvent(row[0], row[1], json.loads(row[2]))

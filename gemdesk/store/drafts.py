"""Drafts: what was typed and not yet saved as a record; kept in the vault and nowhere else."""

import json

from gemdesk.store import erased
from gemdesk.vault.connection import Connection

Draft = dict[str, object]


def keep(connection: Connection, place: str, worker: str, body: Draft, at: str) -> None:
    """Put a draft in its place; an empty one clears it."""
    if not any(body.values()):
        drop(connection, place, worker)
        return
    if erased.holds(connection, place.partition(":")[2]):
        return  # a page that still showed an erased case may not bring it back
    connection.execute(
        "INSERT OR REPLACE INTO draft (place, worker, body, at) VALUES (?, ?, ?, ?)",
        [place, worker, json.dumps(body, ensure_ascii=False), at],
    )


def holds(connection: Connection, place: str, worker: str, body: Draft) -> bool:
    """Whether keeping this draft would change nothing."""
    wanted = json.loads(json.dumps(body)) if any(body.values()) else {}
    return bool(find(connection, place, worker) == wanted)


def find(connection: Connection, place: str, worker: str) -> Draft:
    """The draft of a place, or an empty one."""
    row = connection.execute("SELECT body FROM draft WHERE place = ? AND worker = ?", [place, worker]).fetchone()
    return dict(json.loads(row[0])) if row else {}


def drop(connection: Connection, place: str, worker: str) -> None:
    """Forget the draft of a place."""
    connection.execute("DELETE FROM draft WHERE place = ? AND worker = ?", [place, worker])


def drop_all(connection: Connection, place: str) -> None:
    """Forget the drafts of a place, whoever typed them."""
    connection.execute("DELETE FROM draft WHERE place = ?", [place])

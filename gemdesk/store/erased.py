"""The streams that were erased: what every way into the vault asks before it writes."""

from dataclasses import dataclass

from gemdesk.vault.connection import Connection
from gemdesk.vault.erased_list import Erased


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What may not come back: streams, and the marks of their persons' codes."""

    streams: frozenset[str]
    marks: frozenset[str]


def kept_out(connection: Connection) -> KeptOut:
    """Everything that was erased here."""
    rows = connection.execute("SELECT stream, mark FROM erased").fetchall()
    return KeptOut(frozenset(row[0] for row in rows), frozenset(row[1] for row in rows if row[1]))


def holds(connection: Connection, stream: str) -> bool:
    """Whether a stream was erased."""
    return connection.execute("SELECT 1 FROM erased WHERE stream = ?", [stream]).fetchone() is not None


def entries(connection: Connection) -> tuple[Erased, ...]:
    """What the database itself knows of erasures, as the list beside it has it."""
    rows = connection.execute("SELECT stream, at, wish, mark FROM erased ORDER BY at, stream")
    return tuple(Erased(row[0], row[1], row[2], row[3], settled=True) for row in rows)


def note(connection: Connection, entry: Erased) -> None:
    """Write down that a stream is erased."""
    connection.execute(
        "INSERT OR REPLACE INTO erased (stream, at, wish, mark) VALUES (?, ?, ?, ?)",
        [entry.stream, entry.at, entry.wish, entry.mark],
    )

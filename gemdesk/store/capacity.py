"""How much of the database is kept in memory while very much is written at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from gemdesk.vault.connection import Connection

_MUCH_KIB = 1536 * 1024  # pages of the indexes that random keys go into; beyond it every insert reads from the disk


@contextmanager
def much(connection: Connection) -> Iterator[None]:
    """Keep up to one and a half gigabytes of pages while this lasts, instead of what suffices for one person's work."""
    before = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_MUCH_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {int(before[0]) if before else -2000}")

"""Brings a vault's schema up to this version, each step with its number in one transaction."""

from gemdesk.store.migrations import m0001_first
from gemdesk.vault.connection import Connection

STEPS: tuple[tuple[str, ...], ...] = (m0001_first.STATEMENTS,)
NEWEST = len(STEPS)


def version(connection: Connection) -> int:
    """The number of the last step that this vault has seen."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: Connection) -> int:
    """Run the steps that are missing; returns how many. A step that fails leaves nothing of itself."""
    begun = version(connection)
    for number, statements in enumerate(STEPS[begun:], begun + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
        except BaseException:
            if connection.in_transaction:  # a full disk ends it by itself
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return NEWEST - begun

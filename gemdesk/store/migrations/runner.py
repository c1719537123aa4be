"""Brings a vault's schema up to this version, each step with its number in one transaction."""

from gemdesk.store import derived
from gemdesk.store.migrations import m0001_first, m0002_seal, m0003_casework, m0003_search
from gemdesk.vault.connection import Connection
from gemdesk.vault.transactions import transaction

STEPS: tuple[tuple[str, ...], ...] = (
    m0001_first.STATEMENTS,
    m0002_seal.STATEMENTS,
    (*m0003_casework.STATEMENTS, *m0003_search.STATEMENTS),
)
NEWEST = len(STEPS)


def version(connection: Connection) -> int:
    """The number of the last step that this vault has seen."""
    row = connection.execute("PRAGMA user_version").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: Connection, up_to: int = NEWEST) -> int:
    """Run the steps that are missing up to a number; returns how many. A step that fails leaves nothing of itself."""
    begun = version(connection)
    for number, statements in enumerate(STEPS[begun:up_to], begun + 1):
        with transaction(connection):
            for statement in statements:
                connection.execute(statement)
            if number == NEWEST:
                # A step knows the records of its time alone, so it only says what it left stale.
                derived.bring_up(connection)
            connection.execute(f"PRAGMA user_version = {number:d}")
    return up_to - begun

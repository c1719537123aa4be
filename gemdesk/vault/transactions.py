"""One transaction of the database: kept whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from gemdesk.vault.connection import Connection


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Begin, and commit at the end; any exception takes everything back."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk ends it by itself
            connection.execute("ROLLBACK")
        raise

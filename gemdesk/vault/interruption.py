"""A question to the database that ends early, because nobody waits for its answer any more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gemdesk.kernel.progress import Cancelled
from gemdesk.vault.connection import Connection

_STEPS = 10_000  # of the database's machine, about a millisecond
_INTERRUPTED = 9  # SQLITE_INTERRUPT, https://www.sqlite.org/rescode.html


@contextmanager
def ended_when(late: Callable[[], bool], connection: Connection) -> Iterator[None]:
    """While inside, a statement ends with `Cancelled` soon after `late` is true; it is asked in the same thread.

    `Connection.interrupt` from another thread could meet the statement that comes next instead.
    """
    connection.set_progress_handler(late, _STEPS)
    try:
        yield
    except Exception as error:
        if getattr(error, "sqlite_errorcode", None) == _INTERRUPTED:
            raise Cancelled from None
        raise
    finally:
        connection.set_progress_handler(None, _STEPS)

"""The shape of an open database, so that other rooms can name it without importing the driver."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

Values = Sequence[object] | Mapping[str, object]


class Cursor(Protocol):
    """The rows of one statement; the part of PEP 249 that is used here."""

    @property
    def rowcount(self) -> int:
        """How many rows a change touched, or -1."""
        ...

    @property
    def lastrowid(self) -> int | None:
        """The rowid of the last insert."""
        ...

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """The columns; the name comes first in each."""
        ...

    def fetchone(self) -> Any:
        """The next row or None."""
        ...

    def fetchmany(self, size: int = ...) -> list[Any]:
        """The next rows."""
        ...

    def fetchall(self) -> list[Any]:
        """All remaining rows."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """The remaining rows, one by one."""
        ...


class Connection(Protocol):
    """An open vault database: autocommit, so whoever writes says BEGIN IMMEDIATE and COMMIT."""

    row_factory: Any

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction has begun."""
        ...

    @property
    def total_changes(self) -> int:
        """Rows changed since the opening."""
        ...

    def execute(self, sql: str, values: Values = ..., /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Iterable[Values], /) -> Cursor:
        """Run one statement for many rows."""
        ...

    def create_function(self, name: str, narg: int, func: Callable[..., object] | None) -> None:
        """Give SQL a function of ours."""
        ...

    def set_progress_handler(self, handler: Callable[[], object] | None, n: int, /) -> None:
        """Ask `handler` after every `n` steps of a statement; what it finds true ends the statement."""
        ...

    def interrupt(self) -> None:
        """End the running statement from another thread."""
        ...

    def close(self) -> None:
        """Close the file; the last to close empties the log."""
        ...

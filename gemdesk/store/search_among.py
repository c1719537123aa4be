"""Which rows of the index count for a search, and what is found by them."""

import json
from collections.abc import Iterator
from typing import Literal, Protocol

from gemdesk.domain.definition import NAMED, Record, definition_of
from gemdesk.domain.lines import Filter
from gemdesk.store import lines, search
from gemdesk.vault.connection import Connection

_FEW = 2000  # cases that a filter leaves; beyond it the walk through the index soon meets enough of them
_MANY = 20_000  # cases that are still looked up at once rather than one by one at each hit

_Side = Literal["cases", "names", "notes"]  # what is left of: cases, or rows of the index
_ROWS = 'SELECT s.id FROM case_line l CROSS JOIN search_row s ON s.stream = l."case"'
_LEFT: dict[_Side, str] = {
    # Of few cases the rows: what the index finds is held against them before any table is read.
    "names": f"{_ROWS} AND s.id < {search.NOTES}",
    "notes": f"{_ROWS} AND s.id >= {search.NOTES}",
    "cases": 'SELECT l."case" FROM case_line l',
}


class Among(Protocol):
    """Where a search looks."""

    def rows(self, connection: Connection, index: str, query: str) -> Iterator[tuple[str, str]]:
        """What a query of an index hits, and the names of the row, in the order of the rows."""
        ...


class Cases:
    """The cases that a filter lets through, by all that belongs to them."""

    def __init__(self, connection: Connection, filter_: Filter) -> None:
        self._narrowed, self._values = lines.conditions(filter_)
        left = lines.count_up_to(connection, filter_, _MANY + 1) if self._narrowed else _MANY + 1
        self._are_few, self._are_many = left <= _FEW, left > _MANY

    def rows(self, connection: Connection, index: str, query: str) -> Iterator[tuple[str, str]]:
        """The cases that a query hits, with the names of the row."""
        if self._are_many:
            joined = f'CROSS JOIN case_line l ON l."case" = r.stream{self._narrowed}'
            return _asked(connection, index, "r.stream", joined, "", [*self._values, query])
        side: _Side = "cases" if not self._are_few else "notes" if index in search.OF_NOTES else "names"
        self._keep(connection, side)
        held = "r.stream" if side == "cases" else f"{index}.rowid"
        return _asked(connection, index, "r.stream", "", f" AND +{held} IN temp.search_{side}", [query])

    def _keep(self, connection: Connection, side: _Side) -> None:
        """Have what is left in a table; that of the key before, unless anything was written since."""
        for table in ("cases (id TEXT PRIMARY KEY) WITHOUT ROWID", "names (id INTEGER PRIMARY KEY)",
                      "notes (id INTEGER PRIMARY KEY)", "kept (side TEXT, filter TEXT, changes INTEGER)"):  # fmt: skip
            connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS search_{table}")
        known = connection.execute("SELECT side, filter, changes FROM temp.search_kept").fetchall()
        wished = json.dumps([self._narrowed, self._values])
        # Every row that this connection wrote counts, so a line that tells the count holds until the next one.
        if not known or known[-1][1] != wished or known[-1][2] != connection.total_changes:
            for table in ("cases", "names", "notes", "kept"):
                connection.execute(f"DELETE FROM temp.search_{table}")
            known = []
        if side in {one[0] for one in known}:
            return
        connection.execute(f"INSERT INTO temp.search_{side} {_LEFT[side]} WHERE 1{self._narrowed}", self._values)
        connection.execute(
            "INSERT INTO temp.search_kept VALUES (?, ?, ?)", [side, wished, connection.total_changes + 1]
        )


class Records:
    """The records of a kind that belongs to no case, by what names them."""

    def __init__(self, kind: type[Record]) -> None:
        weights = [f.meaning.search for f in definition_of(kind).fields if f.meaning.search >= NAMED]
        self._kind = kind.KIND
        self._range = [search.band(max(weights))[0], search.band(min(weights))[1]]

    def rows(self, connection: Connection, index: str, query: str) -> Iterator[tuple[str, str]]:
        """The records that a query hits, with the names of the row."""
        joined = f'CROSS JOIN "{self._kind}" k ON k.id = r.record'
        within = f" AND {index}.rowid >= ? AND {index}.rowid < ?"
        return _asked(connection, index, "r.record", joined, within, [query, *self._range])


def _asked(
    connection: Connection, index: str, column: str, joined: str, where: str, values: list[object]
) -> Iterator[tuple[str, str]]:
    # CROSS JOIN keeps the order of the tables: the index leads, and the walk ends when enough was taken.
    yield from connection.execute(
        f"SELECT {column}, r.names FROM {index} CROSS JOIN search_row r ON r.id = {index}.rowid {joined} "
        f"WHERE {index} MATCH ?{where} ORDER BY {index}.rowid",
        values,
    )

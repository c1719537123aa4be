"""Which rows of the index count for a search, and what is found by them."""

import json
from collections.abc import Iterator
from typing import Protocol

from gemdesk.domain.definition import NAMED, Record, definition_of
from gemdesk.domain.lines import Filter
from gemdesk.store import lines, search
from gemdesk.vault.connection import Connection

_FEW = 2000  # cases that a filter leaves; beyond it the walk through the index soon meets enough of them


class Among(Protocol):
    """Where a search looks."""

    def rows(self, connection: Connection, index: str, query: str) -> Iterator[tuple[str, str]]:
        """What a query of an index hits, and the names of the row, in the order of the rows."""
        ...


class Cases:
    """The cases that a filter lets through, by all that belongs to them."""

    def __init__(self, connection: Connection, filter_: Filter) -> None:
        self._narrowed, self._values = lines.conditions(filter_)
        self._few = filter_ != Filter() and lines.count_up_to(connection, filter_, _FEW + 1) <= _FEW

    def rows(self, connection: Connection, index: str, query: str) -> Iterator[tuple[str, str]]:
        """The cases that a query hits, with the names of the row."""
        if not self._few:
            joined = f'CROSS JOIN case_line l ON l."case" = r.stream{self._narrowed}'
            return _asked(connection, index, "r.stream", joined, "", [*self._values, query])
        # What the index finds is held against their rows before any table is read.
        self._look_up(connection, of_notes=index in search.OF_NOTES)
        return _asked(connection, index, "r.stream", "", f" AND +{index}.rowid IN temp.search_few", [query])

    def _look_up(self, connection: Connection, *, of_notes: bool) -> None:
        """Have the rows of the few cases in a table; those of the key before, unless anything was written since."""
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS search_few (id INTEGER PRIMARY KEY)")
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS search_few_of (filter TEXT, notes INTEGER, changes INTEGER)"
        )
        known = connection.execute("SELECT filter, notes, changes FROM temp.search_few_of").fetchall()
        wished, sides = json.dumps([self._narrowed, self._values]), {bool(notes) for _filter, notes, _changes in known}
        # Every row that this connection wrote counts, so a line that tells the count holds until the next one.
        if not known or known[-1][0] != wished or known[-1][2] != connection.total_changes:
            connection.execute("DELETE FROM temp.search_few")
            connection.execute("DELETE FROM temp.search_few_of")
            sides = set()
        if of_notes in sides:
            return
        side = ">=" if of_notes else "<"
        connection.execute(
            "INSERT INTO temp.search_few SELECT s.id FROM case_line l "
            f'CROSS JOIN search_row s ON s.stream = l."case" AND s.id {side} ? WHERE 1{self._narrowed}',
            [search.NOTES, *self._values],
        )
        connection.execute(
            "INSERT INTO temp.search_few_of VALUES (?, ?, ?)", [wished, of_notes, connection.total_changes + 1]
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

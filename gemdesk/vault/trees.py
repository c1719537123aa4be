"""The b-trees of a schema and what a row of each looks like, asked from an open database."""

from dataclasses import dataclass, replace
from typing import Any

from gemdesk.vault.btree import Row
from gemdesk.vault.connection import Connection

_TYPES: dict[str, tuple[type, ...]] = {
    "TEXT": (str,), "BLOB": (bytes,), "INTEGER": (int,), "INT": (int,), "REAL": (int, float),
}  # fmt: skip
_ANY = (type(None), int, float, str, bytes)


@dataclass(frozen=True, slots=True)
class Column:
    """One stored column: which values it may hold, and whether a record may end before it."""

    name: str
    types: tuple[type, ...]
    may_lack: bool


@dataclass(frozen=True)
class Tree:
    """One b-tree: the rows of a table, or an index of one."""

    name: str
    of_index: bool  # as its pages are made: tables WITHOUT ROWID too
    columns: tuple[Column, ...]
    alias: int | None = None  # the column that is the rowid by another name and is stored empty
    root: int = 0  # its first page in the database that was asked
    kept: bool = False  # whether its rows are read: ordinary tables, not their indexes nor what full text search keeps

    def fits(self, row: Row) -> bool:
        """Whether this could be a row of the tree."""
        if len(row) > len(self.columns) or not all(column.may_lack for column in self.columns[len(row) :]):
            return False
        return all(isinstance(value, column.types) for value, column in zip(row, self.columns, strict=False))

    def insertion(self, width: int, verb: str) -> str:
        """The statement that writes a row of this many stored columns, its rowid first where it has one."""
        names = [f'"{column.name}"' for column in self.columns[:width]]
        if not self.of_index and self.alias is None:
            names.insert(0, "rowid")
        marks = ", ".join("?" * len(names))
        return f'{verb} INTO "{self.name}" ({", ".join(names)}) VALUES ({marks})'

    def values(self, rowid: int | None, row: Row) -> Row:
        """A row in the order of `insertion`."""
        if self.of_index:
            return row
        if self.alias is None:
            return (rowid, *row)
        return (*row[: self.alias], rowid, *row[self.alias + 1 :])


def of_schema(connection: Connection) -> dict[str, Tree]:
    """Every b-tree of a database by its name in the schema, the one of the schema itself left out."""
    found = dict[str, Tree]()
    roots = dict(connection.execute("SELECT name, rootpage FROM main.sqlite_schema").fetchall())
    listed = connection.execute("PRAGMA main.table_list").fetchall()
    for _schema, name, sort, _columns, without_rowid, _strict in listed:
        if sort not in ("table", "shadow") or name in ("sqlite_schema", "sqlite_temp_schema"):
            continue
        columns = _columns_of(connection, name)
        for index, _unique, origin in _indexes(connection, name):
            if not (without_rowid and origin == "pk"):  # that one is the table
                found[index] = Tree(index, True, _of_index(connection, index, columns), root=roots[index])
        made = _table(name, columns, without_rowid=bool(without_rowid))
        found[name] = replace(made, root=roots[name], kept=sort == "table")
    return found


def _table(name: str, columns: list[tuple[Column, str, int]], *, without_rowid: bool) -> Tree:
    keyed = [(place, number) for number, (_column, _type, place) in enumerate(columns) if place]
    stored = [column for column, _type, _place in columns]
    if without_rowid:
        first = [number for _place, number in sorted(keyed)]
        order = [*first, *(number for number in range(len(columns)) if number not in first)]
        return Tree(name, True, tuple(stored[number] for number in order))
    alias = keyed[0][1] if len(keyed) == 1 and columns[keyed[0][1]][1] == "INTEGER" else None
    if alias is not None:
        stored[alias] = Column(stored[alias].name, (type(None),), may_lack=False)
    return Tree(name, False, tuple(stored), alias)


def _columns_of(connection: Connection, table: str) -> list[tuple[Column, str, int]]:
    """The columns of a table in the order of its making, each with its type and its place in the key."""
    found = []
    for _number, name, type_, required, otherwise, place, _hidden in _asked(connection, "table_xinfo", table):
        types = _TYPES.get(type_.upper(), _ANY)
        empty = not (required or place)
        column = Column(name, (*types, type(None)) if empty else types, may_lack=empty or otherwise is not None)
        found.append((column, type_.upper(), place))
    return found


def _indexes(connection: Connection, table: str) -> list[tuple[str, int, str]]:
    return [(row[1], row[2], row[3]) for row in _asked(connection, "index_list", table)]


def _of_index(connection: Connection, index: str, columns: list[tuple[Column, str, int]]) -> tuple[Column, ...]:
    number = Column("rowid", (int,), may_lack=False)
    expression = Column("", _ANY, may_lack=False)
    found = []
    for _place, of_table, *_rest in _asked(connection, "index_xinfo", index):
        column = columns[of_table][0] if of_table >= 0 else number if of_table == -1 else expression
        found.append(Column(column.name, column.types, may_lack=False))
    return tuple(found)


def _asked(connection: Connection, pragma: str, name: str) -> list[Any]:
    quoted = name.replace('"', '""')
    return connection.execute(f'PRAGMA main.{pragma}("{quoted}")').fetchall()

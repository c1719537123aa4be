"""Moves records in and out of their tables, by their definition."""

import json
from collections.abc import Iterable
from functools import cache
from typing import TypeVar, cast

from gemdesk.domain.definition import Kind, Record, definition_of, from_plain, plain
from gemdesk.domain.kinds import KINDS
from gemdesk.vault.connection import Connection

R = TypeVar("R", bound=Record)
_LISTS = (Kind.CHOICES, Kind.TEXTS)
_IN_ORDER = tuple(KINDS.values())


def column(kind: Kind, value: object) -> object:
    """A field's value as its column holds it."""
    if kind in _LISTS:
        return json.dumps(plain(value), ensure_ascii=False) if value else "[]"
    if kind is Kind.FLAG:
        return int(bool(value))
    return plain(value)


def value_of(kind: Kind, raw: object) -> object:
    """A field's value from its column."""
    return from_plain(kind, json.loads(str(raw)) if kind in _LISTS else raw)


def _names(record: type[Record]) -> str:
    return ", ".join(f'"{field.name}"' for field in definition_of(record).fields)


def insert(connection: Connection, record: Record, stream: str, *, yielding: bool = False) -> bool:
    """Write a new record; a `yielding` one stays out when a rule of its table refuses it. Whether it is in."""
    kind = type(record)
    values = [column(meaning, getattr(record, name)) for name, meaning in _columns(kind)]
    verb = "INSERT OR IGNORE" if yielding else "INSERT"
    return connection.execute(f"{verb} {_into(kind)}", [record.id, stream, *values]).rowcount == 1


def insert_all(connection: Connection, made: Iterable[tuple[Record, str]]) -> None:
    """Write new records with their streams, each kind in its order and after the kinds that it may refer to."""
    by_kind: dict[type[Record], list[list[object]]] = {}
    for record, stream in made:
        kind = type(record)
        values = [column(meaning, getattr(record, name)) for name, meaning in _columns(kind)]
        by_kind.setdefault(kind, []).append([record.id, stream, *values])
    for kind in _IN_ORDER if len(by_kind) > 1 else by_kind:
        if kind in by_kind:
            connection.executemany(f"INSERT {_into(kind)}", by_kind[kind])


@cache
def _columns(kind: type[Record]) -> tuple[tuple[str, Kind], ...]:
    return tuple((field.name, field.meaning.kind) for field in definition_of(kind).fields)


@cache
def _into(kind: type[Record]) -> str:
    """The end of the statement that writes a record of a kind."""
    marks = ", ".join("?" * (len(definition_of(kind).fields) + 2))
    return f'INTO "{kind.KIND}" (id, stream, {_names(kind)}) VALUES ({marks})'


def update(connection: Connection, record: Record, names: list[str]) -> None:
    """Write the named fields of a record that exists."""
    kind = type(record)
    definition = definition_of(kind)
    sets = ", ".join(f'"{name}" = ?' for name in names)
    values = [column(definition.field(name).meaning.kind, getattr(record, name)) for name in names]
    connection.execute(f'UPDATE "{kind.KIND}" SET {sets} WHERE id = ?', [*values, record.id])


def select(connection: Connection, kind: type[R], where: str, *values: object) -> list[R]:
    """The records that a hand-written condition finds; `where` may end in ORDER BY and LIMIT."""
    fields = definition_of(kind).fields
    rows = connection.execute(f'SELECT id, {_names(kind)} FROM "{kind.KIND}" WHERE {where}', values)
    return [
        kind(id=row[0], **{f.name: value_of(f.meaning.kind, raw) for f, raw in zip(fields, row[1:], strict=True)})
        for row in rows
    ]


def one(connection: Connection, kind: type[R], id_: str) -> R:
    """The record with this id; KeyError when there is none."""
    found = select(connection, kind, "id = ?", id_)
    if not found:
        raise KeyError(kind.KIND)
    return found[0]


def delete(connection: Connection, record: Record) -> None:
    """Take a record out of its table."""
    connection.execute(f'DELETE FROM "{type(record).KIND}" WHERE id = ?', [record.id])


def referred_to(connection: Connection, record: Record) -> bool:
    """Whether the schema holds a reference to this record."""
    return any(
        connection.execute(f'SELECT 1 FROM "{kind}" WHERE "{name}" = ? LIMIT 1', [record.id]).fetchone()
        for kind, name in _referring(type(record).KIND)
    )


@cache
def _referring(wanted: str) -> tuple[tuple[str, str], ...]:
    """The kinds and fields that have to name a record of this kind."""
    return tuple(
        (kind, field.name)
        for kind, record in KINDS.items()
        for field in definition_of(record).fields
        if field.meaning.required and field.meaning.links == wanted
    )


def taken(connection: Connection, record: Record, name: str) -> bool:
    """Whether another record of the kind has the same value in a field."""
    kind = type(record).KIND
    found = connection.execute(
        f'SELECT 1 FROM "{kind}" WHERE "{name}" = ? AND id <> ?', [getattr(record, name), record.id]
    )
    return found.fetchone() is not None


def stream_of(connection: Connection, record: Record) -> str:
    """The stream that a stored record belongs to."""
    row = connection.execute(f'SELECT stream FROM "{type(record).KIND}" WHERE id = ?', [record.id]).fetchone()
    if row is None:
        raise KeyError(type(record).KIND)
    return cast("str", row[0])

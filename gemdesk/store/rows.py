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


@cache
def _names(kind: str) -> str:
    return ", ".join(f'"{name}"' for name in names(kind))


def insert(connection: Connection, record: Record, stream: str, *, yielding: bool = False) -> bool:
    """Write a new record; a `yielding` one stays out when a rule of its table refuses it. Whether it is in."""
    verb = "INSERT OR IGNORE" if yielding else "INSERT"
    found = connection.execute(f"{verb} {_into(record.KIND)}", [record.id, stream, *columns(record)])
    return found.rowcount == 1


def insert_all(connection: Connection, made: Iterable[tuple[str, str, str, tuple[object, ...]]]) -> None:
    """Write new rows by kind, id, stream and columns: each kind in its order, after those that it may refer to."""
    by_kind: dict[str, list[tuple[object, ...]]] = {}
    for kind, id_, stream, values in made:
        by_kind.setdefault(kind, []).append((id_, stream, *values))
    for kind in KINDS if len(by_kind) > 1 else by_kind:
        if kind in by_kind:
            connection.executemany(f"INSERT {_into(kind)}", by_kind[kind])


def columns(record: Record) -> tuple[object, ...]:
    """What the columns of a record's fields hold, in the order of the fields."""
    return tuple([column(kind, getattr(record, name)) for name, kind in _columns(record.KIND)])


def record(kind: type[R], id_: str, values: Iterable[object]) -> R:
    """The record of such columns."""
    told = zip(_columns(kind.KIND), values, strict=True)
    return kind(id=id_, **{name: value_of(meaning, raw) for (name, meaning), raw in told})


@cache
def names(kind: str) -> tuple[str, ...]:
    """The fields of a kind in their order."""
    return tuple(field.name for field in definition_of(KINDS[kind]).fields)


@cache
def _columns(kind: str) -> tuple[tuple[str, Kind], ...]:
    return tuple((field.name, field.meaning.kind) for field in definition_of(KINDS[kind]).fields)


@cache
def _into(kind: str) -> str:
    """The end of the statement that writes a record of a kind."""
    marks = ", ".join("?" * (len(names(kind)) + 2))
    return f'INTO "{kind}" (id, stream, {_names(kind)}) VALUES ({marks})'


def update(connection: Connection, record: Record, names: list[str]) -> None:
    """Write the named fields of a record that exists."""
    kind = type(record)
    definition = definition_of(kind)
    sets = ", ".join(f'"{name}" = ?' for name in names)
    values = [column(definition.field(name).meaning.kind, getattr(record, name)) for name in names]
    connection.execute(f'UPDATE "{kind.KIND}" SET {sets} WHERE id = ?', [*values, record.id])


def select(connection: Connection, kind: type[R], where: str, *values: object) -> list[R]:
    """The records that a hand-written condition finds; `where` may end in ORDER BY and LIMIT."""
    found = connection.execute(f'SELECT id, {_names(kind.KIND)} FROM "{kind.KIND}" WHERE {where}', values)
    return [record(kind, row[0], row[1:]) for row in found]


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


def taken(connection: Connection, kind: str, id_: str, name: str, value: object) -> bool:
    """Whether another record of the kind has the same value in a field."""
    found = connection.execute(f'SELECT 1 FROM "{kind}" WHERE "{name}" = ? AND id <> ?', [value, id_])
    return found.fetchone() is not None


def stream_of(connection: Connection, record: Record) -> str:
    """The stream that a stored record belongs to."""
    row = connection.execute(f'SELECT stream FROM "{type(record).KIND}" WHERE id = ?', [record.id]).fetchone()
    if row is None:
        raise KeyError(type(record).KIND)
    return cast("str", row[0])

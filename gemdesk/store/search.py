"""The index of the search: what is found of each record, taken out by the very words that were put in.

Names, codes and numbers are found as words, as parts of words and by their sound; notes as words alone.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from gemdesk.domain.definition import NAMED, FieldDefinition, Kind, Record, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomValue
from gemdesk.kernel.fold import bare, barest, fold, fold_number
from gemdesk.kernel.sounds import Spoken, spoken
from gemdesk.store import own_fields, search_names
from gemdesk.vault.connection import Connection

# The index gives its rows in order of their numbers, so the weight is the upper part of the number:
# names come before notes without any sorting.
_HEAVIEST = 16
_BAND = 1 << 40
NOTES = (_HEAVIEST - NAMED + 1) * _BAND  # the number from which on rows are notes
OF_NAMES = ("search_word", "search_part")
OF_NOTES = ("search_note",)


class Part(NamedTuple):
    """What is found of a record as one row of the index."""

    words: str
    weight: int
    names: str = ""  # as `search_names.text_of` gives them


def parts_of(record: Record) -> list[Part]:
    """What names a record and what is noted in it, each with its greatest weight; what is empty is left out."""
    found: dict[bool, list[str]] = {True: [], False: []}
    weights = {True: 0, False: 0}
    names: list[Spoken] = []
    for field in _searched(record.KIND):
        value, meaning = getattr(record, field.name), field.meaning
        if not value:
            continue
        named = meaning.search >= NAMED
        texts = value if isinstance(value, tuple) else (str(value),)
        weights[named] = max(weights[named], meaning.search)
        found[named] += map(fold, texts)
        if meaning.kind is Kind.CONTACT:
            found[named] += map(fold_number, texts)
        elif named and meaning.kind in (Kind.TEXT, Kind.TEXTS):
            names += (name for text in texts for name in spoken(text))
    parts = []
    if found[True]:
        words = _joined([*found[True], *map(_bare, found[True])])
        parts.append(Part(words, weights[True], search_names.text_of(names)))
    if found[False]:
        parts.append(Part(_noted(found[False]), weights[False]))
    return [part for part in parts if part.words]


@cache
def _searched(kind: str) -> tuple[FieldDefinition, ...]:
    return tuple(field for field in definition_of(KINDS[kind]).fields if field.meaning.search)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _bare(text: str) -> str:
    """A name as it is said without articles, in its order: so it is found as it is, and at once."""
    return " ".join(map(bare, text.split()))


def _noted(texts: Iterable[str]) -> str:
    """Notes, and of what is written together in them the words alone."""
    whole = _joined(texts)
    words = dict.fromkeys(whole.split())
    return _joined([whole, *(stem for word in words if (stem := barest(word)) not in words)])


def band(weight: int) -> tuple[int, int]:
    """The first number of a weight, and the first behind it."""
    first = (_HEAVIEST - weight) * _BAND
    return first, first + _BAND


def write(connection: Connection, record: Record, stream: str) -> None:
    """Put a record's words into the search, in place of those it had."""
    wished = parts(connection, record)
    stays: list[Part] = []
    for number, words, names in _rows_of(connection, record.id):
        part = Part(words, _HEAVIEST - number // _BAND, names)
        if part in wished:
            stays.append(part)
        else:
            _forget(connection, number, words, names)
    learn(connection, [(record.id, stream, part) for part in wished if part not in stays])


def parts(connection: Connection, record: Record) -> list[Part]:
    """As `parts_of`, also of a value whose field says whether it is searched."""
    if not isinstance(record, CustomValue):
        return parts_of(record)
    words, weight = own_fields.words_of(connection, record)
    return [Part(_noted([words]), weight)] if words else []


def forget(connection: Connection, record: str) -> None:
    """Take a record's words out of the search."""
    for row in _rows_of(connection, record):
        _forget(connection, *row)


def _rows_of(connection: Connection, record: str) -> list[tuple[int, str, str]]:
    return connection.execute("SELECT id, words, names FROM search_row WHERE record = ?", [record]).fetchall()


def _tables(number: int) -> tuple[str, ...]:
    return OF_NAMES if number < NOTES else OF_NOTES


def _forget(connection: Connection, number: int, words: str, names: str) -> None:
    for table in _tables(number):
        # The index finds what it has to take out by the very words that were put in.
        connection.execute(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", [number, words])
    search_names.forget(connection, names)
    connection.execute("DELETE FROM search_row WHERE id = ?", [number])


def learn(connection: Connection, found: Sequence[tuple[str, str, Part]]) -> None:
    """Put what is found of records, of which it held nothing, into the search: record, stream and part."""
    last = {weight: _last(connection, weight) for weight in {part.weight for _record, _stream, part in found}}
    written: list[tuple[int, str, str, str, str]] = []
    for record, stream, part in found:
        last[part.weight] += 1
        written.append((last[part.weight], record, stream, part.words, part.names))
    connection.executemany("INSERT INTO search_row (id, record, stream, words, names) VALUES (?, ?, ?, ?, ?)", written)
    # One index after the other, in the order of their numbers: each gathers what it is told as long as these rise.
    written.sort()
    for table in (*OF_NAMES, *OF_NOTES):
        words = [(row[0], row[3]) for row in written if table in _tables(row[0])]
        if words:
            connection.executemany(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", words)
    search_names.learn(connection, [part.names for _record, _stream, part in found])


def _last(connection: Connection, weight: int) -> int:
    """The greatest number of a weight that is taken."""
    first, end = band(weight)
    return max(first, connection.execute("SELECT max(id) FROM search_row WHERE id < ?", [end]).fetchone()[0] or 0)


def size(connection: Connection) -> int:
    """How many texts the search holds."""
    return int(connection.execute("SELECT count(*) FROM search_row").fetchone()[0])


def empty(connection: Connection) -> None:
    """Take everything out of the search, to put it in anew."""
    for table in ("search_row", "search_name", "search_key"):
        connection.execute(f"DELETE FROM {table}")
    for table in (*OF_NAMES, *OF_NOTES):
        # Of a full text index whose rows are gone nothing is left.
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")

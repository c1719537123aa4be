"""The search: folded words with prefixes first, then folded parts of words."""

from collections.abc import Iterator

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.lines import Filter
from gemdesk.domain.own import CustomValue
from gemdesk.kernel.fold import fold, fold_number
from gemdesk.store import lines, own_fields
from gemdesk.vault.connection import Connection

_ENOUGH = 20
_FEW = 2000  # cases that a filter leaves; beyond it the walk soon meets enough of them
_TABLES = ("search_word", "search_part")
# The index gives its rows in order of their numbers, so the weight is the upper part of the number:
# names come before notes without any sorting.
_HEAVIEST = 16
_BAND = 1 << 40


def words_of(record: Record) -> tuple[str, int]:
    """The folded search text of a record and its greatest weight; 0 when nothing of it is searched."""
    found: list[str] = []
    weight = 0
    for field in definition_of(type(record)).fields:
        value = getattr(record, field.name)
        if not field.meaning.search or not value:
            continue
        weight = max(weight, field.meaning.search)
        texts = value if isinstance(value, tuple) else (str(value),)
        found += [fold(text) for text in texts]
        if field.meaning.kind is Kind.CONTACT:
            found += [fold_number(text) for text in texts]
    return " ".join(dict.fromkeys(part for part in found if part)), weight


def write(connection: Connection, record: Record, stream: str) -> None:
    """Put a record's words into the search, in place of those it had."""
    own = isinstance(record, CustomValue)
    words, weight = own_fields.words_of(connection, record) if own else words_of(record)
    row = connection.execute("SELECT id, words FROM search_row WHERE record = ?", [record.id]).fetchone()
    if row and (row[1], row[0] // _BAND) == (words, _HEAVIEST - weight):
        return
    if row:
        _forget(connection, *row)
    if words:
        _learn(connection, record.id, stream, words, weight)


def forget(connection: Connection, record: str) -> None:
    """Take a record's words out of the search."""
    row = connection.execute("SELECT id, words FROM search_row WHERE record = ?", [record]).fetchone()
    if row:
        _forget(connection, *row)


def _forget(connection: Connection, number: int, words: str) -> None:
    for table in _TABLES:
        # The index finds what it has to take out by the very words that were put in.
        connection.execute(f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', ?, ?)", [number, words])
    connection.execute("DELETE FROM search_row WHERE id = ?", [number])


def _learn(connection: Connection, record: str, stream: str, words: str, weight: int) -> None:
    first = (_HEAVIEST - weight) * _BAND
    last = connection.execute("SELECT max(id) FROM search_row WHERE id < ?", [first + _BAND]).fetchone()[0]
    number = max(first, last or 0) + 1
    connection.execute(
        "INSERT INTO search_row (id, record, stream, words) VALUES (?, ?, ?, ?)", [number, record, stream, words]
    )
    for table in _TABLES:
        connection.execute(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", [number, words])


def _ask(connection: Connection, table: str, query: str, filter_: Filter, *, few: bool) -> Iterator[str]:
    narrowed, values = lines.conditions(filter_)
    if few:
        # Their rows are looked up once; what the index finds is held against them before any table is read.
        known = f'SELECT s.id FROM case_line l CROSS JOIN search_row s ON s.stream = l."case" WHERE 1{narrowed}'
        joined, where = "", f" AND +{table}.rowid IN ({known})"
    else:
        joined, where = ' CROSS JOIN case_line l ON l."case" = r.stream', narrowed
    # CROSS JOIN keeps the order of the tables: the index leads, and the walk ends when enough was taken.
    found = connection.execute(
        f"SELECT r.stream FROM {table} CROSS JOIN search_row r ON r.id = {table}.rowid{joined} "
        f"WHERE {table} MATCH ?{where} ORDER BY {table}.rowid",
        [query, *values],
    )
    return (row[0] for row in found)


def _ladder(typed: str) -> Iterator[tuple[str, str, int]]:
    """Table, query and up to how many cases it is asked at all, the surest first."""
    terms = fold(typed).split()
    if not terms:
        return
    yield "search_word", " AND ".join(f'"{term}"*' for term in terms), 1
    digits = fold_number(typed) if "".join(terms).isdigit() else ""
    if len(digits) >= 3:
        yield "search_part", f'"{digits}"', _ENOUGH
    if parts := [term for term in terms if len(term) >= 3]:
        yield "search_part", " AND ".join(f'"{term}"' for term in parts), _ENOUGH


def cases(connection: Connection, typed: str, filter_: Filter, limit: int = 200) -> list[str]:
    """The cases in which the typed text was found and that the filter lets through, names before notes.

    At most `limit`; of a vault with more of them, the older ones of the same weight.
    """
    found: dict[str, None] = {}
    few = filter_ != Filter() and lines.count_up_to(connection, filter_, _FEW + 1) <= _FEW
    for table, query, wanted in _ladder(typed):
        if len(found) >= wanted:
            continue
        for case in _ask(connection, table, query, filter_, few=few):
            found[case] = None
            if len(found) >= limit:
                return list(found)
    return list(found)

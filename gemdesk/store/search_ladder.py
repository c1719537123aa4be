"""The search as one types: names, codes and numbers first, then notes, then names of a similar spelling.

A rung is asked for as long as those above it found too little. One letter is looked for at the beginning of
names; notes are asked from the third letter on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from gemdesk.domain.definition import NAMED, Record, definition_of
from gemdesk.domain.hits import Hit, Rung
from gemdesk.domain.lines import Filter
from gemdesk.kernel.fold import bare, fold, fold_number
from gemdesk.store import lines, search, search_similar
from gemdesk.vault.connection import Connection

MOST = 200  # hits of one search
_ENOUGH = 20  # hits from which on a weaker rung would only be in the way
_FEW = 2000  # cases that a filter leaves; beyond it the walk soon meets enough of them
_LEAST = 3  # letters from which on parts, notes and sounds are looked for


@dataclass(frozen=True, slots=True)
class _Among:
    """Which rows of the index count, and what is found by them."""

    found: str  # the column that is the hit
    joined: str
    where: str
    values: list[object] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Step:
    """A query of one rung, asked while fewer than `below` were found."""

    rung: Rung
    table: str
    query: str
    below: int


def cases(connection: Connection, typed: str, filter_: Filter, limit: int = MOST) -> list[Hit]:
    """The cases in which the typed text was found and that the filter lets through, the surest first.

    At most `limit`; of a vault with more of them, the older ones of the same weight.
    """
    return _climb(connection, typed, _of_cases(connection, filter_), limit)


def records(connection: Connection, kind: type[Record], typed: str, limit: int = MOST) -> list[Hit]:
    """The records of a kind that belongs to no case, such as organisations, the surest first."""
    weights = [f.meaning.search for f in definition_of(kind).fields if f.meaning.search >= NAMED]
    first, end = search.band(max(weights))[0], search.band(min(weights))[1]
    joined = f'CROSS JOIN "{kind.KIND}" k ON k.id = r.record'
    within = " AND {index}.rowid >= ? AND {index}.rowid < ?"
    return _climb(connection, typed, _Among("r.record", joined, within, [first, end]), limit)


def _of_cases(connection: Connection, filter_: Filter) -> _Among:
    narrowed, values = lines.conditions(filter_)
    if filter_ != Filter() and lines.count_up_to(connection, filter_, _FEW + 1) <= _FEW:
        # Their rows are looked up once; what the index finds is held against them before any table is read.
        known = f'SELECT s.id FROM case_line l CROSS JOIN search_row s ON s.stream = l."case" WHERE 1{narrowed}'
        return _Among("r.stream", "", f" AND +{{index}}.rowid IN ({known})", values)
    return _Among("r.stream", 'CROSS JOIN case_line l ON l."case" = r.stream', narrowed, values)


def _climb(connection: Connection, typed: str, among: _Among, limit: int) -> list[Hit]:
    found: dict[str, Rung] = {}
    for step in _steps(typed):
        if len(found) >= step.below:
            continue
        for id_ in _ask(connection, step.table, step.query, among):
            found.setdefault(id_, step.rung)
            if len(found) >= limit:
                return _hits(found)

    def rows(query: str) -> Iterator[tuple[str, ...]]:
        return _rows(connection, "search_word", query, among, f"{among.found}, r.names")

    for id_, rung in search_similar.hits(connection, rows, typed, len(found)):
        found.setdefault(id_, rung)
        if len(found) >= limit:
            break
    return _hits(found)


def _hits(found: dict[str, Rung]) -> list[Hit]:
    return [Hit(id_, rung) for id_, rung in found.items()]


def _rows(connection: Connection, table: str, query: str, among: _Among, columns: str) -> Iterator[tuple[str, ...]]:
    # CROSS JOIN keeps the order of the tables: the index leads, and the walk ends when enough was taken.
    where = among.where.replace("{index}", table)
    yield from connection.execute(
        f"SELECT {columns} FROM {table} CROSS JOIN search_row r ON r.id = {table}.rowid {among.joined} "
        f"WHERE {table} MATCH ?{where} ORDER BY {table}.rowid",
        [query, *among.values],
    )


def _ask(connection: Connection, table: str, query: str, among: _Among) -> Iterator[str]:
    return (row[0] for row in _rows(connection, table, query, among, among.found))


def _steps(typed: str) -> Iterator[_Step]:
    """The queries of the literal rungs, the surest first."""
    terms = fold(typed).split()
    if not terms:
        return
    whole = f'"{" ".join(terms)}"'
    yield _Step(Rung.WHOLE, "search_word", whole, MOST)
    yield _Step(Rung.BEGUN, "search_word", " AND ".join(map(_begun, terms)), MOST)
    digits = fold_number(typed) if "".join(terms).isdigit() else ""
    if len(digits) >= _LEAST:
        yield _Step(Rung.PART, "search_part", f'"{digits}"', _ENOUGH)
    long = [term for term in terms if len(term) >= _LEAST]
    if not long:
        return
    yield _Step(Rung.PART, "search_part", " AND ".join(f'"{term}"' for term in long), _ENOUGH)
    yield _Step(Rung.NOTE, "search_note", whole, MOST)
    # A short word may be going on, unless another one follows; its beginning is in too many notes.
    noted = [_begun(term) if term in long else f'"{term}"' for term in terms if term in long or term != terms[-1]]
    yield _Step(Rung.NOTE, "search_note", " AND ".join(noted), MOST)


def _begun(term: str) -> str:
    """Words that begin so, with or without the article with which the term was typed."""
    without = bare(term)
    return f'"{term}"*' if without == term else f'("{term}"* OR "{without}"*)'

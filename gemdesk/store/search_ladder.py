"""The search as one types: names, codes and numbers first, then notes, then names of a similar spelling.

A rung is asked for as long as those above it found too little. One letter is looked for at the beginning of
names; notes are asked from the third letter on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from gemdesk.domain.definition import Record
from gemdesk.domain.hits import Hit, Rung
from gemdesk.domain.lines import Filter
from gemdesk.kernel.fold import bare, fold, fold_number
from gemdesk.store import search_similar
from gemdesk.store.search_among import Among, Cases, Records
from gemdesk.vault.connection import Connection

MOST = 200  # hits of one search
_ENOUGH = 20  # hits from which on a weaker rung would only be in the way
_LEAST = 3  # letters from which on parts, notes and sounds are looked for
_LONGEST = 100  # letters of what is typed that are looked for


@dataclass(frozen=True, slots=True)
class _Step:
    """A query of one rung, asked while fewer than `below` were found."""

    rung: Rung
    table: str
    query: str
    below: int


def cases(connection: Connection, typed: str, filter_: Filter, limit: int = MOST) -> list[Hit]:
    """The cases in which the typed text was found and that the filter lets through, the surest first.

    At most `limit`, and a smaller one gives the first of those that a greater one gives; of a vault with more of
    them, the older ones of the same weight.
    """
    return _climb(connection, typed, Cases(connection, filter_), limit)


def records(connection: Connection, kind: type[Record], typed: str, limit: int = MOST) -> list[Hit]:
    """The records of a kind that belongs to no case, such as organisations, the surest first."""
    return _climb(connection, typed, Records(kind), limit)


def _climb(connection: Connection, typed: str, among: Among, limit: int) -> list[Hit]:
    found: dict[str, Rung] = {}
    asked = typed[:_LONGEST]
    for id_, rung in _walk(connection, asked, among, found):
        found.setdefault(id_, rung)
        if len(found) >= limit:
            break
    return [Hit(id_, rung) for id_, rung in found.items()]


def _walk(connection: Connection, typed: str, among: Among, found: dict[str, Rung]) -> Iterator[tuple[str, Rung]]:
    """All hits, the surest first; `found` is what was taken of them so far."""
    for step in _steps(typed):
        if len(found) < step.below:
            for row in among.rows(connection, step.table, step.query):
                yield row[0], step.rung
    yield from search_similar.hits(connection, among, typed, found)


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
    noted = terms if terms[-1] in long else terms[:-1]
    ended = [f'"{term}"' for term in noted[:-1]]
    yield _Step(Rung.NOTE, "search_note", " AND ".join([*ended, _begun(noted[-1])]), MOST)
    if len(long) > 1:
        begun = [_begun(term) if term in long else f'"{term}"' for term in noted]
        yield _Step(Rung.NOTE, "search_note", " AND ".join(begun), _ENOUGH)


def _begun(term: str) -> str:
    """Words that begin so, with or without the article with which the term was typed."""
    without = bare(term)
    return f'"{term}"*' if without == term else f'("{term}"* OR "{without}"*)'

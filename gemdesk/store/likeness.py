"""Files whose person may be one with certain names or numbers: suggested in order, never merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from gemdesk.domain.lines import Filter
from gemdesk.kernel.fold import fold_number
from gemdesk.kernel.sounds import spoken
from gemdesk.store import lines, search_names
from gemdesk.store.search_similar import Wish
from gemdesk.vault.connection import Connection

SAME_NUMBER = 3.0
_DIGITS = 7  # of a number that is compared
_TAIL = 8  # last digits of a number, which are the same however its country is written
_COMPARED = 300  # rows
_PARTS = 5  # of a name
_LONE = 0.6  # what a name of one part weighs
_MANY = 20  # who bear a name of one part: then it says nothing
_LEAST = 0.5  # of the parts of a name that have to be there


@dataclass(frozen=True, slots=True)
class Match:
    """A case that may be about the same person, and how much speaks for it."""

    case: str
    weight: float  # 1: the whole name in the same letters; the number counts for more than any name
    same_number: bool
    same_letters: bool


def matches(
    connection: Connection,
    names: Iterable[str],
    numbers: Iterable[str] = (),
    filter_: Filter | None = None,
    limit: int = 8,
) -> list[Match]:
    """The cases that may be about a person with these names, in any script, or these numbers, the likeliest first.

    At least two parts of a name are the same or sound alike, or the whole of a name of one part.
    """
    found: dict[str, Match] = {}
    narrowed = lines.conditions(filter_ or Filter())
    for number in numbers:
        for case in _of_number(connection, number, narrowed):
            found[case] = Match(case, SAME_NUMBER, same_number=True, same_letters=False)
    for name in names:
        for case, weight, same in _of_name(connection, name, narrowed):
            before = found.get(case)
            whole = weight + (SAME_NUMBER if before and before.same_number else 0)
            if not before or whole > before.weight:
                found[case] = Match(case, whole, same_number=bool(before and before.same_number), same_letters=same)
    return sorted(found.values(), key=lambda match: -match.weight)[:limit]


def _rows(
    connection: Connection, table: str, query: str, columns: str, narrowed: tuple[str, list[object]]
) -> list[tuple[str, ...]]:
    where, values = narrowed
    return connection.execute(
        f"SELECT {columns} FROM {table} CROSS JOIN search_row r ON r.id = {table}.rowid "
        f'CROSS JOIN case_line l ON l."case" = r.stream WHERE {table} MATCH ?{where} '
        f"ORDER BY {table}.rowid LIMIT ?",
        [query, *values, _COMPARED],
    ).fetchall()


def _of_number(connection: Connection, number: str, narrowed: tuple[str, list[object]]) -> list[str]:
    digits = fold_number(number)
    if len(digits) < _DIGITS:
        return []
    rows = _rows(connection, "search_part", f'"{digits[-_TAIL:]}"', "r.stream, r.words", narrowed)
    ends = digits[-_TAIL:]
    return [case for case, words in rows if any(word.endswith(ends) for word in words.split())]


def _of_name(connection: Connection, name: str, narrowed: tuple[str, list[object]]) -> list[tuple[str, float, bool]]:
    """Cases with how much of the name is there, and whether in the same letters."""
    wishes = [Wish(part.term, search_names.alike(connection, part)) for part in spoken(name)[:_PARTS]]
    parts = [_exactly(wish) for wish in wishes]
    if not parts:
        return []
    rows = _rows(connection, "search_word", " AND ".join(parts), "r.stream, r.names", narrowed)
    if len(parts) == 1 and len(rows) > _MANY:
        return []
    if len(parts) > 2:
        pairs = " OR ".join(f"({one} AND {other})" for one, other in combinations(parts, 2))
        rows += _rows(connection, "search_word", pairs, "r.stream, r.names", narrowed)
    weighed = ((case, *_weight(wishes, search_names.terms(held))) for case, held in dict.fromkeys(rows))
    return [(case, weight, same) for case, weight, same in weighed if weight >= _LEAST]


def _exactly(wish: Wish) -> str:
    terms = dict.fromkeys([wish.term, *wish.alike])
    return "(" + " OR ".join(f'"{term}"' for term in terms) + ")"


def _weight(wishes: list[Wish], held: list[str]) -> tuple[float, bool]:
    """How much of a name a row holds, and whether all of that in the same letters."""
    near = [min((_apart(wish, term) for term in held), default=9.0) for wish in wishes]
    met = [distance for distance in near if distance < 1]
    weight = sum(1 - distance for distance in met) / len(wishes)
    return weight * (_LONE if len(wishes) == 1 else 1), bool(met) and not any(met)


def _apart(wish: Wish, term: str) -> float:
    return 0.0 if term == wish.term else wish.alike.get(term, 9.0)

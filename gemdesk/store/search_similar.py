"""Names of a similar spelling: first those that sound alike, then those with one slip of the finger."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from gemdesk.domain.hits import Rung
from gemdesk.kernel.fold import fold
from gemdesk.kernel.sounds import Spoken, spoken
from gemdesk.store import search_names
from gemdesk.store.search_among import Among
from gemdesk.store.search_names import Alike
from gemdesk.vault.connection import Connection

_MOST = 40
_ENOUGH = 20  # hits from which on slips are not looked for
_COMPARED = 400  # rows that are put in order
_LEAST = 3  # letters of a word that may be another name
_DISORDER = 0.05  # for names in another order than that in which they were typed


@dataclass(frozen=True, slots=True)
class Wish:
    """One typed name: how it begins, and the names it may be taken for."""

    term: str
    alike: Alike

    def distance(self, name: str) -> float | None:
        """How far a name lies from the wished one; None when it is another."""
        return 0.0 if name.startswith(self.term) else self.alike.get(name)

    def query(self) -> str:
        """The wished name and those it may be taken for, as the index is asked for them."""
        others = (f'"{term}"' for term in self.alike if not term.startswith(self.term))
        return "(" + " OR ".join([f'"{self.term}"*', *others]) + ")"


def hits(connection: Connection, among: Among, typed: str, found: Collection[str]) -> Iterator[tuple[str, Rung]]:
    """What is found beside those that hold the typed words themselves, the nearest first."""
    literal = frozenset(found)
    names = [name for name in spoken(typed) if not name.term.isdigit()]
    if not any(len(name.term) >= _LEAST for name in names):
        return
    wishes = [_heard(connection, name, begun=name is names[-1]) for name in names]
    met = _nearest(connection, among, wishes, literal)
    yield from ((id_, Rung.SOUND) for id_ in met)
    if len(literal) + len(met) >= _ENOUGH:
        return
    slipped = [_slipped(connection, wish, alone=len(wishes) == 1) for wish in wishes]
    more = _nearest(connection, among, slipped, literal.union(met)) if slipped != wishes else []
    yield from ((id_, Rung.SLIP) for id_ in more)
    if not literal and not met and not more:
        for reading in _spaced(connection, wishes, fold(typed).split()):
            yield from ((id_, Rung.SLIP) for id_ in _nearest(connection, among, reading, literal))


def _heard(connection: Connection, name: Spoken, *, begun: bool) -> Wish:
    alike = search_names.alike(connection, name, begun=begun) if len(name.term) >= _LEAST else {}
    return Wish(name.term, alike)


def _spaced(connection: Connection, wishes: list[Wish], words: list[str]) -> Iterator[list[Wish]]:
    """What may have been meant when a space was typed too much or too few."""
    if len(words) != len(wishes):
        return  # several words are one name, and which of them slipped is anybody's guess
    for at, (one, other) in enumerate(pairwise(words)):
        joined = Wish(one + other, search_names.slips(connection, one + other))
        if joined.alike or search_names.known(connection, [joined.term]):
            yield [*wishes[:at], joined, *wishes[at + 2 :]]
    for at, word in enumerate(words):
        for halves in search_names.halves(connection, word):
            yield [*wishes[:at], *(Wish(half, {}) for half in halves), *wishes[at + 1 :]]


def _slipped(connection: Connection, wish: Wish, *, alone: bool) -> Wish:
    # Of three letters nearly every name is one slip away; then another word has to tell.
    if len(wish.term) < _LEAST + alone:
        return wish
    return Wish(wish.term, search_names.slips(connection, wish.term) | wish.alike)


def _nearest(connection: Connection, among: Among, wishes: list[Wish], without: Collection[str]) -> list[str]:
    """The hits of rows that have all the wished names, the nearest first."""
    near: list[tuple[float, str]] = []
    query = " AND ".join(wish.query() for wish in wishes)
    least, left = sum(min(wish.alike.values(), default=0.0) for wish in wishes), _MOST
    for number, (id_, held) in enumerate(among.rows(connection, "search_word", query)):
        if id_ not in without and (distance := _distance(wishes, search_names.terms(held))) is not None:
            near.append((distance, id_))
            left -= distance <= least  # the others would stand behind these
        if number >= _COMPARED or not left:
            break
    near.sort(key=lambda pair: pair[0])
    return [id_ for _distance, id_ in near[:_MOST]]


def _distance(wishes: list[Wish], names: list[str]) -> float | None:
    """How far the names of a row lie from the wished ones; None when one of those is not there."""
    whole, last = 0.0, -1
    for wish in wishes:
        met = [(distance, at) for at, name in enumerate(names) if (distance := wish.distance(name)) is not None]
        if not met:
            return None
        nearest, place = min(met)
        whole += nearest + (_DISORDER if place < last else 0)
        last = place
    return whole

"""Filling a line: kashidas where a calligrapher would set them, then the spaces.

The rules are data, in falling rank, after the practice of Naskh typesetting: a kashida follows seen
and sad, or goes before a letter in its final shape; the names say which. At most two stand in a
word, always at one place, and never between lam and alef.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_IN_A_WORD = 2

_MARKS = frozenset(map(chr, (*range(0x064B, 0x0660), 0x0670)))
_ALEFS = frozenset("اأإآٱ")
_RIGHT_JOINING = _ALEFS | frozenset("دذرزژوؤةىۆۇۈۉۊۋەۀ")
_DUAL_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچڤگکیێڵڭݭ")
_JOINING = _RIGHT_JOINING | _DUAL_JOINING
_TEETH = frozenset("بتثنيئپ")

_AFTER_SEEN = (frozenset("سشصض"), 7)
_BEFORE_FINAL = (
    (frozenset("ةهدذۀ"), 6),
    (_ALEFS | frozenset("طظلكگ"), 5),
    (frozenset("وؤعغقف"), 3),
    (frozenset("رزيىنمبتثپ"), 2),
)
_BEFORE_TOOTH_AND_RA = (frozenset("رزيى"), 4)
_SHORTEST_WORD = 4
_UNTOUCHED = ("لله",)

_SPACE_FIRST = 0.35  # spaces grow by this share of themselves before a kashida is thought of
_SPACE_AIM = 0.28  # with kashidas, this is what the spaces are left to grow by


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a kashida: before the character `at`; the higher the rank the better."""

    at: int
    rank: int


def kashida_places(word: str) -> list[Place]:
    """Every place in an Arabic word where a kashida may stand, best first."""
    letters = [(at, letter) for at, letter in enumerate(word) if letter not in _MARKS]
    joined = [letter for _at, letter in letters if letter in _JOINING]
    if len(joined) < _SHORTEST_WORD or any(form in "".join(joined) for form in _UNTOUCHED):
        return []
    places: list[Place] = []
    for index in range(len(letters) - 1):
        letter, (at, following) = letters[index][1], letters[index + 1]
        if letter not in _DUAL_JOINING or following not in _JOINING or (letter == "ل" and following in _ALEFS):
            continue
        rank = _rank(letter, following, letters[index + 2][1] if index + 2 < len(letters) else "")
        if rank:
            places.append(Place(at, rank))
    return sorted(places, key=lambda place: (-place.rank, -place.at))


def _rank(letter: str, following: str, third: str) -> int:
    if letter in _AFTER_SEEN[0]:
        return _AFTER_SEEN[1]
    joins_on = following in _DUAL_JOINING and third in _JOINING
    if not joins_on:
        return next((rank for finals, rank in _BEFORE_FINAL if following in finals), 1)
    if following in _TEETH and third in _BEFORE_TOOTH_AND_RA[0]:
        return _BEFORE_TOOTH_AND_RA[1]
    return 0


def share_out(extra: float, gaps: int, space: float, kashida: float, best: Sequence[Place | None]) -> dict[int, int]:
    """How many kashidas each word takes, by its place in the line, to fill `extra` points.

    `best` holds each word's best place or None; what is left over goes to the `gaps` spaces.
    """
    if not gaps or extra <= gaps * space * _SPACE_FIRST or kashida <= 0:
        return {}
    need = extra - gaps * space * _SPACE_AIM
    able = [index for index, place in enumerate(best) if place is not None]
    able.sort(key=lambda index: (-_rank_at(best, index), index % 2, index))
    taken: dict[int, int] = {}
    for most in range(1, MOST_IN_A_WORD + 1):
        for index in able:
            if need < kashida * 0.6:
                return taken
            if taken.get(index, 0) < most:
                taken[index] = taken.get(index, 0) + 1
                need -= kashida
    return taken


def _rank_at(best: Sequence[Place | None], index: int) -> int:
    place = best[index]
    return place.rank if place else 0

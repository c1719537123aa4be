"""The Unicode bidirectional algorithm (UAX #9): embedding levels of a paragraph, order of a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from gemdesk.press.bidi_classes import EMBEDDINGS, EXPLICIT, ISOLATES, REMOVED, TRAILING, bidi_class
from gemdesk.press.bidi_rules import resolve_sequence

_DEEPEST = 125


@dataclass(frozen=True, slots=True)
class Levels:
    """A paragraph's embedding levels before line breaking, with the classes that rule L1 needs."""

    levels: list[int]
    classes: list[str]
    base: int


def paragraph_levels(text: str, base: int | None = None, classes: Sequence[str] | None = None) -> Levels:
    """The level of each character of one paragraph (UAX #9, X1 to I2).

    `base` is 0 (left to right), 1, or None for the first strong character; `classes` replaces the
    characters' own classes (for tests).
    """
    kinds = [bidi_class(character) for character in text] if classes is None else list(classes)
    if base is None:
        base = first_strong(kinds) or 0
    present = set(kinds)
    # Most paragraphs have one direction only, where every rule ends in the base level.
    if base == 0 and present.isdisjoint(EXPLICIT) and present.isdisjoint(("R", "AL", "AN", "BN")):
        return Levels([0] * len(kinds), kinds, 0)
    partner = _isolate_partners(kinds)
    types = kinds[:]
    levels = [base] * len(kinds)
    if not present.isdisjoint(EXPLICIT):
        _Explicit(kinds, types, levels, partner, base).run()
    embedded = levels[:]
    for sequence in _sequences(kinds, embedded, partner):
        start, end = _edges(kinds, embedded, partner, sequence, base)
        inner = [types[index] for index in sequence]
        characters = [text[index] for index in sequence]
        resolved = resolve_sequence(inner, characters, embedded[sequence[0]], start, end)
        for index, level in zip(sequence, resolved, strict=True):
            levels[index] = level
    _settle_removed(kinds, levels, base)
    return Levels(levels, kinds, base)


def first_strong(kinds: Sequence[str]) -> int | None:
    """Rules P2 and P3: 0 or 1 by the first strong class outside isolates, None without one."""
    depth = 0
    for kind in kinds:
        if kind in ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif kind == "B":
            break
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def _isolate_partners(kinds: Sequence[str]) -> dict[int, int]:
    """BD9: isolate initiator to its PDI and back again."""
    open_ones: list[int] = []
    partner: dict[int, int] = {}
    for index, kind in enumerate(kinds):
        if kind in ISOLATES:
            open_ones.append(index)
        elif kind == "PDI" and open_ones:
            opening = open_ones.pop()
            partner[opening], partner[index] = index, opening
    return partner


class _Explicit:
    """Rules X1 to X8: walks the explicit formatting characters of one paragraph."""

    def __init__(
        self, kinds: list[str], types: list[str], levels: list[int], partner: dict[int, int], base: int
    ) -> None:
        self.kinds, self.types, self.levels, self.partner = kinds, types, levels, partner
        self.base = base
        self.stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
        self.lost_isolates = self.lost_embeddings = self.isolates = 0

    def run(self) -> None:
        for index, kind in enumerate(self.kinds):
            if kind in EMBEDDINGS:
                self.levels[index] = self.stack[-1][0]
                self._embed(kind)
            elif kind in ISOLATES:
                self._take(index)
                self._isolate(index, kind)
            elif kind == "PDI":
                self._end_isolate()
                self._take(index)
            elif kind == "PDF":
                self.levels[index] = self.stack[-1][0]
                self._end_embedding()
            elif kind == "B":
                self.levels[index] = self.base
            else:
                self._take(index)

    def _take(self, index: int) -> None:
        level, override, _isolate = self.stack[-1]
        self.levels[index] = level
        if override and self.kinds[index] != "BN":
            self.types[index] = override

    def _push(self, right: bool, override: str | None, isolate: bool) -> bool:
        level = self.stack[-1][0]
        deeper = (level + 1) | 1 if right else (level + 2) & ~1
        fits = deeper <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings
        if fits:
            self.stack.append((deeper, override, isolate))
        return fits

    def _embed(self, kind: str) -> None:
        override = kind[0] if kind.endswith("O") else None
        if not self._push(kind[0] == "R", override, False) and not self.lost_isolates:
            self.lost_embeddings += 1

    def _isolate(self, index: int, kind: str) -> None:
        right = kind == "RLI"
        if kind == "FSI":
            right = first_strong(self.kinds[index + 1 : self.partner.get(index, len(self.kinds))]) == 1
        if self._push(right, None, True):
            self.isolates += 1
        else:
            self.lost_isolates += 1

    def _end_isolate(self) -> None:
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.lost_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.isolates -= 1

    def _end_embedding(self) -> None:
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _sequences(kinds: list[str], levels: list[int], partner: dict[int, int]) -> list[list[int]]:
    """BD13: the isolating run sequences, as lists of positions without the removed characters."""
    runs: list[list[int]] = []
    for index, kind in enumerate(kinds):
        if kind in REMOVED:
            continue
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    starting = {run[0]: run for run in runs}
    sequences: list[list[int]] = []
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in partner:
            continue
        sequence = list(run)
        while kinds[sequence[-1]] in ISOLATES and (following := starting.get(partner.get(sequence[-1], -1))):
            sequence += following
        sequences.append(sequence)
    return sequences


def _edges(
    kinds: list[str], levels: list[int], partner: dict[int, int], sequence: list[int], base: int
) -> tuple[str, str]:
    """X10: the strong types before and after a sequence."""
    level = levels[sequence[0]]
    before = sequence[0] - 1
    while before >= 0 and kinds[before] in REMOVED:
        before -= 1
    after = sequence[-1] + 1
    while after < len(kinds) and kinds[after] in REMOVED:
        after += 1
    open_end = kinds[sequence[-1]] in ISOLATES and sequence[-1] not in partner
    next_level = base if open_end or after >= len(kinds) else levels[after]
    left = max(level, levels[before] if before >= 0 else base)
    return "LR"[left & 1], "LR"[max(level, next_level) & 1]


def _settle_removed(kinds: list[str], levels: list[int], base: int) -> None:
    """Give removed characters the level before them, so that they never part a run (5.2)."""
    before = base
    for index, kind in enumerate(kinds):
        if kind in REMOVED:
            levels[index] = before
        before = levels[index]


def line_levels(paragraph: Levels, start: int, end: int) -> list[int]:
    """The levels of the line `start:end` after rule L1."""
    levels = paragraph.levels[start:end]
    trailing = True
    for index in range(end - 1, start - 1, -1):
        kind = paragraph.classes[index]
        trailing = kind in ("S", "B") or (trailing and kind in TRAILING)
        if trailing:
            levels[index - start] = paragraph.base
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Rule L2: the positions from left to right. Its own inverse gives the logical order again."""
    order = list(range(len(levels)))
    if not levels or max(levels) == 0:
        return order
    lowest = min((level for level in levels if level & 1), default=max(levels) + 1)
    for level in range(max(levels), lowest - 1, -1):
        index = 0
        while index < len(order):
            if levels[order[index]] < level:
                index += 1
                continue
            stop = index
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[index:stop] = order[index:stop][::-1]
            index = stop
    return order

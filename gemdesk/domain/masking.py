"""Small counts in tables that are shown with their totals: hidden, and not to be reckoned from what is shown.

A count under five is masked. Where the total and the other cells would give it away, further cells are masked beside
it, until each masked cell has another value that fits everything that is shown and everything that a mask tells.
Rows, columns and their totals are a network of flows, in which such a value is a cycle; so this is found exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

FEWEST = 5  # the smallest count that is shown; 0 names nobody
_NO_END = 1 << 60
_ALL = -1  # in the place of a row or a column: their total


class Mask(Enum):
    """Why a count is not shown."""

    FEW = auto()  # it is under five
    BESIDE = auto()  # it would give another one away


Cell = int | Mask
_Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be shown; totals that are not shown are left empty."""

    rows: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...] = ()
    column_totals: tuple[Cell, ...] = ()
    total: Cell | None = None


def line(counts: Sequence[int]) -> tuple[tuple[Cell, ...], Cell]:
    """One line of counts and its total, as they may be shown together."""
    shown = _Table([list(counts)], columns=False).masked()
    return shown.rows[0], shown.row_totals[0]


def table(counts: Sequence[Sequence[int]]) -> Shown:
    """Lines of counts with the totals of lines and of columns, as they may be shown together."""
    return _Table([list(row) for row in counts], columns=True).masked()


def share(part: int, whole: int) -> tuple[int, int] | Mask:
    """A part of a whole as it may be shown: the two counts, or the mask of both; a rest under five is masked too.

    What is masked does not tell which side of it is small, so that the whole alone gives nothing away.
    """
    if 0 < whole < FEWEST:
        return Mask.FEW
    return Mask.BESIDE if any(0 < side < FEWEST for side in (part, whole - part)) else (part, whole)


def least(cells: Sequence[Cell]) -> int:
    """The fewest that cells can hold together, by themselves; a masked count may be nought."""
    return sum(cell for cell in cells if isinstance(cell, int))


def most(cells: Sequence[Cell]) -> int:
    """The most that cells can hold together, by themselves."""
    return sum(cell if isinstance(cell, int) else FEWEST - 1 if cell is Mask.FEW else _NO_END for cell in cells)


@dataclass(slots=True)
class _Table:
    rows: list[list[int]]
    columns: bool  # whether the totals of columns are shown, and the total of all
    values: dict[_Spot, int] = field(default_factory=dict)
    masks: dict[_Spot, Mask] = field(default_factory=dict)
    ways: dict[_Spot, list[tuple[_Spot, _Spot]]] = field(default_factory=dict)  # from line to line, by which count

    def masked(self) -> Shown:
        """The table with masks enough."""
        self._reckon()
        for spot, value in self.values.items():
            if not self._is_shown(spot):
                self._open(spot)
            elif 0 < value < FEWEST:
                self._mask(spot, Mask.FEW)
        while open_ := [spot for spot in self.masks if not self._is_safe(spot)]:
            for spot in open_:
                if not self._is_safe(spot):
                    self._mask_beside(spot)
        height, width = range(len(self.rows)), range(len(self.rows[0]) if self.rows else 0)
        return Shown(
            tuple(tuple(self._cell((at, place)) for place in width) for at in height),
            tuple(self._cell((at, _ALL)) for at in height),
            tuple(self._cell((_ALL, place)) for place in width) if self.columns else (),
            self._cell((_ALL, _ALL)) if self.columns else None,
        )

    def _reckon(self) -> None:
        for at, row in enumerate(self.rows):
            self.values |= {(at, place): count for place, count in enumerate(row)}
            self.values[at, _ALL] = sum(row)
        for place in range(len(self.rows[0]) if self.rows else 0):
            self.values[_ALL, place] = sum(row[place] for row in self.rows)
        self.values[_ALL, _ALL] = sum(map(sum, self.rows))

    def _cell(self, spot: _Spot) -> Cell:
        return self.masks.get(spot, self.values[spot])

    def _is_shown(self, spot: _Spot) -> bool:
        return self.columns or spot[0] != _ALL

    # What a masked cell could be instead

    def _bounds(self, spot: _Spot) -> tuple[int, int]:
        """What anybody can tell of a count without the other cells."""
        value, mask = self.values[spot], self.masks.get(spot)
        if mask is None:
            return (value, value) if self._is_shown(spot) else (0, _NO_END)
        if mask is Mask.BESIDE:
            return (FEWEST if value >= FEWEST else 0), _NO_END
        return min(value, 1), FEWEST - 1

    def _arc(self, spot: _Spot) -> tuple[_Spot, _Spot]:
        """The two lines that a count belongs to, in the direction in which it flows: row, column, totals, and round."""
        at, place = spot
        row, column = (at, _ALL - 1), (_ALL - 1, place)
        return (row, column) if (at == _ALL) == (place == _ALL) else (column, row)

    def _is_safe(self, spot: _Spot) -> bool:
        """Whether the count could be one more or one less, all that is shown staying as it is."""
        least, most = self._bounds(spot)
        begin, end = self._arc(spot)
        more = self.values[spot] < most and self._leads(end, begin, spot)
        return more or (self.values[spot] > least and self._leads(begin, end, spot))

    def _leads(self, begin: _Spot, end: _Spot, without: _Spot) -> bool:
        seen, ahead = {begin}, [begin]
        while ahead:
            for node, spot in self.ways.get(ahead.pop(), ()):
                if spot == without or node in seen:
                    continue
                if node == end:
                    return True
                seen.add(node)
                ahead.append(node)
        return False

    def _open(self, spot: _Spot) -> None:
        """Let a count that is not shown flow either way, as far as its bounds go."""
        least, most = self._bounds(spot)
        begin, end = self._arc(spot)
        if self.values[spot] < most:
            self.ways.setdefault(begin, []).append((end, spot))
        if self.values[spot] > least:
            self.ways.setdefault(end, []).append((begin, spot))

    def _mask(self, spot: _Spot, mask: Mask) -> None:
        self.masks[spot] = mask
        self._open(spot)

    def _of_line(self, node: _Spot) -> Iterator[_Spot]:
        """The counts of a line, its total among them."""
        at, place = node
        if place == _ALL - 1:
            yield from ((at, one) for one in (*range(len(self.rows[0])), _ALL))
        else:
            yield from ((one, place) for one in (*range(len(self.rows)), _ALL))

    def _mask_beside(self, spot: _Spot) -> None:
        """Mask what costs least beside a cell that is not safe: the smallest count, then a zero, then a total."""
        mine = [one for node in self._arc(spot) for one in self._of_line(node)]
        for among in (mine, self.values):
            if beside := [one for one in among if one not in self.masks and self._is_shown(one)]:
                chosen = min(beside, key=lambda one: (_ALL in one, not self.values[one], self.values[one], one))
                self._mask(chosen, Mask.BESIDE if self.values[chosen] >= FEWEST else Mask.FEW)
                return
        # Four counts of at least one that are under five together are all told: so how few they are is not told.
        for among in (mine, self.values):
            if few := [one for one in among if self.masks.get(one) is Mask.FEW]:
                self._mask(max(few, key=lambda one: (_ALL in one, self.values[one], one)), Mask.BESIDE)
                return

"""Glyphs gathered into cells: one cell for each character, so that a page's text can be read back exactly.

A font such as Noto Naskh draws a letter as a skeleton and its dots as marks, and a ligature stands
for several letters; one glyph is therefore not one character. A cell is: the whole drawing of what
belongs together rides on the leftmost cell, and blanks stand for the other characters.
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

Part = tuple[int, int, int]  # glyph, x, y in font units from the cell's origin


class Cell(NamedTuple):
    """One character (or the marks of one letter) on the page; advance and drawing in font units."""

    text: str
    advance: int
    parts: tuple[Part, ...]


# A right-to-left mark: draws nothing, and keeps apart what a reader would wrongly turn round together.
GUARD = Cell("\u200f", 0, ())
_WEAK = frozenset({"EN", "AN", "ES", "ET", "CS", "BN"})


class Glyph(NamedTuple):
    """A glyph as the shaper placed it; `cluster` is the character it belongs to."""

    number: int
    cluster: int
    advance: int
    x: int
    y: int


def cells_of(glyphs: Iterable[Glyph], text: str, right_to_left: bool, stretched: range = range(0)) -> tuple[Cell, ...]:
    """The cells of one shaped word from left to right; the clusters must rise or fall steadily.

    `text` is what was shaped; the characters in `stretched` are kashidas that we put in, which
    draw but are not text.
    """
    gathered = _gathered(glyphs, text, right_to_left, stretched)
    if stretched or any(cell.advance < 0 for cell in gathered):
        _merge(gathered, right_to_left)
    single = [one for cell in gathered for one in _one_per_character(cell, right_to_left)]
    if right_to_left and not text.isalpha():
        single = _marks_guarded(_marks_together(single))
    return tuple(single)


def _gathered(glyphs: Iterable[Glyph], text: str, right_to_left: bool, stretched: range) -> list[Cell]:
    """A cell for each cluster, with all of its characters."""
    groups: list[tuple[int, int, list[Part]]] = []
    current, pen = -1, 0
    parts: list[Part] = []
    for number, cluster, advance, x, y in glyphs:
        if cluster != current:
            groups.append((current, pen, parts))
            current, pen, parts = cluster, 0, []
        parts.append((number, pen + x, y))
        pen += advance
    groups.append((current, pen, parts))
    del groups[0]
    # A cluster ends where the one after it begins, which stands to its left in Arabic.
    starts = [start for start, _pen, _parts in groups]
    ends = [len(text), *starts[:-1]] if right_to_left else [*starts[1:], len(text)]
    cells: list[Cell] = []
    for (start, advance, drawn), end in zip(groups, ends, strict=True):
        own = "".join(text[at] for at in range(start, end) if at not in stretched) if stretched else text[start:end]
        cells.append(Cell(own, advance, tuple(drawn)))
    return cells


def _merge(cells: list[Cell], right_to_left: bool) -> None:
    """Join what cannot stand alone: kashidas, and cells that would move the pen backwards."""
    index = 0
    while index < len(cells) > 1:
        cell = cells[index]
        if cell.text and cell.advance >= 0:
            index += 1
            continue
        # A kashida belongs to the letter before it, which stands to its right in Arabic.
        right = right_to_left or bool(cell.text)
        first = index if right and index + 1 < len(cells) else max(0, index - 1)
        cells[first : first + 2] = [_joined(cells[first], cells[first + 1], right_to_left)]
        index = first


def _joined(left: Cell, right: Cell, right_to_left: bool) -> Cell:
    text = right.text + left.text if right_to_left else left.text + right.text
    moved = tuple((glyph, x + left.advance, y) for glyph, x, y in right.parts)
    return Cell(text, left.advance + right.advance, left.parts + moved)


def _marks_together(cells: list[Cell]) -> list[Cell]:
    """The cells with neighbouring marks in one, their text in logical order."""
    done: list[Cell] = []
    for cell in cells:
        if done and _is_mark(cell) and _is_mark(done[-1]):
            done[-1] = _joined(done[-1], cell, right_to_left=True)
        else:
            done.append(cell)
    return done


def _marks_guarded(cells: list[Cell]) -> list[Cell]:
    """The cells with a guard between a mark and the weak sign to its left.

    Readers take both for left-to-right and would give the sign back before the mark: حاليا.ً
    """
    done: list[Cell] = []
    for cell in cells:
        if done and _is_mark(cell) and unicodedata.bidirectional(done[-1].text[-1]) in _WEAK:
            done.append(GUARD)
        done.append(cell)
    return done


def _is_mark(cell: Cell) -> bool:
    return unicodedata.category(cell.text[0]) == "Mn"


def _one_per_character(cell: Cell, right_to_left: bool) -> tuple[Cell, ...]:
    count = len(cell.text)
    if count < 2:
        return (cell,)
    share = cell.advance // count
    visual = cell.text[::-1] if right_to_left else cell.text
    first = Cell(visual[0], share, cell.parts)
    between = tuple(Cell(character, share, ()) for character in visual[1:-1])
    return (first, *between, Cell(visual[-1], cell.advance - share * (count - 1), ()))

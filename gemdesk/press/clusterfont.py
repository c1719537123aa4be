"""A small TrueType font of just the cells that one document draws."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from gemdesk.press import sfnt
from gemdesk.press.cells import Cell
from gemdesk.press.outlines import Box, Outlines, composite, renumbered

_NOTDEF = 0


@dataclass(frozen=True, slots=True)
class ClusterFont:
    """The font file and, for each cell in the order given, its glyph in it."""

    data: bytes
    glyphs: tuple[int, ...]


def build(outlines: Outlines, cells: Sequence[Cell]) -> ClusterFont:
    """A font with a glyph for each cell, unhinted; source: the OpenType `glyf` table."""
    builder = _Builder(outlines)
    for cell in cells:
        builder.take(cell)
    glyphs = tuple(builder.glyph_of(cell) for cell in cells)
    return ClusterFont(builder.font(), glyphs)


class _Builder:
    def __init__(self, outlines: Outlines) -> None:
        self._source = outlines
        self._numbers: dict[int, int] = {}
        self._glyphs: list[bytes] = []
        self._metrics: list[tuple[int, int]] = []
        self._made: dict[tuple[int, tuple[tuple[int, int, int], ...]], int] = {}
        self._most_parts = 1
        self._copy(_NOTDEF)

    def take(self, cell: Cell) -> None:
        """Copy the glyphs that a cell is drawn from."""
        for glyph, _x, _y in cell.parts:
            self._copy(glyph)

    def _copy(self, glyph: int) -> None:
        if glyph in self._numbers:
            return
        self._numbers[glyph] = len(self._glyphs)
        self._glyphs.append(b"")
        self._metrics.append(self._source.metrics(glyph))
        parts = self._source.components(glyph)
        for part in parts:
            self._copy(part)
        self._most_parts = max(self._most_parts, len(parts))
        self._glyphs[self._numbers[glyph]] = renumbered(self._source.drawing(glyph), self._numbers)

    def glyph_of(self, cell: Cell) -> int:
        """The number of the glyph that draws a cell; made when it is new."""
        drawn = [(glyph, x, y) for glyph, x, y in cell.parts if self._source.box(glyph)]
        key = (cell.advance, tuple(drawn))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._as_it_is(cell.advance, drawn) or self._compose(cell.advance, drawn)
        return found

    def _as_it_is(self, advance: int, drawn: list[tuple[int, int, int]]) -> int | None:
        """A glyph of the source that is the cell already; .notdef never stands for text."""
        if len(drawn) != 1 or drawn[0][1:] != (0, 0) or drawn[0][0] == _NOTDEF:
            return None
        glyph = drawn[0][0]
        return self._numbers[glyph] if self._source.metrics(glyph)[0] == advance else None

    def _compose(self, advance: int, drawn: list[tuple[int, int, int]]) -> int:
        number = len(self._glyphs)
        if not drawn:
            self._glyphs.append(b"")
            self._metrics.append((advance, 0))
            return number
        box = _around([(self._source.box(glyph), x, y) for glyph, x, y in drawn])
        self._glyphs.append(composite([(self._numbers[glyph], x, y) for glyph, x, y in drawn], box))
        self._metrics.append((advance, box[0]))
        self._most_parts = max(self._most_parts, len(drawn))
        return number

    def font(self) -> bytes:
        """The finished file."""
        count = len(self._glyphs)
        body = bytearray()
        offsets = [0]
        for drawing in self._glyphs:
            body += drawing + bytes(-len(drawing) % 4)
            offsets.append(len(body))
        head, hhea, maxp = bytearray(self._source.head), bytearray(self._source.hhea), bytearray(self._source.maxp)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, 4, count)
        # maxComponentElements and maxComponentDepth: ours on top of those of the source.
        struct.pack_into(">HH", maxp, 28, self._most_parts, struct.unpack_from(">H", maxp, 30)[0] + 1)
        return sfnt.pack(
            {
                "glyf": bytes(body),
                "head": bytes(head),
                "hhea": bytes(hhea),
                "hmtx": b"".join(struct.pack(">Hh", *metrics) for metrics in self._metrics),
                "loca": struct.pack(f">{count + 1}I", *offsets),
                "maxp": bytes(maxp),
            }
        )


def _around(boxes: list[tuple[Box | None, int, int]]) -> Box:
    moved = [(box[0] + x, box[1] + y, box[2] + x, box[3] + y) for box, x, y in boxes if box]
    lefts, bottoms, rights, tops = zip(*moved, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)

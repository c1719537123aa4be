"""The drawings of a TrueType font, glyph by glyph, ready to be put into another font."""

import struct
from functools import cached_property

from gemdesk.press import sfnt

Box = tuple[int, int, int, int]

_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO, _INSTRUCTIONS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100


class Outlines:
    """Glyph data of one font file, without hints; glyph ids are those of the file."""

    def __init__(self, font: bytes) -> None:
        parts = sfnt.tables(font)
        self.head, self.hhea, self.maxp = parts["head"], parts["hhea"], parts["maxp"]
        self._glyf = parts["glyf"]
        count = struct.unpack_from(">H", self.maxp, 4)[0]
        if struct.unpack_from(">h", self.head, 50)[0]:
            self._offsets = struct.unpack(f">{count + 1}I", parts["loca"][: 4 * count + 4])
        else:
            self._offsets = tuple(2 * at for at in struct.unpack(f">{count + 1}H", parts["loca"][: 2 * count + 2]))
        self._metrics = parts["hmtx"]
        self._drawings: dict[int, bytes] = {}

    @cached_property
    def _long_metrics(self) -> int:
        return int(struct.unpack_from(">H", self.hhea, 34)[0])

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance and left side bearing in font units."""
        last = self._long_metrics - 1
        if glyph <= last:
            advance, bearing = struct.unpack_from(">Hh", self._metrics, 4 * glyph)
            return advance, bearing
        advance = struct.unpack_from(">H", self._metrics, 4 * last)[0]
        return advance, struct.unpack_from(">h", self._metrics, 4 * (last + 1) + 2 * (glyph - last - 1))[0]

    def box(self, glyph: int) -> Box | None:
        """The bounding box in font units; None for a glyph that draws nothing."""
        start, end = self._offsets[glyph : glyph + 2]
        if start == end:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self._glyf, start + 2)
        return left, bottom, right, top

    def drawing(self, glyph: int) -> bytes:
        """The glyph's data without instructions; empty for a blank."""
        found = self._drawings.get(glyph)
        if found is None:
            start, end = self._offsets[glyph : glyph + 2]
            found = self._drawings[glyph] = _without_hints(self._glyf[start:end])
        return found

    def components(self, glyph: int) -> tuple[int, ...]:
        """The glyphs a composite glyph is made of; empty for a simple one."""
        return tuple(found for _at, found in _component_places(self.drawing(glyph)))


def renumbered(drawing: bytes, numbers: dict[int, int]) -> bytes:
    """A glyph's data with its components under other numbers."""
    places = _component_places(drawing)
    if not places:
        return drawing
    changed = bytearray(drawing)
    for at, glyph in places:
        struct.pack_into(">H", changed, at, numbers[glyph])
    return bytes(changed)


def composite(parts: list[tuple[int, int, int]], box: Box) -> bytes:
    """A composite glyph of (glyph, x, y) parts in font units."""
    data = [struct.pack(">h4h", -1, *box)]
    for index, (glyph, x, y) in enumerate(parts):
        more = _MORE if index < len(parts) - 1 else 0
        data.append(struct.pack(">HHhh", _WORDS | 0x2 | more, glyph, x, y))
    return b"".join(data)


def _component_places(drawing: bytes) -> list[tuple[int, int]]:
    """Where each component's glyph number stands in the data, and the number."""
    if not drawing or struct.unpack_from(">h", drawing)[0] >= 0:
        return []
    places: list[tuple[int, int]] = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">HH", drawing, at)
        places.append((at + 2, glyph))
        at = _component_end(at, flags)
    return places


def _component_end(at: int, flags: int) -> int:
    at += 8 if flags & _WORDS else 6
    if flags & _SCALE:
        return at + 2
    if flags & _XY_SCALE:
        return at + 4
    return at + 8 if flags & _TWO_BY_TWO else at


def _without_hints(data: bytes) -> bytes:
    if not data:
        return data
    contours = struct.unpack_from(">h", data)[0]
    if contours >= 0:
        at = 10 + 2 * contours
        length = struct.unpack_from(">H", data, at)[0]
        return data[:at] + b"\0\0" + data[at + 2 + length :]
    changed = bytearray(data)
    at, flags = 10, _MORE
    while flags & _MORE:
        flags = struct.unpack_from(">H", data, at)[0]
        struct.pack_into(">H", changed, at, flags & ~_INSTRUCTIONS)
        at = _component_end(at, flags)
    return bytes(changed[:at])

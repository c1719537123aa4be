"""The letter fonts as they are shipped: shaping tables, measures and outlines; no text of anybody."""

import struct
from functools import cache

import uharfbuzz as hb

from gemdesk.kernel import places
from gemdesk.press import sfnt
from gemdesk.press.outlines import Box, Outlines

_FILES = {False: "NotoNaskhArabic-Regular.ttf", True: "NotoNaskhArabic-Bold.ttf"}
_POSTSCRIPT_NAME = 6


class Font:
    """One font file; measures are in font units unless said otherwise."""

    def __init__(self, data: bytes) -> None:
        face = hb.Face(data)
        self.shaper = hb.Font(face)
        self.upem = face.upem
        self.name: str = face.get_name(_POSTSCRIPT_NAME) or "Letter"
        self.outlines = Outlines(data)
        parts = sfnt.tables(data)
        self.ascent, self.descent = struct.unpack_from(">hh", parts["hhea"], 4)
        self.box: Box = struct.unpack_from(">4h", parts["head"], 36)
        self.weight: int = struct.unpack_from(">H", parts["OS/2"], 4)[0]
        # Noto leaves the height of capitals at zero; 714 is that of its Latin H.
        self.cap_height: int = struct.unpack_from(">h", parts["OS/2"], 88)[0] or 714 * self.upem // 1000

    def draws(self, character: str) -> bool:
        """Whether the font has a glyph of its own for a character."""
        return self.shaper.get_nominal_glyph(ord(character)) is not None


@cache
def letter_font(bold: bool) -> Font:
    """The regular or bold face of letters. Raises OSError when the file is missing."""
    return Font((places.resources() / "fonts" / "letters" / _FILES[bold]).read_bytes())

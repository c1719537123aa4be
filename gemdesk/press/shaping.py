"""Words to cells with HarfBuzz; what was shaped is remembered by the shaper alone and dies with it."""

from dataclasses import dataclass

import uharfbuzz as hb

from gemdesk.press.cells import Cell, Glyph, cells_of
from gemdesk.press.fonts import Font

KASHIDA = "\u0640"
_SPACES = frozenset(" \u00a0")
_LATIN_SPACE = 0.26  # ems
# Characters that steer and are never drawn; most fonts would show a box for them. The joiners
# U+200C and U+200D stay: they decide shapes, and the shaper hides them itself.
_UNSEEN = dict.fromkeys(
    (
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
    )
)


def seen(text: str) -> str:
    """The text without the characters that are never drawn."""
    return text.translate(_UNSEEN)


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A word in its shapes, cells from left to right; `width` in ems."""

    cells: tuple[Cell, ...]
    width: float


class Shaper:
    """Shapes words in one font. It holds the text it has seen, so it must not outlive its owner."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self._known: dict[tuple[str, bool, str, str, int, int], Shaped] = {}

    def shape(
        self, text: str, right_to_left: bool, script: str, language: str, stretch_at: int = 0, stretch: int = 0
    ) -> Shaped:
        """A word of one direction and script, with `stretch` kashidas before its character `stretch_at`."""
        key = (text, right_to_left, script, language, stretch_at, stretch)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._shape(*key)
        return found

    def _roomy(self, cell: Cell) -> Cell:
        """A space wide enough to keep the groups of a number apart; Naskh's own is meant for Arabic words."""
        least = round(_LATIN_SPACE * self.font.upem)
        return cell._replace(advance=least) if cell.text in _SPACES and cell.advance < least else cell

    def _shape(self, text: str, right_to_left: bool, script: str, language: str, at: int, stretch: int) -> Shaped:
        if stretch:
            text = text[:at] + KASHIDA * stretch + text[at:]
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.script = script
        buffer.language = language
        hb.shape(self.font.shaper, buffer)
        glyphs = [
            Glyph(info.codepoint, info.cluster, place.x_advance, place.x_offset, place.y_offset)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        cells = cells_of(glyphs, text, right_to_left, range(at, at + stretch))
        if not right_to_left and not _SPACES.isdisjoint(text):
            cells = tuple(map(self._roomy, cells))
        return Shaped(cells, sum(cell.advance for cell in cells) / self.font.upem)

"""The look of a document: sizes, leading, colours and distances, all in points."""

from dataclasses import dataclass

from gemdesk.press.canvas import Colour
from gemdesk.press.runs import right_to_left

INK: Colour = (0.10, 0.12, 0.16)
ACCENT: Colour = (0.09, 0.27, 0.40)
SOFT: Colour = (0.40, 0.43, 0.48)
HAIRLINE: Colour = (0.62, 0.68, 0.74)
TINT: Colour = (0.90, 0.93, 0.96)

MILLIMETRE = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
SIDE = 20 * MILLIMETRE
TOP = 14 * MILLIMETRE
BOTTOM = 11 * MILLIMETRE  # below the footer's last line
BAND = 6 * MILLIMETRE
FRAME_WIDTH = PAGE_WIDTH - 2 * SIDE


@dataclass(frozen=True, slots=True)
class Style:
    """How one role of text looks."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = INK
    before: float = 0.0
    after: float = 0.0


# Each role has one style for the Arabic hand, which needs more leading, and one for the Latin;
# where both stand side by side the leading is shared, so that their lines meet.
_STYLES: dict[str, tuple[Style, Style]] = {
    "body": (Style(11, 19, after=3), Style(10.5, 16.5, after=5)),
    "small": (Style(9.5, 16, colour=SOFT, after=3), Style(9, 14, colour=SOFT, after=3)),
    "item": (Style(11, 18, after=0.5), Style(10.5, 16, after=1.5)),
    "title": (Style(16, 26, bold=True, before=4, after=4), Style(15, 24, bold=True, before=4, after=4)),
    "heading": (Style(12, 19, True, ACCENT, 6, 1), Style(11.5, 18, True, ACCENT, 9, 2)),
    "cell": (Style(9.5, 15.5), Style(9.3, 15.5)),
    "large": (Style(15, 25), Style(15, 25)),
    "head": (Style(9.5, 15.5, bold=True), Style(9.3, 15.5, bold=True)),
    "label": (Style(8.5, 14, colour=SOFT), Style(8.3, 13, colour=SOFT)),
    "value": (Style(10.5, 17), Style(10.2, 16)),
    "office": (Style(15, 23, bold=True, colour=ACCENT), Style(12.5, 23, bold=True, colour=ACCENT)),
    "contact": (Style(8.5, 13.5, colour=SOFT), Style(8.3, 13.5, colour=SOFT)),
    "sign": (Style(10, 17), Style(9.5, 15)),
    "footer": (Style(8.3, 13, colour=SOFT), Style(8, 13, colour=SOFT)),
}


def style(role: str, language: str) -> Style:
    """The style of a role in a language."""
    arabic, latin = _STYLES[role]
    return arabic if right_to_left(language) else latin

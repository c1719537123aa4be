"""The bundled screen font: one face for Arabic, Kurdish, Turkish and Latin."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from gemdesk.kernel import places
from gemdesk.ui.look.tokens import TYPE, Role

FAMILY = "Vazirmatn"
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")


@cache
def load() -> bool:
    """Load the four weights once; False when the files are not there and the system's font is used."""
    folder = places.resources() / "fonts" / "screen"
    loaded = [QFontDatabase.addApplicationFont(str(folder / f"{FAMILY}-{weight}.ttf")) for weight in _WEIGHTS]
    return min(loaded) >= 0


def font(role: Role, scale: int) -> QFont:
    """The font of a role of text; `scale` in per cent."""
    size, weight = TYPE[role]
    made = QFont(FAMILY)
    made.setPixelSize(round(size * scale / 100))
    made.setWeight(QFont.Weight(weight))
    return made

"""Own line icons, coloured by token; one SVG file each in `resources/icons`."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from gemdesk.kernel import places

# These point along the line of reading, so they turn with it; clocks, ticks and telephones do not.
MIRRORED = frozenset({"send", "note", "back", "forward", "list", "chart", "exit", "undo"})


def names() -> list[str]:
    """The names of all icons that are shipped."""
    return sorted(path.stem for path in (places.resources() / "icons").glob("*.svg"))


@lru_cache(maxsize=1)  # an icon is drawn for plain and for fine screens, one after the other
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = (places.resources() / "icons" / f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(source.replace(b"currentColor", colour.encode())))


def _drawn(name: str, colour: str, side: int, mirrored: bool) -> QPixmap:
    renderer = _renderer(name, colour)
    image = QPixmap(side, side)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


def pixmap(name: str, colour: str, side: int, ratio: int = 1, *, mirrored: bool = False) -> QPixmap:
    """The icon in `side` x `side` screen pixels for a device of that pixel ratio; OSError for an unknown name."""
    key = f"gemdesk/{name}/{colour}/{side}/{ratio}/{mirrored}"
    image = QPixmap()
    if not QPixmapCache.find(key, image):
        image = _drawn(name, colour, side * ratio, mirrored)
        image.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, image)
    return image


def icon(name: str, colour: str, side: int, *, mirrored: bool = False) -> QIcon:
    """The icon for plain and for fine screens; `colour` is #RRGGBB, `side` in screen pixels."""
    made = QIcon()
    for ratio in (1, 2):
        made.addPixmap(pixmap(name, colour, side, ratio, mirrored=mirrored))
    return made

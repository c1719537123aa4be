"""Filling a rectangle, for parts that stand on the lock screen."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap


def paint_ground(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """As `QPainter.fillRect`, which at its first use builds all enumerations of `Qt` (see `numbers`)."""
    drop = QPixmap(1, 1)
    drop.fill(colour)
    painter.drawTiledPixmap(rect, drop)

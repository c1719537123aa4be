"""The focus ring of the parts that are painted by hand."""

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import Token

WIDTH = 2  # pixels


def paint_ring(
    widget: QWidget, look: Look, radius: float, ink: Token = "accent", inset: float = 0, focus: QWidget | None = None
) -> None:
    """Paint the ring just inside the edge of a widget that (or whose part `focus`) has the focus; sizes at 100 %."""
    if not (focus or widget).hasFocus():
        return
    gap = look.px(inset) + WIDTH / 2
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour(ink), WIDTH))
    corner = look.px(radius) - gap
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(gap, gap, -gap, -gap), corner, corner)
    painter.end()

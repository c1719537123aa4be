"""The bar along the top: what the program is called, the one field for everything, and a few acts."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ground import paint_ground
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label


class Topbar(QWidget):
    """Name at the leading edge, `middle` in the middle, acts at the trailing edge."""

    def __init__(self, faces: Faces, name: Words, middle: QWidget | None = None, *acts: QWidget) -> None:
        super().__init__()
        self._faces, self._middle = faces, middle
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Icon(faces, "diamond", "accent"))
        self._row.addWidget(Label(faces, name, role="name"))
        self._row.addStretch(1)
        if middle is not None:
            self._row.addWidget(middle, 2)
            self._row.addStretch(1)
        for act in acts:
            self._row.addWidget(act)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        self._row.setSpacing(look.px(10))
        if self._middle is not None:
            self._middle.setMaximumWidth(look.px(420))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and lower edge."""
        look = self._faces.face.look
        painter = QPainter(self)
        paint_ground(painter, self.rect(), look.colour("surface"))
        paint_ground(painter, QRect(0, self.height() - 1, self.width(), 1), look.colour("line"))

"""The mark beside a timeline entry: an icon on a disc and the line that leads to the next."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gemdesk.ui.look.face import Faces
from gemdesk.ui.look.tokens import TONES, Tone

_DISC, _TOP = 30, 5  # pixels at 100 %


class TimelineMark(QWidget):
    """Says nothing of its own; the entry beside it has the words."""

    def __init__(self, faces: Faces, icon: str, tone: Tone = "soft", *, last: bool = False) -> None:
        super().__init__()
        self._faces, self._icon, self._last = faces, icon, last
        self._tone: Tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        faces.follow(self.say)

    def say(self) -> None:
        """Draw anew in the face of this moment."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The disc with a little room."""
        look = self._faces.face.look
        return QSize(look.px(_DISC + 4), look.px(_DISC + 2 * _TOP))

    def minimumSizeHint(self) -> QSize:
        """The same: it is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line, disc and icon."""
        face = self._faces.face
        look = face.look
        fore, back = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, disc, top = self.width() / 2, look.px(_DISC), look.px(_TOP)
        if not self._last:
            painter.setPen(QPen(look.colour("line"), look.px(2)))
            painter.drawLine(QPointF(middle, top + disc + 1), QPointF(middle, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(back))
        painter.drawEllipse(QRectF(middle - disc / 2, top, disc, disc))
        side = look.px(18)
        spot = QRect(round(middle - side / 2), round(top + (disc - side) / 2), side, side)
        face.icon(self._icon, fore, 18).paint(painter, spot)

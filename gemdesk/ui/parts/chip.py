"""A chip: a short word in a tone, never the colour alone."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import TONES, Tone


class Chip(QWidget):
    """A word with an icon on a soft ground."""

    def __init__(self, faces: Faces, words: Words, tone: Tone = "quiet", *, icon: str = "") -> None:
        super().__init__()
        self._faces, self._words, self._icon = faces, words, icon
        self._tone: Tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._faces.face.read(self._words)))
        self.updateGeometry()
        self.update()

    def set_words(self, words: Words, tone: Tone | None = None) -> None:
        """Say other words, in another tone when one is given."""
        self._words, self._tone = words, tone or self._tone
        self.say()

    def sizeHint(self) -> QSize:
        """The room that words and icon need."""
        look = self._faces.face.look
        metrics = QFontMetrics(look.font("small"))
        width = metrics.horizontalAdvance(self._faces.face.read(self._words)) + look.px(20)
        return QSize(width + (look.px(19) if self._icon else 0), max(metrics.height() + look.px(4), look.px(24)))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        face = self._faces.face
        fore, back = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(face.look.colour(back))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        begin = face.look.px(10)
        if self._icon:
            side = face.look.px(15)
            spot = QRect(face.look.px(9), (self.height() - side) // 2, side, side)
            face.icon(self._icon, fore, 15).paint(painter, direction.visual_rect(face.rtl, self.rect(), spot))
            begin += face.look.px(19)
        room = QRect(begin, 0, self.width() - begin - face.look.px(9), self.height())
        painter.setPen(face.look.colour(fore))
        painter.setFont(face.look.font("small"))
        painter.drawText(
            direction.visual_rect(face.rtl, self.rect(), room),
            direction.leading_edge(face.rtl) | Qt.AlignmentFlag.AlignVCenter,
            face.read(self._words),
        )

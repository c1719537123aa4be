"""A tick with a label that wraps."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ring import paint_ring

_BOX, _GAP, _EDGE = 18, 8, 5  # pixels at 100 %


class Check(QCheckBox):
    """A box to tick; its words may take several lines, and out of use it may say why."""

    def __init__(self, faces: Faces, words: Words, *, why: Words | None = None) -> None:
        super().__init__()
        self._faces, self._words, self._why = faces, words, why
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        face = self._faces.face
        self.setAccessibleName(strip_controls(face.read(self._words)))
        self.setAccessibleDescription(strip_controls(face.read(self._why)) if self._why else "")
        self.updateGeometry()
        self.update()

    def set_words(self, words: Words, why: Words | None = None) -> None:
        """Say other words from now on, and why it is out of use when it is."""
        self._words, self._why = words, why
        self.say()

    def _text(self) -> str:
        face = self._faces.face
        lines = [self._words] + ([self._why] if self._why else [])
        return "\n".join(face.read(words) for words in lines)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._faces.face.look.font("body"))

    def _indent(self) -> int:
        return self._faces.face.look.px(_EDGE + _BOX + _GAP)

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(1, width), 100_000)
        return self._metrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._text()).height()

    def sizeHint(self) -> QSize:
        """One line when there is room for it."""
        look = self._faces.face.look
        widest = max(self._metrics().horizontalAdvance(line) for line in self._text().split("\n"))
        width = self._indent() + widest + look.px(_EDGE) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A third of the words' width, not under 120 pixels at 100 %."""
        whole = self.sizeHint().width()
        width = min(whole, max(whole // 3, self._faces.face.look.px(120)))
        return QSize(width, self._faces.face.look.px(_BOX + 2 * _EDGE))

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words in `width` pixels."""
        look = self._faces.face.look
        return max(look.px(_BOX), self._text_height(width - self._indent() - look.px(_EDGE))) + 2 * look.px(_EDGE)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Box and words alike take the click."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick, words and focus ring."""
        face = self._faces.face
        look = face.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._metrics().height()
        side = look.px(_BOX)
        top = look.px(_EDGE) + max(0, (line - side) // 2)
        box = direction.visual_rect(face.rtl, self.rect(), QRect(look.px(_EDGE), top, side, side))
        ticked, usable = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(look.colour("accent" if ticked and usable else "outline"), 1.5))
        painter.setBrush(look.colour(("accent" if usable else "outline") if ticked else "surface"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if ticked:
            face.icon("tick", "on_accent", _BOX).paint(painter, box)
        width = self.width() - self._indent() - look.px(_EDGE)
        room = QRect(self._indent(), look.px(_EDGE), width, self.height() - 2 * look.px(_EDGE))
        painter.setPen(look.colour("text" if usable else "quiet"))
        painter.setFont(look.font("body"))
        painter.drawText(
            direction.visual_rect(face.rtl, self.rect(), room),
            int(Qt.TextFlag.TextWordWrap) | direction.leading_edge(face.rtl).value | Qt.AlignmentFlag.AlignTop.value,
            self._text(),
        )
        painter.end()
        paint_ring(self, look, 7)

"""A plain-text label, aligned by the layout and not by its text."""

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction, numbers
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Role, Token

_QUIET_ROLES = ("quiet", "caption", "small", "note")
_HEIGHT_CHANGES = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange)
_LONG_WORD = 24  # letters; a longer word may be broken anywhere, since no window is as wide as a name can be


class Label(QLabel):
    """Words in a role of text; either wrapped, or elided when there is no room, or never cut."""

    def __init__(
        self,
        faces: Faces,
        words: Words,
        *,
        role: Role = "body",
        ink: Token | None = None,
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__()
        self._faces, self._words = faces, words
        self.setProperty("role", role)
        self._ink: Token = ink or ("quiet" if role in _QUIET_ROLES else "text")
        self._elide, self._is_long = elide, False
        self._heights: dict[int, int] = {}  # of widths that were asked for; layouts around ask again and again
        numbers.put(self, "textFormat", numbers.PLAIN_TEXT)
        numbers.put(self, "textInteractionFlags", numbers.NO_TEXT_INTERACTION)
        self.setWordWrap(wrap)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        face = self._faces.face
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, face.look.colour(self._ink))
        self.setPalette(colours)
        direction.align_line(self, face.rtl)
        self.setText(face.read(self._words))
        self._heights.clear()
        self._is_long = self.wordWrap() and max(map(len, self.text().split()), default=0) > _LONG_WORD
        self.setAccessibleName(strip_controls(self.text()))

    def set_words(self, words: Words) -> None:
        """Say other words from now on."""
        self._words = words
        self.say()

    def set_ink(self, ink: Token) -> None:
        """Show the words in another colour from now on."""
        self._ink = ink
        self.say()

    def minimumSizeHint(self) -> QSize:
        """An elided label may shrink to a few letters, and one with a very long word to a part of it."""
        self.ensurePolished()
        least = super().minimumSizeHint()
        letters = 6 if self._elide else _LONG_WORD if self._is_long else 0
        most = self.fontMetrics().averageCharWidth() * letters
        return QSize(min(least.width(), most), least.height()) if letters else least

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        if width not in self._heights:
            broken = self._breaks(width)
            self._heights[width] = self._broken(width).height() if broken else super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Other letters take another height."""
        if event.type() in _HEIGHT_CHANGES:
            self._heights.clear()
        super().changeEvent(event)

    def _breaks(self, width: int) -> bool:
        """Whether a word is wider than `width` (pixels) and has to be broken."""
        return self._is_long and any(self.fontMetrics().horizontalAdvance(w) > width for w in self.text().split())

    def _broken(self, width: int) -> QRect:
        room = QRect(0, 0, max(1, width), 100_000)
        return self.fontMetrics().boundingRect(room, self._flags(), self.text())

    def _flags(self) -> int:
        # Not above: see `look.numbers`.
        return self.alignment().value | QtCore.Qt.TextFlag.TextWrapAnywhere.value

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, cut at their logical end when asked for, a very long word in several lines."""
        if self._breaks(self.contentsRect().width()):
            painter = QPainter(self)
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(self.contentsRect(), self._flags(), self.text())
            return
        if not self._elide or self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        text = direction.elided(self.text(), self.fontMetrics(), room.width())
        painter.drawText(room, self.alignment(), text)

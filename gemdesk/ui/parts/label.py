"""A plain-text label, aligned by the layout and not by its text."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction, numbers
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Role, Token

_QUIET_ROLES = ("quiet", "caption", "small", "note")


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
        self._elide = elide
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
        """An elided label may shrink to a few letters."""
        self.ensurePolished()
        least = super().minimumSizeHint()
        return (
            QSize(min(least.width(), self.fontMetrics().averageCharWidth() * 6), least.height())
            if self._elide
            else least
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, cut at their logical end when asked for."""
        if not self._elide or self.fontMetrics().horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        text = direction.elided(self.text(), self.fontMetrics(), room.width())
        painter.drawText(room, self.alignment(), text)

"""The line along the bottom: what is locked, saved and backed up; never anything of a case."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Token
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label


class StatusLine(QWidget):
    """Notes with an icon from the leading edge on, and one without at the trailing edge."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._notes: dict[str, Label] = {}
        self._icons: dict[str, Icon] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._last = Label(faces, lambda _: "", role="note")
        self._row.addWidget(self._last)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(look.px(16), look.px(5), look.px(16), look.px(5))
        self._row.setSpacing(look.px(8))
        self.update()

    def put(self, note: str, icon: str, words: Words, ink: Token = "quiet") -> None:
        """Show a note, in place of the one of that key."""
        if note in self._notes:
            self._notes[note].set_ink(ink)
            self._notes[note].set_words(words)
            self._set_shown(note, shown=True)
            return
        at = self._row.count() - 2
        self._notes[note] = Label(self._faces, words, role="note", ink=ink, elide=True)
        self._icons[note] = Icon(self._faces, icon, size=16)
        self._row.insertWidget(at, self._icons[note])
        self._row.insertWidget(at + 1, self._notes[note])

    def take_away(self, note: str) -> None:
        """Show a note no more, when there is one."""
        if note in self._notes:
            self._set_shown(note, shown=False)

    def _set_shown(self, note: str, *, shown: bool) -> None:
        self._notes[note].setVisible(shown)
        self._icons[note].setVisible(shown)

    def put_last(self, words: Words) -> None:
        """Show words at the trailing edge."""
        self._last.set_words(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and upper edge."""
        look = self._faces.face.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("rail"))
        painter.fillRect(QRect(0, 0, self.width(), 1), look.colour("line"))

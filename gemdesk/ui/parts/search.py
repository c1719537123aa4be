"""The search field of a list."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent

from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.pause import Pause

PAUSE = 0  # milliseconds: as soon as the keys that wait are read; whoever is told drops the older wish


class Search(Line):
    """Tells the wished text after each key, of several at once the last; Esc empties it."""

    wished = Signal(str)

    def __init__(self, faces: Faces, name: Words, *, hint: Words | None = None) -> None:
        super().__init__(faces, name, hint=hint)
        self._pause = Pause(self, PAUSE, self._tell)
        self.edited.connect(self._pause.start)

    def say(self) -> None:
        """Say name and hint anew; the glass grows with the letters."""
        super().say()
        direction.leading_room(self, self._faces.face.rtl, self._faces.face.look.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and its glass, which Qt would not let grow."""
        super().paintEvent(event)
        face = self._faces.face
        side = face.look.px(18)
        spot = QRect(face.look.px(9), (self.height() - side) // 2, side, side)
        face.icon("search", "quiet").paint(QPainter(self), direction.visual_rect(face.rtl, self.rect(), spot))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field; in an empty field it is left to the page."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._tell()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        self.wished.emit(self.text())

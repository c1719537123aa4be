"""The strip that says what was saved and takes it back: instead of asking before."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause

_STAYS = 12_000  # milliseconds; longer while the focus is in it


class UndoStrip(QWidget):
    """Hidden until something was done that can be taken back; goes by itself."""

    def __init__(self, faces: Faces, undo: Callable[[], object]) -> None:
        super().__init__()
        self._faces = faces
        self._row = QHBoxLayout(self)
        self._words = Label(faces, lambda _: "", elide=True)
        self.undo = Button(faces, lambda t: t.say("Undo"), icon="undo", keys="Ctrl+Z", press=undo)
        self.close_ = Button(faces, lambda t: t.say("Hide this message"), sort="icon", icon="close", press=self.hide)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.undo)
        self._row.addWidget(self.close_)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._time = Pause(self, _STAYS, self._on_time)
        self.hide()
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        self._row.setSpacing(look.px(10))
        self._words.say()
        self.setAccessibleName(self._words.accessibleName())
        self.update()

    def tell(self, words: Words, *, undoable: bool = True) -> None:
        """Say what was done, with or without the way back."""
        self._words.set_words(words)
        self.undo.setVisible(undoable)
        self.say()
        self.show()
        self._time.start()

    def _on_time(self) -> None:
        if self.undo.hasFocus() or self.close_.hasFocus() or self.underMouse():
            self._time.start()
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and upper edge."""
        look = self._faces.face.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("selected"))
        painter.fillRect(QRect(0, 0, self.width(), 1), look.colour("line"))

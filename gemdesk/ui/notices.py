"""The strip that tells what was just done and takes it back on wish; it never names anybody."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

SECONDS = 10


class Notice(QFrame):
    """Shown for ten seconds, or as long as the focus is in it; the next one takes its place."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._undo: Callable[[], object] | None = None
        self._words = Label(faces, lambda _: "", wrap=True)
        self._button = Button(faces, lambda t: t.say("Undo"), icon="undo", press=self._on_undo)
        self._row = QHBoxLayout(self)
        self._row.addWidget(Icon(faces, "tick", "accent"))
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(SECONDS * 1000)
        self._time.timeout.connect(self._on_time)
        self.hide()
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._row.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        self._row.setSpacing(look.px(10))

    def tell(self, words: Words, undo: Callable[[], object] | None = None) -> None:
        """Tell what was done; `undo` takes it back."""
        self._undo = undo
        self._words.set_words(words)
        self._button.setVisible(undo is not None)
        self.show()
        self._time.start()

    def _on_undo(self) -> None:
        self._time.stop()
        self.hide()
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def _on_time(self) -> None:
        if self._button.hasFocus():
            self._time.start()
        else:
            self._undo = None
            self.hide()

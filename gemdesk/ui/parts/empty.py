"""What a page shows when there is nothing to show: why, and what comes next."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

_EDGE = 24  # pixels at 100 % around the words


class Empty(QWidget):
    """An icon, a sentence, a quieter one, and at most one act."""

    def __init__(
        self, faces: Faces, title: Words, text: Words | None = None, *, icon: str = "list", button: Button | None = None
    ) -> None:
        super().__init__()
        self._faces = faces
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._icon = Icon(faces, icon, "outline", size=40)
        self._column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = Label(faces, title, role="name", wrap=True)
        self._text = Label(faces, text or _nothing, role="quiet", wrap=True)
        if text is None:
            self._text.hide()
        for label in (self._title, self._text):
            self._column.addLayout(_centred(label))
        if button is not None:
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(2)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        edge = look.px(_EDGE)
        self._column.setContentsMargins(edge, 0, edge, 0)
        self._column.setSpacing(look.px(10))
        for label in (self._title, self._text):
            direction.centre_words(label)

    def minimumSizeHint(self) -> QSize:
        """The room of the words: without the icon, a large-lettered page fits a small screen."""
        whole = super().minimumSizeHint()
        return whole if self._icon.isHidden() else QSize(whole.width(), whole.height() - self._of_icon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the icon where there is room for it."""
        super().resizeEvent(event)
        edges = 2 * self._faces.face.look.px(_EDGE)
        self._icon.setVisible(event.size().height() >= self.minimumSizeHint().height() + self._of_icon() + edges)

    def _of_icon(self) -> int:
        return self._icon.sizeHint().height() + self._column.spacing()

    def set_words(self, title: Words, text: Words) -> None:
        """Say something else."""
        self._title.set_words(title)
        self._text.set_words(text)
        self._text.show()
        self.say()


def _nothing(_: object) -> str:
    return ""


def _centred(label: Label) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(label, 8 if label.wordWrap() else 0)
    row.addStretch(1)
    return row

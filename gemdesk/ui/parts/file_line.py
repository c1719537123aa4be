"""The path of a file: typed, pasted, dropped or chosen; nothing of it is remembered."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.parts.line import Line

_LONGEST = 4096  # characters of a path


class _Path(Line):
    """The line itself; a dropped file takes the place of what stood there."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in; some file managers drag them without their text."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let files go on."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first of the dropped files; text is dropped as usual."""
        urls = event.mimeData().urls()
        if not urls or not urls[0].isLocalFile():
            super().dropEvent(event)
            return
        self.setText(urls[0].toLocalFile())
        event.acceptProposedAction()
        self.edited.emit()


class FileLine(QWidget):
    """A line for the path of a file that exists, a dialog to choose it, and a way to leave it out."""

    edited = Signal()
    entered = Signal()  # Return was pressed
    left_out = Signal()

    def __init__(self, faces: Faces, name: Words, *, choose: Words) -> None:
        """`choose` names the dialog's act; `name` the line, and its absence the way to leave it out."""
        super().__init__()
        self._faces, self._choose_words = faces, choose
        self.line = _Path(faces, name, fixed=True, longest=_LONGEST)
        self.choose = Button(faces, lambda t: t.say("Choose"), press=self._ask)
        self.none = Button(faces, lambda t: t.say("Without a file"), sort="icon", icon="close", press=self._leave_out)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.choose)
        self._row.addWidget(self.none)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.textChanged.connect(lambda _text: self.edited.emit())
        self.line.returnPressed.connect(self.entered)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._row.setSpacing(self._faces.face.look.px(6))

    def parts(self) -> tuple[QWidget, ...]:
        """What the keyboard comes to, in its order."""
        return self.line, self.choose, self.none

    def path(self) -> Path | None:
        """The whole path of the file, or None when nothing was given."""
        text = self.line.text().strip()
        if text.startswith("file:"):  # as file managers copy it
            text = QUrl(text).toLocalFile() or text
        return Path(text).absolute() if text else None

    def set_path(self, path: Path) -> None:
        """Show a path."""
        self.line.setText(str(path))

    def clear(self) -> None:
        """Forget the path, beyond undoing."""
        self.line.setText("")

    def set_refused(self, refused: bool) -> None:
        """Mark the line, beside the sentence that tells why."""
        self.line.set_refused(refused)

    def ask_for(self, words: Words, chosen: Callable[[Path], object], new_name: str) -> None:
        """Ask for the place of a new file by the same dialog."""
        ask_file(self, self._faces.face, words, chosen, new_name=new_name)

    def _ask(self) -> None:
        ask_file(self, self._faces.face, self._choose_words, self.set_path)

    def _leave_out(self) -> None:
        self.clear()
        self.left_out.emit()

"""The quiet way to a key file: a button, and the row that it opens."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button

if TYPE_CHECKING:
    from gemdesk.ui.parts.file_line import FileLine

_USUAL_NAME = "key"


class KeyFile(QWidget):
    """A key file or none; with `refuse` a new one can be made, and what hinders that is told there."""

    edited = Signal()
    entered = Signal()  # Return was pressed in the row

    def __init__(
        self, faces: Faces, words: Words, *, name: Words | None = None, refuse: Callable[[Reason], object] | None = None
    ) -> None:
        """`words` name the button, `name` the row when it is called otherwise."""
        super().__init__()
        self._faces, self._name, self._refuse = faces, name or words, refuse
        self.line: FileLine | None = None  # made when the row opens for the first time
        self.make: Button
        self.open = Button(faces, words, sort="quiet", icon="plus", press=self.unfold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._way = QHBoxLayout()
        self._way.addWidget(self.open)
        self._way.addStretch(1)
        self._column.addLayout(self._way)
        self._row = QWidget()
        self._row.hide()
        self._column.addWidget(self._row)
        self.setFocusProxy(self.open)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def path(self) -> Path | None:
        """The chosen key file, or None."""
        return self.line.path() if self.line is not None else None

    def clear(self) -> None:
        """Forget the path and fold the row away."""
        if self.line is not None:
            self.line.clear()
        self._set_open(False)

    def unfold(self) -> None:
        """Open the row, with the keyboard in it."""
        if self.line is None:
            self._fill_row()
        self._set_open(True)
        self.setFocus()

    def set_refused(self, refused: bool) -> None:
        """Mark the row, beside the sentence that tells why."""
        if refused:
            self.unfold()
        if self.line is not None:
            self.line.set_refused(refused)

    def _fill_row(self) -> None:
        # Not before it is wished: the dialog's class alone costs the lock screen time.
        from gemdesk.ui.parts.file_line import FileLine
        from gemdesk.ui.parts.label import Label

        self.line = FileLine(self._faces, self._name, choose=lambda t: t.say("Choose the key file"))
        column = QVBoxLayout(self._row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._faces.face.look.px(4))
        caption = Label(self._faces, self._name, role="caption", wrap=True)
        caption.setBuddy(self.line.line)
        column.addWidget(caption)
        column.addWidget(self.line)
        made: list[QWidget] = []
        if self._refuse is not None:
            self.make = Button(self._faces, _make_words, sort="quiet", icon="key", press=self._ask_for_place)
            made.append(self.make)
            make = QHBoxLayout()
            make.addWidget(self.make)
            make.addStretch(1)
            column.addLayout(make)
            column.addWidget(Label(self._faces, _keep_words, role="quiet", wrap=True))
        for before, after in pairwise((self.open, *self.line.parts(), *made)):
            QWidget.setTabOrder(before, after)
        self.line.edited.connect(self.edited)
        self.line.entered.connect(self.entered)
        self.line.left_out.connect(self._on_left_out)

    def _set_open(self, shown: bool) -> None:
        self.open.setVisible(not shown)
        self._row.setVisible(shown)
        self.setFocusProxy(self.line.line if shown and self.line is not None else self.open)

    def _on_left_out(self) -> None:
        self._set_open(False)
        self.setFocus()

    def _ask_for_place(self) -> None:
        if self.line is not None:
            self.line.ask_for(_make_words, self._make, _USUAL_NAME)

    def _make(self, path: Path) -> None:
        from gemdesk.vault import keyfile

        try:
            keyfile.make(path)
        except Refusal as refusal:
            self._tell(refusal.reason)
        except (Trouble, OSError):
            self._tell(Reason.KEY_FILE_NOT_MADE)
        else:
            if self.line is not None:
                self.line.set_path(path)
                self.setFocus()

    def _tell(self, reason: Reason) -> None:
        if self._refuse is not None:
            self._refuse(reason)


def _make_words(texts: Texts) -> str:
    return texts.say("Make a new key file")


def _keep_words(texts: Texts) -> str:
    return texts.say(
        "Best kept apart from this computer, such as on a USB stick, with a copy elsewhere. Whoever has no copy of it "
        "cannot open the vault with this passphrase."
    )

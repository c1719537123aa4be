"""Fields of one line and of paragraphs; no bidirectional control gets in, so none gets out."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFontMetrics, QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.ui.look import direction, numbers
from gemdesk.ui.look.face import Faces, Words

if TYPE_CHECKING:
    _Widget = QWidget
else:
    # A class of Python cannot have two bases of Qt: at run time a mixin is no widget.
    _Widget = object


class _Clean(QValidator):
    """Takes bidirectional controls out of whatever is typed, pasted, dropped or set."""

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The text without controls, and the cursor where it was in it."""
        clean = strip_controls(text)
        return QValidator.State.Acceptable, clean, len(strip_controls(text[:cursor]))


class _CleanLatin(_Clean):
    """Makes every digit a Latin one besides: a phone, a code, an amount. What is secret is taken as it is typed."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The clean text with the digits 0-9, and the cursor where it was in it."""
        state, clean, at = super().validate(text, cursor)
        latin = latin_digits(clean)
        if latin != clean and not self._edit.inputMethodHints() & QtCore.Qt.InputMethodHint.ImhSensitiveData:
            clean = latin
        return state, clean, at


def clean_input(edit: QLineEdit, *, latin: bool = False) -> None:
    """Keep bidirectional controls out of a line edit; with `latin`, other digits than 0-9 too."""
    edit.setValidator(_CleanLatin(edit) if latin else _Clean(edit))


class _Refusable(_Widget):
    """A field that can be marked, beside the sentence that tells why its value was not taken."""

    def set_refused(self, refused: bool) -> None:
        """Mark the field, or take the mark away."""
        value = "true" if refused else "false"
        if value != (self.property("refused") or "false"):
            self.setProperty("refused", value)
            self.style().polish(self)


class Line(_Refusable, QLineEdit):
    """One line of text with a name; `fixed` keeps phones, codes and e-mail left to right, in Latin digits."""

    edited = Signal()  # by the person; the program's own setting of text is silent

    def __init__(
        self, faces: Faces, name: Words, *, hint: Words | None = None, fixed: bool = False, longest: int = 20_000
    ) -> None:
        QLineEdit.__init__(self)
        self._faces, self._name, self._hint, self._fixed = faces, name, hint, fixed
        self.setMaxLength(longest)
        clean_input(self, latin=fixed)
        if fixed:
            direction.fix_left_to_right(self)
            numbers.put(self, "inputMethodHints", numbers.PREFER_LATIN | numbers.NO_AUTO_UPPERCASE)
        self.textEdited.connect(self.edited)
        faces.follow(self.say)

    def say(self) -> None:
        """Say name and hint anew; text and cursor stay."""
        face = self._faces.face
        direction.align_line(self, face.rtl)
        self.setAccessibleName(strip_controls(face.read(self._name)))
        self.setPlaceholderText(face.read(self._hint) if self._hint else "")


class Area(_Refusable, QPlainTextEdit):
    """Paragraphs of text, each in the direction of its own letters."""

    edited = Signal()

    def __init__(
        self, faces: Faces, name: Words, *, hint: Words | None = None, lines: int = 4, longest: int = 20_000
    ) -> None:
        QPlainTextEdit.__init__(self)
        self._faces, self._name, self._hint, self._lines, self._longest = faces, name, hint, lines, longest
        self._own = False
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text)
        faces.follow(self.say)

    def say(self) -> None:
        """Say name and hint anew; text and cursor stay."""
        face = self._faces.face
        self.setAccessibleName(strip_controls(face.read(self._name)))
        self.setPlaceholderText(face.read(self._hint) if self._hint else "")
        direction.align_area(self, face.rtl)
        height = QFontMetrics(face.look.font("body")).lineSpacing()
        self.setFixedHeight(height * self._lines + face.look.px(24))

    def text(self) -> str:
        """The paragraphs, one per line."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text without telling that the person edited it."""
        self._own = True
        self.setPlainText(strip_controls(text))
        self._own = False

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """What is copied or dragged away: plain and marked, and nothing from a field that keeps it in."""
        from gemdesk.ui.parts import clipboard

        return clipboard.marked("" if clipboard.is_kept_in(self) else self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as plain text without controls."""
        clean = QMimeData()
        clean.setText(strip_controls(source.text()))
        super().insertFromMimeData(clean)

    def _on_text(self) -> None:
        if self._own:
            return
        text = self.toPlainText()
        clean = strip_controls(text)[: self._longest]
        if clean != text:
            # A control came by another way than pasting (an input method, a key): put the clean text back.
            at = len(strip_controls(text[: self.textCursor().position()]))
            self.set_text(clean)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(clean)))
            self.setTextCursor(cursor)
        self.edited.emit()

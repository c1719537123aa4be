"""Fields of one line and of paragraphs; nothing that cannot be shown gets in, and nothing is cut off silently."""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.ui.look import direction, numbers
from gemdesk.ui.look.face import Faces, Words

if TYPE_CHECKING:
    _Widget = QWidget
else:
    # A class of Python cannot have two bases of Qt: at run time a mixin is no widget.
    _Widget = object


# What a table or a message brings along when it is pasted into one line; it becomes a blank.
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
# Signs that cannot be shown; halves of a pair, which no text may hold, would break the saving of it.
_UNSEEN = {**dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), None)}
_UNSEEN_IN_PARAGRAPHS = {sign: None for sign in _UNSEEN if chr(sign) not in "\t\n"}

_FAR_TOO_LONG = 8  # times what fits: no cleaning makes it short enough


def one_line(text: str) -> str:
    """The text as one line holds it: breaks are blanks, and what cannot be shown is not there."""
    return strip_controls(text).translate(_BREAKS).translate(_UNSEEN)


def paragraphs(text: str) -> str:
    """The text as paragraphs hold it: without what cannot be shown."""
    return strip_controls(text).replace("\u2029", "\n").replace("\u2028", "\n").translate(_UNSEEN_IN_PARAGRAPHS)


def _units(text: str) -> int:
    """How long Qt takes a text to be: an emoji counts twice."""
    return len(text.encode("utf-16-le")) // 2


class _Clean(QValidator):
    """Takes what cannot be shown out of whatever is typed, pasted, dropped or set; a secret is left as it is."""

    def __init__(self, edit: QLineEdit) -> None:
        super().__init__(edit)
        self._edit = edit

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The clean text, and the cursor where it was in it."""
        clean = strip_controls if self._is_secret() else one_line
        return QValidator.State.Acceptable, clean(text), len(clean(text[:cursor]))

    def _is_secret(self) -> bool:
        return bool(self._edit.inputMethodHints() & QtCore.Qt.InputMethodHint.ImhSensitiveData)


class _CleanLatin(_Clean):
    """Makes every digit a Latin one besides: a phone, a code, an amount. What is secret is taken as it is typed."""

    def validate(self, text: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The clean text with the digits 0-9, and the cursor where it was in it."""
        state, clean, at = super().validate(text, cursor)
        return state, clean if self._is_secret() else latin_digits(clean), at


def clean_input(edit: QLineEdit, *, latin: bool = False) -> None:
    """Keep what cannot be shown out of a line edit; with `latin`, other digits than 0-9 too."""
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
    overlong = Signal(int)  # more was typed or pasted than the so many signs that fit; nothing of it was taken

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
        self._before, self._is_cut = "", False
        self.inputRejected.connect(self._on_rejected)
        self.textEdited.connect(self._on_text)
        self.textChanged.connect(self._note)
        faces.follow(self.say)

    def say(self) -> None:
        """Say name and hint anew; text and cursor stay."""
        face = self._faces.face
        direction.align_line(self, face.rtl)
        self.setAccessibleName(strip_controls(face.read(self._name)))
        self.setPlaceholderText(face.read(self._hint) if self._hint else "")

    def _note(self, _text: str) -> None:
        # What is told may be older than what stands there: a text that was cut is taken back while it is told.
        self._before = self.text()

    def _on_rejected(self) -> None:
        # Qt takes as much as fits and tells before it tells of the edit; when nothing fitted there will be no edit.
        # What cannot be shown is taken out only then: a text that was cut may be shorter than what fits.
        if not isinstance(self.validator(), _Clean) and _units(self.text()) < self.maxLength():
            return  # a sign that the line's own rule does not take, still in the text at this moment
        if self.text() != self._before:
            self._is_cut = True
        elif _units(self.text()) >= self.maxLength():
            self.overlong.emit(self.maxLength())  # else it was a sign that the line does not take

    def _on_text(self) -> None:
        was_cut, self._is_cut = self._is_cut, False
        if not was_cut:
            self.edited.emit()
            return
        before = self._before
        if self.isUndoAvailable():
            self.undo()  # half a name would look like a whole one; this tells of an edit of its own
        if self.text() != before:
            self.setText(before)  # what was cleaned besides cannot be undone
            self.edited.emit()
        self.overlong.emit(self.maxLength())


class Area(_Refusable, QPlainTextEdit):
    """Paragraphs of text, each in the direction of its own letters."""

    edited = Signal()
    overlong = Signal(int)  # more was typed or pasted than the so many signs that fit; nothing of it was taken

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
        self.setPlainText(paragraphs(text))
        self._own = False

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """What is copied or dragged away: plain and marked, and nothing from a field that keeps it in."""
        from gemdesk.ui.parts import clipboard

        return clipboard.marked("" if clipboard.is_kept_in(self) else self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste as plain text without controls; what does not fit is not taken at all."""
        text = source.text()
        if len(text) > _FAR_TOO_LONG * self._longest:
            self.overlong.emit(self._longest)  # cleaning ten megabytes first would hold the screen for seconds
            return
        text = paragraphs(text)
        if not self._has_room(text):
            return
        clean = QMimeData()
        clean.setText(text)
        super().insertFromMimeData(clean)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, as long as there is room."""
        is_break = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        text = "\n" if is_break else event.text()
        if (is_break or text.isprintable()) and not self._has_room(text):
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method composed, as long as there is room."""
        if self._has_room(event.commitString()):
            super().inputMethodEvent(event)

    def _has_room(self, text: str) -> bool:
        """Whether a text fits in the place of what is selected; tells when it does not."""
        selected = len(self.textCursor().selectedText())
        fits = not text or len(self.toPlainText()) - selected + len(text) <= self._longest
        if not fits:
            self.overlong.emit(self._longest)
        return fits

    def _on_text(self) -> None:
        if self._own:
            return
        text = self.toPlainText()
        clean = paragraphs(text)
        if clean != text:
            # A control came by another way than pasting (an input method, a key): put the clean text back.
            at = len(paragraphs(text[: self.textCursor().position()]))
            self.set_text(clean)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(clean)))
            self.setTextCursor(cursor)
        self.edited.emit()

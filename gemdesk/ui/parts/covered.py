"""A line whose text is covered: shown while its button is held, and while it is being changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.line import Line


class _Line(Line):
    """The line itself; tells when the focus leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it, unless the window alone lost the focus to a menu of its own."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Covered(QWidget):
    """While covered the line holds nothing: no picture, no screen reader and no key gets at the text."""

    edited = Signal()
    overlong = Signal(int)

    def __init__(self, faces: Faces, name: Words, *, longest: int = 200, fixed: bool = False) -> None:
        super().__init__()
        self._faces, self._text, self._is_open = faces, "", True
        self._line = _Line(faces, name, hint=self._hint, longest=longest, fixed=fixed)
        keep_in(self._line)
        self._show = Button(faces, lambda t: t.say("Show while held"), sort="icon", icon="eye")
        self._change = Button(faces, lambda t: t.say("Edit"), icon="note", press=self.change)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._line, 1)
        self._row.addWidget(self._show)
        self._row.addWidget(self._change)
        self._show.pressed.connect(self._uncover)
        self._show.released.connect(self.cover)
        self._line.edited.connect(self._on_edited)
        self._line.overlong.connect(self.overlong)
        self._line.left.connect(self.cover)
        faces.follow(self.say)
        self.cover()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._row.setSpacing(self._faces.face.look.px(6))

    def value(self) -> str:
        """The text without blanks around it, covered or not."""
        return self._text.strip()

    def set_value(self, value: object) -> None:
        """Hold another text, covered."""
        self._text = str(value or "")
        self._is_open = True
        self.cover()

    def set_refused(self, refused: bool) -> None:
        """Mark the field, beside the sentence that tells why."""
        self._line.set_refused(refused)

    def change(self) -> None:
        """Open the text to be changed, until the focus leaves."""
        self._uncover()
        self._line.setReadOnly(False)
        self.setFocusProxy(self._line)  # what is told of the field is told where it is typed
        self._line.setFocus()

    def cover(self) -> None:
        """Cover the text; an empty line stays open to be written in."""
        if not self._is_open:
            return
        held = bool(self._text)
        self._is_open = not held
        self._line.setReadOnly(held)
        self._line.setText("")
        self._line.say()
        for button in (self._show, self._change):
            button.setVisible(held)
        self.setFocusProxy(self._change if held else self._line)

    def is_covered(self) -> bool:
        """Whether there is a text that is not shown."""
        return bool(self._text) and not self._is_open

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays open behind another page."""
        super().hideEvent(event)
        self.cover()

    def _uncover(self) -> None:
        self._is_open = True
        self._line.setText(self._text)
        self._line.say()

    def _on_edited(self) -> None:
        if self.is_covered():
            self._line.setText("")  # pasted by a way that does not ask whether the line can be written in
            return
        self._text = self._line.text()
        self.edited.emit()

    def _hint(self, texts: Texts) -> str:
        return texts.say("Covered") if self.is_covered() else ""

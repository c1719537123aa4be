"""Codes of a long list: what is chosen stands as chips, another one is found by typing its words or its code."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import Code, isolated, strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Choice, offered
from gemdesk.ui.parts.suggest import Suggest


def code_words(code: str, words: Words) -> Words:
    """The words of a code, with the code itself where the field knows it by that: «خطر الترحيل (LP-RD)»."""
    if not code.replace("-", "").isupper():
        return words
    return lambda t: f"{words(t)} ({isolated(Code(code))})"


class _Chosen(Button):
    """A code that was chosen; pressing takes it away."""

    def say(self) -> None:
        """Say the words anew, and for a screen reader what pressing does."""
        super().say()
        face = self._faces.face
        words = strip_controls(face.read(self._words))
        self.setAccessibleName(strip_controls(face.read(lambda t: t.say("Remove “{value}”", value=words))))


class _Find(Suggest):
    """Suggests while one types; the down key shows the whole list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show everything when nothing is typed yet; Return takes what is suggested alone."""
        if event.key() == Qt.Key.Key_Down and not self.text():
            self._found.setStringList(list(self._names))
            self._completer.popup().setLayoutDirection(self.layoutDirection())
            self._completer.complete()
            return
        found = self.suggestions()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(found) == 1:
            self._completer.popup().hide()
            self._take(found[0])
            return
        super().keyPressEvent(event)


class CodesField(QWidget):
    """Any number of codes of a list."""

    edited = Signal()

    def __init__(self, faces: Faces, name: Words, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._faces, self._choices = faces, choices
        self._codes: tuple[str, ...] = ()
        self._by_words: dict[str, str] = {}  # what may still be chosen
        self._flow = Flow()
        self._find = _Find(faces, name, hint=lambda t: t.say("A word or a code to add; the down key shows the list"))
        self._find.edited.connect(self._on_edited)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._flow)
        self._column.addWidget(self._find)
        self.setFocusProxy(self._find)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words of the list anew."""
        look = self._faces.face.look
        self._flow.setSpacing(look.px(6))
        self._column.setSpacing(look.px(6))
        self._make()

    def value(self) -> tuple[str, ...]:
        """The chosen codes; `Refusal` when something stands in the line that is not in the list."""
        if typed := self._find.text().strip():
            raise Refusal(Reason.UNKNOWN_CODE, value=typed)
        return self._codes

    def set_value(self, value: object) -> None:
        """Choose codes without telling."""
        self._codes = tuple(map(str, value)) if isinstance(value, tuple | list) else ()
        self._find.setText("")
        self._make()

    def set_refused(self, refused: bool) -> None:
        """Mark the line, beside the sentence that tells why."""
        self._find.set_refused(refused)

    def _words(self) -> dict[str, Words]:
        return {code: code_words(code, words) for code, words in offered(self._choices, self._codes)}

    def _make(self) -> None:
        clear(self._flow)
        words, face = self._words(), self._faces.face
        for code in self._codes:
            if code in words:
                self._flow.addWidget(
                    _Chosen(self._faces, words[code], icon="close", press=partial(self.take_away, code))
                )
        free = ((code, said) for code, said in words.items() if code not in self._codes)
        self._by_words = {strip_controls(said(face.texts)): code for code, said in free}
        self._find.set_names(list(self._by_words))

    def take_away(self, code: str) -> None:
        """Take a code away and tell it; the focus goes to the line."""
        self._codes = tuple(one for one in self._codes if one != code)
        self._make()
        self._find.setFocus()
        self.edited.emit()

    def _on_edited(self) -> None:
        code = self._by_words.get(self._find.text())
        if code:
            chosen = {*self._codes, code}
            self._codes = tuple(one for one, _ in offered(self._choices, chosen) if one in chosen)
            self._find.setText("")
            self._make()
        self.edited.emit()

"""A field: its label, the editor, a hint, and what was refused, one beneath the other."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.label import Label


class Field(QWidget):
    """An editor with its words (a tick has its own); a refusal is said at the place where it can be mended."""

    def __init__(self, faces: Faces, words: Words | None, editor: QWidget, *, hint: Words | None = None) -> None:
        super().__init__()
        self._faces, self.editor = faces, editor
        self._hint = Label(faces, hint or _nothing, role="quiet", wrap=True)
        if hint is None:
            self._hint.hide()
        self._refusal = Label(faces, _nothing, role="quiet", ink="danger", wrap=True)
        self._refusal.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        tall = editor.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding
        if words is not None:
            label = Label(faces, words, role="caption", wrap=True)
            label.setBuddy(editor)
            self._column.addWidget(label)
        self._column.addWidget(editor, 1 if tall else 0)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._refusal)
        self._column.addStretch(0)
        self._is_overlong = False
        if overlong := getattr(editor, "overlong", None):
            overlong.connect(self._on_overlong)
            editor.edited.connect(self._on_edited)  # type: ignore[attr-defined]  # what can be too long is edited
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._faces.face.look.px(4))
        if not self._refusal.isHidden():
            self._describe()

    def set_hint(self, hint: Words | None) -> None:
        """Say something beneath the editor, such as a date in words."""
        self._hint.set_words(hint or _nothing)
        self._hint.setVisible(hint is not None)

    def refuse(self, stop: Stop | None) -> None:
        """Show why the value was not taken, or nothing more when it was."""
        self._is_overlong = False
        was_refused = not self._refusal.isHidden()
        self._refusal.set_words((lambda texts: texts.reason(stop)) if stop else _nothing)
        self._refusal.setVisible(stop is not None)
        if stop is not None or was_refused:
            self._describe()
        mark = getattr(self.editor, "set_refused", None)
        if mark is not None:
            mark(stop is not None)

    def _on_overlong(self, most: int) -> None:
        self.refuse(Refusal(Reason.TOO_LONG, most=most))
        self._is_overlong = True

    def _on_edited(self) -> None:
        if self._is_overlong:
            self.refuse(None)  # nothing of it was taken, so nothing is wrong any more

    def _describe(self) -> None:
        """Let a screen reader read the refusal with the field, not only with its colour."""
        (self.editor.focusProxy() or self.editor).setAccessibleDescription(strip_controls(self._refusal.text()))


def _nothing(_: object) -> str:
    return ""

"""A question before something that cannot be taken back: a sentence, the act by its name, and the way out."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button, Sort
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label


class Question(Card):
    """Stands in the page instead of a window above it; hidden until it is asked.

    Where the act is dangerous, the focus is on the way out: a key that was held too long does nothing.
    """

    def __init__(self, faces: Faces, *, sort: Sort = "primary") -> None:
        self._words = Label(faces, lambda _: "", wrap=True)
        self._acts = Flow()
        self._do: Callable[[], object] | None = None
        self._came_from: QWidget | None = None
        super().__init__(faces, padding=16)
        self._is_dangerous = sort == "danger"
        row = QHBoxLayout()
        row.addWidget(Icon(faces, "help", "accent"))
        row.addWidget(self._words, 1)
        self._act = Button(faces, lambda _: "", sort=sort, press=self.accept)
        self._cancel = Button(faces, lambda t: t.say("Cancel"), press=self.cancel)
        for button in (self._act, self._cancel):
            self._acts.addWidget(button)
        self.body.addLayout(row)
        self.body.addLayout(self._acts)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.setAccessibleName(self._words.accessibleName())
        look = self._faces.face.look
        self.body.setSpacing(look.px(12))
        self._acts.setSpacing(look.px(10))

    def ask(self, words: Words, act: Words, do: Callable[[], object], *, keep: Words | None = None) -> None:
        """Show the question; `do` is done when the act is pressed, and nothing when it is cancelled.

        `keep` names the way out where that is more than to cancel.
        """
        self._cancel.set_words(keep or (lambda t: t.say("Cancel")))
        self._came_from = QApplication.focusWidget()
        self._words.set_words(words)
        self._do = do
        self._act.set_words(act)
        self._act.describe(words)
        self.say()
        self.show()
        (self._cancel if self._is_dangerous else self._act).setFocus()

    def reachable(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return [self._act, self._cancel]

    def accept(self) -> None:
        """Do what was asked about."""
        self.hide()
        if self._do is not None:
            self._do()

    def cancel(self) -> None:
        """Do nothing; the focus returns to where it was."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()

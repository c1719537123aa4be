"""The question what came of a follow-up, answered with one key."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.domain.today import Row
from gemdesk.kernel.typed import Name
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.tools import Tools

# One that is put off needs a day and is written down in the case.
_OUTCOMES = ("reached", "not_reached", "unsafe")


class Outcome(Card):
    """Stands in the page while it is asked; tells the answer and its row."""

    answered = Signal(object, str)
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        self._acts = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self._row: Row | None = None
        self._words = Label(faces, lambda _: "", role="strong", wrap=True)
        self.body.addWidget(self._words)
        self.buttons = [
            Button(faces, list_words("followup_outcome", code), keys=f"Alt+{number}", press=partial(self._answer, code))
            for number, code in enumerate(_OUTCOMES, 1)
        ]
        cancel = Button(faces, lambda t: t.say("Cancel"), sort="quiet", press=self.leave)
        for button in (*self.buttons, cancel):
            self._acts.addWidget(button)
        self.body.addLayout(self._acts)
        for number, code in enumerate(_OUTCOMES, 1):
            bind(self, f"Alt+{number}", partial(self._answer, code)).setAutoRepeat(False)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(8))

    def ask(self, row: Row) -> None:
        """Ask about the follow-up of a row; the focus goes to the first answer."""
        self._row = row
        name = Name(row.name)
        self._words.set_words(lambda t: t.say("What came of the contact with {name}?", name=name))
        self.setAccessibleName(self._words.accessibleName())
        for button in self.buttons:
            button.setAccessibleDescription(self._words.accessibleName())
        self.show()
        self.buttons[0].setFocus()

    def leave(self) -> None:
        """Ask no more."""
        self._row = None
        self.hide()
        self.left.emit()

    def reachable(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return list(self.buttons)

    def _answer(self, code: str) -> None:
        row, self._row = self._row, None
        self.hide()
        if row is not None:
            self.answered.emit(row, code)

"""The example vault: invented people, and a passphrase that stands on the screen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.pages.page import CardPage
from gemdesk.kernel.typed import Code
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label

# Everybody may know it: the vault is encrypted like any other, but it holds invented people only.
PASSPHRASE = "olive lantern river seven maps"  # noqa: S105 - shown on the screen


class Example(CardPage):
    """Opens the example vault, which is made at the first time."""

    wished = Signal(str)  # the passphrase

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces, lambda t: t.say("The example vault"), icon="people")
        self._card.body.addWidget(Chip(faces, lambda t: t.say("Example: invented people only"), "info"))
        for words in (
            lambda t: t.say("Twelve invented people with their cases, to learn the program without harm to anybody."),
            lambda t: t.say("Its passphrase is known to everybody: {passphrase}", passphrase=Code(PASSPHRASE)),
            lambda t: t.say("Real cases belong into a vault of their own."),
        ):
            self._card.body.addWidget(Label(faces, words, wrap=True))
        self.act = Button(
            faces, lambda t: t.say("Open the example vault"), sort="primary", press=lambda: self.wished.emit(PASSPHRASE)
        )
        self.back = Button(faces, lambda t: t.say("Back"), sort="quiet", icon="back", press=self.left.emit)
        self.add_act(self.act, [self.back])

    def first(self) -> QWidget:
        """The button that opens it."""
        return self.act

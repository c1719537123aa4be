"""The lock screen proper: one passphrase."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.pages.page import CardPage
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase


class Unlock(CardPage):
    """Asks for the passphrase of the vault."""

    wished = Signal(str)  # the passphrase
    change_wished = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces, lambda t: t.say("Open the vault"), icon="lock")
        self.passphrase = Passphrase(faces, lambda t: t.say("Passphrase"))
        self.act = Button(faces, lambda t: t.say("Open the vault"), sort="primary", press=self._ask)
        self.change = Button(
            faces, lambda t: t.say("Change the passphrase"), sort="quiet", press=self.change_wished.emit
        )
        self.add_field("passphrase", lambda t: t.say("Passphrase"), self.passphrase)
        self.add_act(self.act, [self.change])
        self.passphrase.edited.connect(self.forget_refusals)
        self.passphrase.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def clear(self) -> None:
        """Forget the passphrase."""
        self.passphrase.clear()
        self.forget_refusals()

    def _ask(self) -> None:
        if self.passphrase.text():
            self.wished.emit(self.passphrase.text())
        else:
            self.passphrase.setFocus()

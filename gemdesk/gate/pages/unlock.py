"""The lock screen proper: one passphrase, with a key file on wish."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.pages.key_file import KeyFile
from gemdesk.gate.pages.page import CardPage
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase

if TYPE_CHECKING:
    from gemdesk.gate.given import Key


class Unlock(CardPage):
    """Asks for the passphrase of the vault."""

    wished = Signal(object)  # a Key
    otherwise_wished = Signal(object)  # the same Key, to be read on other keyboard layouts
    change_wished = Signal()
    recover_wished = Signal()
    add_wished = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces, lambda t: t.say("Open the vault"), icon="lock")
        self.passphrase = Passphrase(faces, lambda t: t.say("Passphrase"))
        self.otherwise = Button(faces, lambda t: t.say("Try the other keyboard layout"), press=self._ask_otherwise)
        self.otherwise.hide()
        self.key_file = KeyFile(faces, lambda t: t.say("Key file"))
        self.act = Button(faces, lambda t: t.say("Open the vault"), sort="primary", press=self._ask)
        self.change = Button(
            faces, lambda t: t.say("Change the passphrase"), sort="quiet", press=self.change_wished.emit
        )
        self.recover = Button(faces, lambda t: t.say("Recover access"), sort="quiet", press=self.recover_wished.emit)
        self.add = Button(faces, lambda t: t.say("Add a key"), sort="quiet", press=self.add_wished.emit)
        self.add_field("passphrase", lambda t: t.say("Passphrase"), self.passphrase)
        self.add_part(self.otherwise)
        self.add_field("key_file", None, self.key_file)
        self.add_act(self.act, [self.change, self.recover, self.add])
        for part in (self.passphrase, self.key_file):
            part.edited.connect(self.forget_refusals)
            part.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field; a passphrase that other keys would write can be tried on those."""
        refused = super().refuse(stop)
        if refused and stop.reason in (Reason.WRONG_SECRET, Reason.WRONG_PAIR):
            from gemdesk.vault.layouts import other_readings

            self.otherwise.setVisible(bool(other_readings(self.passphrase.text())))
        return refused

    def forget_refusals(self) -> None:
        """Take all refusals away, and the way that one of them offered."""
        super().forget_refusals()
        self.otherwise.hide()

    def step_back(self) -> None:
        """Fold the key file away; behind the lock screen there is nothing."""
        if self.key_file.isEnabled():
            self.key_file.clear()
            self.passphrase.setFocus()

    def clear(self) -> None:
        """Forget the passphrase and the key file."""
        self.passphrase.clear()
        self.key_file.clear()
        self.forget_refusals()

    def _ask(self) -> None:
        if self.passphrase.text():
            self.wished.emit(self._key())
        else:
            self.require("passphrase")

    def _ask_otherwise(self) -> None:
        self.otherwise_wished.emit(self._key())

    def _key(self) -> "Key":
        from gemdesk.gate.given import Key  # its making would cost the first paint time

        return Key(self.passphrase.text(), self.key_file.path())

"""Another passphrase in the place of the present one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.given import Key
from gemdesk.gate.pages.key_file import KeyFile
from gemdesk.gate.pages.new_secret import NewSecret
from gemdesk.gate.pages.page import WRONG, CardPage
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase


class Change(CardPage):
    """Asks for the present passphrase and for the new one."""

    wished = Signal(object, object)  # the present Key, a NewKey

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("Change the passphrase"),
            icon="key",
            note=lambda t: t.say(
                "Whoever kept a copy of the vault folder can still open that copy with the present passphrase."
            ),
        )
        self.present = Passphrase(faces, lambda t: t.say("Present passphrase"))
        self.key_file = KeyFile(faces, lambda t: t.say("Present key file"))
        self.add_field("present", lambda t: t.say("Present passphrase"), self.present)
        self.add_field("key_file", None, self.key_file)
        self.secret = NewSecret(
            self,
            faces,
            lambda t: t.say("New passphrase"),
            lambda t: t.say("New passphrase again"),
            key_file="new_key_file",
        )
        self.new, self.again, self.recall = self.secret.passphrase, self.secret.again, self.secret.recall
        self.act = Button(faces, lambda t: t.say("Change the passphrase and open"), sort="primary", press=self._ask)
        self.add_act(self.act, [self.add_back()])
        for part in (self.present, self.key_file):
            part.edited.connect(self.forget_refusals)
            part.entered.connect(self._go_on)
        self.secret.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The present passphrase."""
        return self.present

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field; a secret that does not open anything is the present one."""
        return super().refuse(Refusal(stop.reason, "present") if stop.reason in WRONG else stop)

    def clear(self) -> None:
        """Forget what was typed."""
        self.present.clear()
        self.key_file.clear()
        self.secret.clear()

    def _go_on(self) -> None:
        if not self.present.text() or self.secret.typed(insist=False) is not None:
            self._ask()

    def _ask(self) -> None:
        if not self.present.text():
            self.require("present")
            return
        new = self.secret.typed()
        if new is not None:
            self.wished.emit(Key(self.present.text(), self.key_file.path()), new)

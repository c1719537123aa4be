"""Another passphrase in the place of the present one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.strength import strength_words
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase


class Change(CardPage):
    """Asks for the present passphrase and for the new one, twice."""

    wished = Signal(str, str, str)  # present, new, new again

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
        self.new = Passphrase(faces, lambda t: t.say("New passphrase"))
        self.again = Passphrase(faces, lambda t: t.say("New passphrase again"))
        self.act = Button(faces, lambda t: t.say("Change the passphrase and open"), sort="primary", press=self._ask)
        self.back = Button(faces, lambda t: t.say("Back"), sort="quiet", icon="back", press=self.left.emit)
        self.add_field("present", lambda t: t.say("Present passphrase"), self.present)
        self._strength = self.add_field("passphrase", lambda t: t.say("New passphrase"), self.new, strength_words(""))
        self.add_field("again", lambda t: t.say("New passphrase again"), self.again)
        self.add_act(self.act, [self.back])
        self.present.edited.connect(self.forget_refusals)
        self.new.edited.connect(self._on_edit)
        self.again.edited.connect(self.forget_refusals)
        self.present.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The present passphrase."""
        return self.present

    def refuse(self, stop: Stop) -> bool:
        """Show a refusal at its field; a secret that does not open anything is the present one."""
        return super().refuse(Refusal(stop.reason, "present") if stop.reason is Reason.WRONG_SECRET else stop)

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.present, self.new, self.again):
            field.clear()
        self._on_edit()

    def _on_edit(self) -> None:
        self.forget_refusals()
        self._strength.set_hint(strength_words(self.new.text()))

    def _ask(self) -> None:
        for field in (self.present, self.new, self.again):
            if not field.text():
                field.setFocus()
                return
        self.wished.emit(self.present.text(), self.new.text(), self.again.text())

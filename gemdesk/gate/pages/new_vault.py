"""A new vault: a passphrase, typed twice, and who works with it."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from gemdesk.gate.keywork import USUAL_WORKER
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.strength import strength_words
from gemdesk.kernel.typed import Code
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.passphrase import Passphrase

_WORKER = QRegularExpression("[A-Za-z0-9][A-Za-z0-9-]{0,11}")


class NewVault(CardPage):
    """Asks for the passphrase of a new vault and for the caseworker's code."""

    wished = Signal(str, str, str)  # passphrase, the same again, worker code or nothing

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("New vault"),
            icon="key",
            note=lambda t: t.say(
                "All cases will be kept in it, encrypted. Who does not know its passphrase cannot open it, as long as "
                "the passphrase cannot be guessed. A lost passphrase cannot be replaced in this version."
            ),
        )
        self.passphrase = Passphrase(faces, lambda t: t.say("Passphrase"))
        self.again = Passphrase(faces, lambda t: t.say("The same passphrase again"))
        self.worker = Line(faces, lambda t: t.say("Caseworker code"), fixed=True, longest=12)
        self.worker.setValidator(QRegularExpressionValidator(_WORKER, self.worker))
        self.act = Button(faces, lambda t: t.say("Make the vault"), sort="primary", press=self._ask)
        self.back = Button(faces, lambda t: t.say("Back"), sort="quiet", icon="back", press=self.left.emit)
        self._strength = self.add_field(
            "passphrase", lambda t: t.say("Passphrase"), self.passphrase, hint=strength_words("")
        )
        self.add_field("again", lambda t: t.say("The same passphrase again"), self.again)
        self.add_field(
            "worker",
            lambda t: t.say("Caseworker code (optional)"),
            self.worker,
            hint=lambda t: t.say(
                "A short code instead of a name, in Latin letters. Left empty it is {code}.",
                code=Code(USUAL_WORKER),
            ),
        )
        self.add_act(self.act, [self.back])
        self.passphrase.edited.connect(self._on_edit)
        self.again.edited.connect(self.forget_refusals)
        self.passphrase.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._ask)
        self.worker.returnPressed.connect(self._ask)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.again.clear()
        self.worker.clear()
        self._on_edit()

    def _on_edit(self) -> None:
        self.forget_refusals()
        self._strength.set_hint(strength_words(self.passphrase.text()))

    def _ask(self) -> None:
        for field in (self.passphrase, self.again):
            if not field.text():
                field.setFocus()
                return
        self.wished.emit(self.passphrase.text(), self.again.text(), self.worker.text())

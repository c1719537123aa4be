"""A new vault: a passphrase, typed twice or suggested, and who works with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.keywork import USUAL_WORKER
from gemdesk.gate.pages.new_secret import NewSecret
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.worker_code import worker_line
from gemdesk.kernel.typed import Code
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button


class NewVault(CardPage):
    """Asks for the passphrase of a new vault and for the caseworker's code."""

    wished = Signal(object, str)  # a NewKey, worker code or nothing

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("New vault"),
            icon="key",
            note=lambda t: t.say(
                "All cases will be kept in it, encrypted. Who does not know its passphrase cannot open it, as long as "
                "the passphrase cannot be guessed. Once it is open, a recovery sheet should be made first of all: "
                "without one, a lost passphrase locks the cases away for good."
            ),
        )
        self.secret = NewSecret(
            self, faces, lambda t: t.say("Passphrase"), lambda t: t.say("The same passphrase again")
        )
        self.passphrase, self.again, self.recall = self.secret.passphrase, self.secret.again, self.secret.recall
        self.worker = worker_line(faces)
        self.act = Button(faces, lambda t: t.say("Make the vault"), sort="primary", press=self._ask)
        self.add_field(
            "worker",
            lambda t: t.say("Caseworker code (optional)"),
            self.worker,
            hint=lambda t: t.say(
                "A short code instead of a name, in Latin letters. Left empty it is {code}.",
                code=Code(USUAL_WORKER),
            ),
        )
        self.add_act(self.act, [self.add_back()])
        self.secret.entered.connect(self._ask)
        self.worker.returnPressed.connect(self._ask)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self.secret.clear()
        self.worker.setText("")

    def _ask(self) -> None:
        new = self.secret.typed()
        if new is not None:
            self.wished.emit(new, self.worker.text())

"""A key for somebody else: first one's own, then theirs, typed by themselves."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.given import Newcomer
from gemdesk.gate.pages.ask_key import AskKey
from gemdesk.gate.pages.new_secret import NewSecret
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.worker_code import worker_line
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.segment import Choice, Segment

_USUAL_ROLE = "CASEWORKER"
_ROLES: tuple[Choice, ...] = (
    ("CASEWORKER", lambda t: t.say("Caseworker")),
    ("SUPERVISOR", lambda t: t.say("Supervisor")),
    ("COORDINATOR", lambda t: t.say("Coordinator")),
    ("PRINTING", lambda t: t.say("Printing staff")),
)


class Prove(AskKey):
    """Asks for one's own key, with which another may be added."""

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("Add a key for somebody"),
            (lambda t: t.say("First a key that already opens this vault. After that the other person types theirs."),),
            lambda t: t.say("Next"),
            icon="person",
        )


class AddKey(CardPage):
    """Asks for the other person's code, role and passphrase."""

    wished = Signal(object, object)  # a NewKey, a Newcomer

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("The key of the other person"),
            icon="person",
            note=lambda t: t.say("To be typed by the other person, unseen by anybody else."),
        )
        self.worker = worker_line(faces)
        self._roles = _ROLES
        self.role = Segment(faces, lambda t: t.say("Role"), _ROLES)
        self.sealed = Check(faces, _sealed_words)
        self._gives_sealed = False
        self.add_field(
            "worker",
            lambda t: t.say("Caseworker code"),
            self.worker,
            hint=lambda t: t.say("A short code instead of a name, in Latin letters."),
        )
        self.add_field(
            "role",
            lambda t: t.say("Role"),
            self.role,
            hint=self._role_hint,
        )
        self.add_field("sealed", None, self.sealed)
        self.secret = NewSecret(
            self, faces, lambda t: t.say("Passphrase"), lambda t: t.say("The same passphrase again")
        )
        self.passphrase, self.again, self.recall = self.secret.passphrase, self.secret.again, self.secret.recall
        self.act = Button(faces, lambda t: t.say("Add this key and open"), sort="primary", press=self._ask)
        self.add_act(self.act, [self.add_back()])
        self.worker.edited.connect(self.forget_refusals)
        self.worker.returnPressed.connect(self.passphrase.setFocus)
        self.secret.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The code."""
        return self.worker

    def clear(self) -> None:
        """Forget what was typed."""
        self.worker.setText("")
        self.role.set_code(self._usual_role())
        self.sealed.setChecked(False)
        self.secret.clear()

    def allow_roles(self, roles: Collection[str]) -> None:
        """Offer the roles that the first key may give."""
        self._roles = tuple(choice for choice in _ROLES if choice[0] in roles)
        self.role.set_choices(self._roles)
        self.role.set_code(self._usual_role())
        self.field("role").set_hint(self._role_hint)

    def _usual_role(self) -> str:
        codes = [code for code, _ in self._roles]
        return _USUAL_ROLE if _USUAL_ROLE in codes else codes[0]

    def _role_hint(self, texts: Texts) -> str:
        told = [
            texts.say("The role decides what the program shows. It is no limit on what could be read with the key.")
        ]
        if len(self._roles) < len(_ROLES):
            told.append(texts.say("The key that opened the vault just now gives no role that is shown more."))
        return " ".join(told)

    def allow_sealed(self, allowed: bool) -> None:
        """Whether the first key reads sealed notes; what it does not hold it cannot give."""
        self.sealed.set_words(_sealed_words, None if allowed else _not_held_words)
        self.sealed.setEnabled(allowed)
        self._gives_sealed = allowed

    def set_busy(self, busy: bool) -> None:
        """Take no input meanwhile; a tick that cannot be given stays out of use."""
        super().set_busy(busy)
        self.sealed.setEnabled(not busy and self._gives_sealed)

    def _ask(self) -> None:
        if not self.worker.text():
            self.require("worker")
            return
        new = self.secret.typed()
        if new is not None:
            newcomer = Newcomer(self.worker.text(), self.role.code(), self.sealed.isChecked())
            self.wished.emit(new, newcomer)


def _sealed_words(texts: Texts) -> str:
    return texts.say("Sealed notes can be read with it too")


def _not_held_words(texts: Texts) -> str:
    return texts.say("The key that opened the vault just now does not read them.")

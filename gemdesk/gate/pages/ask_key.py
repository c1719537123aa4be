"""A page that asks for the present passphrase and key file, before something that changes the keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.given import Key
from gemdesk.gate.pages.key_file import KeyFile
from gemdesk.gate.pages.page import CardPage
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase


class AskKey(CardPage):
    """Paragraphs on what is about to happen, the fields of one key, and the act."""

    wished = Signal(object)  # a Key

    def __init__(self, faces: Faces, title: Words, paragraphs: tuple[Words, ...], act: Words, *, icon: str) -> None:
        super().__init__(faces, title, icon=icon)
        for words in paragraphs:
            self.add_words(words)
        self.passphrase = Passphrase(faces, lambda t: t.say("Present passphrase"))
        self.key_file = KeyFile(faces, lambda t: t.say("Present key file"))
        self.act = Button(faces, act, sort="primary", press=self._ask)
        self.add_field("passphrase", lambda t: t.say("Present passphrase"), self.passphrase)
        self.add_field("key_file", None, self.key_file)
        self.add_act(self.act, [self.add_back()])
        for part in (self.passphrase, self.key_file):
            part.edited.connect(self.forget_refusals)
            part.entered.connect(self._ask)

    def first(self) -> QWidget:
        """The passphrase."""
        return self.passphrase

    def clear(self) -> None:
        """Forget what was typed."""
        self.passphrase.clear()
        self.key_file.clear()
        self.forget_refusals()

    def _ask(self) -> None:
        if self.passphrase.text():
            self.wished.emit(Key(self.passphrase.text(), self.key_file.path()))
        else:
            self.require("passphrase")

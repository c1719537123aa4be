"""A vault without any key place: said plainly, since no passphrase can help any more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.gate.pages.page import CardPage
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button


class Gone(CardPage):
    """Tells what is left to do, and looks again for those who bring the key record back."""

    wished = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces, lambda t: t.say("No key place is left"), icon="warning")
        for words in (
            lambda t: t.say(
                "The key places of this vault were destroyed, or their files are missing. The cases in this folder "
                "cannot be opened with any passphrase, nor with a recovery sheet."
            ),
            lambda t: t.say(
                "A backup that was made before can bring the cases back. What is in this folder was not touched."
            ),
        ):
            self.add_words(words, "body")
        self.act = Button(faces, lambda t: t.say("Look again"), sort="primary", press=self.wished.emit)
        self.add_act(self.act)

    def first(self) -> QWidget:
        """The button that looks again."""
        return self.act

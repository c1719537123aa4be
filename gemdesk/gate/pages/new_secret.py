"""A new passphrase on a page: thought up and typed twice, or five suggested words; with a key file on wish."""

from typing import Literal

from PySide6.QtCore import QObject, Signal

from gemdesk.gate.given import Key, NewKey
from gemdesk.gate.pages.five_words import FiveWords
from gemdesk.gate.pages.key_file import KeyFile
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.pages.strength import strength_words
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.passphrase import Passphrase

# Own: two fields. Shown: five words to be written down. Typed: the same words, hidden, once.
Step = Literal["own", "shown", "typed"]


class NewSecret(QObject):
    """The fields of a new passphrase, put on a page in the order in which they are filled."""

    entered = Signal()  # Return was pressed in the last of them

    def __init__(self, page: CardPage, faces: Faces, words: Words, again: Words, *, key_file: str = "key_file") -> None:
        """`words` and `again` name the two fields; `key_file` is where a refusal of the key file is shown."""
        super().__init__(page)
        self._page = page
        self._suggested = ""
        self._step: Step = "own"
        self.passphrase = Passphrase(faces, words)
        self.again = Passphrase(faces, again)
        self.recall = Passphrase(faces, _recall_words)
        self.suggest = Button(
            faces, lambda t: t.say("Suggest five words"), sort="quiet", icon="note", press=self.show_words
        )
        self.words = FiveWords(faces)
        self.look_again = Button(
            faces, lambda t: t.say("Show the words again"), sort="quiet", icon="eye", press=self._look_again
        )
        self.key_file = KeyFile(
            faces, lambda t: t.say("New key file"), refuse=lambda reason: page.refuse(Refusal(reason, key_file))
        )
        self._field = page.add_field("passphrase", words, self.passphrase, strength_words(""))
        self._suggest_row = page.add_way(self.suggest)
        page.add_part(self.words)
        self._again_field = page.add_field("again", again, self.again)
        self._recall_field = page.add_field("recall", _recall_words, self.recall)
        self._look_again_row = page.add_way(self.look_again)
        page.add_field(key_file, None, self.key_file)
        self._connect()
        self._go("own")

    def _connect(self) -> None:
        self.passphrase.edited.connect(self._on_edit)
        for field in (self.again, self.recall):
            field.edited.connect(self._page.forget_refusals)
            field.entered.connect(self.entered)
        self.passphrase.entered.connect(self._go_on)
        self.key_file.edited.connect(self._page.forget_refusals)
        self.key_file.entered.connect(self.entered)
        self.words.written.connect(lambda: self._go("typed"))
        self.words.others_wished.connect(self.show_words)
        self.words.own_wished.connect(self._own_again)

    def typed(self, *, insist: bool = True) -> NewKey | None:
        """What was typed, or None with the keyboard where something is still to be done; `insist` says so there."""
        if self._step == "shown":
            self._go("typed")
            return None
        fields = (
            {"recall": self.recall} if self._step == "typed" else {"passphrase": self.passphrase, "again": self.again}
        )
        for name, field in fields.items():
            if not field.text():
                if insist:
                    self._page.require(name)
                else:
                    field.setFocus()
                return None
        file = self.key_file.path()
        if self._step == "typed":
            return NewKey(Key(self._suggested, file), self.recall.text(), shown=True)
        return NewKey(Key(self.passphrase.text(), file), self.again.text())

    def clear(self) -> None:
        """Forget everything."""
        self.key_file.clear()
        self._go("own")
        self._on_edit()

    def show_words(self) -> None:
        """Suggest words, others than before."""
        from gemdesk.vault import words

        self._suggested = words.generate()
        self._go("shown")
        self.words.setFocus()

    def _go_on(self) -> None:
        if self.passphrase.text():
            self.again.setFocus()
        else:
            self._page.require("passphrase")

    def _look_again(self) -> None:
        self._go("shown")
        self.words.setFocus()

    def _own_again(self) -> None:
        self._go("own")
        self.passphrase.setFocus()

    def _go(self, step: Step) -> None:
        """Show what this step needs; what was typed before it is forgotten."""
        self._step = step
        self._page.forget_refusals()
        for field in (self.passphrase, self.again, self.recall):
            field.clear()
        if step == "own":
            self._suggested = ""
        self.words.show_words(self._suggested.split() if step == "shown" else ())
        self._field.setVisible(step == "own")
        self._suggest_row.setVisible(step == "own")
        self.words.setVisible(step == "shown")
        self._again_field.setVisible(step == "own")
        self._recall_field.setVisible(step == "typed")
        self._look_again_row.setVisible(step == "typed")
        if step == "typed":
            self.recall.setFocus()

    def _on_edit(self) -> None:
        self._page.forget_refusals()
        self._field.set_hint(strength_words(self.passphrase.text()))


def _recall_words(texts: Texts) -> str:
    return texts.say("The five words, from memory or from the paper")

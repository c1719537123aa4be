"""What came of a call: one key writes it down; beneath it what was written down before."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Attempt
from gemdesk.flows.contacts import ContactView
from gemdesk.kernel import lists
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case import contact_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_AT_ONCE = 12  # attempts that are shown
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"


class Outcomes(Card):
    """Asks what came of a call; each answer is one key."""

    chosen = Signal(str, str)  # outcome, note
    no_call = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._asked = Label(faces, lambda _: "", role="name", wrap=True)
        self._note = Area(faces, lambda t: t.say("Note on the attempt"), lines=2)
        self._picks = Flow()
        codes = [value.code for value in lists.shipped("attempt_outcome").values() if not value.retired]
        self._buttons = [self._button(number, code, tools) for number, code in enumerate(codes, 1)]
        self._none = Button(faces, lambda _: "", sort="quiet", keys="0", press=self.no_call.emit)
        self._bind(0, self.no_call.emit)
        for button in (*self._buttons, self._none):
            self._picks.addWidget(button)
        self.body.addWidget(self._asked)
        self.body.addWidget(Field(faces, lambda t: t.say("Note, before the outcome (optional)"), self._note))
        self.body.addLayout(self._picks)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def ask(self, words: Words, none: Words) -> None:
        """Ask; `none` is the way out when there is nothing to write down."""
        self._asked.set_words(words)
        self._none.set_words(none)
        self.show()

    def begin(self) -> None:
        """Put the focus on the answers, where a digit chooses one."""
        self._buttons[0].setFocus()

    def note(self) -> str:
        """What was typed beside the outcome."""
        return self._note.text().strip()

    def put_away(self) -> None:
        """Nothing is asked any more."""
        self._note.set_text("")
        self.hide()

    def _button(self, number: int, code: str, tools: Tools) -> Button:
        choose = partial(self._choose, code)
        self._bind(number, choose)
        return Button(tools.faces, list_words("attempt_outcome", code), keys=str(number), press=choose)

    def _bind(self, number: int, act: object) -> None:
        # In a field of text the digit is typed; anywhere else on this card it chooses.
        for key in (str(number), _ARABIC_DIGITS[number]):
            bind(self, key, act).setAutoRepeat(False)  # type: ignore[arg-type]  # a bound signal is one too

    def _choose(self, code: str) -> None:
        self.chosen.emit(code, self.note())


class Attempts(QWidget):
    """What was written down of attempts, the newest first."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    def show_case(self, view: ContactView) -> None:
        """Show the attempts of this case."""
        clear(self._rows)
        faces = self._tools.faces
        self._rows.addWidget(Label(faces, lambda t: t.say("Contact attempts"), role="name"))
        if not view.attempts:
            self._rows.addWidget(
                Label(faces, lambda t: t.say("No attempt was written down yet."), role="quiet", wrap=True)
            )
        for attempt in view.attempts[:_AT_ONCE]:
            self._rows.addWidget(self._row(attempt))
        more = len(view.attempts) - _AT_ONCE
        if more > 0:
            self._rows.addWidget(Label(faces, _earlier(more), role="quiet"))

    def _row(self, attempt: Attempt) -> Card:
        faces = self._tools.faces
        card, row = Card(faces), QHBoxLayout()
        row.addWidget(Label(faces, contact_words.attempt(attempt), role="strong", wrap=True), 1)
        tone = contact_words.TONES.get(attempt.outcome, "quiet")
        row.addWidget(Chip(faces, list_words("attempt_outcome", attempt.outcome), tone))
        if attempt.at:
            row.addWidget(Label(faces, contact_words.moment(attempt.at, self._tools.clock.today()), role="small"))
        card.body.addLayout(row)
        if attempt.note:
            card.body.addWidget(Label(faces, lambda _: free(isolate_free(attempt.note)), wrap=True))
        return card


def _earlier(more: int) -> Words:
    return lambda t: t.count("And {count} earlier attempt.", "And {count} earlier attempts.", more)

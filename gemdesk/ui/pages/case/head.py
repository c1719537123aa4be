"""The head of a case: who it is about, how it stands, the two acts, the three cards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gemdesk.flows.cases import CaseView
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.look.face import value_words
from gemdesk.ui.look.tokens import Token, Tone
from gemdesk.ui.pages.case.head_card import HeadCard
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.told import case_words as words
from gemdesk.ui.tools import Tools

_INKS: dict[Tone, Token] = {"danger": "danger", "warning": "warning"}
_STACKED = 620  # pixels at 100 %: below it the cards stand beneath each other


class Head(QWidget):
    """Says who and how; the acts are told to the page."""

    note_wanted = Signal()
    referral_wanted = Signal()
    consent_wanted = Signal()
    contact_wanted = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._room = tools, 0
        faces = tools.faces
        self._name = Label(faces, lambda _: "", role="title", wrap=True)
        self._code = Label(faces, lambda _: "", role="name", ink="quiet")
        self._risk = Chip(faces, lambda _: "", icon="shield")
        self._status = Chip(faces, lambda _: "", "good")
        note = Button(faces, lambda t: t.say("Quick note"), icon="note", keys="Ctrl+N", press=self.note_wanted.emit)
        refer = Button(
            faces,
            lambda t: t.say("New referral"),
            sort="primary",
            icon="send",
            keys="Ctrl+R",
            press=self.referral_wanted.emit,
        )
        call = Button(faces, lambda t: t.say("Open the safe contact"), sort="well", press=self.contact_wanted.emit)
        record = Button(faces, lambda t: t.say("Record a consent"), sort="well", press=self.consent_wanted.emit)
        self._contact = HeadCard(faces, lambda t: t.say("Safe contact"), "phone", call)
        self._consent = HeadCard(faces, lambda t: t.say("Consent"), "shield", record)
        self._step = HeadCard(faces, lambda t: t.say("Next step"), "check")
        self._lay_out(note, refer)
        faces.follow(self.say)

    def _lay_out(self, *acts: Button) -> None:
        self._line = Flow()
        for part in (self._name, self._code, self._risk, self._status):
            self._line.addWidget(part)
        self._acts = Flow()
        for act in acts:
            self._acts.addWidget(act)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(self._line, 1)
        self._top.addLayout(self._acts)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for card in (self._contact, self._consent, self._step):
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self._cards.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._top)
        column.addLayout(self._cards)
        self._column = column

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._line.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))
        self._cards.setSpacing(look.px(12))
        self._column.setSpacing(look.px(14))
        self.arrange(self._room or self.width())

    def arrange(self, width: int) -> None:
        """Put the parts beneath each other where `width` (pixels) is too small for a row, or for these words in one."""
        self._room = width
        narrow = width < self._tools.faces.face.look.px(_STACKED)
        self._stack(narrow)
        if not narrow and self.minimumSizeHint().width() > width:
            self._stack(True)

    def _stack(self, narrow: bool) -> None:
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._top.setDirection(down if narrow else along)
        self._cards.setDirection(down if narrow else along)
        for card in (self._contact, self._consent, self._step):
            card.arrange(flat=narrow)

    def show_case(self, view: CaseView) -> None:
        """Show the head of this case."""
        case, person = view.case, view.person
        self._name.set_words(
            value_words(Name(person.chosen_name)) if person.chosen_name else lambda t: t.say("No name taken down")
        )
        self._code.set_words(value_words(Code(person.code)))
        self._risk.set_words(words.risk(case.risk_level), words.RISK_TONES.get(case.risk_level, "quiet"))
        self._status.set_words(list_words("case_status", case.status), words.STATUS_TONES.get(case.status, "quiet"))
        self._contact.set_words(words.contact_fact(view.contact), words.contact_note(view.contact))
        self._consent.set_words(words.consent_fact(view.grants), words.consent_note(view.grants))
        note, tone = words.step_note(case, self._tools.clock.today())
        step = value_words(Name(case.next_step)) if case.next_step else lambda t: t.say("No step was set")
        self._step.set_words(step, note, _INKS.get(tone, "quiet"))
        self.arrange(self._room or self.width())

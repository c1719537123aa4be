"""One referral among the papers of its case: where it stands, what became of it, what can be said of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.referrals import State
from gemdesk.flows.replies import Paper
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name, isolate_free
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.case.referral_acts import ReferralActs
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import reply_words
from gemdesk.ui.tools import Tools


class ReferralCard(Card):
    """Stays the same card while its case is shown, so that what is typed in it stays."""

    done = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        self._tools = tools
        self._head, self._chips, self._turns = QHBoxLayout(), Flow(), QVBoxLayout()
        self.acts = ReferralActs(tools)
        self.acts.done.connect(self.done)
        for layout in (self._head, self._chips, self._turns):
            self.body.addLayout(layout)
        self.body.addWidget(self.acts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def show_paper(self, paper: Paper, *, may_write: bool) -> None:
        """Show a referral as it stands now."""
        faces, referral, today = self._tools.faces, paper.referral, self._tools.clock.today()
        for layout in (self._head, self._chips, self._turns):
            clear(layout)
        self._head.addWidget(Label(faces, value_words(Name(paper.receiver)), role="strong", wrap=True), 1)
        self._head.addWidget(Label(faces, value_words(Code(referral.reference)), role="quiet"))
        tone = reply_words.STATE_TONES.get(referral.state, "quiet")
        self._chips.addWidget(Chip(faces, list_words("referral_state", referral.state), tone))
        self._chips.addWidget(Chip(faces, list_words("priority", referral.priority), "quiet"))
        if clock := reply_words.clock(referral, today):
            self._chips.addWidget(Chip(faces, clock[0], clock[1], icon="clock"))
        self._chips.addWidget(Label(faces, lambda t: _services(paper, t), role="quiet", wrap=True))
        if paper.letter_left is not None and referral.state == State.DRAFT:
            self._turns.addWidget(Label(faces, lambda t: self._left(paper, t), role="quiet", ink="warning", wrap=True))
        for turn in paper.turns:
            self._turns.addWidget(Label(faces, reply_words.turn(turn, today), role="quiet", wrap=True))
            if served := reply_words.served(turn, today):
                self._turns.addWidget(Label(faces, served, role="quiet", wrap=True))
            if turn.reply is not None and turn.reply.note:
                self._turns.addWidget(Label(faces, _free(turn.reply.note), wrap=True))
        self.acts.show_paper(paper, may_write=may_write)

    def _left(self, paper: Paper, texts: Texts) -> str:
        assert paper.letter_left is not None  # noqa: S101 - asked for where it is shown
        day = dates.short_day(paper.letter_left, self._tools.clock.today(), texts.language)
        return texts.say(
            "The letter left the vault on {day}. It is not written down yet that it was handed over.", day=day
        )


def _free(text: str) -> Words:
    return lambda _: free(isolate_free(text))


def _services(paper: Paper, texts: Texts) -> str:
    return texts.list([lists.label("service", code, texts.language) for code in paper.referral.services])

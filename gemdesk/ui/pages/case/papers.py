"""The referrals of a case with what became of them, and the files kept in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.access import Right
from gemdesk.domain.records import File
from gemdesk.flows import replies
from gemdesk.flows.cases import CaseView
from gemdesk.flows.replies import Paper
from gemdesk.kernel import dates
from gemdesk.kernel.typed import FilePath
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import value_words
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.referral_card import ReferralCard
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools


class Papers(CasePart):
    """Two short lists; a referral keeps its card while the case is the same, with what is typed in it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._case = Page(), ""
        self.cards: dict[str, ReferralCard] = {}
        self._none = Label(faces, lambda t: t.say("No referral yet."), role="quiet", wrap=True)
        self._none.hide()
        self._referrals, self._files = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(faces, lambda t: t.say("Referrals"), role="name"))
        column.addWidget(self._none)
        column.addLayout(self._referrals)
        column.addWidget(Label(faces, lambda t: t.say("Files kept in the vault"), role="name"))
        column.addLayout(self._files)
        self._column = column
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        gap = self._tools.faces.face.look.px(8)
        for layout in (self._column, self._referrals, self._files):
            layout.setSpacing(gap)

    def show_case(self, view: CaseView) -> None:
        """Show the files of this case, and read what became of its referrals."""
        if view.case.id != self._case:
            self._case = view.case.id
            self._drop(list(self.cards))
        self._turn.renew()
        self._tools.jobs.look(replies.of_case, view.case.id, then=self._show_papers, page=self._turn)
        clear(self._files)
        faces = self._tools.faces
        if not view.files:
            self._files.addWidget(Label(faces, lambda t: t.say("No file yet."), role="quiet", wrap=True))
        for file in view.files:
            self._files.addWidget(self._file(file))

    def _show_papers(self, papers: Sequence[Paper]) -> None:
        self._none.setVisible(not papers)
        known = {paper.referral.id for paper in papers}
        self._drop([id_ for id_ in self.cards if id_ not in known])
        may_write = self._tools.rights.may(Right.WRITE)
        for at, paper in enumerate(papers):
            id_ = paper.referral.id
            if id_ not in self.cards:
                self.cards[id_] = ReferralCard(self._tools)
                self.cards[id_].done.connect(self.saved)
                self._referrals.insertWidget(at, self.cards[id_])
            self.cards[id_].show_paper(paper, may_write=may_write)

    def _drop(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            card = self.cards.pop(id_)
            self._referrals.removeWidget(card)
            card.hide()
            card.deleteLater()

    def finish(self) -> None:
        """Do what is asked in a card that is open."""
        for card in self.cards.values():
            card.acts.accept()

    def _file(self, file: File) -> Card:
        faces = self._tools.faces
        card, row = Card(faces), QHBoxLayout()
        row.addWidget(Icon(faces, "clip", "quiet"))
        row.addWidget(Label(faces, value_words(FilePath(file.name)), role="strong"), 1)
        at = file.at
        if at:
            row.addWidget(
                Label(faces, lambda t: dates.short_day(at.date(), self._tools.clock.today(), t.language), role="small")
            )
        card.body.addLayout(row)
        return card

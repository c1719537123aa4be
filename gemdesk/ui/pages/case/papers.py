"""The referrals of a case and the files kept in it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.records import File, Referral
from gemdesk.flows.cases import CaseView
from gemdesk.kernel import dates
from gemdesk.kernel.typed import Code, FilePath, Name
from gemdesk.ui.look.face import value_words
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools


class Papers(QWidget):
    """Two short lists; each row is a card."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)

    def show_case(self, view: CaseView) -> None:
        """Show the referrals and files of this case."""
        clear(self._rows)
        faces = self._tools.faces
        self._rows.addWidget(Label(faces, lambda t: t.say("Referrals"), role="name"))
        if not view.referrals:
            self._rows.addWidget(Label(faces, lambda t: t.say("No referral yet."), role="quiet", wrap=True))
        for referral in view.referrals:
            self._rows.addWidget(self._referral(referral, view))
        self._rows.addWidget(Label(faces, lambda t: t.say("Files kept in the vault"), role="name"))
        if not view.files:
            self._rows.addWidget(Label(faces, lambda t: t.say("No file yet."), role="quiet", wrap=True))
        for file in view.files:
            self._rows.addWidget(self._file(file))

    def _referral(self, referral: Referral, view: CaseView) -> Card:
        faces = self._tools.faces
        known = view.organisations.get(referral.organisation)
        card, row = Card(faces), QHBoxLayout()
        row.addWidget(Label(faces, value_words(Name(known.name if known else "")), role="strong", wrap=True), 1)
        row.addWidget(Chip(faces, list_words("priority", referral.priority), "quiet"))
        row.addWidget(Chip(faces, list_words("referral_state", referral.state), "info"))
        card.body.addLayout(row)
        card.body.addWidget(Label(faces, value_words(Code(referral.reference)), role="quiet"))
        return card

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

"""How an organisation answered, quarter by quarter."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from gemdesk.domain.figures import Outcome
from gemdesk.flows.figures import Quarter
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import count_words
from gemdesk.ui.tools import Tools

_SHOWN = (Outcome.ACKNOWLEDGED, Outcome.ACCEPTED, Outcome.WAITING_LIST, Outcome.NOT_ACCEPTED, Outcome.NO_FEEDBACK)


class Quarters(Card):
    """Hidden while nothing was sent there."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._grid = QGridLayout()
        super().__init__(tools.faces)
        self.body.addWidget(Label(tools.faces, lambda t: t.say("Referrals and answers"), role="name"))
        self.body.addLayout(self._grid)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._grid.setHorizontalSpacing(self._faces.face.look.px(14))
        self._grid.setVerticalSpacing(self._faces.face.look.px(6))

    def show_quarters(self, quarters: Sequence[Quarter]) -> None:
        """Show these, one beneath the other."""
        clear(self._grid)
        self.setVisible(bool(quarters))
        heads: list[Words] = [lambda t: t.say("Sent"), *(count_words.OUTCOMES[one] for one in _SHOWN), _days_head]
        for place, head in enumerate(heads, 1):
            self._grid.addWidget(Label(self._faces, head, role="caption", wrap=True), 0, place)
        order = list(Outcome)
        for at, quarter in enumerate(quarters, 1):
            cells = [count_words.cell(quarter.outcomes[order.index(one)]) for one in _SHOWN]
            row = [
                count_words.span(quarter.period),
                count_words.cell(quarter.sent),
                *cells,
                count_words.days(quarter.days),
            ]
            for place, said in enumerate(row):
                self._grid.addWidget(Label(self._faces, said, wrap=True), at, place)
        self._grid.setColumnStretch(0, 1)


def _days_head(texts: Texts) -> str:
    return texts.say("Days to the first answer")

"""What is still to be completed in a case, each with the way to its field."""

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.completeness import Gap
from gemdesk.domain.definition import definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.tab_order import chain
from gemdesk.ui.tools import Tools

_AT_FIRST = 3  # ways that are shown before more are asked for
_SAID: dict[Gap, Words] = {
    Gap("safe_contact", "number"): lambda t: t.say("Safe contact"),
    Gap("case", "risk_factors"): lambda t: t.say("Risk assessment"),
    Gap("consent", "items"): lambda t: t.say("Consent talk"),
    Gap("relative", "guardian"): lambda t: t.say("Guardian"),
    Gap("person", "age"): lambda t: t.say("Age or age band"),
    Gap("person", "household_size"): lambda t: t.say("Household size"),
}


def words_of(gap: Gap) -> Words:
    """What is missing, in the words of its field."""
    label = definition_of(KINDS[gap.kind]).field(gap.field).meaning.label
    return _SAID.get(gap, lambda t: t.say(label))


class Gaps(QWidget):
    """One line under the head of a case; hidden when nothing is missing."""

    wanted = Signal(str, str)  # kind of record, field

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._gaps: tuple[Gap, ...] = ()
        self._case, self._is_whole = "", False
        self._flow = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        self.hide()
        tools.faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._flow.setSpacing(self._tools.faces.face.look.px(6))

    def show_gaps(self, case: str, gaps: tuple[Gap, ...]) -> None:
        """Show what is missing in this case."""
        if case != self._case:
            self._case, self._is_whole = case, False
        if gaps != self._gaps or not self._flow.count():
            self._gaps = gaps
            self._fill()
        self.setVisible(bool(gaps))

    def _fill(self) -> None:
        clear(self._flow)
        faces = self._tools.faces
        shown = self._gaps if self._is_whole else self._gaps[:_AT_FIRST]
        more = len(self._gaps) - len(shown)
        self._flow.addWidget(Label(faces, lambda t: t.say("To be completed:"), role="quiet"))
        for gap in shown:
            go = partial(self.wanted.emit, gap.kind, gap.field)
            self._flow.addWidget(Button(faces, words_of(gap), sort="quiet", press=go))
        if more > 0:
            self._flow.addWidget(Button(faces, _more(more), sort="quiet", icon="down", press=self._show_all))
        items = filter(None, map(self._flow.itemAt, range(1, self._flow.count())))
        chain([self._stop_before(), *(item.widget() for item in items)])

    def _stop_before(self) -> QWidget:
        """The part at which Tab stops before it comes here; one without a focus has no order for Qt."""
        before = cast("QWidget", self.previousInFocusChain())
        while before is not self and (before.focusPolicy() == Qt.FocusPolicy.NoFocus or self.isAncestorOf(before)):
            before = cast("QWidget", before.previousInFocusChain())
        return before

    def _show_all(self) -> None:
        self._is_whole = True
        self._fill()


def _more(more: int) -> Words:
    return lambda t: t.count("{count} more field", "{count} more fields", more)

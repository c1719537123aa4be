"""The plan of a case: needs, the case plan in its versions, follow-ups, and everything that is due."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gemdesk.flows import plans
from gemdesk.flows.cases import CaseView
from gemdesk.flows.plans import PlanView
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.case.case_tasks import CaseTasks
from gemdesk.ui.pages.case.follow_ups import FollowUps
from gemdesk.ui.pages.case.needs import Needs
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.plan_versions import PlanVersions
from gemdesk.ui.tools import Tools


class Plans(CasePart):
    """One tab of a case."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._turn, self._case = Page(), ""
        self.due, self.needs, self.plan, self.follow_ups = (
            CaseTasks(tools), Needs(tools), PlanVersions(tools), FollowUps(tools),
        )  # fmt: skip
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.due, self.needs, self.plan, self.follow_ups):
            self._column.addWidget(part)
            part.saved.connect(self.saved)
        tools.faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(20))

    def show_case(self, view: CaseView) -> None:
        """Read the plan of this case."""
        if view.case.id != self._case:
            self.keep_draft()
            self._turn.renew()
            self._case = view.case.id
        self._tools.jobs.look(plans.look, self._case, then=self._show, page=self._turn)

    def keep_draft(self) -> None:
        """Keep what was written and not saved."""
        for card in self._cards():
            card.keep_draft()

    def finish(self) -> None:
        """Save the form in which the focus is."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, QWidget):
            return
        if self.follow_ups.outcome.isAncestorOf(focus):
            self.follow_ups.outcome.save()
        for card in self._cards():
            if card.isAncestorOf(focus):
                card.save()

    def _cards(self) -> tuple[EditCard, ...]:
        return self.due.edit, self.needs.edit, *self.plan.cards(), self.follow_ups.edit

    def _show(self, view: PlanView) -> None:
        for part in (self.due, self.needs, self.plan, self.follow_ups):
            part.show_plan(view)

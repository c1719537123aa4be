"""The people of a case: household and close ones, and files that may be about the same person."""

from PySide6.QtWidgets import QVBoxLayout

from gemdesk.flows import people
from gemdesk.flows.cases import CaseView
from gemdesk.flows.people import PeopleView
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.case.other_files import OtherFiles
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.relatives import Relatives
from gemdesk.ui.tools import Tools


class People(CasePart):
    """Reads the people of a case when it is looked at."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._case, self._wanted = "", ""
        self._turn = Page()
        self.relatives, self.files = Relatives(tools), OtherFiles(tools)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.relatives)
        self._column.addWidget(self.files)
        self.relatives.saved.connect(self.saved)
        self.files.saved.connect(self.saved)
        for part in (self.relatives, self.files):
            part.case_wanted.connect(self.case_wanted)
        tools.faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(20))

    def show_case(self, view: CaseView) -> None:
        """Read the people of this case."""
        if view.case.id != self._case:
            self.keep_draft()
            self._case = view.case.id
            self._turn.renew()
        self._tools.jobs.look(people.look, self._case, then=self._show, page=self._turn)

    def _show(self, view: PeopleView) -> None:
        self.relatives.show_case(view)
        self.files.show_case(view)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.relatives.begin(wanted)

    def want(self, name: str) -> None:
        """Open the form of a new relative with the focus in a field, now or when the people are shown."""
        self._wanted = name

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""
        self.relatives.edit.keep_draft()

    def finish(self) -> None:
        """Save the person who is being written down."""
        if self.relatives.edit.is_open():
            self.relatives.edit.save()

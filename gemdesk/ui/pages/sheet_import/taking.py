"""What an import asks of the flows, one thing after the other, and what it has learned so far."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gemdesk.domain.own import SheetImport
from gemdesk.flows import sheet_imports, sheet_plans, sheet_reading
from gemdesk.flows.sheet_choices import Choices
from gemdesk.flows.sheet_reading import Opened, Plan
from gemdesk.flows.sheet_writing import Outcome
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Page
from gemdesk.ui.parts.working import Working
from gemdesk.ui.tools import Tools


class Taking(QObject):
    """Holds the sheet, its plan and the last import; every answer comes as a signal."""

    opened_anew = Signal()
    unread = Signal(object)  # a Stop: the file was not taken
    planned = Signal()
    accepted = Signal(object)  # an Outcome, or None when it was stopped
    undone = Signal(object)  # a SheetImport, or None when it was stopped
    failed = Signal(object)  # a Stop
    earlier = Signal(object)  # the imports of before
    let_go = Signal()  # reading was stopped

    def __init__(self, tools: Tools, working: Working) -> None:
        super().__init__()
        self._tools, self._working = tools, working
        self._turn, self._reading = Page(), Page()
        self._writes = False
        self.opened: Opened | None = None
        self.plan: Plan | None = None
        self.done = ""  # the import that was accepted last
        working.stopped.connect(self._on_stopped)

    def forget(self) -> None:
        """Begin with nothing."""
        self._turn.renew()
        self.opened = self.plan = None

    def read(self, path: Path, page: str = "", encoding: str = "") -> None:
        """Read a file."""
        self.forget()
        progress = self._working.begin(lambda t: t.say("The file is being read."))
        self._tools.jobs.apart(
            sheet_reading.open_sheet, path, page, encoding, progress,
            then=self._on_opened, failed=self.unread.emit, page=self._turn, progress=progress,
        )  # fmt: skip

    def alter(self, act: Callable[..., Opened], *wish: object) -> None:
        """Take the columns for something else."""
        if self.opened is not None:
            self._tools.jobs.apart(act, self.opened, *wish, then=self._on_opened, page=self._turn)

    def _on_opened(self, opened: Opened) -> None:
        self.opened, self.plan = opened, None
        self.opened_anew.emit()

    def draft(self) -> None:
        """Read the rows and compare them with the vault."""
        self._turn.renew()
        progress = self._working.begin(lambda t: t.say("The rows are being read."))
        self._tools.jobs.apart(
            sheet_plans.draft, self.opened, self._tools.clock.today(), progress,
            then=self._compare, failed=self.failed.emit, page=self._turn, progress=progress,
        )  # fmt: skip

    def _compare(self, plan: Plan) -> None:
        progress = self._working.begin(lambda t: t.say("The rows are being compared with the vault."))
        self._tools.jobs.look(
            sheet_imports.compare, plan, progress,
            then=self._on_plan, failed=self.failed.emit, page=self._turn, progress=progress,
        )  # fmt: skip

    def _on_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.planned.emit()

    def accept(self, choices: Choices) -> None:
        """Write everything, or nothing."""
        self._writes = True
        progress = self._working.begin(lambda t: t.say("The rows are being written. Until all are, none is."))
        self._tools.jobs.change(
            sheet_imports.accept, self.plan, dict(choices), self._tools.faces.face.texts, progress,
            then=self._on_accepted, failed=self._on_refused, progress=progress,
        )  # fmt: skip

    def _on_accepted(self, outcome: Outcome | None) -> None:
        self._end()
        if outcome is not None:
            self.done = outcome.id
            self.forget()
        self.accepted.emit(outcome)

    def undo(self, import_id: str) -> None:
        """Take a whole import back, or nothing of it."""
        self._writes = True
        progress = self._working.begin(lambda t: t.say("The import is being undone. Until all of it is, nothing is."))
        self._tools.jobs.change(
            sheet_imports.undo, import_id, progress,
            then=self._on_undone, failed=self._on_refused, progress=progress,
        )  # fmt: skip

    def _on_undone(self, undone: SheetImport | None) -> None:
        self._end()
        self.undone.emit(undone)

    def _on_refused(self, stop: Stop) -> None:
        self._end()
        self.failed.emit(stop)

    def _end(self) -> None:
        self._writes = False
        self._working.end()

    def read_earlier(self) -> None:
        """Ask for the imports of before."""
        self._tools.jobs.look(sheet_imports.earlier, then=self.earlier.emit, page=self._reading)

    def _on_stopped(self) -> None:
        if self._writes:
            return  # whether it was in time is told by the answer
        self._turn.renew()
        self._working.end()
        self.let_go.emit()

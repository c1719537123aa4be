"""Taking in a spreadsheet in three steps: the file and its columns, the doubtful cells, the sum and the acceptance."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gemdesk.domain.own import SheetImport
from gemdesk.domain.readings import Target
from gemdesk.flows import sheet_reading
from gemdesk.flows.sheet_writing import Outcome
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.sheet_import.doubt_step import DoubtStep
from gemdesk.ui.pages.sheet_import.earlier import Earlier
from gemdesk.ui.pages.sheet_import.file_step import FileStep
from gemdesk.ui.pages.sheet_import.sum_step import Done, SumStep
from gemdesk.ui.pages.sheet_import.taking import Taking
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.working import Working
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

FILE, DOUBTS, SUM, DONE = range(4)
_TITLES: tuple[Words, ...] = (
    lambda t: t.say("Step 1 of 3: the file and its columns"),
    lambda t: t.say("Step 2 of 3: the doubtful cells"),
    lambda t: t.say("Step 3 of 3: what will be taken in"),
    lambda t: t.say("Taken in"),
)
_NEXTS: dict[int, Words] = {
    FILE: lambda t: t.say("Read the rows"),
    DOUBTS: lambda t: t.say("Continue"),
    SUM: lambda t: t.say("Take in these rows"),
}

_ICONS = {FILE: "list", DOUBTS: "forward", SUM: "tick"}


class _Steps(QStackedWidget):
    """The steps; each gives way to what stands beneath, and scrolls where it has to."""

    def hasHeightForWidth(self) -> bool:
        """Else Qt would keep the wished height of the highest step free."""
        return False


class SheetImportPage(PlacePage):
    """Leads through the steps; nothing is written before the last one."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self.banner = Banner(faces)
        self._step = Label(faces, lambda _: "", role="quiet")
        self.file, self.doubts, self.sum = FileStep(tools), DoubtStep(tools), SumStep(tools)
        self.done_card, self.earlier = Done(tools), Earlier(tools)
        self.file.below.addWidget(self.earlier)
        self.working = Working(faces, tools.jobs)
        self.taking = Taking(tools, self.working)
        self.next = Button(faces, _NEXTS[FILE], sort="primary", icon=_ICONS[FILE], keys="Ctrl+Return", press=self.go_on)
        self.before = Button(faces, lambda t: t.say("Back"), icon="back", press=self.back)
        self._steps = _Steps()
        self._build()
        self._connect_steps()
        self._connect_answers()
        faces.follow(self.say)
        self._show(FILE)

    def _build(self) -> None:
        end = QWidget()
        column = QVBoxLayout(end)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.done_card)
        column.addStretch(1)
        for step in (self.file, self.doubts, self.sum, end):
            self._steps.addWidget(step)
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.next)
        self._acts.addWidget(self.before)
        self._acts.addWidget(self.working, 100)
        self._acts.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(Label(self._tools.faces, lambda t: t.say("Take in a spreadsheet"), role="title"))
        head.addStretch(1)
        head.addWidget(self._step)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._steps, 1)
        self._column.addLayout(self._acts)

    def _connect_steps(self) -> None:
        self.file.file_chosen.connect(self._read)
        self.file.page_chosen.connect(lambda page: self._read(page=page))
        self.file.encoding_chosen.connect(lambda encoding: self._read(encoding=encoding))
        self.file.head_chosen.connect(lambda number: self.taking.alter(sheet_reading.set_head, number))
        self.file.target_chosen.connect(self._on_target)
        self.doubts.changed.connect(self._say_next)
        self.doubts.case_wanted.connect(self.case_wanted)
        self.done_card.undo_wanted.connect(lambda: self.undo(self.taking.done))
        self.done_card.again_wanted.connect(self._begin_again)
        self.done_card.left.connect(self.left)
        self.earlier.undo_wanted.connect(self.undo)
        bind(self, "Ctrl+Return", self.go_on).setAutoRepeat(False)
        bind(self, "Ctrl+Enter", self.go_on).setAutoRepeat(False)

    def _connect_answers(self) -> None:
        taking = self.taking
        taking.opened_anew.connect(self._on_opened)
        taking.unread.connect(self._on_unread)
        taking.planned.connect(self._on_plan)
        taking.accepted.connect(self._on_accepted)
        taking.undone.connect(self._on_undone)
        taking.failed.connect(self._failed)
        taking.earlier.connect(self.earlier.show_imports)
        taking.let_go.connect(self._on_let_go)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(14))
        self._column.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))

    def open(self) -> None:
        """Read the earlier imports; an import that was begun stays where it was."""
        self.banner.hide()
        self.taking.read_earlier()
        if self.step() == DONE:
            self._begin_again()
        self._take_focus()

    def step(self) -> int:
        """Which step is shown."""
        return self._steps.currentIndex()

    def back(self) -> None:
        """One step back; from the first one out of the place."""
        self.banner.hide()
        if self.step() in (DOUBTS, SUM):
            self._show(self.step() - 1)
        else:
            self.left.emit()

    def go_on(self) -> None:
        """Go to the next step, where this one allows it."""
        if not self.next.isEnabled():
            return
        self.banner.hide()
        if self.step() == FILE:
            self._draft()
        elif self.step() == DOUBTS:
            self._sum()
        elif self.step() == SUM:
            self._busy(True)
            self.taking.accept(self.doubts.choices)

    def undo(self, import_id: str) -> None:
        """Take a whole import back."""
        self.banner.hide()
        self._busy(True)
        self.taking.undo(import_id)

    def _show(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._step.set_words(_TITLES[step])
        self.before.setVisible(step != DONE)
        self.next.setVisible(step != DONE)
        if step != DONE:
            self.next.set_words(_NEXTS[step], _ICONS[step])
        self._say_next()
        self._take_focus()

    def _say_next(self) -> None:
        may = {FILE: self.taking.opened is not None, SUM: bool(self.sum.sums.people + self.sum.sums.added)}
        self.next.setEnabled(may.get(self.step(), True))

    def _take_focus(self) -> None:
        if self.step() == FILE:
            self.file.file.line.setFocus()
        elif self.step() == DOUBTS:
            self.doubts.take_focus()
        elif self.step() == SUM:
            self.next.setFocus()
        else:
            self.done_card.leave.setFocus()

    def _begin_again(self) -> None:
        self.taking.forget()
        self.file.file.clear()
        self._clear()
        self._show(FILE)

    def _clear(self) -> None:
        for step in (self.file, self.doubts, self.sum):
            step.clear()

    def _busy(self, busy: bool) -> None:
        for part in (self._steps, self.before):
            part.setEnabled(not busy)
        if busy:
            self.next.setEnabled(False)
        else:
            self._say_next()

    def _on_let_go(self) -> None:
        self._busy(False)
        self._take_focus()

    def _failed(self, stop: Stop) -> None:
        self._busy(False)
        self.banner.tell(stop)
        self._take_focus()

    def _read(self, page: str = "", encoding: str = "") -> None:
        path = self.file.file.path()
        if path is None:
            self.taking.forget()
        else:
            self.taking.read(path, page, encoding)
        self._say_next()

    def _on_target(self, column: int, code: str) -> None:
        self.taking.alter(sheet_reading.set_target, column, Target(code))

    def _on_opened(self) -> None:
        if self.taking.opened is not None:
            self.file.show_opened(self.taking.opened)
        self._say_next()

    def _on_unread(self, stop: Stop) -> None:
        self.file.refuse(stop)
        self._say_next()

    def _draft(self) -> None:
        """Read the rows, unless that was done and nothing altered since."""
        if self.taking.plan is not None:
            self._show(DOUBTS)
        else:
            self._busy(True)
            self.taking.draft()

    def _on_plan(self) -> None:
        self._busy(False)
        if self.taking.plan is not None:
            self.doubts.show_plan(self.taking.plan, {})
            self._show(DOUBTS)

    def _sum(self) -> None:
        left = self.doubts.left()
        if left:
            self.banner.tell_words(
                lambda t: t.count("One cell still needs a decision.", "{count} cells still need a decision.", left),
                "warning",
            )
            self.doubts.lead_to_open()
        elif self.taking.plan is not None:
            self.sum.show_plan(self.taking.plan, self.doubts.choices)
            self._show(SUM)

    def _on_accepted(self, outcome: Outcome | None) -> None:
        self._busy(False)
        if outcome is None:
            self.banner.tell_words(lambda t: t.say("Stopped. Nothing was written."), "info")
            self._take_focus()
            return
        self.done_card.show_outcome(outcome)
        self._show(DONE)
        self._clear()
        self.taking.read_earlier()

    def _on_undone(self, undone: SheetImport | None) -> None:
        self._busy(False)
        if undone is None:
            self.banner.tell_words(lambda t: t.say("Stopped. Nothing was undone."), "info")
        elif self.step() == DONE:
            self.done_card.show_undone()
        else:
            self.banner.tell_words(_undone, "good")
        self.taking.read_earlier()


def _undone(texts: Texts) -> str:
    return texts.say("The import was undone. What it had made lies in the bin.")

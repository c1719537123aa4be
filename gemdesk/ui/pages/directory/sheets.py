"""The directory out as a sheet, and a sheet in: what goes along is said before, what would change is shown before."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.flows import directory_sheets
from gemdesk.flows.directory_sheets import Plan, Taken
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import FilePath
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.directory import sheet_words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.working import Working
from gemdesk.ui.tools import Tools

_MOST_SHOWN = 200  # lines of a dry run; the rest is counted


class Export(Card):
    """What goes along, in which form, where to."""

    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        self._tools = tools
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("Save the directory as a sheet"), role="name"))
        self.body.addWidget(Label(faces, sheet_words.goes_along, role="quiet", wrap=True))
        self.ending = Segment(
            faces,
            lambda t: t.say("Kind of file"),
            [("xlsx", lambda t: t.say("Workbook (XLSX)")), ("csv", lambda t: t.say("Text (CSV)"))],
        )
        self.ending.set_codes(("xlsx",))
        self.words = Check(faces, lambda t: t.say("Notes and reasons go along; they may name somebody"))
        self.save_button = Button(
            faces, lambda t: t.say("Choose the place and save"), sort="primary", icon="save", press=self._choose
        )
        self._acts = Flow()
        self._acts.addWidget(self.save_button)
        self._acts.addWidget(Button(faces, lambda t: t.say("Cancel"), press=self.left.emit))
        self.banner = Banner(faces)
        for part in (self.ending, self.words):
            self.body.addWidget(part)
        self.body.addLayout(self._acts)
        self.body.addWidget(self.banner)

    def _choose(self) -> None:
        ending = self._ending()
        ask_file(
            self,
            self._tools.faces.face,
            lambda t: t.say("Save the directory as a sheet"),
            self.save,
            new_name=f"directory.{ending}",
            ending=ending,
            over=True,
        )

    def _ending(self) -> directory_sheets.Ending:
        return "csv" if self.ending.codes() == ("csv",) else "xlsx"

    def save(self, target: Path) -> None:
        """Write the sheet to its place."""
        self.save_button.setEnabled(False)
        self._tools.jobs.change(
            _export, target, self._ending(), self._tools.faces.face.texts, self.words.isChecked(),
            then=lambda count: self._saved(count, target), failed=self._stopped,
        )  # fmt: skip

    def _saved(self, count: int, target: Path) -> None:
        self.save_button.setEnabled(True)
        self.banner.tell_words(
            lambda t: t.count(
                "{count} organisation was saved. The sheet is not encrypted. It lies here:\n{path}",
                "{count} organisations were saved. The sheet is not encrypted. It lies here:\n{path}",
                count,
                path=FilePath(target),
            ),
            "good",
        )

    def _stopped(self, stop: Stop) -> None:
        self.save_button.setEnabled(True)
        self.banner.tell(stop)


def _export(work: object, target: Path, ending: directory_sheets.Ending, texts: object, words: bool) -> int:
    return directory_sheets.export(work, target, ending, texts, with_free_words=words)  # type: ignore[arg-type]  # as handed by the jobs


class Import(QWidget):
    """A sheet is read and told; only then, and only on wish, it is taken in, and it can be taken back."""

    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._plan: Plan | None = None
        self._taken: Taken | None = None
        faces = tools.faces
        self.banner = Banner(faces)
        self.working = Working(faces, tools.jobs)
        self._told = Label(faces, lambda t: t.say("The sheet is being read."), wrap=True)
        self._steps = QVBoxLayout()
        self.accept_button = Button(
            faces, lambda t: t.say("Take the sheet in"), sort="primary", icon="tick", press=self.accept
        )
        self.back_button = Button(faces, lambda t: t.say("Take it back"), icon="undo", press=self.take_back)
        self.close_button = Button(faces, lambda t: t.say("Close"), press=self.left.emit)
        self._acts = Flow()
        for act in (self.accept_button, self.back_button, self.close_button):
            self._acts.addWidget(act)
        self._scroll = Scroll(faces)
        body = self._scroll.body
        body.addWidget(Label(faces, lambda t: t.say("Take in a sheet of organisations"), role="title", wrap=True))
        for part in (self.banner, self.working, self._told):
            body.addWidget(part)
        body.addLayout(self._acts)
        body.addLayout(self._steps)
        body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(20)
        self._column.setContentsMargins(side, look.px(12), side, 0)
        self._steps.setSpacing(look.px(6))
        self._acts.setSpacing(look.px(10))

    def open(self, path: Path) -> None:
        """Read a sheet, and show what it would do."""
        self._turn.renew()
        self._plan = self._taken = None
        clear(self._steps)
        self.banner.hide()
        self._told.set_words(lambda t: t.say("The sheet is being read."))
        self._show_acts()
        progress = self.working.begin(lambda t: t.say("The sheet is being read."))
        self._tools.jobs.look(
            directory_sheets.look_into, path, progress,
            then=self._show, failed=self._stopped, page=self._turn, progress=progress,
        )  # fmt: skip

    def _show(self, plan: Plan) -> None:
        self._plan = plan
        self._told.set_words(sheet_words.summary(plan))
        lines = [*sheet_words.steps(plan), *sheet_words.passed_over(plan)]
        for title, said, ink in lines[:_MOST_SHOWN]:
            card = Card(self._tools.faces)
            card.body.addWidget(Label(self._tools.faces, title, role="strong", wrap=True))
            if said is not None:
                card.body.addWidget(Label(self._tools.faces, said, role="quiet", ink=ink, wrap=True))
            self._steps.addWidget(card)
        if more := len(lines) - _MOST_SHOWN if len(lines) > _MOST_SHOWN else 0:
            self._steps.addWidget(Label(self._tools.faces, sheet_words.more(more), role="quiet"))
        self._show_acts()
        self.accept_button.setFocus()

    def _show_acts(self) -> None:
        self.accept_button.setVisible(self._plan is not None and bool(self._plan.steps) and self._taken is None)
        self.back_button.setVisible(self._taken is not None)

    def accept(self) -> None:
        """Take in what was shown."""
        if self._plan is None:
            return
        self.accept_button.setEnabled(False)
        self._tools.jobs.change(directory_sheets.accept, self._plan, then=self._on_taken, failed=self._stopped)

    def _on_taken(self, taken: Taken) -> None:
        self.accept_button.setEnabled(True)
        self._taken = taken
        clear(self._steps)
        self._told.set_words(sheet_words.taken(taken))
        self._show_acts()

    def take_back(self) -> None:
        """Take the whole import back."""
        if self._taken is not None:
            self._tools.jobs.change(
                directory_sheets.take_back, self._taken.change, then=lambda _: self._on_back(), failed=self._stopped
            )

    def _on_back(self) -> None:
        self._taken = self._plan = None
        self._told.set_words(lambda t: t.say("The import was taken back. The directory is as it was before."))
        self._show_acts()

    def _stopped(self, stop: Stop) -> None:
        self.accept_button.setEnabled(True)
        if self._plan is None:
            self._told.set_words(lambda t: t.say("Nothing was taken in."))
        self.banner.tell(stop)

"""The page of Today, the first one after unlocking: what is due, in one list of which one section is shown."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain import safe_hours
from gemdesk.domain.casework import Task
from gemdesk.domain.today import Row, Section
from gemdesk.flows import tasks, today
from gemdesk.flows.today import MOST, Overview
from gemdesk.flows.work import Work
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.today.outcome import Outcome
from gemdesk.ui.pages.today.rows import TodayRows
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.place import PlacePage
from gemdesk.ui.told import due_words as words
from gemdesk.ui.tools import Tools

_LOOK = 20_000  # milliseconds between looks at the clock: other people may be called in another half-hour


class TodayPage(PlacePage):
    """Shows one section at a time; a case opens where its task is done."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._overview = Page(), None
        self._section, self._hour, self._opened = Section.DUE, 0, False
        self._title = Label(faces, lambda t: t.say("Today"), role="title")
        self._day = Label(faces, lambda t: dates.long_day(tools.clock.today(), t.language), role="quiet")
        self.new_task = Button(faces, lambda t: t.say("New task"), icon="plus", keys="Ctrl+T", press=self._write_task)
        self.tabs = Tabs(
            faces, lambda t: t.say("What is due"), [(one.value, said) for one, said in words.SECTIONS.items()]
        )
        self.banner = Banner(faces)
        self.task = EditCard(tools, lambda t: t.say("New task of the office"), Task, ("text", "due"))
        self.outcome = Outcome(tools)
        self.list = TodayRows(tools, lambda t: t.say("What is due"))
        self._none = Empty(faces, self._no_rows, self._no_rows_hint, icon="sun")
        self.open_button = Button(
            faces, lambda t: t.say("Open the case"), icon="forward", keys="Return", press=self._open
        )
        self.done_button = Button(faces, lambda t: t.say("Done"), icon="tick", keys="Space", press=self._do)
        self._build()
        self._connect()
        faces.follow(self.say)

    _overview: Overview | None

    def _build(self) -> None:
        self._head, self._acts, self._stack = QHBoxLayout(), QHBoxLayout(), Stack()
        self._head.addWidget(self._title)
        self._head.addWidget(self._day, 1)
        self._head.addWidget(self.new_task)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        for act in (self.open_button, self.done_button):
            self._acts.addWidget(act)
        self._acts.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.tabs)
        for part in (self.banner, self.task, self.outcome):
            self._column.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(self._acts)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_section)
        self.list.opened.connect(lambda _key: self._open())
        self.list.done_wanted.connect(self._do)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.list.rows.fetched.connect(self._on_fetched)
        self.outcome.answered.connect(self._finish)
        self.outcome.left.connect(self._to_list)
        self.task.closed.connect(self._to_list)
        self._tools.jobs.changed.connect(lambda _kinds: self._on_changed())
        bind(self, "Ctrl+T", self._write_task).setAutoRepeat(False)
        for number, one in enumerate(words.SECTIONS, 1):
            bind(self, f"Ctrl+{number}", partial(self.tabs.set_current, one.value))
        clock = QTimer(self)
        clock.setInterval(_LOOK)
        clock.timeout.connect(self.look_at_clock)
        clock.start()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(16), side, look.px(12))
        self._column.setSpacing(look.px(10))
        self._head.setSpacing(look.px(12))
        self._acts.setSpacing(look.px(10))

    # Reading

    def open(self) -> None:
        """Read everything anew and stand on the first row."""
        self.banner.hide()
        self._opened = True
        self.reload()

    def reload(self) -> None:
        """Read the section that is shown, then how much there is in all."""
        self._hour = safe_hours.bits_of(self._tools.clock.now())
        self._day.say()
        self.list.rows.ask(self._section)
        self._turn.renew()
        self._tools.jobs.look(today.overview, then=self._show_overview, failed=self._refused, page=self._turn)

    def look_at_clock(self) -> None:
        """Read again what depends on the hour, when another half-hour or day has begun."""
        if self.isVisible() and safe_hours.bits_of(self._tools.clock.now()) != self._hour:
            self.reload()

    def _on_changed(self) -> None:
        if not self.isVisible():
            return  # it is read anew when it is gone to
        self.list.rows.reload()
        self._turn.renew()
        self._tools.jobs.look(today.overview, then=self._show_overview, failed=self._refused, page=self._turn)

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        for section in words.SECTIONS:
            self.tabs.set_words(section.value, words.counted(section, overview.counts[section], MOST))
        self.new_task.setEnabled(overview.named)
        self.new_task.setVisible(overview.named)
        self.counted.emit("today", overview.total)
        self.counted.emit("approvals", overview.counts[Section.TO_APPROVE])
        self._say_none()

    def _show_section(self, key: str) -> None:
        self._section = Section(key)
        self.outcome.hide()
        self.list.rows.ask(self._section)

    def _on_fetched(self) -> None:
        there = self.list.rows.rowCount() > 0
        self._stack.setCurrentWidget(self.list if there else self._none)
        self._say_none()
        if self._opened:
            (self.list if there else self.tabs).setFocus()
        elif there and self.list.hasFocus():
            self.list.choose_first()
        self._opened = False
        self._on_current()
        self.listed.emit()

    def _say_none(self) -> None:
        self._none.set_words(self._no_rows, self._no_rows_hint)

    def _no_rows(self, texts: Texts) -> str:
        told = self._overview
        if told is None:
            return ""
        if not told.shown:
            return texts.say("Tasks are not shown to this role")
        if not told.named and told.counts[self._section]:
            return texts.say("The names are not shown to this role, the numbers are")
        return words.NOTHING[self._section](texts)

    def _no_rows_hint(self, texts: Texts) -> str:
        told = self._overview
        if told is None or (told.shown and not told.named and told.counts[self._section]):
            return ""
        if not told.shown:
            return texts.say("It is shown no cases and no names either. What it works with stands at the side.")
        if self._section is Section.DUE:
            if told.next_day is None:
                return texts.say("What is due in the cases appears here by itself, and a task can be written down.")
            day = dates.long_day(told.next_day, texts.language)
            return texts.say("The next one is due on {date}.", date=day)
        return words.HINTS[self._section](texts)

    # Acting

    def _on_current(self) -> None:
        row = self.list.row()
        self.open_button.setEnabled(row is not None and bool(row.case))
        self.done_button.setEnabled(row is not None and (row.sort in today.AT_ONCE or row.sort == today.ASKED))

    def _open(self) -> None:
        row = self.list.row()
        if row is not None and row.case:
            self.part_wanted.emit(row.case, words.part(row))

    def _do(self) -> None:
        row = self.list.row()
        if row is None:
            return
        if row.sort == today.ASKED:
            self.outcome.ask(row)
        elif row.sort in today.AT_ONCE:
            self._finish(row, "")
        else:
            self._open()

    def _finish(self, row: Row, outcome: str) -> None:
        self._to_list()
        self._tools.jobs.change(today.done, row, outcome, then=self.done.emit, failed=self._refused)

    def _write_task(self) -> None:
        if self.new_task.isEnabled() and not self.task.isVisible():
            self._tools.jobs.look(tasks.begun, then=self._show_task)

    def _show_task(self, begun: tasks.Begun) -> None:
        self._stack.hide()  # a small window has no room for both
        self.task.open(tasks.place(""), _save_task, (), begun.task, begun.draft)
        self.task.focus("text")

    def _to_list(self) -> None:
        self._stack.show()
        self.list.setFocus()

    def _refused(self, stop: Stop) -> None:
        self.banner.tell(stop)

    def back(self) -> None:
        """Ask no more, or leave the page."""
        if self.outcome.isVisible():
            self.outcome.leave()
        elif self.task.isVisible():
            self.task.keep_draft()
            self.task.close_card()
        else:
            self.left.emit()

    def keep_draft(self) -> None:
        """Keep a task that was not saved."""
        self.task.keep_draft()


def _save_task(work: Work, values: dict[str, object]) -> object:
    return tasks.save(work, "", "", values)

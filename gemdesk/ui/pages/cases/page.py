"""The list of cases: search, filters, rows that are fetched as they scroll into view."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.domain.hits import Rung
from gemdesk.domain.lines import Filter, Line
from gemdesk.flows import cases
from gemdesk.flows.cases import Counts
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.pages.cases.views import SavedViews
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.search import Search
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.tables.case_line import CaseLine, Heading
from gemdesk.ui.tables.case_list import CaseList as ListView
from gemdesk.ui.tables.rows import Rows
from gemdesk.ui.tools import Tools


class CaseList(QWidget):
    """Tells which case is wished; reads itself again when people or cases changed."""

    chosen = Signal(str)
    new_wanted = Signal()
    listed = Signal()  # rows were read, or there are none

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._counted, self._typed, self._asked = tools, Page(), "", False
        self._alone, self._counts = False, Counts(0, 0)
        faces = tools.faces
        self._title = Label(faces, lambda t: t.say("Cases"), role="heading")
        self._count = Label(faces, lambda _: "", role="quiet")
        self._new = Button(faces, lambda t: t.say("New case"), sort="primary", icon="plus", press=self.new_wanted.emit)
        self._search = Search(
            faces, lambda t: t.say("Search"), hint=lambda t: t.say("Name, code or phone, in Arabic or Latin")
        )
        self._filters = Segment(
            faces,
            lambda t: t.say("Show by"),
            [
                ("mine", lambda t: t.say("Mine")),
                ("high", lambda t: t.say("High risk")),
                ("overdue", lambda t: t.say("Overdue")),
                ("open", lambda t: t.say("Open")),
            ],
            several=True,
        )
        self._rows = Rows(tools.jobs, cases.page, self._line, group=self._group)
        self._list = ListView(faces, lambda t: t.say("Cases"), self._rows)
        self._none = Empty(faces, self._no_rows, self._no_rows_hint, icon="people")
        self.views = SavedViews(tools)
        self._build()
        self._connect()
        faces.follow(self.say)

    def _build(self) -> None:
        self._head, self._stack, self._column = QHBoxLayout(), Stack(), QVBoxLayout(self)
        self._head.addWidget(self._title)
        self._head.addWidget(self._count, 1)
        self._head.addWidget(self._new)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._none)
        self._top = QVBoxLayout()
        self._top.addLayout(self._head)
        self._sought = QHBoxLayout()
        self._sought.addWidget(self._search, 1)
        self._sought.addWidget(self.views.save)
        self._top.addLayout(self._sought)
        self._top.addWidget(self._filters)
        self._top.addWidget(self.views)
        self._column.addLayout(self._top)
        self._column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._search.wished.connect(self._look_for)
        self._search.returnPressed.connect(self._open_first)
        self._filters.chosen.connect(self._ask)
        self._list.opened.connect(self.chosen)
        self._list.moved.connect(self._on_moved)
        self._rows.fetched.connect(self._after_fetch)
        self._tools.jobs.changed.connect(self._on_changed)
        self._tools.rights.changed.connect(self._offer)
        self.views.wished.connect(self._use_view)
        bind(self, "Ctrl+Shift+S", self.views.ask)

    def _offer(self) -> None:
        """Offer what belongs to the role at work."""
        named = self._tools.rights.may(Right.NAMES)
        self._new.setVisible(self._tools.rights.may(Right.WRITE))
        for part in (self._count, self._search, self.views.save, self._filters):
            part.setVisible(named)
        self._none.set_words(self._no_rows, self._no_rows_hint)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._top.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(6))
        self._top.setSpacing(look.px(10))
        self._head.setSpacing(look.px(10))
        self._sought.setSpacing(look.px(6))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list when it is first seen."""
        super().showEvent(event)
        if not self._asked:
            self._ask()
            self.views.open()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._tools.faces.face.look.colour("surface"))

    def reload(self) -> None:
        """Read the list from its beginning."""
        self._ask()

    def turn_day(self) -> None:
        """Read the list again when it was read on another day: what is overdue has changed."""
        if self._asked:
            self._ask()

    def set_alone(self, alone: bool) -> None:
        """Whether the list has the window for itself; then only Return opens a case, so that one can walk it."""
        self._alone = alone

    def _on_moved(self, case_id: str) -> None:
        if not self._alone:
            self.chosen.emit(case_id)

    def mark(self, case_id: str) -> None:
        """Mark the row of a case, without telling."""
        self._list.set_key(case_id)

    def step(self, by: int) -> None:
        """Go to a case further down (1) or up (-1) and show it."""
        row = self._rows.row_of(self._list.key()) + by
        if self._rows.is_heading(row):
            row += by
        if 0 <= row < self._rows.rowCount():
            self._list.setCurrentIndex(self._rows.index(row, 0))

    def take_focus(self) -> None:
        """Put the cursor into the search, with its text chosen."""
        self._search.setFocus()
        self._search.selectAll()

    def _filter(self) -> Filter:
        chosen = self._filters.codes()
        return Filter(
            mine="mine" in chosen,
            high_risk="high" in chosen,
            overdue_on=self._tools.clock.today() if "overdue" in chosen else None,
            open_only="open" in chosen,
        )

    def _use_view(self, typed: str, filters: tuple[str, ...]) -> None:
        self._search.setText(typed)
        self._filters.set_codes(filters)
        self._typed = typed
        self._ask()

    def _look_for(self, typed: str) -> None:
        # Nothing is counted anew: what the filters leave does not change with what is typed.
        self._typed = typed
        self._rows.ask(self._typed, self._filter())
        self.views.show_sought(typed, self._filters.codes())

    def _ask(self) -> None:
        self._asked = True
        self._rows.ask(self._typed, self._filter())
        self.views.show_sought(self._typed, self._filters.codes())
        self._count_cases()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self._asked and kinds & {"case", "person"}:
            self._rows.reload()
            self._count_cases()

    def _count_cases(self) -> None:
        self._counted.renew()
        self._tools.jobs.look(cases.counts, self._filter(), then=self._on_counts, page=self._counted)

    def _on_counts(self, counts: Counts) -> None:
        self._counts = counts
        self._say_count()

    def _say_count(self) -> None:
        found, every = self._counts.found, self._counts.all
        if self._typed.strip():
            found = self._rows.count()
            if self._rows.canFetchMore():
                self._count.set_words(lambda t: t.say("more than {found}", found=t.number(found)))
                return
        self._count.set_words(lambda t: t.say("{found} of {all}", found=t.number(found), all=t.number(every)))

    def _after_fetch(self) -> None:
        if self._counts.all:
            self._say_count()
        self._none.set_words(self._no_rows, self._no_rows_hint)
        self._stack.setCurrentWidget(self._list if self._rows.rowCount() else self._none)
        self.listed.emit()

    def _open_first(self) -> None:
        if self._rows.rowCount():
            self._list.setFocus()
            self._list.setCurrentIndex(self._rows.index(int(self._rows.is_heading(0)), 0))

    def _no_rows(self, texts: Texts) -> str:
        if not self._tools.rights.may(Right.NAMES):
            return texts.say("This role is shown no cases")
        if self._typed.strip():
            return texts.say("Nothing was found for “{query}”.", query=self._typed.strip())
        return texts.say("No case is shown here") if self._filters.codes() else texts.say("No cases yet")

    def _no_rows_hint(self, texts: Texts) -> str:
        if not self._tools.rights.may(Right.NAMES):
            return texts.say("Names, numbers and notes are for caseworkers and supervisors.")
        if self._typed.strip():
            return texts.say("A part of the name, the code of the case or another spelling may help.")
        if self._filters.codes():
            return texts.say("No case is both among these filters.")
        return texts.say("The 60-second card is enough to begin: a code, a way to reach the person, one need.")

    def _line(self, line: Line) -> CaseLine:
        face = self._tools.faces.face
        texts = face.texts
        words, tone = self._due(line)
        risk = lists.label("risk_level", line.risk_level, texts.language)
        second = line.next_step or lists.alone("case_status", line.status, texts.language)
        name = line.name or texts.say("No name taken down")
        group = self._group(line)
        title = group.title if group else ""
        return CaseLine(line.case, name, line.code, line.risk_level, risk, second, words(texts), tone, title)

    def _group(self, line: Line) -> Heading | None:
        """What is said above the cases that a search found less surely."""
        texts = self._tools.faces.face.texts
        if line.rung is Rung.NOTE:
            return Heading(texts.say("In notes"), texts.say("What was typed stands in a note or a reason."))
        if line.rung is not None and line.rung.is_similar:
            hint = texts.say("Names that sound alike or differ by one letter.")
            return Heading(texts.say("Similar spelling"), hint)
        return None

    def _due(self, line: Line) -> tuple[Callable[[Texts], str], Tone]:
        today, due = self._tools.clock.today(), line.next_due
        if due is None:
            return (lambda _: ""), "quiet"
        if due < today:
            return (lambda t: t.say("Overdue")), "danger"
        if due == today:
            return (lambda t: t.say("Today")), "warning"
        return (lambda t: dates.short_day(due, today, t.language)), "quiet"

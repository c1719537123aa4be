"""What waits for a supervisor: the queue, and beside it the thing itself with the two answers."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from gemdesk.domain.today import Row, Section
from gemdesk.flows import approval_queue, today
from gemdesk.flows.approval_queue import Subject
from gemdesk.flows.today import MOST, Overview
from gemdesk.kernel import dates, lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolated
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.approvals.decide import Decide
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_list import CaseList
from gemdesk.ui.tables.rows import Rows
from gemdesk.ui.told import due_words as words
from gemdesk.ui.tools import Tools

_BESIDE = 800  # pixels at 100 %: below it the thing stands under the queue
_QUEUE = 340


class ApprovalsPage(PlacePage):
    """The longest waiting first; the arrows go from one to the next."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._counted, self._opened = Page(), Page(), False
        self.banner = Banner(faces)
        self._title = Label(faces, lambda t: t.say("Approvals"), role="title")
        self._hint = Label(faces, _hint, role="quiet", wrap=True)
        self.rows = Rows(tools.jobs, approval_queue.page, self._line)
        self.list = CaseList(faces, lambda t: t.say("Waiting for approval"), self.rows)
        self.decide = Decide(tools)
        self._none = Empty(faces, lambda t: t.say("Nothing waits for approval"), _none_hint, icon="check")
        self._build()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._read())
        self.list.opened.connect(lambda _key: self.decide.focus())
        self.rows.fetched.connect(self._on_fetched)
        self.decide.decided.connect(self._on_decided)
        self.decide.case_wanted.connect(self.part_wanted)
        tools.jobs.changed.connect(lambda _kinds: self._on_changed())
        faces.follow(self.say)

    def _build(self) -> None:
        scroll = Scroll(self._tools.faces)
        scroll.body.addWidget(self.decide)
        scroll.body.addStretch(1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.addWidget(self.list)
        self._panes.addWidget(scroll, 1)
        self._stack = Stack()
        self._stack.addWidget(self._none)
        self._column = QVBoxLayout(self)
        for part in (self._title, self._hint, self.banner):
            self._column.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self._column.addLayout(self._panes, 1)
        self._scroll = scroll

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(16), side, look.px(12))
        self._column.setSpacing(look.px(10))
        self._panes.setSpacing(look.px(14))
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        look = self._tools.faces.face.look
        beside = width >= look.px(_BESIDE)
        directions = QBoxLayout.Direction
        self._panes.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self.list.setMinimumWidth(look.px(_QUEUE) if beside else 0)
        self.list.setMaximumWidth(look.px(_QUEUE) if beside else 16_777_215)
        self.list.setMaximumHeight(16_777_215 if beside else look.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put queue and thing beneath each other where there is little room."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def open(self) -> None:
        """Read the queue."""
        self.banner.hide()
        self._opened = True
        self.rows.ask()
        self._count()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.rows.reload()
            self._count()

    def _count(self) -> None:
        self._counted.renew()
        self._tools.jobs.look(today.overview, then=self._on_counted, page=self._counted)

    def _on_counted(self, overview: Overview) -> None:
        self.counted.emit("approvals", min(overview.counts[Section.TO_APPROVE], MOST))

    def _on_fetched(self) -> None:
        there = self.rows.rowCount() > 0
        self._stack.setVisible(not there)
        self.list.setVisible(there)
        self._scroll.setVisible(there)
        if there and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        if self._opened and there:
            self.list.setFocus()
        self._opened = False
        self.listed.emit()

    def _read(self) -> None:
        at = self.list.currentIndex().row()
        row = self.rows.row(at) if 0 <= at < self.rows.rowCount() else None
        if isinstance(row, Row) and row.about != self.decide.asked():
            self._turn.renew()
            self._tools.jobs.look(
                approval_queue.subject, row.about, then=self._show, failed=self._refused, page=self._turn
            )

    def _show(self, subject: Subject) -> None:
        self._scroll.verticalScrollBar().setValue(0)
        self.decide.show_subject(subject)

    def _on_decided(self) -> None:
        self.list.setFocus()

    def _refused(self, stop: Stop) -> None:
        self.banner.tell(stop)

    def back(self) -> None:
        """From the thing to the queue, from there out of the page."""
        if self.decide.holds_focus():
            self.list.setFocus()
        else:
            self.left.emit()

    def keep_draft(self) -> None:
        """Keep a remark that was begun."""
        self.decide.keep_draft()

    def _line(self, row: Row) -> CaseLine:
        texts = self._tools.faces.face.texts
        today_ = self._tools.clock.today()
        risk = lists.label("risk_level", row.risk_level, texts.language)
        since = isolated(dates.short_day(row.due, today_, texts.language))
        name = row.name or texts.say("No name taken down")
        return CaseLine(
            row.about, name, row.code, row.risk_level, risk, words.thing(row.detail)(texts), since, "warning"
        )


def _hint(texts: Texts) -> str:
    return texts.say("Nobody approves what they asked for themselves. What is returned comes back with the remark.")


def _none_hint(texts: Texts) -> str:
    return texts.say("Assessments, plans and closures appear here as soon as somebody asks.")

"""Referrals: an answer entered by its code, and beneath it every referral that waits for one."""

from datetime import date

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.records import Referral
from gemdesk.domain.referrals import State
from gemdesk.flows import replies
from gemdesk.flows.replies import Waiting
from gemdesk.kernel import dates, lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Joined, Name, strip_controls
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.replies.entry import ReplyEntry
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_list import CaseList
from gemdesk.ui.tables.rows import Rows
from gemdesk.ui.told import reply_words
from gemdesk.ui.tools import Tools

ID = "replies"


class RepliesPage(PlacePage):
    """The cursor stands in the code when the page opens; a row of the list takes its place."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._opened = Page(), False
        self._counts = (0, 0)
        self.banner = Banner(faces)
        self.entry = ReplyEntry(tools)
        self._title = Label(faces, lambda t: t.say("Referrals"), role="title")
        self._count = Label(faces, self._counted, role="quiet")
        self.rows = Rows(tools.jobs, replies.waiting, self._line)
        self.list = CaseList(faces, lambda t: t.say("Answers that are awaited"), self.rows)
        self._none = Empty(
            faces,
            lambda t: t.say("No answer is awaited"),
            lambda t: t.say("A referral waits for an answer from the day on which it was handed over."),
            icon="send",
        )
        self.open_case = Button(faces, lambda t: t.say("Open the case"), icon="forward", press=self._open_case)
        self.answer = Button(
            faces, lambda t: t.say("Enter its answer"), icon="message", keys="Return", press=self._answer_chosen
        )
        self._build()
        self.entry.recorded.connect(self._read)
        self.entry.begun.connect(self._make_room)
        self.list.opened.connect(self.entry.show_referral)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_acts())
        self.rows.fetched.connect(self._on_fetched)
        tools.jobs.changed.connect(self._on_changed)
        faces.follow(self.say)

    def _build(self) -> None:
        faces = self._tools.faces
        self._stack, self._acts, self._waiting = Stack(), QHBoxLayout(), QWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        for act in (self.answer, self.open_case):
            self._acts.addWidget(act)
        self._acts.addStretch(1)
        heading, self._below = QHBoxLayout(), QVBoxLayout(self._waiting)
        heading.addWidget(Label(faces, lambda t: t.say("Answers that are awaited"), role="name"))
        heading.addWidget(self._count, 1)
        self._below.addLayout(heading)
        self._below.addWidget(self._stack, 1)
        self._below.addLayout(self._acts)
        self._scroll = Scroll(faces)
        self._scroll.body.addWidget(self.entry)
        self._scroll.body.addStretch(1)
        self._scroll.hide()
        self._column = QVBoxLayout(self)
        for part in (self._title, self.banner, self.entry):
            self._column.addWidget(part)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self._waiting, 1)

    def _make_room(self, begun: bool) -> None:
        """While an answer is entered the list gives way, and the fields scroll where there is little room."""
        if begun == self._scroll.isVisibleTo(self):
            return
        had = QApplication.focusWidget()
        if begun:
            self._scroll.body.insertWidget(0, self.entry)
        else:
            self._column.insertWidget(2, self.entry)
        self.entry.show()
        self._scroll.setVisible(begun)
        self._waiting.setVisible(not begun)
        if isinstance(had, QWidget) and self.entry.isAncestorOf(had):
            had.setFocus()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(16), side, look.px(12))
        self._column.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(look.px(10))

    def open(self) -> None:
        """Read what waits, and stand ready for a code."""
        self._opened = True
        self.banner.hide()
        self.entry.open()
        self._read()

    def _read(self) -> None:
        self._turn.renew()
        self.rows.ask()
        self._tools.jobs.look(replies.counts, then=self._on_counts, failed=self._refused, page=self._turn)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self._opened and self.isVisible() and kinds & {"referral", "reply", "case"}:
            self._read()

    def _refused(self, stop: Stop) -> None:
        self.banner.tell(stop)

    def _on_counts(self, counts: tuple[int, int]) -> None:
        self._counts = counts
        self._count.say()
        self.counted.emit(ID, counts[1])

    def _counted(self, texts: Texts) -> str:
        awaited, late = self._counts
        said = texts.count("{count} answer is awaited", "{count} answers are awaited", awaited)
        if not late:
            return said
        over = texts.count("{count} of them is overdue", "{count} of them are overdue", late)
        return texts.say("{awaited}; {overdue}", awaited=Joined(said), overdue=Joined(over))

    def _on_fetched(self) -> None:
        self._stack.setCurrentWidget(self.list if self.rows.rowCount() else self._none)
        self._show_acts()
        self.listed.emit()

    def _chosen(self) -> Waiting | None:
        row = self.list.currentIndex().row()
        return self.rows.row(row) if 0 <= row < self.rows.rowCount() else None

    def _show_acts(self) -> None:
        for act in (self.answer, self.open_case):
            act.setEnabled(self._chosen() is not None)

    def _answer_chosen(self) -> None:
        if chosen := self._chosen():
            self.entry.show_referral(chosen.referral)

    def _open_case(self) -> None:
        if chosen := self._chosen():
            self.part_wanted.emit(chosen.case, "papers")

    def keep_draft(self) -> None:
        """Keep what is typed and not recorded."""
        self.entry.keep_draft()

    def back(self) -> None:
        """Put an answer that was begun away; out of the page where there is none."""
        if self.entry.code.text():
            self.entry.put_away()
        else:
            super().back()

    def _line(self, row: Waiting) -> CaseLine:
        texts, today = self._tools.faces.face.texts, self._tools.clock.today()
        clock = reply_words.clock(_as_referral(row), today)
        said, tone = (strip_controls(clock[0](texts)), clock[1]) if clock else ("", "quiet")
        return CaseLine(row.referral, row.receiver, row.reference, "", "", _second(row, today, texts), said, tone)


def _as_referral(row: Waiting) -> Referral:
    return Referral(
        id=row.referral, case=row.case, organisation="", reference=row.reference, state=row.state,
        reply_by=row.reply_by,
    )  # fmt: skip


def _second(row: Waiting, today: date, texts: Texts) -> str:
    code, state = Code(row.code), Name(lists.label("referral_state", row.state, texts.language))
    if row.sent_on is None:
        return strip_controls(texts.say("case {code}; {state}", code=code, state=state))
    day = dates.short_day(row.sent_on, today, texts.language)
    if row.state == State.SENT:
        return strip_controls(texts.say("case {code}; handed over on {day}", code=code, day=day))
    return strip_controls(texts.say("case {code}; handed over on {day}, {state}", code=code, state=state, day=day))

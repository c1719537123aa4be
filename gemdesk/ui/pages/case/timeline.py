"""The timeline: the note line on top, then everything that happened, newest first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import SealedNote
from gemdesk.flows import cases, sealed_notes
from gemdesk.flows.cases import CaseView
from gemdesk.flows.timeline import GROUPS, Happening
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.direction import free
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.timeline_mark import TimelineMark
from gemdesk.ui.told import case_words as words
from gemdesk.ui.tools import Tools

PAUSE = 400  # milliseconds without a key before a draft is kept
_AT_ONCE = 40  # happenings that are shown before more are asked for


class NoteCard(Card):
    """Where a note is written; what is typed is kept as a draft in the vault after each pause."""

    written = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._case = tools, ""
        self._saving = ""  # the case whose note is under way
        self._text = Area(
            faces,
            lambda t: t.say("Note"),
            hint=lambda t: t.say("Write a note. The draft is kept only inside the encrypted vault."),
            lines=2,
        )
        self._sort = Segment(
            faces,
            lambda t: t.say("Kind"),
            [(code, list_words("entry_sort", code)) for code in ("note", "call", "visit", "message")],
        )
        self._standing = Segment(
            faces,
            lambda t: t.say("Class"),
            [(code, list_words("entry_standing", code)) for code in ("fact", "opinion", "sealed")],
        )
        self._save = Button(
            faces, lambda t: t.say("Save the note"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        row = Flow(gap=14)
        for part in (self._sort, self._standing, self._save):
            row.addWidget(part)
        self.body.addWidget(Field(faces, None, self._text))
        self.body.addLayout(row)
        self._pause = Pause(self, PAUSE, self.keep_draft)
        self._text.edited.connect(self._pause.start)

    def show_case(self, view: CaseView) -> None:
        """Take up the draft of this case, unless it is being typed here already."""
        if view.case.id == self._case:
            return
        self.keep_draft()
        self._case = view.case.id
        draft = view.note_draft
        self._text.set_text(str(draft.get("text", "")))
        self._sort.set_code(str(draft.get("sort", "note")))
        self._standing.set_code(str(draft.get("standing", "fact")))
        self._text.setEnabled(self._saving != self._case)

    def _is_sealed(self) -> bool:
        return "sealed" in self._standing.codes()

    def begin(self) -> None:
        """Put the cursor where a note is written."""
        self._text.setFocus()

    def has_focus(self) -> bool:
        """Whether a note is being written now."""
        return self._text.hasFocus()

    def _draft(self) -> cases.Draft:
        text = self._text.text()
        if not text.strip():
            return {"text": ""}
        return {"text": text, "sort": self._sort.code(), "standing": self._standing.code()}

    def keep_draft(self) -> None:
        """Keep what is typed now, unless it is being saved: its draft was kept, and goes with the saving."""
        if self._saving and self._saving == self._case:
            return
        if self._pause.isActive() or self._text.text():
            self._pause.stop()
            if self._is_sealed():
                self._tools.jobs.change(sealed_notes.keep_draft, self._case, self._text.text())
            else:
                self._tools.jobs.change(cases.keep_draft, f"note:{self._case}", self._draft())

    def save(self) -> None:
        """Write the note; its place is empty again when it is saved."""
        text = self._text.text().strip()
        if self._saving:
            return
        if not text:
            self._text.setFocus()
            return
        self.keep_draft()  # dropped by the stored note alone
        self._saving = case = self._case
        sort, standing = self._sort.code() or "note", self._standing.code() or "fact"
        self._text.setEnabled(False)
        jobs = self._tools.jobs
        if self._is_sealed():
            jobs.change(sealed_notes.write, case, text, then=lambda _: self._saved(case), failed=self._failed)
        else:
            jobs.change(cases.note, case, text, sort, standing, then=lambda _: self._saved(case), failed=self._failed)

    def _open(self) -> None:
        self._saving = ""
        self._text.setEnabled(True)

    def _failed(self, stop: Stop) -> None:
        self._open()
        self._text.setFocus()
        self._tools.jobs.trouble.emit(stop)

    def _saved(self, case: str) -> None:
        self._open()
        if case == self._case:
            self._text.set_text("")
            self._text.setFocus()
        self.written.emit()


class Row(QWidget):
    """One happening: its mark, and a card with heading, day, text and state."""

    def __init__(self, tools: Tools, happening: Happening, view: CaseView, *, last: bool) -> None:
        super().__init__()
        faces, self._page = tools.faces, Page()
        icon, tone = words.MARKS.get(happening.sort, ("note", "quiet"))
        card = Card(faces)
        head = QHBoxLayout()
        head.addWidget(Label(faces, words.title(happening, view), role="strong", wrap=True), 1)
        head.addWidget(Label(faces, words.when(happening, tools.clock.today()), role="small"))
        card.body.addLayout(head)
        text = words.body(happening, view)
        if text:
            self._text = Label(faces, text, wrap=True)
            card.body.addWidget(self._text)
        if isinstance(happening.record, SealedNote) and view.may_seal:
            self._open_button(card, tools, happening.record)
        state = words.chip(happening)
        if state:
            card.body.addWidget(Chip(faces, state[0], state[1]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TimelineMark(faces, icon, tone, last=last))
        column = QVBoxLayout()
        column.addWidget(card)
        column.setContentsMargins(0, 0, 0, faces.face.look.px(10))
        row.addLayout(column, 1)

    def _open_button(self, card: Card, tools: Tools, note: SealedNote) -> None:
        def show(text: str) -> None:
            self._text.set_words(lambda _: free(isolate_free(text)))
            button.hide()

        def ask() -> None:
            tools.jobs.look(sealed_notes.read, note.id, then=show, page=self._page)

        button = Button(tools.faces, lambda t: t.say("Open the sealed note"), sort="quiet", icon="lock", press=ask)
        card.body.addWidget(button)

    def close_for_good(self) -> None:
        """Take no answer any more: the row goes."""
        self._page.renew()


class Timeline(QWidget):
    """Everything that happened in a case."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.note = NoteCard(tools)
        self._view: CaseView | None = None
        self._shown = _AT_ONCE
        self._filter = Segment(
            tools.faces,
            lambda t: t.say("Show by"),
            [
                ("all", lambda t: t.say("Everything")),
                ("notes", lambda t: t.say("Notes")),
                ("contact", lambda t: t.say("Calls and visits")),
                ("plans", lambda t: t.say("Risk and plans")),
                ("consent", lambda t: t.say("Consents")),
                ("referral", lambda t: t.say("Referrals")),
                ("file", lambda t: t.say("Files")),
            ],
        )
        self._filter.set_codes({"all"})
        self._filter.chosen.connect(self._refill)
        self._none = Label(tools.faces, lambda t: t.say("Nothing of this kind yet."), role="quiet")
        self._more = Button(tools.faces, lambda t: t.say("Show earlier entries"), sort="quiet", press=self._show_more)
        self._rows = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.note)
        self._column.addWidget(self._filter)
        self._column.addWidget(self._none)
        self._column.addLayout(self._rows)
        self._column.addWidget(self._more)
        tools.faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(12))

    def show_case(self, view: CaseView) -> None:
        """Show the happenings of this case."""
        if self._view is None or self._view.case.id != view.case.id:
            self._shown = _AT_ONCE
            self._filter.set_codes({"all"})
        self._view = view
        self.note.show_case(view)
        self._fill(view)

    def _show_more(self) -> None:
        self._shown += _AT_ONCE
        self._refill()

    def _refill(self) -> None:
        if self._view:
            self._fill(self._view)

    def _fill(self, view: CaseView) -> None:
        clear(self._rows)
        wished = GROUPS.get("".join(self._filter.codes()))
        found = [one for one in view.timeline if wished is None or one.sort in wished]
        shown = found[: self._shown]
        for number, happening in enumerate(shown, 1):
            self._rows.addWidget(Row(self._tools, happening, view, last=number == len(found)))
        self._none.setVisible(not found)
        self._more.setVisible(len(shown) < len(found))

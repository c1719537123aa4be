"""What is due in a case: reckoned and written by hand, in one list, with the form of a new task."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Task
from gemdesk.domain.due import Due
from gemdesk.domain.today import Row
from gemdesk.flows import tasks
from gemdesk.flows.plans import PlanView
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import due_words as today_words
from gemdesk.ui.told import plan_words
from gemdesk.ui.tools import Tools

_AT_ONCE = 5  # the next things


class CaseTasks(QWidget):
    """Shows what is due; a task that was written by hand can be done and changed here."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case, self._whole = tools, "", False
        self._view: PlanView | None = None
        self.add = Button(faces, lambda t: t.say("Add a task"), icon="plus", press=self.begin)
        self.edit = EditCard(tools, lambda t: t.say("Task"), Task, ("text", "due"))
        self._card, self._rows = Card(faces), QVBoxLayout()
        self._more = Button(faces, lambda t: t.say("Show everything that is due"), sort="quiet", press=self._show_all)
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("What is due"), role="name"), 1)
        head.addWidget(self.add)
        self._card.body.addLayout(self._rows)
        more = Flow()
        more.addWidget(self._more)
        self._card.body.addLayout(more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.edit)
        self._column.addWidget(self._card)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self.add.show)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(8))
        self._rows.setSpacing(look.px(10))

    def show_plan(self, view: PlanView) -> None:
        """Show what is due in this case."""
        if view.case.id != self._case:
            self._case, self._whole = view.case.id, False
            self.edit.close_card()
        self._view = view
        self.add.setVisible(view.may_write and not self.edit.is_open())
        self._fill(view)
        draft = view.drafts["task"]
        if draft and view.may_write and not self.edit.is_open():
            by_hand = {one.id: one for one in view.tasks}
            self._open(by_hand.get(str(draft.get("id", ""))) or Task(id=""), draft)

    def _fill(self, view: PlanView) -> None:
        clear(self._rows)
        by_hand = {one.id: one for one in view.tasks}
        told: list[tuple[Due | None, Task | None]] = [(due, by_hand.get(due.about)) for due in view.dues]
        told += [(None, one) for one in view.tasks if one.due is None]
        for due, task in told if self._whole else told[:_AT_ONCE]:
            self._rows.addWidget(self._row(due, task, may_write=view.may_write))
        if not told:
            nothing = Label(self._tools.faces, lambda t: t.say("Nothing is due in this case."), role="quiet")
            self._rows.addWidget(nothing)
        self._more.setVisible(not self._whole and len(told) > _AT_ONCE)

    def _show_all(self) -> None:
        self._whole = True
        if self._view:
            self._fill(self._view)

    def begin(self) -> None:
        """Open an empty form; one that is open stays."""
        if not self.edit.is_open():
            self._open(Task(id="", due=self._tools.clock.today()), {})
        self.edit.focus("text")

    def _open(self, one: Task, draft: dict[str, object]) -> None:
        self.add.hide()
        self.edit.open(tasks.place(self._case), tasks.save, (self._case, one.id), one, draft)

    def _row(self, due: Due | None, task: Task | None, *, may_write: bool) -> QWidget:
        faces, holder, line = self._tools.faces, QWidget(), Flow()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(faces, _what(due, task)))
        day = plan_words.due(due.due if due else None, self._tools.clock.today())
        if day:
            line.addWidget(Chip(faces, *day))
        row.addLayout(line, 1)
        if task is not None and may_write:
            done, change = partial(self._done, task.id), partial(self._change, task)
            row.addWidget(Button(faces, lambda t: t.say("Done"), sort="quiet", icon="tick", press=done))
            row.addWidget(Button(faces, lambda t: t.say("Edit"), sort="quiet", icon="note", press=change))
        return holder

    def _change(self, one: Task) -> None:
        self.edit.keep_draft()
        self._open(one, {})
        self.edit.focus("text")

    def _done(self, id_: str) -> None:
        self._tools.jobs.change(
            tasks.done, self._case, id_, then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit
        )


def _what(due: Due | None, task: Task | None) -> Words:
    if due is None:
        return today_words.by_hand(task.text if task else "")
    row = Row("", due.sort, due.about, due.due, due.text, due.detail, "", "", "", now=False, mark=("",) * 5)
    return lambda t: today_words.what(row, t)

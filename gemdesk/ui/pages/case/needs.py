"""The needs of a case: each with its urgency and how it stands, changed in one act."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Need
from gemdesk.flows import needs
from gemdesk.flows.plans import PlanView
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.look.direction import free
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told import plan_words
from gemdesk.ui.tools import Tools

FIELDS = ("sort", "priority", "state", "since", "note")


class Needs(QWidget):
    """Shows the needs, the open ones first, and opens one of them or a new one."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case = tools, ""
        self.add = Button(faces, lambda t: t.say("Add a need"), icon="plus", press=self.begin)
        self.edit = EditCard(tools, lambda t: t.say("Need"), Need, FIELDS)
        self._rows = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("Needs"), role="name"), 1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.edit)
        self._column.addLayout(self._rows)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self.add.show)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        gap = self._tools.faces.face.look.px(8)
        self._column.setSpacing(gap)
        self._rows.setSpacing(gap)

    def show_plan(self, view: PlanView) -> None:
        """Show the needs of this case; one that is being written stays open while it is the same case."""
        if view.case.id != self._case:
            self._case = view.case.id
            self.edit.close_card()
        self.add.setVisible(view.may_write and not self.edit.is_open())
        clear(self._rows)
        if not view.needs:
            self._rows.addWidget(
                Label(self._tools.faces, lambda t: t.say("No need was written down yet."), role="quiet", wrap=True)
            )
        for need in view.needs:
            self._rows.addWidget(self._row(need, may_write=view.may_write))
        draft = view.drafts["need"]
        if draft and view.may_write and not self.edit.is_open():
            known = {one.id: one for one in view.needs}
            self._open(known.get(str(draft.get("id", ""))) or self._new(), draft)

    def begin(self) -> None:
        """Open an empty form; one that is open stays."""
        if not self.edit.is_open():
            self._open(self._new(), {})
        self.edit.focus("sort")

    def _new(self) -> Need:
        return Need(id="", since=self._tools.clock.today())

    def _open(self, need: Need, draft: dict[str, object]) -> None:
        self.add.hide()
        self.edit.open(needs.place(self._case), needs.save, (self._case, need.id), need, draft)

    def _change(self, need: Need) -> None:
        self.edit.keep_draft()
        self._open(need, {})
        self.edit.focus("state")

    def _row(self, need: Need, *, may_write: bool) -> Card:
        faces = self._tools.faces
        card, head, chips = Card(faces), QHBoxLayout(), Flow()
        head.addWidget(Label(faces, list_words("service", need.sort), role="strong", wrap=True), 1)
        if may_write:
            if need.state not in needs.ENDED:
                met = partial(self._set, need.id, "met")
                head.addWidget(Button(faces, lambda t: t.say("Met"), sort="quiet", icon="tick", press=met))
            change = partial(self._change, need)
            head.addWidget(Button(faces, lambda t: t.say("Edit"), sort="quiet", icon="note", press=change))
        card.body.addLayout(head)
        tone = plan_words.NEED_TONES.get(need.state, "quiet")
        chips.addWidget(Chip(faces, list_words("need_state", need.state), tone))
        if need.state not in needs.ENDED and need.priority in plan_words.PRIORITY_TONES:
            urgent = plan_words.PRIORITY_TONES[need.priority]
            chips.addWidget(Chip(faces, list_words("priority", need.priority), urgent))
        if note := plan_words.need_note(need, self._tools.clock.today()):
            chips.addWidget(Label(faces, note, role="quiet"))
        card.body.addLayout(chips)
        if need.note:
            card.body.addWidget(Label(faces, lambda _: free(isolate_free(need.note)), role="quiet", wrap=True))
        return card

    def _set(self, id_: str, state: str) -> None:
        self._tools.jobs.change(
            needs.set_state, self._case, id_, state,
            then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit,
        )  # fmt: skip

"""The follow-ups of a case: what was agreed, what came of each, and the day that the rhythm proposes next."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import FollowUp
from gemdesk.flows import follow_ups
from gemdesk.flows.plans import PlanView
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import choices, list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.told import plan_words
from gemdesk.ui.tools import Tools

_DONE_AT_ONCE = 5
FIELDS = ("sort", "due", "note")


class OutcomeCard(Card):
    """Asks what came of a follow-up; a postponed one is given another day."""

    saved = Signal()
    closed = Signal()

    def __init__(self, tools: Tools) -> None:
        self._acts = QHBoxLayout()
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._case, self._id = tools, "", ""
        self._due: date | None = None
        self.outcome = Segment(faces, lambda t: t.say("Outcome"), choices("followup_outcome"))
        self.note = Area(faces, lambda t: t.say("Note"), lines=2)
        self.later = DateField(faces, lambda t: t.say("Postponed to"))
        self._later = Field(faces, lambda t: t.say("Postponed to"), self.later)
        self._save = Button(faces, lambda t: t.say("Save"), sort="primary", keys="Ctrl+Return", press=self.save)
        cancel = Button(faces, lambda t: t.say("Cancel"), press=self.close_card)
        for act in (self._save, cancel):
            self._acts.addWidget(act)
        self._acts.addStretch(1)
        self.body.addWidget(Label(faces, lambda t: t.say("What came of it?"), role="name"))
        self.body.addWidget(self.outcome)
        self.body.addWidget(self._later)
        self.body.addWidget(Field(faces, lambda t: t.say("Note"), self.note))
        self.body.addLayout(self._acts)
        self.outcome.chosen.connect(self._on_chosen)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def ask(self, case_id: str, id_: str, due: date | None, proposed: date | None) -> None:
        """Ask about a follow-up; without an `id_` about the contact that the rhythm asked for."""
        self._case, self._id, self._due = case_id, id_, due
        self.outcome.set_codes({"reached"})
        self.note.set_text("")
        self.later.set_value(proposed)
        self._later.refuse(None)
        self._on_chosen()
        self.show()
        self.outcome.focus_first()

    def close_card(self) -> None:
        """Ask no more."""
        self.hide()
        self.closed.emit()

    def _code(self) -> str:
        return next(iter(self.outcome.codes()), "reached")

    def _on_chosen(self) -> None:
        self._later.setVisible(self._code() == follow_ups.POSTPONED)

    def save(self) -> None:
        """Save what came of it."""
        if self.isHidden():
            return
        try:
            later = self.later.value() if self._code() == follow_ups.POSTPONED else None
        except Stop as stop:
            self._later.refuse(stop)
            return
        self._save.setEnabled(False)
        self._tools.jobs.change(
            follow_ups.finish, self._case, self._id, self._code(), self.note.text().strip(), self._due, later,
            then=lambda _: self._on_saved(), failed=self._on_failed,
        )  # fmt: skip

    def _on_saved(self) -> None:
        self._save.setEnabled(True)
        self.close_card()
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._save.setEnabled(True)
        if stop.where == "due":
            self._later.refuse(stop)
        else:
            self._tools.jobs.trouble.emit(stop)


class FollowUps(QWidget):
    """What is to come first, then what was done."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case, self._shown = tools, "", _DONE_AT_ONCE
        self._view: PlanView | None = None
        self.add = Button(faces, lambda t: t.say("Agree on a follow-up"), icon="plus", press=self.begin)
        self.did = Button(faces, lambda t: t.say("A contact took place"), icon="tick", press=self._ask_unplanned)
        self.edit = EditCard(tools, lambda t: t.say("Follow-up"), FollowUp, FIELDS)
        self.outcome = OutcomeCard(tools)
        self._hint = Label(faces, lambda _: "", role="quiet", wrap=True)
        self._rows = QVBoxLayout()
        self._more = Button(faces, lambda t: t.say("Show earlier ones"), sort="quiet", press=self._show_more)
        self._acts = Flow()
        for act in (self.did, self.add):
            self._acts.addWidget(act)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Label(faces, lambda t: t.say("Follow-ups"), role="name"))
        self._column.addLayout(self._acts)
        for part in (self._hint, self.edit, self.outcome):
            self._column.addWidget(part)
        self._column.addLayout(self._rows)
        more = Flow()
        more.addWidget(self._more)
        self._column.addLayout(more)
        for card in (self.edit, self.outcome):
            card.saved.connect(self.saved)
        self.edit.closed.connect(self.add.show)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(8))
        self._rows.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def show_plan(self, view: PlanView) -> None:
        """Show the follow-ups of this case."""
        if view.case.id != self._case:
            self._case, self._shown = view.case.id, _DONE_AT_ONCE
            self.edit.close_card()
            self.outcome.hide()
        self._view = view
        self.add.setVisible(view.may_write and not self.edit.is_open())
        self.did.setVisible(view.may_write)
        self._say_proposal(view)
        self._fill(view)
        draft = view.drafts["follow_up"]
        if draft and view.may_write and not self.edit.is_open():
            known = {one.id: one for one in view.follow_ups}
            self._open(known.get(str(draft.get("id", ""))) or self._new(), draft)

    def _say_proposal(self, view: PlanView) -> None:
        due = next((one for one in view.dues if one.sort == "followup" and one.about == view.case.id), None)
        self._hint.setVisible(due is not None)
        if due is not None:
            day = due.due
            self._hint.set_words(
                lambda t: t.say(
                    "The rhythm of the risk level asks for a contact by {day}.", day=dates.day(day, t.language)
                )
            )

    def _fill(self, view: PlanView) -> None:
        clear(self._rows)
        waiting = [one for one in view.follow_ups if one.done_on is None]
        done = [one for one in view.follow_ups if one.done_on is not None]
        for one in (*waiting, *done[: self._shown]):
            self._rows.addWidget(self._row(one, may_write=view.may_write))
        self._more.setVisible(self._shown < len(done))

    def _show_more(self) -> None:
        self._shown += _DONE_AT_ONCE
        if self._view:
            self._fill(self._view)

    def _row(self, one: FollowUp, *, may_write: bool) -> Card:
        faces, today = self._tools.faces, self._tools.clock.today()
        card, head = Card(faces), QHBoxLayout()
        line = Flow()
        line.addWidget(Label(faces, plan_words.follow_up(one, today), role="strong"))
        if one.outcome:
            tone = plan_words.OUTCOME_TONES.get(one.outcome, "quiet")
            line.addWidget(Chip(faces, list_words("followup_outcome", one.outcome), tone))
        day = plan_words.due(one.due, today) if one.done_on is None else None
        if day:
            line.addWidget(Chip(faces, *day))
        head.addLayout(line, 1)
        if may_write and one.done_on is None:
            ask, change = partial(self._ask, one), partial(self._change, one)
            head.addWidget(Button(faces, lambda t: t.say("Done"), sort="quiet", icon="tick", press=ask))
            head.addWidget(Button(faces, lambda t: t.say("Edit"), sort="quiet", icon="note", press=change))
        card.body.addLayout(head)
        if one.note:
            card.body.addWidget(Label(faces, lambda _: free(isolate_free(one.note)), role="quiet", wrap=True))
        return card

    def begin(self) -> None:
        """Open an empty form with the day that the rhythm proposes."""
        if not self.edit.is_open():
            self._open(self._new(), {})
        self.edit.focus("due")

    def _new(self) -> FollowUp:
        proposed = self._view.next_contact if self._view else None
        return FollowUp(id="", due=proposed or self._tools.clock.today())

    def _open(self, one: FollowUp, draft: dict[str, object]) -> None:
        self.add.hide()
        self.edit.open(follow_ups.place(self._case), follow_ups.save, (self._case, one.id), one, draft)

    def _change(self, one: FollowUp) -> None:
        self.edit.keep_draft()
        self._open(one, {})
        self.edit.focus("due")

    def _ask(self, one: FollowUp) -> None:
        self.outcome.ask(self._case, one.id, one.due, self._view.next_contact if self._view else None)

    def _ask_unplanned(self) -> None:
        self.outcome.ask(self._case, "", None, self._view.next_contact if self._view else None)


def _proposal(day: date) -> Words:
    return lambda t: t.say("The rhythm of the risk level asks for a contact by {day}.", day=dates.day(day, t.language))

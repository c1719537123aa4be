"""What the person told of incidents, classified as the field counts them."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Incident
from gemdesk.flows import incidents
from gemdesk.flows.incidents import IncidentsView
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.direction import free
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_FIELDS = ("gbv", "on", "reported_on", "note")


class Incidents(QWidget):
    """Shows the incidents, the one told last first, and opens one of them or a new one."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._turn, self._case = tools, Page(), ""
        self.add = Button(faces, lambda t: t.say("Add an incident"), icon="plus", press=self.begin)
        self.edit = EditCard(tools, lambda t: t.say("Incident"), Incident, _FIELDS)
        self._rows, self._head = QVBoxLayout(), QHBoxLayout()
        self._head.addWidget(Label(faces, lambda t: t.say("Incidents"), role="name"), 1)
        self._head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addWidget(Label(faces, _hint, role="quiet", wrap=True))
        self._column.addWidget(self.edit)
        self._column.addLayout(self._rows)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self._show_add)
        self._may_write = False
        self._show_add()
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        gap = self._tools.faces.face.look.px(8)
        self._column.setSpacing(gap)
        self._rows.setSpacing(gap)

    def show_case(self, case_id: str) -> None:
        """Read the incidents of this case; one that is being written stays open while it is the same case."""
        if case_id != self._case:
            self._turn.renew()
            self._case, self._may_write = case_id, False
            clear(self._rows)
            self.edit.close_card()
        self._tools.jobs.look(incidents.look, case_id, then=self._show, page=self._turn)

    def begin(self) -> None:
        """Open an empty form; one that is open stays."""
        if not self.edit.is_open():
            self._open(self._new(), {})
        self.edit.focus("gbv")

    def _show(self, view: IncidentsView) -> None:
        self._may_write = view.may_write
        clear(self._rows)
        if not view.incidents:
            self._rows.addWidget(
                Label(self._tools.faces, lambda t: t.say("No incident was written down yet."), role="quiet", wrap=True)
            )
        for one in view.incidents:
            self._rows.addWidget(self._row(one))
        if view.draft and view.may_write and not self.edit.is_open():
            known = {one.id: one for one in view.incidents}
            self._open(known.get(str(view.draft.get("id", ""))) or self._new(), view.draft)
        self._show_add()

    def _show_add(self) -> None:
        self.add.setVisible(self._may_write and not self.edit.is_open())

    def _new(self) -> Incident:
        return Incident(id="", reported_on=self._tools.clock.today())

    def _open(self, one: Incident, draft: dict[str, object]) -> None:
        self.edit.open(incidents.place(self._case), incidents.save, (self._case, one.id), one, draft)
        self._show_add()

    def _change(self, one: Incident) -> None:
        self.edit.keep_draft()
        self._open(one, {})
        self.edit.focus("gbv")

    def _throw_away(self, id_: str) -> None:
        self._tools.jobs.change(
            incidents.throw_away, self._case, id_,
            then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit,
        )  # fmt: skip

    def _row(self, one: Incident) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, list_words("gbv_type", one.gbv), role="strong", wrap=True), 1)
        if self._may_write:
            change, delete = partial(self._change, one), partial(self._throw_away, one.id)
            head.addWidget(Button(faces, lambda t: t.say("Edit"), sort="quiet", icon="note", press=change))
            head.addWidget(Button(faces, lambda t: t.say("Delete"), sort="quiet", press=delete))
        card.body.addLayout(head)
        card.body.addWidget(Label(faces, lambda t: _when(t, one), role="quiet", wrap=True))
        if one.note:
            card.body.addWidget(Label(faces, lambda _: free(isolate_free(one.note)), role="quiet", wrap=True))
        return card


def _when(texts: Texts, one: Incident) -> str:
    told = dates.day(one.reported_on, texts.language) if one.reported_on else "—"
    if one.on is None:
        return texts.say("The day is not known; told on {told}.", told=told)
    return texts.say("On {day}; told on {told}.", day=dates.day(one.on, texts.language), told=told)


def _hint(texts: Texts) -> str:
    return texts.say(
        "As the first of these words that fits. It is counted in the figures only while a consent allows it, and no "
        "letter tells it by itself."
    )

"""The safety plan of a case, written with the person: the version that holds, a new one, and the former ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import SafetyPlan
from gemdesk.domain.definition import definition_of
from gemdesk.flows import risk
from gemdesk.flows.cases import Draft
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolate_free
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

SECTIONS = ("warning_signs", "safe_places", "safe_people", "ways_out", "carry", "signal", "phone_safety")
FIELDS = (*SECTIONS, "with_person", "review_on")


class SafetyPlans(QWidget):
    """Shows the newest version whole and offers the former ones; nothing of a version is ever changed."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case, self._shown = tools, "", 1
        self._plans: tuple[SafetyPlan, ...] = ()
        self.write = Button(faces, lambda t: t.say("Write a new version"), icon="note", press=self.begin)
        self.edit = EditCard(tools, lambda t: t.say("Safety plan, new version"), SafetyPlan, FIELDS)
        self._rows = QVBoxLayout()
        self._more = Button(faces, lambda t: t.say("Show the former versions"), sort="quiet", press=self._show_more)
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("Safety plan"), role="name", wrap=True), 1)
        # The sheet to print is a letter like others and takes its place here.
        head.addWidget(self.write)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addWidget(self.edit)
        self._column.addLayout(self._rows)
        more = Flow()
        more.addWidget(self._more)
        self._column.addLayout(more)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self._on_closed)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        gap = self._tools.faces.face.look.px(8)
        self._column.setSpacing(gap)
        self._rows.setSpacing(gap)

    def show_plans(self, case_id: str, plans: tuple[SafetyPlan, ...], draft: Draft, *, may_write: bool) -> None:
        """Show the versions of a case, the newest first; a draft that was left is taken up."""
        if case_id != self._case:
            self._case, self._shown = case_id, 1
            self.edit.close_card()
        self._plans = plans
        self._fill()
        self.write.setVisible(may_write and not self.edit.is_open())
        if draft and may_write and not self.edit.is_open():
            self._open(draft)

    def begin(self) -> None:
        """Open the next version with what the one before says."""
        if not self.edit.is_open():
            self._open({})
        self.edit.focus("warning_signs")

    def _open(self, draft: Draft) -> None:
        self.write.hide()
        begun = self._plans[0] if self._plans else SafetyPlan(id="", case=self._case)
        begun = replace(begun, id="", with_person=False, review_on=None)
        self.edit.open(risk.safety_place(self._case), risk.write_safety_plan, (self._case,), begun, draft)

    def _on_closed(self) -> None:
        self.write.show()

    def _show_more(self) -> None:
        self._shown = len(self._plans)
        self._fill()

    def _fill(self) -> None:
        clear(self._rows)
        if not self._plans:
            self._rows.addWidget(Label(self._tools.faces, _no_plan, role="quiet", wrap=True))
        for number, plan in enumerate(self._plans[: self._shown]):
            self._rows.addWidget(self._card(plan, former=number > 0))
        self._more.setVisible(self._shown < len(self._plans))

    def _card(self, plan: SafetyPlan, *, former: bool) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, _title(plan), role="strong", wrap=True), 1)
        if former:
            head.addWidget(Chip(faces, lambda t: t.say("former version")))
        elif plan.with_person:
            head.addWidget(Chip(faces, lambda t: t.say("written with the person"), "good", icon="tick"))
        card.body.addLayout(head)
        for name, text in _told(plan):
            label = definition_of(SafetyPlan).field(name).meaning.label
            card.body.addWidget(Label(faces, _say(label), role="caption"))
            card.body.addWidget(Label(faces, _free(text), wrap=True))
        return card


def _no_plan(texts: Texts) -> str:
    return texts.say("No safety plan yet. It is written with the person, in their own words.")


def _told(plan: SafetyPlan) -> Sequence[tuple[str, str]]:
    return [(name, text) for name in SECTIONS if (text := str(getattr(plan, name)))]


def _title(plan: SafetyPlan) -> Words:
    version, on, review = plan.version or 1, plan.on or date.min, plan.review_on
    if review is None:
        return lambda t: t.say("Version {number} of {day}", number=t.number(version), day=dates.day(on, t.language))
    return lambda t: t.say(
        "Version {number} of {day}, to be reviewed on {review}",
        number=t.number(version), day=dates.day(on, t.language), review=dates.day(review, t.language),
    )  # fmt: skip


def _say(label: str) -> Words:
    return lambda t: t.say(label)


def _free(text: str) -> Words:
    return lambda _: free(isolate_free(text))

"""The details of a case: person, safe contact and case as forms made from their definitions."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.records import Case, Person, SafeContact
from gemdesk.flows import cases
from gemdesk.flows.cases import CaseView
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools

_PERSON = (
    "chosen_name", "other_scripts", "legal_name", "address", "age", "age_band", "languages", "displacement", "place",
    "specific_needs",
)  # fmt: skip
_CONTACT = ("channel", "number", "hours", "code_word", "who_may_answer", "leave_message")
_CASE = ("status", "risk_factors", "risk_note", "next_step", "next_due")


class Details(QWidget):
    """Shows what is stored and saves what was changed, all three records in one change."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._case, self._edited = tools, "", False
        faces = tools.faces
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._forms: dict[type[Record], FormView] = {}
        self._add(lambda t: t.say("Person"), Person, _PERSON)
        self._add(lambda t: t.say("Safe contact"), SafeContact, _CONTACT)
        self._add(lambda t: t.say("Case"), Case, _CASE)
        self._save = Button(
            faces, lambda t: t.say("Save the details"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addStretch(1)
        self._column.addLayout(row)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(12))

    def _add(self, words: Words, record: type[Record], names: Sequence[str]) -> None:
        card = Card(self._tools.faces)
        card.body.addWidget(Label(self._tools.faces, words, role="name"))
        form = FormView(self._tools.faces, definition_of(record), names)
        form.edited.connect(self._on_edited)
        card.body.addWidget(form)
        self._column.addWidget(card)
        self._forms[record] = form

    def _on_edited(self, _name: str) -> None:
        self._edited = True

    def show_case(self, view: CaseView) -> None:
        """Show the details of this case; what is being typed is left alone while it is the same case."""
        if self._edited and view.case.id == self._case:
            return
        self._case, self._edited = view.case.id, False
        for record in (view.person, view.contact, view.case):
            if record is not None:
                names = definition_of(type(record)).fields
                self._forms[type(record)].set_values({f.name: getattr(record, f.name) for f in names})

    def save(self) -> None:
        """Save what was changed."""
        try:
            values = {record.KIND: form.values() for record, form in self._forms.items()}
        except Refusal:
            return  # the form has said it at the field
        self._tools.jobs.change(cases.complete, self._case, values, then=self._on_saved, failed=self._refused)

    def _on_saved(self, _result: object) -> None:
        self._edited = False
        self.saved.emit()

    def _refused(self, stop: Stop) -> None:
        for form in self._forms.values():
            if not form.refuse([stop]):
                return

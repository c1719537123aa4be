"""The details of a case: person, safe contact and case as forms made from their definitions."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.records import Case, Person, SafeContact
from gemdesk.flows import cases
from gemdesk.flows.cases import CaseView
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.editors import Editor
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept
_PERSON = (
    "chosen_name", "other_scripts", "legal_name", "address", "age", "age_band", "languages", "displacement", "place",
    "specific_needs",
)  # fmt: skip
_CONTACT = ("channel", "number", "hours", "code_word", "who_may_answer", "leave_message")
_CASE = ("status", "risk_factors", "risk_note", "next_step", "next_due")

_SHOWN: dict[type[Record], tuple[str, ...]] = {Person: _PERSON, SafeContact: _CONTACT, Case: _CASE}

Where = tuple[type[Record], str]  # a field of one of the three records


class Details(QWidget):
    """Shows what is stored and saves what was changed, all three records in one change.

    What was edited and not saved is a draft in the vault, and comes back with its case.
    """

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._case, self._saving = tools, "", False
        self._edited: set[Where] = set()  # since what is stored was shown
        self._turn = Page()
        faces = tools.faces
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._forms: dict[type[Record], FormView] = {}
        self._add(lambda t: t.say("Person"), Person)
        self._add(lambda t: t.say("Safe contact"), SafeContact)
        self._add(lambda t: t.say("Case"), Case)
        self._save = Button(
            faces, lambda t: t.say("Save the details"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addStretch(1)
        self._column.addLayout(row)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._keep)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(12))

    def _add(self, words: Words, record: type[Record]) -> None:
        card = Card(self._tools.faces)
        card.body.addWidget(Label(self._tools.faces, words, role="name"))
        form = FormView(self._tools.faces, definition_of(record), _SHOWN[record])
        form.edited.connect(lambda name: self._on_edited(record, name))
        card.body.addWidget(form)
        self._column.addWidget(card)
        self._forms[record] = form

    def _on_edited(self, record: type[Record], name: str) -> None:
        self._edited.add((record, name))
        self._pause.start()

    def show_case(self, view: CaseView) -> None:
        """Show the details of this case; what is being typed is left alone while it is the same case."""
        other = view.case.id != self._case
        if not other and (self._edited or self._saving):
            return
        if other:
            self.keep_draft()
            self._turn.renew()
        self._case = view.case.id
        self._edited.clear()
        # A person without a safe contact is not shown the one of the case before.
        for record in (view.person, view.contact or SafeContact(id=""), view.case):
            self._forms[type(record)].set_values({name: getattr(record, name) for name in _SHOWN[type(record)]})
        if other:
            self._tools.jobs.look(cases.find_draft, _place(self._case), then=self._take_up, page=self._turn)

    # Drafts

    def keep_draft(self) -> None:
        """Keep what was edited since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, _place(self._case), dict(self._edited_values()))

    def _edited_values(self) -> Iterator[tuple[str, object]]:
        for record, name in self._edited:
            try:
                value = self._editor(record, name).value()
            except Refusal:
                continue  # half a date is kept when it has become a date
            # Boxed: an emptied field is a draft too.
            yield _key(record, name), [value.isoformat() if isinstance(value, date) else value]

    def _editor(self, record: type[Record], name: str) -> Editor:
        return cast("Editor", self._forms[record].field(name).editor)

    def _take_up(self, draft: cases.Draft) -> None:
        if self._edited:
            return
        for record, form in self._forms.items():
            for name in _SHOWN[record]:
                match draft.get(_key(record, name)):
                    case [kept]:
                        form.set_values({name: _value(record, name, kept)})
                        self._edited.add((record, name))

    # Saving

    def save(self) -> None:
        """Save what was changed, once however often it is asked."""
        if self._saving:
            return
        try:
            values = {record.KIND: form.values() for record, form in self._forms.items()}
        except Refusal:
            return  # the form has said it at the field
        self.keep_draft()  # dropped by the saving alone
        case, edited = self._case, frozenset(self._edited)
        self._set_saving(True)
        self._tools.jobs.change(
            _complete, case, values, then=lambda _: self._on_saved(case, edited), failed=self._on_failed
        )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._save.setEnabled(not saving)

    def _on_saved(self, case: str, edited: frozenset[Where]) -> None:
        self._set_saving(False)
        if case == self._case and not self._pause.isActive():  # else there is more to save
            self._edited -= edited
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._set_saving(False)
        # Every form is told, so that none goes on showing an older refusal.
        without = [form for form in self._forms.values() if form.refuse([stop])]
        if len(without) == len(self._forms):
            self._tools.jobs.trouble.emit(stop)


def _place(case: str) -> str:
    return f"details:{case}"


def _key(record: type[Record], name: str) -> str:
    return f"{record.KIND}.{name}"


def _complete(work: Work, case: str, values: dict[str, dict[str, Any]]) -> None:
    """Save the details, then forget their draft; one that stays tells what is saved already."""
    cases.complete(work, case, values)
    cases.keep_draft(work, _place(case), {})


def _value(record: type[Record], name: str, kept: object) -> object:
    """What a draft kept, as the editor of the field takes it."""
    if definition_of(record).field(name).meaning.kind is Kind.DATE and isinstance(kept, str):
        return date.fromisoformat(kept)
    return kept

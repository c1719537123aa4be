"""The organisation's own fields of one record: a card that fills, saves and keeps its drafts by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain import custom
from gemdesk.domain.definition import Definition, Record
from gemdesk.domain.own import CustomField
from gemdesk.flows import cases, custom_fields
from gemdesk.flows.custom_fields import Filled
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.typed import Name, isolated
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept


class CustomForm(QWidget):
    """Hidden while the organisation has no field of its own for this kind of record."""

    saved = Signal()

    def __init__(self, tools: Tools, title: Words) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._record, self._part = "", ""
        self._fields: dict[str, CustomField] = {}
        self._edited: set[str] = set()  # fields, since what is stored was shown
        self.form: FormView | None = None
        faces = tools.faces
        card = Card(faces)
        card.body.addWidget(Label(faces, title, role="name"))
        self._place = QVBoxLayout()
        card.body.addLayout(self._place)
        self.save_button = Button(faces, lambda t: t.say("Save these fields"), icon="save", press=self.save)
        self._outcome = Label(faces, lambda t: t.say("Saved"), role="quiet", ink="good")
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self._outcome)
        row.addStretch(1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self._pause = Pause(self, _PAUSE, self._keep)
        self._outcome.hide()
        self.hide()

    def show_record(self, record_id: str, kind: str) -> None:
        """Show the fields of a record of this kind; what is being typed is left alone while it is the same record."""
        if (record_id, kind) == (self._record, self._part) and self._edited:
            return
        if record_id != self._record:
            self.keep_draft()
        self._record, self._part = record_id, kind
        self._turn.renew()
        # Whose role does not read this record is shown none of its fields.
        self._tools.jobs.look(_read, record_id, kind, then=self._show, failed=lambda _: self.hide(), page=self._turn)

    def _show(self, found: tuple[list[Filled], cases.Draft]) -> None:
        filled, draft = found
        self._outcome.hide()
        self._edited.clear()
        fields = {one.field.id: one.field for one in filled}
        if fields != self._fields or self.form is None:
            self._fields = fields
            self._make(list(fields.values()))
        assert self.form is not None  # noqa: S101 - made just now
        self.form.set_values({one.field.id: one.value for one in filled})
        self._take_up(draft)
        self.setVisible(bool(filled))

    def _make(self, fields: Sequence[CustomField]) -> None:
        clear(self._place)
        definition = Definition("custom", Record, tuple(custom.definition_of_own(field) for field in fields))
        named = {field.id: _words(field) for field in fields}
        self.form = FormView(self._tools.faces, definition, list(named), named=named)
        self.form.edited.connect(self._on_edited)
        self._place.addWidget(self.form)

    def _take_up(self, draft: cases.Draft) -> None:
        for id_, text in draft.items():
            field = self._fields.get(id_)
            if field is None or self.form is None:
                continue
            try:
                self.form.set_values({id_: custom.value_of(field, str(text))})
            except ValueError:
                continue
            self._edited.add(id_)

    def _on_edited(self, name: str) -> None:
        self._outcome.hide()
        self._edited.add(name)
        self._pause.start()

    # Drafts

    def keep_draft(self) -> None:
        """Keep what was edited since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, _place(self._record), dict(self._texts()))

    def _texts(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for id_ in self._edited:
            try:
                found[id_] = custom.text_of(self._value(id_))
            except Refusal:
                continue  # half a date is kept when it has become a date
        return found

    def _value(self, id_: str) -> object:
        editor = self.form.field(id_).editor if self.form else None
        return editor.value() if editor is not None else ""  # type: ignore[attr-defined]  # every editor has one

    # Saving

    def finish(self) -> None:
        """Save what was edited, where something was."""
        if self._edited:
            self.save()

    def save(self) -> None:
        """Save every field of the record, in one change."""
        if self.form is None:
            return
        try:
            values = self.form.values()
        except Refusal:
            return  # the form has said it at the field
        self._pause.stop()
        record = self._record
        self.save_button.setEnabled(False)
        self._tools.jobs.change(
            _fill, record, self._part, values, then=lambda _: self._on_saved(record), failed=self._on_failed
        )

    def _on_saved(self, record: str) -> None:
        self.save_button.setEnabled(True)
        if record == self._record and not self._pause.isActive():
            self._edited.clear()
            self._outcome.show()
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self.save_button.setEnabled(True)
        if self.form is None or self.form.refuse([stop]):
            self._tools.jobs.trouble.emit(stop)


def _place(record: str) -> str:
    return f"custom:{record}"


def _words(field: CustomField) -> Words:
    return lambda t: isolated(Name(custom.label(field, t.language)))


def _read(work: Work, record: str, part: str) -> tuple[list[Filled], cases.Draft]:
    return custom_fields.read(work, record, part), cases.find_draft(work, _place(record))


def _fill(work: Work, record: str, part: str, values: dict[str, object]) -> None:
    """Save the fields, then forget their draft; one that stays tells what is saved already."""
    custom_fields.fill(work, record, part, values)
    cases.keep_draft(work, _place(record), {})

"""The details of a case: the person in two forms, the sealed block, and the case itself."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.records import Case, Person
from gemdesk.flows import cases
from gemdesk.flows.cases import CaseView
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms import draft_values
from gemdesk.ui.forms.custom import CustomForm
from gemdesk.ui.forms.edit_card import PAUSE
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.case.age import AgeFields
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.sealed import SealedBlock
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.tools import Tools

_NAMES = ("chosen_name", "other_scripts", "legal_name", "address", "age", "age_band")
_CIRCUMSTANCES = (
    "languages", "interpreter", "displacement", "place", "household_size", "specific_needs", "access_needs",
)  # fmt: skip
_CASE = ("status", "next_step", "next_due")

Where = tuple[type[Record], str]  # a field of one of the records


class Details(CasePart):
    """Shows what is stored and saves what was changed, all records in one change.

    What was edited and not saved is a draft in the vault, and comes back with its case.
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._case, self._saving, self._wanted = "", False, ""
        self._edited: set[Where] = set()  # since what is stored was shown
        self._turn = Page()
        faces = tools.faces
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._forms: list[tuple[type[Record], tuple[str, ...], FormView]] = []
        names = self._add(lambda t: t.say("Person"), Person, _NAMES)
        names.field("other_scripts").set_hint(lambda t: t.say("Each in a line of its own."))
        self._ages = AgeFields(names)
        self._add(lambda t: t.say("Circumstances"), Person, _CIRCUMSTANCES)
        self.sealed = SealedBlock(tools)
        self._column.addWidget(self.sealed)
        self._add(lambda t: t.say("Case"), Case, _CASE)
        self._save = Button(
            faces, lambda t: t.say("Save the details"), sort="primary", keys="Ctrl+Return", press=self.save
        )
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addStretch(1)
        self._column.addLayout(row)
        self.of_person = CustomForm(tools, lambda t: t.say("The organisation's own fields on the person"))
        self.of_case = CustomForm(tools, lambda t: t.say("The organisation's own fields on the case"))
        for own in (self.of_person, self.of_case):
            own.saved.connect(self.saved)
            self._column.addWidget(own)
        self._pause = Pause(self, PAUSE, self._keep)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(12))

    def _add(self, words: Words, record: type[Record], names: tuple[str, ...]) -> FormView:
        card = Card(self._tools.faces)
        card.body.addWidget(Label(self._tools.faces, words, role="name"))
        form = FormView(self._tools.faces, definition_of(record), names)
        form.edited.connect(lambda name: self._on_edited(record, name))
        card.body.addWidget(form)
        self._column.addWidget(card)
        self._forms.append((record, names, form))
        return form

    def _on_edited(self, record: type[Record], name: str) -> None:
        self._edited.add((record, name))
        if (record, name) == (Person, "age"):
            self._edited.add((Person, "age_band"))  # an age may take the band away
        self._pause.start()

    def show_case(self, view: CaseView) -> None:
        """Show the details of this case; what is being typed is left alone while it is the same case."""
        other = view.case.id != self._case
        self.sealed.show_case(view)
        self.of_person.show_record(view.person.id, Person.KIND)
        self.of_case.show_record(view.case.id, Case.KIND)
        if not other and (self._edited or self._saving):
            return
        if other:
            self.keep_draft()
            self._turn.renew()
        self._case = view.case.id
        self._edited.clear()
        records: dict[type[Record], Record] = {Person: view.person, Case: view.case}
        for record, names, form in self._forms:
            form.set_values({name: getattr(records[record], name) for name in names})
        self._ages.say()
        if self._wanted:
            self._go()
        if other:
            self._tools.jobs.look(cases.find_draft, _place(self._case), then=self._take_up, page=self._turn)

    def want(self, name: str) -> None:
        """Put the focus into a field, once what is stored is shown."""
        self._wanted = name
        if self._case:
            self._go()

    def _go(self) -> None:
        wanted, self._wanted = self._wanted, ""
        for _record, names, form in self._forms:
            if wanted in names:
                form.focus(wanted)

    def finish(self) -> None:
        """Save what was changed."""
        self.save()
        self.of_person.finish()
        self.of_case.finish()

    # Drafts

    def keep_draft(self) -> None:
        """Keep what was edited since the last time."""
        for part in (self.sealed, self.of_person, self.of_case):
            part.keep_draft()
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        body: cases.Draft = {}
        for record, names, form in self._forms:
            body |= draft_values.of(record, form, (name for name in names if (record, name) in self._edited))
        self._tools.jobs.change(cases.keep_draft, _place(self._case), body)

    def _take_up(self, draft: cases.Draft) -> None:
        if self._edited:
            return
        for record, names, form in self._forms:
            self._edited |= {(record, name) for name in draft_values.put(record, form, names, draft)}
        self._ages.say()

    # Saving

    def save(self) -> None:
        """Save what was changed, once however often it is asked."""
        if self._saving:
            return
        values = self._read()
        if values is None:
            return  # the forms have said it at their fields
        self.keep_draft()  # dropped by the saving alone
        case, edited = self._case, frozenset(self._edited)
        self._set_saving(True)
        self._tools.jobs.change(
            _complete, case, values, then=lambda _: self._on_saved(case, edited), failed=self._on_failed
        )

    def _read(self) -> dict[str, dict[str, Any]] | None:
        """What was edited, by kind and field (the rest may be newer in the vault); None when some cannot be read."""
        values: dict[str, dict[str, Any]] = {}
        is_whole = True
        for record, _names, form in self._forms:
            try:
                read = form.values()
            except Refusal:
                is_whole = False
                continue
            edited = {name: value for name, value in read.items() if (record, name) in self._edited}
            values.setdefault(record.KIND, {}).update(edited)
        return values if is_whole else None

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
        without = [form for _record, _names, form in self._forms if form.refuse([stop])]
        if len(without) == len(self._forms):
            self._tools.jobs.trouble.emit(stop)


def _place(case: str) -> str:
    return f"details:{case}"


def _complete(work: Work, case: str, values: dict[str, dict[str, Any]]) -> None:
    """Save the details, then forget their draft; one that stays tells what is saved already."""
    cases.complete(work, case, values)
    cases.keep_draft(work, _place(case), {})

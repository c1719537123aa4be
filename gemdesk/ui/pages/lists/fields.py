"""The fields that the organisation added to a kind of record: their order, their marks, new ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.custom import LISTED, PARTS
from gemdesk.domain.definition import Definition, FieldDefinition, Kind, definition_of
from gemdesk.domain.own import CustomField
from gemdesk.flows import custom_fields
from gemdesk.flows.cases import Draft
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.lists import words
from gemdesk.ui.pages.lists.ask import Ask
from gemdesk.ui.pages.lists.row import OwnRow
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices, list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.segment import Choice, Segment
from gemdesk.ui.tools import Tools

_ASKED = ("label_ar", "label_en", "sort", "list_name", "sensitivity", "letter_visible", "item", "searched")
_FIXED = ("sort", "list_name")  # what values were written by is not changed under them
_LISTS = "lists"  # stands for a list of all lists
_EMPTY: dict[str, object] = {
    "label_ar": "", "label_en": "", "sort": "text", "list_name": "", "sensitivity": "", "letter_visible": False,
    "item": "", "searched": False,
}  # fmt: skip


def _definition() -> Definition:
    """The definition of a field of our own, with its list chosen from all of them."""
    known = definition_of(CustomField)

    def chosen(field: FieldDefinition) -> FieldDefinition:
        if field.name != "list_name":
            return field
        return FieldDefinition(field.name, replace(field.meaning, kind=Kind.CHOICE, values=_LISTS))

    return Definition(known.kind, known.record, tuple(map(chosen, known.fields)))


def _offers(name: str) -> Sequence[Choice]:
    return words.names() if name == _LISTS else choices(name)


class FieldsView(QWidget):
    """Chooses a kind of record, shows its fields in their order, and changes them."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._changed_id = ""  # of the field that the form changes; empty for a new one
        self._fields: list[CustomField] = []
        self.rows: list[OwnRow] = []
        faces = tools.faces
        self.part = Segment(faces, lambda t: t.say("Part of"), [(part, words.part(part)) for part in PARTS])
        self.part.set_codes((PARTS[0],))
        self.part.chosen.connect(self.open)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Field(faces, lambda t: t.say("Part of"), self.part))
        self.ask = Ask(tools, _definition(), _ASKED, _hint, _offers)
        self.ask.given.connect(self._save)
        self.ask.form.edited.connect(lambda _name: self._show_list())
        self._column.addWidget(self.ask)
        self._make_card()
        self.ask.left.connect(self.add.setFocus)
        faces.follow(self.say)

    def _make_card(self) -> None:
        faces = self._tools.faces
        card, self._rows = Card(faces), QVBoxLayout()
        card.body.addWidget(Label(faces, lambda t: t.say("Fields of the organisation"), role="name"))
        self.none = Label(faces, lambda t: t.say("None so far."), role="quiet")
        card.body.addWidget(self.none)
        card.body.addLayout(self._rows)
        self.add = Button(faces, lambda t: t.say("Add a field"), icon="plus", press=self._ask_new)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        card.body.addLayout(row)
        self._column.addWidget(card)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(12))
        self._rows.setContentsMargins(0, look.px(4), 0, look.px(8))

    def open(self) -> None:
        """Read the fields of the kind that is chosen."""
        self.ask.hide()
        self.reload()

    def reload(self) -> None:
        """Read the fields again."""
        self._turn.renew()
        self._tools.jobs.look(custom_fields.fields, self._part(), then=self.show_fields, page=self._turn)

    def take_up(self) -> None:
        """Open the form again where something was typed into it and not saved."""
        self.ask.find_draft(self._take_up, self._turn)

    def _take_up(self, draft: Draft) -> None:
        part, id_ = str(draft.get("part", "")), draft.get("id")
        if part not in PARTS:
            return
        self.part.set_codes((part,))
        self.open()

        def go_on(fields: Sequence[CustomField]) -> None:
            known = [field for field in fields if field.id == id_]
            if known:
                self._ask_again(known[0], draft)
            elif not id_:
                self._ask_new(draft)

        self._tools.jobs.look(custom_fields.fields, part, then=go_on, page=self._turn)

    def _part(self) -> str:
        return "".join(self.part.codes())

    def show_fields(self, fields: Sequence[CustomField]) -> None:
        """Show these fields in this order."""
        clear(self._rows)
        self._fields = list(fields)
        used = [field.id for field in fields if not field.retired]
        self.rows = [self._row(field, used) for field in fields]
        for row in self.rows:
            self._rows.addWidget(row)
        self.none.setVisible(not fields)

    def _row(self, field: CustomField, used: list[str]) -> OwnRow:
        faces = self._tools.faces
        acts = [Button(faces, lambda t: t.say("Edit"), sort="quiet", press=lambda: self._ask_again(field))]
        if field.id in used[1:]:
            acts.append(self._mover(field.id, used, -1, lambda t: t.say("Move up")))
        if field.id in used[:-1]:
            acts.append(self._mover(field.id, used, 1, lambda t: t.say("Move down")))
        acts.append(
            Button(
                faces,
                (lambda t: t.say("Offer again")) if field.retired else (lambda t: t.say("Offer no longer")),
                sort="quiet",
                press=lambda: self._change(custom_fields.set_retired, field.id, not field.retired),
            )
        )
        row = OwnRow(faces, words.field(field), acts)
        row.add_chip(words.title(field.list_name) if field.list_name else list_words("field_sort", field.sort))
        if field.searched:
            row.add_chip(lambda t: t.say("Found by the search"))
        row.mark(field.sensitivity, letters=field.letter_visible, retired=field.retired)
        return row

    def _mover(self, id_: str, used: list[str], by: int, said: Words) -> Button:
        def move() -> None:
            at = used.index(id_)
            wished = [*used]
            wished[at], wished[at + by] = wished[at + by], wished[at]
            self._change(custom_fields.order, self._part(), wished)

        return Button(self._tools.faces, said, sort="quiet", press=move)

    def _ask_new(self, draft: Draft | None = None) -> None:
        self._ask("", lambda t: t.say("Add a field"), _EMPTY, draft)

    def _ask_again(self, field: CustomField, draft: Draft | None = None) -> None:
        values = {name: getattr(field, name) for name in _ASKED}
        self._ask(field.id, lambda t: t.say("Edit the field"), values, draft)

    def _ask(self, id_: str, title: Words, values: dict[str, object], draft: Draft | None) -> None:
        self._changed_id = id_
        self.ask.ask(title, values, {"part": self._part(), "id": id_}, draft)
        self._show_list()

    def _show_list(self) -> None:
        """Ask what sort a field is while it is new, and for its list where it needs one."""
        form = self.ask.form
        sort = form.field("sort").editor
        listed = isinstance(sort, Combo) and sort.code() in LISTED
        form.field("sort").setVisible(not self._changed_id)
        form.field("list_name").setVisible(listed and not self._changed_id)

    def _save(self, values: dict[str, Any]) -> None:
        field = CustomField(id="", record_kind=self._part(), **values)
        if self._changed_id:
            self._change(custom_fields.change_field, self._changed_id, field)
        else:
            self._change(custom_fields.define, field)

    def _change(self, flow: Callable[..., Any], *args: object) -> None:
        self._tools.jobs.change(flow, *args, then=lambda _: self._on_saved(), failed=self._on_failed, page=self._turn)

    def _on_saved(self) -> None:
        self.ask.end()
        self.add.setFocus()
        self.reload()

    def _on_failed(self, stop: Stop) -> None:
        if self.ask.isHidden() or self.ask.refuse(stop):
            self._tools.jobs.trouble.emit(stop)


def _hint(texts: Texts) -> str:
    return texts.say(
        "A field stands on a letter only where it may, and where a live consent covers what it belongs to. Its kind "
        "stays as it is; a field is never deleted, only no longer offered."
    )

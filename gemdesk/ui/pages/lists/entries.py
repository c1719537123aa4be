"""One list: the entries that the organisation added, and those that the program ships."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import definition_of
from gemdesk.domain.own import ListEntry
from gemdesk.flows import own_lists
from gemdesk.flows.cases import Draft
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.pages.lists import words
from gemdesk.ui.pages.lists.ask import Ask
from gemdesk.ui.pages.lists.row import OwnRow
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_ASKED = ("ar", "en", "sensitivity", "letter_visible")
_TOP = Qt.AlignmentFlag.AlignTop


class EntriesView(QWidget):
    """Chooses a list, shows it, and changes what is the organisation's own in it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._changed_id = ""  # of the entry that the form changes; empty for a new one
        self.rows: list[OwnRow] = []
        faces = tools.faces
        self.choice = Combo(faces, lambda t: t.say("List"), words.names())
        self.choice.set_code(words.names()[0][0])
        self.choice.chosen.connect(self.open)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Field(faces, lambda t: t.say("List"), self.choice))
        self._make_about()
        self.ask = Ask(tools, definition_of(ListEntry), _ASKED, _hint)
        self.ask.given.connect(self._save)
        self._column.addWidget(self.ask)
        self._make_lists()
        self.ask.left.connect(self.add.setFocus)
        faces.follow(self.say)

    def _make_about(self) -> None:
        faces = self._tools.faces
        self._source = Label(faces, lambda _: "", role="quiet", wrap=True)
        self.reviewed = Chip(faces, lambda _: "")
        row = QHBoxLayout()
        row.addWidget(self.reviewed)
        row.addStretch(1)
        self._column.addWidget(self._source)
        self._column.addLayout(row)

    def _make_lists(self) -> None:
        faces = self._tools.faces
        self._own, self._shipped = Card(faces), Card(faces)
        self._rows, self._grid = QVBoxLayout(), QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._own.body.addWidget(Label(faces, lambda t: t.say("Entries that the organisation added"), role="name"))
        self.none = Label(faces, lambda _: "", role="quiet", wrap=True)
        self._own.body.addWidget(self.none)
        self._own.body.addLayout(self._rows)
        self.add = Button(faces, lambda t: t.say("Add an entry"), icon="plus", press=self._ask_new)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self._own.body.addLayout(row)
        self._shipped.body.addWidget(Label(faces, lambda t: t.say("Entries of the program"), role="name"))
        self._shipped.body.addLayout(self._grid)
        self._column.addWidget(self._own)
        self._column.addWidget(self._shipped)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(12))
        self._rows.setContentsMargins(0, look.px(4), 0, look.px(8))
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(6))

    def open(self) -> None:
        """Read the list that is chosen."""
        name = self.choice.code()
        self.ask.hide()
        self._show_about(name)
        self._show_shipped(name)
        self.reload()

    def reload(self) -> None:
        """Read the organisation's own entries of the list again."""
        self._turn.renew()
        self._tools.jobs.look(own_lists.entries, self.choice.code(), then=self.show_entries, page=self._turn)

    def take_up(self) -> None:
        """Open the form again where something was typed into it and not saved."""
        self.ask.find_draft(self._take_up, self._turn)

    def _take_up(self, draft: Draft) -> None:
        name, id_ = str(draft.get("list", "")), draft.get("id")
        if name not in lists.names() or not lists.about(name).own:
            return
        self.choice.set_code(name)
        self.open()

        def go_on(entries: Sequence[ListEntry]) -> None:
            known = [entry for entry in entries if entry.id == id_]
            if known:
                self._ask_again(known[0], draft)
            elif not id_:
                self._ask_new(draft)

        self._tools.jobs.look(own_lists.entries, name, then=go_on, page=self._turn)

    def _show_about(self, name: str) -> None:
        about = lists.about(name)
        self._source.set_words(words.source(name))
        self.reviewed.set_words(words.reviewed(name), "good" if about.reviewed else "warning")
        self.add.setVisible(about.own)

    def _show_shipped(self, name: str) -> None:
        clear(self._grid)
        faces = self._tools.faces
        for at, value in enumerate(lists.shipped(name).values()):
            for column, said in enumerate((value.words["ar"], value.words["en"])):
                self._grid.addWidget(Label(faces, value_words(said), wrap=True), at, column + 1, _TOP)
            self._grid.addWidget(Label(faces, value_words(Code(value.code)), role="quiet"), at, 0, _TOP)
            if value.retired:
                self._grid.addWidget(Chip(faces, lambda t: t.say("No longer used")), at, 3, _TOP)

    def show_entries(self, entries: Sequence[ListEntry]) -> None:
        """Show the organisation's own entries of this list."""
        clear(self._rows)
        self.rows = [self._row(entry) for entry in entries]
        for row in self.rows:
            self._rows.addWidget(row)
        self.none.setVisible(not entries)
        own = lists.about(self.choice.code()).own
        self.none.set_words(_none if own else _closed)

    def _row(self, entry: ListEntry) -> OwnRow:
        faces = self._tools.faces
        edit = Button(faces, lambda t: t.say("Edit"), sort="quiet", press=lambda: self._ask_again(entry))
        retire = Button(
            faces,
            (lambda t: t.say("Offer again")) if entry.retired else (lambda t: t.say("Offer no longer")),
            sort="quiet",
            press=lambda: self._change(own_lists.set_retired, entry.id, not entry.retired),
        )
        row = OwnRow(faces, words.entry(entry), (edit, retire))
        row.mark(entry.sensitivity, letters=entry.letter_visible, retired=entry.retired)
        return row

    def _ask_new(self, draft: Draft | None = None) -> None:
        empty = {"ar": "", "en": "", "sensitivity": "", "letter_visible": False}
        self._ask("", lambda t: t.say("Add an entry"), empty, draft)

    def _ask_again(self, entry: ListEntry, draft: Draft | None = None) -> None:
        values = {name: getattr(entry, name) for name in _ASKED}
        self._ask(entry.id, lambda t: t.say("Edit the entry"), values, draft)

    def _ask(self, id_: str, title: Words, values: dict[str, object], draft: Draft | None) -> None:
        self._changed_id = id_
        self.ask.ask(title, values, {"list": self.choice.code(), "id": id_}, draft)

    def _save(self, values: dict[str, Any]) -> None:
        entry = ListEntry(id="", list_name=self.choice.code(), code="", **values)
        if self._changed_id:
            self._change(own_lists.change_entry, self._changed_id, entry)
        else:
            self._change(own_lists.add, entry)

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
        "The program makes the code. An entry is never deleted: it is no longer offered, and old records show it as "
        "before."
    )


def _none(texts: Texts) -> str:
    return texts.say("None so far.")


def _closed(texts: Texts) -> str:
    return texts.say("Nothing can be added to this list, because the program acts on its codes.")

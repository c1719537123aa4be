"""Household and close people of a case: who knows, who is a danger, who is the guardian."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.casework import Relative
from gemdesk.flows import people
from gemdesk.flows.matches import Other
from gemdesk.flows.people import PeopleView
from gemdesk.kernel.typed import Joined, Name
from gemdesk.ui.alike_words import title
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

FIELDS = ("name", "relation", "age", "in_household", "guardian", "knows", "danger", "note")


class Relatives(QWidget):
    """Shows everybody and opens one of them, or a new one, to be written down."""

    saved = Signal()
    case_wanted = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case = tools, ""
        self.edit = EditCard(tools, lambda t: t.say("Household and close people"), Relative, FIELDS)
        self.add = Button(faces, lambda t: t.say("Add a person"), icon="plus", press=self.begin)
        self._rows = QVBoxLayout()
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("Household and close people"), role="name", wrap=True), 1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        self._column.addLayout(self._rows)
        self._column.addWidget(self.edit)
        self.edit.saved.connect(self.saved)
        self.edit.closed.connect(self.add.show)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        gap = self._tools.faces.face.look.px(8)
        self._column.setSpacing(gap)
        self._rows.setSpacing(gap)

    def show_case(self, view: PeopleView) -> None:
        """Show the people of this case; one that is being written down stays open while it is the same case."""
        if view.case != self._case:
            self._case = view.case
            self.edit.close_card()
        self._fill(view)
        if view.draft and not self.edit.is_open():
            known = {one.id: one for one in view.relatives}
            id_ = str(view.draft.get("id", ""))
            self._open(known.get(id_) or _nobody(view.person.id), view.draft)

    def begin(self, name: str = "name") -> None:
        """Open an empty form, with the focus in a field; one that is open stays."""
        if not self.edit.is_open():
            self._open(_nobody(""), {})
        self.edit.focus(name)

    def _fill(self, view: PeopleView) -> None:
        clear(self._rows)
        if not view.relatives:
            words = Label(self._tools.faces, lambda t: t.say("Nobody was written down yet."), role="quiet", wrap=True)
            self._rows.addWidget(words)
        for one in view.relatives:
            card = self._row(one)
            if file := view.files.get(one.id):
                card.body.addLayout(self._file(one, file))
            elif file := view.perhaps.get(one.id):
                card.body.addLayout(self._perhaps(one, file))
            self._rows.addWidget(card)

    def _file(self, one: Relative, file: Other) -> Flow:
        """The file of a relative, with the way to it."""
        faces, line, name = self._tools.faces, Flow(), title(file)
        line.addWidget(Label(faces, lambda t: t.say("Has a file here: {file}", file=Joined(name(t))), role="quiet"))
        if file.is_shown:
            open_ = partial(self.case_wanted.emit, file.case)
            line.addWidget(Button(faces, lambda t: t.say("Open the case"), sort="quiet", press=open_))
        unlink = partial(self._join, one.id, "")
        line.addWidget(Button(faces, lambda t: t.say("Unlink"), sort="quiet", press=unlink))
        return line

    def _perhaps(self, one: Relative, file: Other) -> Flow:
        """A file that may be the relative's."""
        faces, line, name = self._tools.faces, Flow(), title(file)
        words = Label(faces, lambda t: t.say("Perhaps has a file here: {file}", file=Joined(name(t))), role="quiet")
        line.addWidget(words)
        link = partial(self._join, one.id, file.person)
        line.addWidget(Button(faces, lambda t: t.say("Link the file"), sort="quiet", press=link))
        return line

    def _join(self, id_: str, person: str) -> None:
        self._tools.jobs.change(
            people.join, self._case, id_, person,
            then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit,
        )  # fmt: skip

    def _row(self, one: Relative) -> Card:
        faces = self._tools.faces
        card, row, chips = Card(faces), QHBoxLayout(), Flow()
        name: Words = value_words(Name(one.name)) if one.name else lambda t: t.say("No name taken down")
        row.addWidget(Label(faces, name, role="strong", wrap=True), 1)
        change, delete = partial(self._change, one), partial(self._delete, one.id)
        row.addWidget(Button(faces, lambda t: t.say("Edit"), sort="quiet", icon="note", press=change))
        row.addWidget(Button(faces, lambda t: t.say("Delete"), sort="quiet", press=delete))
        card.body.addLayout(row)
        for words, tone in _marks(one):
            chips.addWidget(Chip(faces, words, tone))
        card.body.addLayout(chips)
        if one.note:
            card.body.addWidget(Label(faces, value_words(Name(one.note)), role="quiet", wrap=True))
        return card

    def _change(self, one: Relative) -> None:
        self.edit.keep_draft()
        self._open(one, {})
        self.edit.focus("name")

    def _open(self, one: Relative, draft: dict[str, object]) -> None:
        self.add.hide()
        place = people.relative_place(self._case)
        self.edit.open(place, people.save_relative, (self._case, one.id), one, draft)

    def _delete(self, id_: str) -> None:
        self._tools.jobs.change(
            people.bin_relative, self._case, id_, then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit
        )


def _nobody(person: str) -> Relative:
    return Relative(id="", person=person)


def _marks(one: Relative) -> list[tuple[Words, Tone]]:
    """The chips of somebody: relation first, then what protects and what endangers."""
    age = one.age
    found: list[tuple[Words, Tone]] = [(list_words("relation", one.relation), "soft")] if one.relation else []
    if age is not None:
        found.append((lambda t: t.count("{count} year", "{count} years", age), "quiet"))
    if one.guardian:
        found.append((lambda t: t.say("Guardian"), "info"))
    if one.in_household:
        found.append((lambda t: t.say("In the household"), "quiet"))
    if one.danger:
        found.append((lambda t: t.say("A danger to the person"), "danger"))
    if one.knows:
        found.append((lambda t: t.say("Knows of the case"), "good"))
    else:
        found.append((lambda t: t.say("Is not to learn of the case"), "warning"))
    return found

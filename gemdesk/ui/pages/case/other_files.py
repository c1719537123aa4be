"""Files that may be about the same person: linked, told apart or open; they are never merged."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import matches
from gemdesk.flows.matches import DIFFERENT, SAME, Other
from gemdesk.flows.people import PeopleView
from gemdesk.ui.alike_words import title, why
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools


class OtherFiles(QWidget):
    """Three short lists; each row is a card with what can be decided about it."""

    saved = Signal()
    case_wanted = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._case = tools, ""
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        tools.faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._rows.setSpacing(self._tools.faces.face.look.px(8))

    def show_case(self, view: PeopleView) -> None:
        """Show what there is about this case's person elsewhere in the vault."""
        self._case = view.case
        clear(self._rows)
        self._list(lambda t: t.say("Linked files"), view.linked, lambda t: t.say("No file is linked."))
        self._list(lambda t: t.say("Possible matches"), view.possible, lambda t: t.say("No possible match was found."))
        if view.apart:
            self._list(lambda t: t.say("Files of other people"), view.apart, lambda _: "")

    def _list(self, words: Words, others: Sequence[Other], empty: Words) -> None:
        faces = self._tools.faces
        self._rows.addWidget(Label(faces, words, role="name", wrap=True))
        if not others:
            self._rows.addWidget(Label(faces, empty, role="quiet", wrap=True))
        for other in others:
            self._rows.addWidget(self._row(other))

    def _row(self, other: Other) -> Card:
        faces = self._tools.faces
        card, row, acts = Card(faces), QHBoxLayout(), Flow()
        row.addWidget(Label(faces, title(other), role="strong", wrap=True), 1)
        if other.likeness is None:
            row.addWidget(Chip(faces, *why(other)))
        card.body.addLayout(row)
        for button in self._acts(other):
            acts.addWidget(button)
        card.body.addLayout(acts)
        return card

    def _acts(self, other: Other) -> list[Button]:
        faces = self._tools.faces
        found = []
        if other.is_shown:
            open_ = partial(self.case_wanted.emit, other.case)
            found.append(Button(faces, lambda t: t.say("Open the case"), press=open_))
        if other.likeness is not None:
            words: Words = (
                (lambda t: t.say("Unlink"))
                if other.likeness.standing == SAME
                else (lambda t: t.say("Show it as a possible match again"))
            )
            found.append(Button(faces, words, sort="quiet", press=partial(self._undecide, other)))
        elif other.is_shown:
            same, apart = partial(self._decide, other, SAME), partial(self._decide, other, DIFFERENT)
            found.append(Button(faces, lambda t: t.say("One person: link the files"), press=same))
            found.append(Button(faces, lambda t: t.say("Two people"), press=apart))
        return found

    def _decide(self, other: Other, standing: str) -> None:
        self._change(matches.decide, other.person, standing)

    def _undecide(self, other: Other) -> None:
        self._change(matches.undecide, other.person)

    def _change(self, do: Callable[..., None], *args: object) -> None:
        self._tools.jobs.change(
            do, self._case, *args, then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit
        )

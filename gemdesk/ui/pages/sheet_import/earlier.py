"""The imports that were done before, each with the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.own import SheetImport
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, strip_controls
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools


class Earlier(Card):
    """Hidden while there are none."""

    undo_wanted = Signal(str)  # id of an import

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        self._tools = tools
        self.undos: list[Button] = []
        self._rows = QVBoxLayout()
        self.question = Question(tools.faces)
        self.body.addWidget(Label(tools.faces, lambda t: t.say("Earlier imports"), role="strong"))
        self.body.addLayout(self._rows)
        self.body.addWidget(self.question)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def show_imports(self, done: Sequence[SheetImport]) -> None:
        """Show the imports, the latest first."""
        clear(self._rows)
        self.undos = []
        for one in done:
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(done))

    def _row(self, one: SheetImport) -> QWidget:
        faces, whole = self._tools.faces, QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(faces, _told(one), elide=True), 1)
        if one.undone:
            row.addWidget(Chip(faces, lambda t: t.say("Undone")))
            return whole
        undo = Button(faces, lambda t: t.say("Undo"), icon="undo", press=lambda: self._ask(one))
        undo.setAccessibleDescription(strip_controls(faces.face.read(_told(one))))
        self.undos.append(undo)
        row.addWidget(undo)
        return whole

    def _ask(self, one: SheetImport) -> None:
        made = one.made or 0
        self.question.ask(
            lambda t: t.count(
                "One case with all that belongs to it goes to the bin. What was changed since stops it.",
                "{count} cases with all that belongs to them go to the bin. What was changed since stops it.",
                made,
            ),
            lambda t: t.say("Undo the whole import"),
            lambda: self.undo_wanted.emit(one.id),
        )


def _told(one: SheetImport) -> Words:
    def said(texts: Texts) -> str:
        day = dates.day(one.at.date(), texts.language) if one.at else Name("")
        return texts.count(
            "{name}, {day}: one person", "{name}, {day}: {count} people", one.made or 0, name=Name(one.name), day=day
        )

    return said

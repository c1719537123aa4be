"""What each risk level asks for in this organisation: days, and what a supervisor approves."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import definition_of
from gemdesk.domain.own import Rhythm
from gemdesk.domain.rhythm import LEVELS, Pace
from gemdesk.flows import risk
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices, list_words
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools

_DAYS = ("act_within", "contact_every", "assess_again")


def _label(name: str) -> Words:
    label = definition_of(Rhythm).field(name).meaning.label
    return lambda t: t.say(label)


class LevelRow(QWidget):
    """The days of one level and what is approved at it."""

    edited = Signal()

    def __init__(self, tools: Tools, level: str) -> None:
        super().__init__()
        faces = tools.faces
        self.level, self._tools = level, tools
        words = list_words("risk_level", level)
        self._fields: dict[str, Field] = {}
        self._grid, column = QGridLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Label(faces, words, role="strong"))
        for at, name in enumerate(_DAYS):
            meaning = definition_of(Rhythm).field(name).meaning
            editor = CountField(faces, self._named(name, words), least=meaning.least, most=meaning.most)
            editor.edited.connect(partial(self._on_edited, name))
            self._fields[name] = Field(faces, _label(name), editor)
            self._grid.addWidget(self._fields[name], 0, at)
            self._grid.setColumnStretch(at, 1)
        column.addLayout(self._grid)
        self.approved = Segment(faces, self._named("approved", words), choices("approval_what"), several=True)
        self.approved.chosen.connect(self.edited)
        column.addWidget(Field(faces, _label("approved"), self.approved))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._grid.setHorizontalSpacing(look.px(14))

    @staticmethod
    def _named(name: str, level: Words) -> Words:
        label = _label(name)
        return lambda t: t.say("{field} ({level})", field=label(t), level=level(t))

    def _on_edited(self, name: str) -> None:
        self._fields[name].refuse(None)
        self.edited.emit()

    def show_pace(self, pace: Pace) -> None:
        """Show what holds at this level."""
        for name in _DAYS:
            self._editor(name).set_value(getattr(pace, name))
            self._fields[name].refuse(None)
        self.approved.set_codes(pace.approved)

    def _editor(self, name: str) -> CountField:
        editor = self._fields[name].editor
        assert isinstance(editor, CountField)  # noqa: S101 - made here
        return editor

    def values(self) -> dict[str, Any] | None:
        """What is typed; nothing where it cannot be read, which is then said at the field."""
        found: dict[str, Any] = {"approved": self.approved.codes()}
        for name in _DAYS:
            try:
                found[name] = self._editor(name).value()
            except Refusal as stop:
                self._fields[name].refuse(stop)
                self._editor(name).setFocus()
                return None
        return found

    def refuse(self, stop: Stop) -> bool:
        """Say a refusal at its field; whether it belongs to one here."""
        if stop.where not in self._fields:
            return False
        self._fields[stop.where].refuse(stop)
        return True


class RhythmCard(Card):
    """The four levels; saved on wish, all at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self.rows = {level: LevelRow(tools, level) for level in LEVELS}
        super().__init__(tools.faces)
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("Risk levels"), role="name"))
        self.body.addWidget(Label(faces, _hint, role="quiet", wrap=True))
        for row in self.rows.values():
            row.edited.connect(self._on_edited)
            self.body.addWidget(row)
        self._outcome = Label(faces, lambda t: t.say("Saved"), role="quiet", ink="good")
        self._outcome.hide()
        self.save_button = Button(faces, lambda t: t.say("Save the risk levels"), icon="save", press=self.save)
        line = QHBoxLayout()
        line.addWidget(self.save_button)
        line.addWidget(self._outcome)
        line.addStretch(1)
        self.body.addLayout(line)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(10))
        for row in self.rows.values():
            row.say()

    def open(self) -> None:
        """Read what holds in this vault."""
        self._turn.renew()
        self._outcome.hide()
        self._tools.jobs.look(risk.paces, then=self._show, page=self._turn)

    def _show(self, paces: dict[str, Pace]) -> None:
        for level, row in self.rows.items():
            row.show_pace(paces[level])

    def _on_edited(self) -> None:
        self._outcome.hide()

    def save(self) -> None:
        """Save all levels, or say what cannot be read."""
        typed: dict[str, dict[str, Any]] = {}
        for level, row in self.rows.items():
            values = row.values()
            if values is None:
                return
            typed[level] = values
        self._tools.jobs.change(risk.save_rhythms, typed, then=self._saved, failed=self._stopped)

    def is_saved(self) -> bool:
        """Whether it is said that everything here was saved."""
        return not self._outcome.isHidden()

    def _saved(self, paces: dict[str, Pace]) -> None:
        self._show(paces)
        self._outcome.show()

    def _stopped(self, stop: Stop) -> None:
        level = str(stop.facts.get("level", ""))
        if level not in self.rows or not self.rows[level].refuse(stop):
            self._tools.jobs.trouble.emit(stop)


def _hint(texts: Texts) -> str:
    return texts.say("What was agreed in an assessment stays. Other days hold from the next assessment of a case on.")

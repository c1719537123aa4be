"""What stands on letterheads."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from gemdesk.domain.definition import Kind, definition_of
from gemdesk.domain.records import Office
from gemdesk.flows import offices
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.tools import Tools


def _label(text: str) -> Words:
    return lambda t: t.say(text)


class OfficeCard(Card):
    """The fields of the office record; saved on wish, all at once."""

    def __init__(self, tools: Tools) -> None:
        self._tools, self._turn = tools, Page()
        self._office: Office | None = None
        self._grid = QGridLayout()
        super().__init__(tools.faces)
        self.lines: dict[str, Line] = {}
        self._fields: dict[str, Field] = {}
        faces = tools.faces
        self.body.addWidget(Label(faces, lambda t: t.say("On letterheads"), role="name"))
        self.body.addWidget(
            Label(
                faces,
                lambda t: t.say("The neutral name stands on letters that must not name the movement."),
                role="quiet",
                wrap=True,
            )
        )
        self._make_fields()
        self.body.addLayout(self._grid)
        self._outcome = Label(faces, lambda t: t.say("Saved"), role="quiet", ink="good")
        self._outcome.hide()
        self.save_button = Button(faces, lambda t: t.say("Save"), icon="save", keys="Ctrl+Return", press=self.save)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self._outcome)
        row.addStretch(1)
        self.body.addLayout(row)

    def _make_fields(self) -> None:
        for at, field in enumerate(definition_of(Office).fields):
            words, meaning = _label(field.meaning.label), field.meaning
            line = Line(self._faces, words, fixed=meaning.kind is Kind.CONTACT, longest=meaning.longest)
            line.edited.connect(self._on_edited)
            self.lines[field.name] = line
            self._fields[field.name] = Field(self._faces, words, line)
            self._grid.addWidget(self._fields[field.name], at // 2, at % 2)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(8))

    def open(self) -> None:
        """Read the office as it is stored."""
        self._turn.renew()
        self._outcome.hide()
        self._tools.jobs.look(offices.read, then=self._show, page=self._turn)

    def _show(self, office: Office) -> None:
        self._office = office
        for name, line in self.lines.items():
            line.setText(getattr(office, name))
            self._fields[name].refuse(None)

    def _on_edited(self) -> None:
        self._outcome.hide()

    def save(self) -> None:
        """Save the names as they are typed."""
        if self._office is None:
            return
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        self._tools.jobs.change(offices.edit, self._office, typed, then=self._saved, failed=self._stopped)

    def is_saved(self) -> bool:
        """Whether it is said that everything here was saved."""
        return not self._outcome.isHidden()

    def _saved(self, office: Office) -> None:
        self._show(office)
        self._outcome.show()

    def _stopped(self, stop: Stop) -> None:
        if stop.where not in self._fields:
            self._tools.jobs.trouble.emit(stop)
        for name, field in self._fields.items():
            field.refuse(stop if stop.where == name else None)

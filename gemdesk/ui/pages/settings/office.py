"""What stands on letterheads."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from gemdesk.domain.definition import Kind, definition_of
from gemdesk.domain.records import Office
from gemdesk.flows import cases, offices
from gemdesk.flows.cases import Draft
from gemdesk.flows.offices import Begun
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.tools import Tools

_PAUSE = 400  # milliseconds without a change before the draft is kept


def _label(text: str) -> Words:
    return lambda t: t.say(text)


class OfficeCard(Card):
    """The fields of the office record; saved on wish, all at once. What is typed stays a draft until then."""

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
        self._taken_up = Label(
            faces, lambda t: t.say("Changes that were not saved were taken up."), role="quiet", wrap=True
        )
        self._taken_up.hide()
        self.body.addWidget(self._taken_up)
        self.save_button = Button(faces, lambda t: t.say("Save"), icon="save", keys="Ctrl+Return", press=self.save)
        self.discard_button = Button(faces, lambda t: t.say("Discard the changes"), press=self.discard)
        self.discard_button.hide()
        row = QHBoxLayout()
        for part in (self.save_button, self.discard_button, self._outcome):
            row.addWidget(part)
        row.addStretch(1)
        self.body.addLayout(row)
        self._pause = Pause(self, _PAUSE, self._keep)

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
        """Read the office as it is stored; what was typed and not saved is taken up."""
        self.keep_draft()
        self._turn.renew()
        self._outcome.hide()
        self._tools.jobs.look(offices.begun, then=self._take_up, page=self._turn)

    def _take_up(self, begun: Begun) -> None:
        self._show(begun.office)
        for name, line in self.lines.items():
            match begun.draft.get(name):
                case [str(kept)]:
                    line.setText(kept)
        self._taken_up.setVisible(bool(begun.draft))
        self.discard_button.setVisible(bool(begun.draft))

    def _show(self, office: Office) -> None:
        self._office = office
        for part in (self._taken_up, self.discard_button):
            part.hide()
        for name, line in self.lines.items():
            line.setText(getattr(office, name))
            self._fields[name].refuse(None)

    def _on_edited(self) -> None:
        self._outcome.hide()
        self.discard_button.setVisible(bool(self._typed()))
        self._pause.start()

    def _typed(self) -> Draft:
        """What is not as it is stored; boxed, since an emptied line is a draft too."""
        if self._office is None:
            return {}
        return {name: [line.text()] for name, line in self.lines.items() if line.text() != getattr(self._office, name)}

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def _keep(self) -> None:
        self._pause.stop()
        if self._office is not None:
            self._tools.jobs.change(cases.keep_draft, offices.PLACE, self._typed())

    def discard(self) -> None:
        """Show the office as it is stored; nothing of what was typed is kept."""
        if self._office is None:
            return
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, offices.PLACE, {})
        self._show(self._office)
        self.save_button.setFocus()

    def save(self) -> None:
        """Save the names as they are typed."""
        if self._office is None:
            return
        self.keep_draft()  # dropped by the saving alone
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

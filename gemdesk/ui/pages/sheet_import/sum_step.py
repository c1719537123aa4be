"""The third step: what would be written, row by row and in sum; afterwards what was."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gemdesk.flows.sheet_choices import Choices, Sums, sums
from gemdesk.flows.sheet_reading import Plan
from gemdesk.flows.sheet_writing import Outcome
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.sheet_import import words
from gemdesk.ui.pages.sheet_import.models import PlannedRows
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.tables.sheet_table import SheetTable
from gemdesk.ui.tools import Tools

_WIDTHS = (0.7, 1.6, 0.7, 1.5, 1.2, 1.1, 1.7, 1.4)
_MOST = 150  # pixels at 100 % that the sums may take from the table; beyond, they scroll
_ASIDE = 5  # rows that are no person, named one by one


class SumStep(QWidget):
    """Counts, the rows as they would be stored, and what is no person."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        faces = tools.faces
        self.sums = Sums(0, 0, 0, 0, 0)
        self._card = Card(faces)
        self._lines = QVBoxLayout()
        self._card.body.addLayout(self._lines)
        self.rows = PlannedRows(faces)
        self.table = SheetTable(faces, lambda t: t.say("What would be taken in"))
        self.table.setModel(self.rows)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._above = Scroll(faces, spacing=0)
        self._above.body.addWidget(self._card)
        self._above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column.addWidget(self._above)
        self._column.addWidget(self.table, 1)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(10))
        self._lines.setSpacing(look.px(4))
        self.table.setMinimumHeight(look.px(110))

    def show_plan(self, plan: Plan, choices: Choices) -> None:
        """Show what an acceptance would write."""
        self.sums = sums(plan, choices)
        clear(self._lines)
        faces = self._tools.faces
        for at, said in enumerate([*_counted(self.sums), *_asides(plan)]):
            role, ink = ("strong", "text") if at == 0 else ("body", "quiet")
            self._lines.addWidget(Label(faces, said, role=role, ink=ink, wrap=True))  # type: ignore[arg-type]  # names of tokens
        look = faces.face.look
        self._above.setMinimumHeight(min(self._card.sizeHint().height() + look.px(4), look.px(_MOST)))
        self.rows.show(plan, choices)
        self.table.set_widths(_WIDTHS)
        self.table.go_to(0)

    def clear(self) -> None:
        """Keep nothing of a sheet."""
        self.sums = Sums(0, 0, 0, 0, 0)
        clear(self._lines)
        self.rows.show(None, {})


def _counted(found: Sums) -> list[Words]:
    lines: list[Words] = [
        lambda t: t.count(
            "One person will be taken in, with a case of their own.",
            "{count} people will be taken in, each with a case of their own.",
            found.people,
        )
    ]
    if found.added:
        lines.append(
            lambda t: t.count(
                "One row is added to the timeline of somebody who is there already.",
                "{count} rows are added to the timelines of people who are there already.",
                found.added,
            )
        )
    if found.left_out:
        lines.append(lambda t: t.count("One row is left out.", "{count} rows are left out.", found.left_out))
    if found.without_day:
        lines.append(
            lambda t: t.count(
                "One case has no day of opening; it gets the day of today.",
                "{count} cases have no day of opening; they get the day of today.",
                found.without_day,
            )
        )
    return lines


def _asides(plan: Plan) -> list[Words]:
    shown = [words.aside(*one) for one in plan.aside[:_ASIDE]]
    more = len(plan.aside) - _ASIDE
    if more > 0:
        shown.append(lambda t: t.count("and one more row", "and {count} more rows", more))
    return shown


class Done(Card):
    """What was written, with the way back."""

    undo_wanted = Signal()
    again_wanted = Signal()
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        self._acts = Flow()
        super().__init__(tools.faces)
        faces = tools.faces
        self._words = Label(faces, lambda _: "", role="strong", wrap=True)
        self._note = Label(
            faces,
            lambda t: t.say(
                "The file still lies where it was. Whoever finds it can read it; the program does not delete it."
            ),
            role="quiet",
            wrap=True,
        )
        self.undo = Button(faces, lambda t: t.say("Undo the whole import"), icon="undo", press=self.undo_wanted.emit)
        self.again = Button(faces, lambda t: t.say("Take in another file"), press=self.again_wanted.emit)
        self.leave = Button(faces, lambda t: t.say("To the cases"), sort="primary", press=self.left.emit)
        for part in (self._words, self._note):
            self.body.addWidget(part)
        for act in (self.leave, self.undo, self.again):
            self._acts.addWidget(act)
        self.body.addLayout(self._acts)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(10))
        self._acts.setSpacing(self._faces.face.look.px(10))

    def show_outcome(self, outcome: Outcome) -> None:
        """Say what was taken in."""
        self._words.set_words(
            lambda t: t.count("One person was taken in.", "{count} people were taken in.", outcome.people)
        )
        self.undo.setEnabled(True)

    def show_undone(self) -> None:
        """Say that it was taken back."""
        self._words.set_words(lambda t: t.say("The import was undone. What it had made lies in the bin."))
        self.undo.setEnabled(False)

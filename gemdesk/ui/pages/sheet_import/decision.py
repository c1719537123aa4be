"""The decision about one doubtful cell: its readings, another text, nothing, or the whole row left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from gemdesk.domain.readings import Choice, Doubt
from gemdesk.flows import sheet_choices
from gemdesk.flows.sheet_reading import Column, Plan
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.sheet_import import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.segment import Choice as Pick
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.tab_order import chain
from gemdesk.ui.tools import Tools

_EMPTY, _LONGEST = "empty", 400


class Decision(Card):
    """Shows one doubt; tells what was decided about it, and what about all that are like it."""

    decided = Signal(object, object)  # Spot, Choice
    decided_alike = Signal(object, object)  # Doubt, Choice
    row_left_out = Signal(int)
    case_wanted = Signal(str)
    next_wanted = Signal()

    def __init__(self, tools: Tools) -> None:
        self._acts = Flow()
        super().__init__(tools.faces)
        self._tools = tools
        faces = tools.faces
        self._plan: Plan | None = None
        self._doubt: Doubt | None = None
        self._where = Label(faces, lambda _: "", role="strong", wrap=True)
        self._why = Label(faces, lambda _: "", wrap=True)
        self.readings = Segment(faces, _taken_as, [])
        self._place = QVBoxLayout()
        self._place.addWidget(self.readings)
        self.typed = Line(faces, _something_else, longest=_LONGEST)
        self.field = Field(faces, _something_else, self.typed)
        self.take = Button(faces, lambda t: t.say("Take this"), press=self._take_typed)
        self.alike = Button(faces, lambda _: "", press=self._alike)
        self.leave = Button(faces, lambda t: t.say("Leave the row out"), press=self._leave)
        self.open_case = Button(faces, lambda t: t.say("Open the case"), sort="quiet", press=self._open)
        for part in (self._where, self._why):
            self.body.addWidget(part)
        self.body.addLayout(self._place)
        self.body.addWidget(self.field)
        for act in (self.take, self.alike, self.leave, self.open_case):
            self._acts.addWidget(act)
        self.body.addLayout(self._acts)
        self.typed.returnPressed.connect(self._take_typed)
        self.typed.edited.connect(lambda: self.field.refuse(None))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(6))
        self._acts.setSpacing(self._faces.face.look.px(8))

    def show_doubt(self, plan: Plan, doubt: Doubt, column: Column, choice: Choice | None, many: int) -> None:
        """Show a doubt with what was decided about it; `many`: how many there are like it."""
        self._plan, self._doubt = plan, doubt
        self._where.set_words(_where(doubt, column))
        self._why.set_words(words.why(doubt))
        self._show_readings(doubt)
        self.field.refuse(None)
        self.field.setVisible(not doubt.spot.person)
        self.take.setVisible(not doubt.spot.person)
        self.leave.setVisible(not doubt.spot.person)  # else it is one of the readings
        self.typed.setText(choice.typed if choice else "")
        self.readings.set_codes(self._code_of(doubt, choice))
        self.alike.setVisible(many > 1)
        self.alike.set_words(_alike(many))
        self.open_case.setVisible("case" in doubt.facts)

    def clear(self) -> None:
        """Keep nothing of a sheet."""
        self._plan = self._doubt = None
        self.typed.setText("")
        for label in (self._where, self._why):
            label.set_words(lambda _: "")

    def choose(self, at: int) -> bool:
        """Choose a reading by its place; whether there is one."""
        codes = self._codes()
        if not 0 <= at < len(codes):
            return False
        self.readings.set_codes([codes[at]])
        self._on_reading()
        return True

    def take_focus(self) -> None:
        """Put the keys into the readings."""
        self.readings.focus_first()

    def _codes(self) -> list[str]:
        if self._doubt is None:
            return []
        found = [str(at) for at in range(len(self._doubt.read.readings))]
        return found if self._doubt.spot.person or self._nothing_is_first() else [*found, _EMPTY]

    def _nothing_is_first(self) -> bool:
        readings = self._doubt.read.readings if self._doubt else ()
        return len(readings) == 1 and readings[0] in (None, "", ())

    def _show_readings(self, doubt: Doubt) -> None:
        said = {str(at): words.value_words(doubt.target, value) for at, value in enumerate(doubt.read.readings)}
        picks: list[Pick] = [
            (code, _numbered(at, said.get(code, _left_empty))) for at, code in enumerate(self._codes(), 1)
        ]
        old = self.readings
        self.readings = Segment(self._tools.faces, _taken_as, picks)
        self.readings.chosen.connect(self._on_reading)
        self._place.replaceWidget(old, self.readings)
        old.hide()
        old.deleteLater()
        chain([self.readings, self.typed])

    def _code_of(self, doubt: Doubt, choice: Choice | None) -> list[str]:
        if choice is None:
            return ["0"] if doubt.read.settled else []
        if choice.typed:
            return []
        return [str(choice.at) if choice.at >= 0 else _EMPTY]

    def _chosen(self) -> Choice | None:
        if self.typed.text().strip() and not self.readings.codes():
            return Choice(typed=self.typed.text().strip())
        code = "".join(self.readings.codes())
        return None if not code else Choice(-1 if code == _EMPTY else int(code))

    def _on_reading(self) -> None:
        self.typed.setText("")
        self.field.refuse(None)
        choice = self._chosen()
        if self._doubt is not None and choice is not None:
            self.decided.emit(self._doubt.spot, choice)

    def _take_typed(self) -> None:
        text = self.typed.text().strip()
        if self._doubt is None or self._plan is None or not text:
            return
        try:
            sheet_choices.retyped(self._plan, self._doubt.target, text)
        except Refusal as stop:
            self.field.refuse(stop)
            return
        self.readings.set_codes([])
        self.decided.emit(self._doubt.spot, Choice(typed=text))
        self.next_wanted.emit()

    def _alike(self) -> None:
        choice = self._chosen()
        if self._doubt is not None and choice is not None:
            self.decided_alike.emit(self._doubt, choice)
        else:
            self.readings.focus_first()

    def _leave(self) -> None:
        if self._doubt is not None:
            self.row_left_out.emit(self._doubt.spot.row)

    def _open(self) -> None:
        if self._doubt is not None:
            self.case_wanted.emit(str(self._doubt.facts["case"]))


def _taken_as(texts: Texts) -> str:
    return texts.say("Taken as")


def _left_empty(texts: Texts) -> str:
    return texts.say("Left empty")


def _something_else(texts: Texts) -> str:
    return texts.say("Something else")


def _numbered(number: int, said: Words) -> Words:
    return lambda t: t.say("{number} · {reading}", number=t.number(number), reading=Name(said(t)))


def _where(doubt: Doubt, column: Column) -> Words:
    def said(texts: Texts) -> str:
        row, head = texts.number(doubt.spot.row), Name(column.head or column.letter)
        text = Name(words.shortened(doubt.text, 300))
        if not doubt.text:
            return texts.say("Row {row}", row=row)
        return texts.say(
            "Row {row}, column {letter}, {head}: “{text}”", row=row, letter=Code(column.letter), head=head, text=text
        )

    return said


def _alike(many: int) -> Words:
    return lambda t: t.count("The same for one cell", "The same for all {count} cells like this one", many)

"""The second step: every doubtful cell with its row, and what it is taken for."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gemdesk.domain.readings import Choice, Doubt, Spot
from gemdesk.flows import sheet_choices
from gemdesk.flows.sheet_reading import Column, Plan
from gemdesk.kernel.texts import Texts
from gemdesk.ui.pages.sheet_import.decision import Decision
from gemdesk.ui.pages.sheet_import.models import DoubtRows
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tables.sheet_table import SheetTable
from gemdesk.ui.tools import Tools

_WIDTHS = (0.8, 1.4, 2.2, 2.6, 2.2)


class DoubtStep(QWidget):
    """A table of what is in doubt and beneath it the decision about the current row; decides nothing by itself."""

    changed = Signal()  # something was decided
    case_wanted = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        faces = tools.faces
        self._plan: Plan | None = None
        self._heads: tuple[Column, ...] = ()
        self._many: Counter[tuple[object, ...]] = Counter()  # how many doubts ask the same
        self.choices: dict[Spot, Choice] = {}
        self._words = Label(faces, self._left, role="quiet", wrap=True)
        self.filter = Segment(
            faces,
            lambda t: t.say("Which cells are shown"),
            [("decide", self._to_decide), ("check", self._to_check), ("all", lambda t: t.say("All"))],
        )
        self.rows = DoubtRows(faces)
        self.table = SheetTable(faces, lambda t: t.say("Doubtful cells"))
        self.table.setModel(self.rows)
        self.table.set_widths(_WIDTHS)
        self.decision = Decision(tools)
        self._none = Empty(
            faces,
            lambda t: t.say("Nothing is in doubt here"),
            lambda t: t.say("Every cell could be read in one way only."),
            icon="tick",
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._words, self.filter):
            self._column.addWidget(part)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self._none, 1)
        self._below = Scroll(faces, spacing=0)
        self._below.body.addWidget(self.decision)
        self._below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column.addWidget(self._below)
        self._show_parts(any_=False)
        self._connect()
        faces.follow(self.say)

    def _connect(self) -> None:
        self.filter.chosen.connect(self._show)
        self.table.moved.connect(self._on_moved)
        self.table.entered_row.connect(lambda _row: self.decision.take_focus())
        self.table.digit.connect(self._on_digit)
        self.decision.decided.connect(self._decide)
        self.decision.decided_alike.connect(self._decide_alike)
        self.decision.row_left_out.connect(self._leave_row_out)
        self.decision.case_wanted.connect(self.case_wanted)
        self.decision.next_wanted.connect(self.go_on)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(8))
        self.table.setMinimumHeight(look.px(110))
        self._below.setMinimumHeight(look.px(100))

    def show_plan(self, plan: Plan, choices: dict[Spot, Choice]) -> None:
        """Show the doubts of a plan; `choices` is what was decided, and grows here."""
        self._plan, self.choices = plan, choices
        self._heads = plan.opened.columns
        self._many = Counter(map(sheet_choices.question, plan.doubts))
        self.filter.set_codes(["decide" if self.left() else "check"])
        self._show()

    def clear(self) -> None:
        """Keep nothing of a sheet."""
        self._plan, self._heads, self.choices = None, (), {}
        self.rows.show((), (), {})
        self.decision.clear()
        self._show_parts(any_=False)

    def left(self) -> int:
        """How many doubts nobody has decided about yet."""
        return len(sheet_choices.undecided(self._plan, self.choices)) if self._plan else 0

    def take_focus(self) -> None:
        """Put the keys into the table."""
        self.table.setFocus()

    def go_on(self) -> None:
        """Go to the next row that is to be decided, beyond the last to the first."""
        doubts, here = self.rows.doubts, self.table.row()
        order = [*range(here + 1, len(doubts)), *range(here + 1)]
        wanted = next((at for at in order if self._is_open(doubts[at])), min(here + 1, len(doubts) - 1))
        self.table.go_to(wanted)
        self.table.setFocus()

    def lead_to_open(self) -> None:
        """Show what is still to be decided."""
        self.filter.set_codes(["decide"])
        self._show()
        self.table.setFocus()

    def _is_open(self, doubt: Doubt) -> bool:
        return not doubt.read.settled and doubt.spot not in self.choices

    def _shown(self) -> tuple[Doubt, ...]:
        wanted = "".join(self.filter.codes())
        found: Sequence[Doubt] = self._plan.doubts if self._plan else ()
        return tuple(one for one in found if wanted == "all" or one.read.settled is (wanted == "check"))

    def _show(self) -> None:
        if self._plan is None:
            return
        heads = tuple(one.head or one.letter for one in self._heads)
        doubts = self._shown()
        self.rows.show(doubts, heads, self.choices)
        self._show_parts(any_=bool(doubts))
        self.table.set_widths(_WIDTHS)
        self.table.go_to(next((at for at, one in enumerate(doubts) if self._is_open(one)), 0))
        self._say_left()

    def _show_parts(self, *, any_: bool) -> None:
        """Show the table or that there is nothing; never both, for which the window would have to grow."""
        parts = (self.table, self._below)
        for part in (self._none,) if any_ else parts:
            part.hide()
        for part in parts if any_ else (self._none,):
            part.show()

    def _say_left(self) -> None:
        self._words.say()
        self.filter.say()

    def _on_moved(self, row: int) -> None:
        if self._plan is not None and 0 <= row < len(self.rows.doubts):
            doubt = self.rows.doubts[row]
            head, many = self._heads[doubt.spot.column], self._many[sheet_choices.question(doubt)]
            self.decision.show_doubt(self._plan, doubt, head, self.choices.get(doubt.spot), many)

    def _on_digit(self, number: int) -> None:
        if self.decision.choose(number - 1):
            self.go_on()

    def _decide(self, spot: Spot, choice: Choice) -> None:
        self.choices[spot] = choice
        self._after()

    def _decide_alike(self, doubt: Doubt, choice: Choice) -> None:
        if self._plan is not None:
            self.choices.update(sheet_choices.decide_alike(self._plan, doubt, choice))
            self._after()
            self.go_on()

    def _leave_row_out(self, number: int) -> None:
        if self._plan is None:
            return
        self.choices.update(sheet_choices.leave_out(self._plan, number))
        self._after()
        self.go_on()

    def _after(self) -> None:
        self.rows.repaint()
        self._say_left()
        self.changed.emit()

    def _left(self, texts: Texts) -> str:
        left = self.left()
        if left:
            return texts.count(
                "One cell is still to be decided. Digits choose a reading, Enter goes to the readings.",
                "{count} cells are still to be decided. Digits choose a reading, Enter goes to the readings.",
                left,
            )
        return texts.say("Everything is decided. What is shown for a check is taken as the last column says.")

    def _to_decide(self, texts: Texts) -> str:
        return texts.say("To be decided: {count}", count=texts.number(self.left()))

    def _to_check(self, texts: Texts) -> str:
        doubts = self._plan.doubts if self._plan else ()
        return texts.say("For a check: {count}", count=texts.number(sum(one.read.settled for one in doubts)))

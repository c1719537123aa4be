"""What the person decided, item by item."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from gemdesk.kernel.errors import Stop
from gemdesk.kernel.messages import C_
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.segment import Mark, Segment

SHARED, WITHHELD, OPEN = "shared", "withheld", "open"
_SHARED = C_("item of a consent", "may be shared")
_WITHHELD = C_("item of a consent", "withheld")
_OPEN = C_("item of a consent", "not discussed")
_ANSWERS: list[tuple[str, Words]] = [
    (SHARED, lambda t: t.say_in(_SHARED)),
    (WITHHELD, lambda t: t.say_in(_WITHHELD)),
    (OPEN, lambda t: t.say_in(_OPEN)),
]
# Three answers that mean three things look like three things, by their marks and not by colour alone.
_MARKS = {WITHHELD: Mark("close", "warning"), OPEN: Mark("", "quiet")}


class Items(Card):
    """Three answers for every item; what was not discussed counts as no."""

    chosen = Signal()

    def __init__(self, faces: Faces) -> None:
        self._grid = QGridLayout()
        self._rows: dict[str, Segment] = {}
        super().__init__(faces)
        self.body.addWidget(Label(faces, lambda t: t.say("What may be shared"), role="name"))
        self.body.addWidget(
            Label(faces, lambda t: t.say("What was not discussed counts as no."), role="quiet", wrap=True)
        )
        self._grid.setColumnStretch(0, 1)
        for at, (code, words) in enumerate(choices("item")):
            row = Segment(faces, words, _ANSWERS, marks=_MARKS)
            row.chosen.connect(self.chosen)
            self._rows[code] = row
            self._grid.addWidget(Label(faces, words, wrap=True), at, 0)
            self._grid.addWidget(row, at, 1)
        self._refusal = Label(faces, lambda _: "", role="quiet", ink="danger", wrap=True)
        self._refusal.hide()
        self.body.addWidget(self._refusal)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.clear()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._grid.setVerticalSpacing(self._faces.face.look.px(6))
        self._grid.setHorizontalSpacing(self._faces.face.look.px(10))

    def clear(self) -> None:
        """Nothing was discussed."""
        self.set_answers({})

    def answers(self) -> dict[str, str]:
        """The answer for each item that was discussed."""
        found = {code: row.code() for code, row in self._rows.items()}
        return {code: answer for code, answer in found.items() if answer in (SHARED, WITHHELD)}

    def set_answers(self, answers: Mapping[str, str]) -> None:
        """Show answers without telling; an item that is not named was not discussed."""
        for code, row in self._rows.items():
            row.set_code(answers.get(code, OPEN))

    def codes(self, answer: str) -> tuple[str, ...]:
        """The items with that answer, in the order of the list."""
        return tuple(code for code, given in self.answers().items() if given == answer)

    def refuse(self, stop: Stop | None) -> None:
        """Show why the answers were not taken, or nothing more when they were."""
        self._refusal.set_words((lambda t: t.reason(stop)) if stop else lambda _: "")
        self._refusal.setVisible(stop is not None)

    def focus_first(self) -> None:
        """Put the focus on the first item."""
        next(iter(self._rows.values())).focus_first()

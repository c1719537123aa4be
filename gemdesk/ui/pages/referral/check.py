"""The last step: what stands in the letter, what it tells, and whether it may leave."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from gemdesk.flows.referrals import Drawn
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.referral import words
from gemdesk.ui.pages.referral.knows import Learned
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.pages.referral.steps import Step
from gemdesk.ui.parts.banner import Act, Banner
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.tools import Tools


class CheckStep(Step):
    """Shows the letter in short; the banner says what keeps it, or what came of it."""

    field_wanted = Signal(object)  # the Refusal that names it

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._typed, self._reference, self._addressee = Typed(), "", ""
        self.banner = Banner(faces)
        self.question = Question(faces)
        self.learned = Learned(faces)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        card = Card(faces)
        card.body.addWidget(Label(faces, lambda t: t.say("The letter"), role="name"))
        card.body.addLayout(self._grid)
        rows: list[tuple[Words, Callable[[Texts], str]]] = [
            (lambda t: t.say("Receiver"), lambda t: t.say("{name}", name=Name(self._typed.receiver or "—"))),
            (lambda t: t.say("Addressed to"), lambda t: t.say("{name}", name=Name(self._addressee or "—"))),
            (lambda t: t.say("Reference"), lambda t: t.say("{code}", code=Code(self._reference))),
            (lambda t: t.say("Priority"), lambda t: lists.label("priority", self._typed.priority, t.language)),
            (lambda t: t.say("Services asked for"), self._services),
            (lambda t: t.say("Letterhead"), lambda t: lists.label("letterhead", self._typed.letterhead, t.language)),
            (lambda t: t.say("Languages of the letter"), self._languages),
        ]
        self._values = [Label(faces, value, wrap=True) for _, value in rows]
        for at, (name, _) in enumerate(rows):
            self._grid.addWidget(Label(faces, name, role="caption"), at, 0)
            self._grid.addWidget(self._values[at], at, 1)
        for part in (self.banner, self.question, self.learned, card):
            self.body.addWidget(part)
        self.body.addStretch(1)
        faces.follow(self._set_sizes)

    def _set_sizes(self) -> None:
        self._grid.setHorizontalSpacing(self._faces.face.look.px(12))
        self._grid.setVerticalSpacing(self._faces.face.look.px(4))

    def _services(self, texts: Texts) -> str:
        return texts.list([lists.label("service", code, texts.language) for code in self._typed.services]) or "—"

    def _languages(self, texts: Texts) -> str:
        names: dict[str, Words] = {
            "ar": lambda t: t.say("Arabic"),
            "en": lambda t: t.say("English"),
            "both": lambda t: t.say("Arabic and English"),
        }
        return names[self._typed.languages](texts)

    def show_typed(self, typed: Typed, reference: str) -> None:
        """Show what is typed, in short."""
        self._typed, self._reference = typed, reference
        self._say_values()

    def _say_values(self) -> None:
        for value in self._values:
            value.say()

    def show_drawn(self, drawn: Drawn) -> None:
        """Show what the letter tells, and at once when consent does not cover it or a sign cannot be drawn."""
        self._addressee = drawn.written.addressee
        self._say_values()
        self.learned.show_sheet(drawn.sheet)
        missing = drawn.written.missing
        if drawn.sheet.refusal is not None:
            self.tell(drawn.sheet.refusal)
        elif lacking := self._typed.lacking():
            self.tell(Refusal(Reason.REQUIRED, lacking))
        elif missing:
            signs = Name("  ".join(missing))
            self.banner.tell_words(
                lambda t: t.say(
                    "The letter's font lacks these signs; on paper they are empty frames: {signs}", signs=signs
                ),
                "warning",
            )
        else:
            self.banner.hide()

    def tell(self, stop: Stop) -> None:
        """Say why the letter does not leave, with the way to the field where that is what lacks."""
        act: Act = (lambda t: t.say("Show the field"), lambda: self.field_wanted.emit(stop))
        is_field = isinstance(stop, Refusal) and stop.reason is Reason.REQUIRED and bool(stop.where)
        self.banner.tell_words(words.stopped(stop), "warning", act if is_field else None)

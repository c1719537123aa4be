"""The four steps of the wizard, one of them to be seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.referral.check import CheckStep
from gemdesk.ui.pages.referral.knows import KnowsStep
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.pages.referral.steps import ReceiverStep, Step, WordsStep
from gemdesk.ui.tools import Tools

NAMED: tuple[tuple[str, Words], ...] = (
    ("receiver", lambda t: t.say("1. Receiver")),
    ("knows", lambda t: t.say("2. What they may know")),
    ("words", lambda t: t.say("3. Words of the letter")),
    ("check", lambda t: t.say("4. Check")),
)
STEPS = tuple(key for key, _words in NAMED)
LAST = len(STEPS) - 1


class Stack(QStackedWidget):
    """Holds the steps as one form: filled, read and refused together."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.receiver, self.knows = ReceiverStep(tools), KnowsStep(tools)
        self.words, self.check = WordsStep(tools), CheckStep(tools)
        self.steps: tuple[Step, ...] = (self.receiver, self.knows, self.words, self.check)
        for step in self.steps:
            step.edited.connect(self.edited)
            self.addWidget(step)

    def fill(self, typed: Typed) -> None:
        """Show what is typed, with nothing refused."""
        for step in self.steps:
            step.fill(typed)
            step.refuse(None)

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with what stands in every step."""
        for step in self.steps:
            typed = step.onto(typed)
        return typed

    def step_of(self, stop: Stop) -> int | None:
        """The step that has the refused field."""
        if not isinstance(stop, Refusal):
            return None
        return next((at for at, step in enumerate(self.steps) if stop.where in step.fields), None)

"""The acts of the last step: asked first, then through the door, then onto paper or into a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Referral
from gemdesk.flows import door, referral_states, referrals
from gemdesk.flows.door import Passed
from gemdesk.flows.referrals import Drawn, Order
from gemdesk.kernel.typed import FilePath
from gemdesk.ui import printing
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Face
from gemdesk.ui.pages.referral import words
from gemdesk.ui.pages.referral.check import CheckStep
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.tools import Tools


class Leaving(QObject):
    """Takes one letter out of the vault; everything that keeps it is told by `stopped`."""

    stopped = Signal(object)  # a Stop
    left = Signal(object)  # the Referral whose letter left; the check step says how
    sent = Signal(object)  # the Referral whose letter reached its receiver

    def __init__(self, tools: Tools, page: QWidget, step: CheckStep, turn: Page) -> None:
        super().__init__(page)
        self._tools, self._page, self._step, self._turn = tools, page, step, turn

    def print(self, order: Order, left_out: Sequence[Item]) -> None:
        """Ask, then choose a printer and print."""
        if not printing.any_printer():
            self._step.banner.tell_words(
                lambda t: t.say("This computer knows no printer. A copy can be saved and printed elsewhere."), "warning"
            )
            return
        self._ready(order, left_out, self._ask_to_print)

    def save(self, order: Order, left_out: Sequence[Item]) -> None:
        """Ask, then choose a place and save a copy there."""
        self._ready(order, left_out, self._ask_to_save)

    def _ready(self, order: Order, left_out: Sequence[Item], ask: Callable[[Drawn], None]) -> None:
        self._tools.jobs.look(referrals.ready, order, left_out, then=ask, failed=self.stopped.emit, page=self._turn)

    def _ask_to_print(self, drawn: Drawn) -> None:
        self._step.question.ask(
            words.print_question(drawn),
            lambda t: t.say("Print the letter"),
            lambda: printing.choose(self._page, lambda printer: self.print_on(printer, drawn.order)),
        )

    def _ask_to_save(self, drawn: Drawn) -> None:
        name, face = referrals.file_name(drawn.order), self._tools.faces.face
        self._step.question.ask(
            words.save_question(drawn),
            lambda t: t.say("Save the copy"),
            lambda: self._ask_target(face, name, drawn.order),
        )

    def _ask_target(self, face: Face, name: str, order: Order) -> None:
        ask_file(
            self._page,
            face,
            lambda t: t.say("Save a copy"),
            lambda target: self._save(order, target),
            new_name=name,
            ending="pdf",
            over=True,
        )

    def _save(self, order: Order, target: Path) -> None:
        self._tools.jobs.change(
            referrals.save_copy, order, target, then=lambda _: self._saved(order, target), failed=self.stopped.emit
        )

    def _saved(self, order: Order, target: Path) -> None:
        self._step.banner.tell_words(
            lambda t: t.say("The copy was saved. It is not encrypted. It lies here:\n{path}", path=FilePath(target)),
            "good",
        )
        self.left.emit(order.referral)

    def print_on(self, printer: QPrinter, order: Order) -> None:
        """Take the letter through the door and print it; what the printer does not take is written down."""

        def draw(passed: Passed) -> None:
            printing.print_drawn(
                self._tools.jobs,
                printer,
                lambda: passed.body,
                then=lambda taken: self._printed(passed, order, taken=taken),
            )

        self._tools.jobs.change(referrals.pass_door, order, "printed", then=draw, failed=self.stopped.emit)

    def _printed(self, passed: Passed, order: Order, *, taken: bool) -> None:
        if taken:
            self._step.banner.tell_words(
                lambda t: t.say("The letter was handed to the printer. Whether it came out is seen at the printer."),
                "good",
            )
            self.left.emit(order.referral)
            return
        self._tools.jobs.change(door.print_failed, passed, then=self.stopped.emit)

    def note_sent(self, referral: Referral) -> None:
        """Write down that the letter reached its receiver today; another day is told among the papers of the case."""
        self._tools.jobs.change(referral_states.hand_over, referral.id, then=self._on_sent, failed=self._step.tell)

    def _on_sent(self, referral: Referral) -> None:
        self._step.banner.tell_words(words.sent(referral), "good")
        self.sent.emit(referral)

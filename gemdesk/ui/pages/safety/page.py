"""The safety receipt: one page of what was counted, what needs attention, and what is not known."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from gemdesk.flows import safety, safety_sheets, safety_words
from gemdesk.flows.safety import Line, Receipt, State, Surroundings
from gemdesk.kernel import dates
from gemdesk.ui import printing
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

_TONES: dict[State, tuple[Tone, str]] = {
    State.GOOD: ("good", "tick"),
    State.ATTENTION: ("warning", "warning"),
    State.UNKNOWN: ("quiet", "help"),
    State.LIMIT: ("quiet", "note"),
}
_WIDEST = 800  # pixels at 100 %: the sentences are then some 80 letters to a line
_TOP = Qt.AlignmentFlag.AlignTop


class SafetyPage(PlacePage):
    """Looks when it is opened and on wish; prints the page that is shown."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._tools, self._turn = tools, Page()
        self._receipt: Receipt | None = None
        faces = tools.faces
        self.banner = Banner(faces)
        self._when = Label(faces, lambda _: "", role="quiet")
        self.again = Button(faces, lambda t: t.say("Look again"), icon="search", press=self._look)
        self.print = Button(faces, lambda t: t.say("Print"), icon="printer", keys="Ctrl+P", press=self.ask_to_print)
        self._acts = Flow()
        for act in (self.again, self.print):
            self._acts.addWidget(act)
        self._card = Card(faces)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(2, 1)
        self._card.body.addLayout(self._grid)
        self._scroll = Scroll(faces, widest=_WIDEST)
        for part in (self.banner, Label(faces, lambda t: t.say("Safety of this day"), role="title"), self._when):
            self._scroll.body.addWidget(part)
        self._scroll.body.addLayout(self._acts)
        self._scroll.body.addWidget(self._card)
        self._scroll.body.addWidget(Label(faces, safety_sheets.note, role="quiet", wrap=True))
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        bind(self, "Ctrl+P", self.ask_to_print).setAutoRepeat(False)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(8))
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))

    def open(self) -> None:
        """Look around and show what was found."""
        self.banner.hide()
        self._look()
        self.again.setFocus()

    def _look(self) -> None:
        self._turn.renew()
        self._tools.jobs.look(safety.folder, then=self._look_around, page=self._turn)

    def _look_around(self, folder: str) -> None:
        self._tools.jobs.apart(safety.look_around, folder, then=self._ask, page=self._turn)

    def _ask(self, around: Surroundings) -> None:
        known = replace(around, clipboard=_holds())
        self._tools.jobs.look(safety.receipt, known, then=self.show_receipt, page=self._turn)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show the lines of a receipt."""
        self._receipt = receipt
        self._when.set_words(_when(receipt))
        clear(self._grid)
        faces = self._tools.faces
        for at, line in enumerate(receipt.lines):
            tone, icon = _TONES[line.state]
            self._grid.addWidget(Label(faces, _subject(line), role="strong"), at, 0, _TOP)
            self._grid.addWidget(Chip(faces, _state(line), tone, icon=icon), at, 1, _TOP)
            self._grid.addWidget(Label(faces, _sentence(line), wrap=True), at, 2)

    def ask_to_print(self) -> None:
        """Choose a printer and print the page."""
        if self._receipt is None:
            return
        printing.ask(self, self.banner, lambda t: t.say("This computer knows no printer."), self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is shown; nothing is written into a file."""
        receipt, texts = self._receipt, self._tools.faces.face.texts
        printing.print_drawn(
            self._tools.jobs, printer, safety_sheets.sheet, receipt, texts, then=self._printed, page=self._turn
        )

    def _printed(self, taken: bool) -> None:
        if taken:
            self.banner.tell_words(lambda t: t.say("The page was handed to the printer."), "good")
        else:
            self.banner.tell_words(lambda t: t.say("The printer did not take the page."), "warning")


def _holds() -> bool:
    """Whether text of this program lies in the clipboard; it is not kept."""
    clipboard = QGuiApplication.clipboard()
    # Without a screen there is no other program, and Qt does not say whose the content is.
    alone = QGuiApplication.platformName() == "offscreen"
    return (alone or clipboard.ownsClipboard()) and bool(clipboard.text())


def _subject(line: Line) -> Words:
    return lambda t: safety_words.subject(line.what, t)


def _state(line: Line) -> Words:
    return lambda t: safety_words.state(line.state, t)


def _sentence(line: Line) -> Words:
    return lambda t: safety_words.sentence(line, t)


def _when(receipt: Receipt) -> Words:
    return lambda t: t.say("Looked at on {moment}", moment=dates.moment(receipt.at, t, weekday=True))

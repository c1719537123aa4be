"""New recovery sheets: shown once, numbered, to be printed or copied by hand, then one is typed back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import keys
from gemdesk.flows.keys import RecoveryState, Share, Sheet
from gemdesk.kernel import settings
from gemdesk.kernel.typed import Code
from gemdesk.ui import printing
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Faces, Words, value_words
from gemdesk.ui.pages.keys import words
from gemdesk.ui.pages.keys.recovery import TypeBack
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.tools import Tools

_LONGEST_COLUMN = 10  # as on the paper: a code in one column, a share in two
_WIDEST = 600  # pixels at 100 %


class _Sign(QWidget):
    """A group or a word with its number before it."""

    def __init__(self, faces: Faces, number: int, sign: str) -> None:
        super().__init__()
        self._faces = faces
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._number = Label(faces, lambda t: t.number(number))
        self._row.addWidget(self._number)
        self._row.addWidget(Label(faces, value_words(Code(sign)), role="heading"))
        self._row.addStretch(1)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._number.setFixedWidth(look.px(26))
        self._row.setSpacing(look.px(8))


class Signs(QWidget):
    """Groups or words down the columns, the first column on the side where reading begins."""

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._grid.setHorizontalSpacing(look.px(40))
        self._grid.setVerticalSpacing(look.px(5))

    def show_signs(self, signs: Sequence[str]) -> None:
        """Show these and forget those of before."""
        clear(self._grid)
        rows = min(len(signs), _LONGEST_COLUMN) or 1
        for at, sign in enumerate(signs):
            self._grid.addWidget(_Sign(self._faces, at + 1, sign), at % rows, at // rows)
        self._grid.setColumnStretch(-(-len(signs) // rows), 1)


class SheetsView(QWidget):
    """One sheet after the other; leaving forgets them, and they are never shown again."""

    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        faces = tools.faces
        self._sheets: tuple[Sheet, ...] = ()
        self._at, self._checked, self._former = 0, False, False
        self.banner = Banner(faces)
        self._title = Label(faces, lambda _: "", role="title", wrap=True)
        self.question = Question(faces, sort="danger")
        self.signs = Signs(faces)
        self._scroll = Scroll(faces, widest=_WIDEST)
        self._scroll.body.addWidget(self._title)
        self._scroll.body.addWidget(self.question)
        self._scroll.body.addWidget(self._make_sheet(faces))
        self._scroll.body.addWidget(self._make_check(faces))
        self._scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(self._scroll)

    def _make_sheet(self, faces: Faces) -> Card:
        self._shown = card = Card(faces, padding=18)
        self._what = Label(faces, lambda _: "", wrap=True)
        self._lock_ahead = Label(faces, lambda _: "", role="quiet", wrap=True)
        self.next = Button(faces, lambda t: t.say("Next share"), sort="primary", icon="forward", press=self._next)
        self.print = Button(faces, lambda t: t.say("Print this sheet"), icon="printer", press=self._print)
        self.previous = Button(faces, lambda t: t.say("Previous share"), sort="quiet", icon="back", press=self._back)
        acts = Flow(gap=10)
        for act in (self.next, self.print, self.previous):
            acts.addWidget(act)
        card.body.addWidget(self._what)
        card.body.addWidget(self._lock_ahead)
        card.body.addSpacing(12)
        card.body.addWidget(self.signs)
        card.body.addSpacing(12)
        card.body.addLayout(acts)
        return card

    def _make_check(self, faces: Faces) -> Card:
        self.checking = card = Card(faces, padding=18)
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say("A sheet that was printed or copied is typed once, so that a slip shows today."),
                role="quiet",
                wrap=True,
            )
        )
        self.type_back = TypeBack(self._tools)
        self.type_back.matched.connect(self._matched)
        card.body.addWidget(self.type_back)
        card.body.addSpacing(8)
        self.done = Button(faces, lambda t: t.say("Finish"), icon="tick", press=self.ask_to_leave)
        self.again = Button(
            faces, lambda t: t.say("Show the sheet again"), sort="quiet", icon="back", press=self._show_again
        )
        row = QHBoxLayout()
        row.addWidget(self.done)
        row.addWidget(self.again)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        """Show the first of these sheets."""
        self._sheets, self._checked, self._former = tuple(sheets), False, False
        self.banner.hide()
        self.question.hide()
        self._lock_ahead.set_words(words.lock_ahead(settings.load().idle_seconds))
        self._turn.renew()
        self._tools.jobs.look(keys.recovery_state, then=self._know_former, page=self._turn)
        self._show(0)

    def _know_former(self, state: RecoveryState) -> None:
        self._former = state.former > 0

    def _show(self, at: int) -> None:
        self._at, sheet, last = at, self._sheets[at], at == len(self._sheets) - 1
        self._title.set_words(_title(at, len(self._sheets)))
        self._what.set_words(_advice(len(self._sheets)))
        self._turn_to(check=False)
        self.signs.show_signs(sheet.words if isinstance(sheet, Share) else sheet.code.split())
        self.next.set_words(
            (lambda t: t.say("Next: check a sheet")) if last else (lambda t: t.say("Next share")), "forward"
        )
        self.previous.setVisible(at > 0)
        self.next.setFocus()

    def _turn_to(self, *, check: bool) -> None:
        """The sheet, or the check: from the screen one would not find a slip on the paper."""
        self._shown.setVisible(not check)
        self.checking.setVisible(check)
        self.type_back.clear()

    def _next(self) -> None:
        if self._at + 1 < len(self._sheets):
            self._show(self._at + 1)
            return
        self._title.set_words(lambda t: t.say("Check now"))
        self._turn_to(check=True)
        self.type_back.typed.setFocus()

    def _back(self) -> None:
        self._show(self._at - 1)

    def _show_again(self) -> None:
        self._show(self._at)

    def _matched(self) -> None:
        self._checked = True
        self.done.setFocus()

    def ask_to_leave(self) -> None:
        """Go when a sheet was typed back; else ask first, since they are not shown again."""
        if self._checked:
            self.leave()
        elif self.question.isHidden():
            self.question.ask(
                words.leave_question(former=self._former), lambda t: t.say("Leave the sheets"), self.leave
            )
        else:
            self.question.cancel()

    def leave(self) -> None:
        """Forget the sheets and go; what opened before ends here, if no sheet was typed back."""
        if not self._checked:
            self._tools.jobs.change(keys.end_former)
        self._turn.renew()
        self._sheets = ()
        self.signs.show_signs(())
        self.type_back.clear()
        self.left.emit()

    def _print(self) -> None:
        printing.ask(
            self,
            self.banner,
            lambda t: t.say("This computer knows no printer. The sheet can be copied by hand."),
            self.print_on,
        )

    def print_on(self, printer: QPrinter) -> None:
        """Print the sheet that is shown; nothing is written into a file."""
        sheet, language = self._sheets[self._at], self._tools.faces.face.texts.language
        printing.print_drawn(
            self._tools.jobs, printer, keys.sheet, sheet, language, then=self._printed, page=self._turn
        )

    def _printed(self, taken: bool) -> None:
        if taken:
            self.banner.tell_words(
                lambda t: t.say("The sheet was handed to the printer. Whether it came out is seen at the printer."),
                "good",
            )
        else:
            self.banner.tell_words(
                lambda t: t.say("The printer did not take the sheet. It can be copied by hand."), "warning"
            )


def _title(at: int, whole: int) -> Words:
    if whole == 1:
        return lambda t: t.say("Recovery code")
    return lambda t: t.say("Recovery share {number} of {whole}", number=t.number(at + 1), whole=t.number(whole))


def _advice(whole: int) -> Words:
    if whole == 1:
        return lambda t: t.say(
            "It is shown this once and saved nowhere. It is printed or copied by hand, and kept away from the computer."
        )
    return lambda t: t.say(
        "It is shown this once and saved nowhere. It is printed or copied by hand for one person. No two of the three "
        "belong in one place."
    )

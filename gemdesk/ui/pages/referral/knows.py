"""What the receiver may know: the ticks, and the list of what the letter tells."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from gemdesk.domain.answers import Answer
from gemdesk.flows.referrals import Sheet
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.referral import words
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.pages.referral.steps import Step
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools


class Learned(Card):
    """What this receiver will learn, each item with the consent behind it."""

    def __init__(self, faces: Faces) -> None:
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        super().__init__(faces)
        self.body.addWidget(Label(faces, lambda t: t.say("What this receiver will learn"), role="name"))
        self.body.addLayout(self._rows)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._rows.setHorizontalSpacing(self._faces.face.look.px(12))
        self._rows.setVerticalSpacing(self._faces.face.look.px(4))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the letter of this sheet tells."""
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        by_item = {answer.item: answer for answer in sheet.answers}
        for at, item in enumerate(sheet.tells):
            answer = by_item[item]
            self._rows.addWidget(Label(self._faces, words.item(answer), role="strong"), at, 0)
            why = Label(self._faces, words.why(answer), role="quiet", wrap=True)
            why.set_ink("quiet" if answer.allowed else "danger")
            self._rows.addWidget(why, at, 1)


class KnowsStep(Step):
    """A tick for everything that consent covers; what it does not is greyed, with the cause."""

    consent_wanted = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self.ticks: dict[str, Check] = {}
        self._left_out: frozenset[str] = frozenset()
        self._faces = faces
        self.learned = Learned(faces)
        self._may, self._must_not = Card(faces), Card(faces)
        self._may_rows, self._must_not_rows = QVBoxLayout(), QVBoxLayout()
        self._none = Label(faces, lambda t: t.say("No live consent covers anything for this receiver."), wrap=True)
        self.consent = Button(faces, lambda t: t.say("Record a consent"), icon="shield", press=self.consent_wanted.emit)
        self._may.body.addWidget(Label(faces, lambda t: t.say("What they may know"), role="name"))
        self._may.body.addWidget(self._none)
        self._may.body.addLayout(self._may_rows)
        self._must_not.body.addWidget(Label(faces, lambda t: t.say("Not covered by consent"), role="name"))
        self._must_not.body.addLayout(self._must_not_rows)
        self._must_not.body.addWidget(self.consent)
        for card in (self._may, self.learned, self._must_not):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self, typed: Typed) -> None:
        """Show what is typed; the ticks themselves come with the sheet."""
        self._left_out = frozenset(typed.left_out)
        for code, tick in self.ticks.items():
            tick.setChecked(code not in self._left_out and tick.isEnabled())

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with the ticks that were taken away."""
        return replace(typed, left_out=tuple(sorted(self._left_out)))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what may be told to this receiver; ticks that stay the same stay where the focus is."""
        self.learned.show_sheet(sheet)
        codes = [answer.item.value for answer in sheet.answers]
        if list(self.ticks) != codes:
            self._make_ticks(codes)
        places = {True: self._may_rows, False: self._must_not_rows}
        for answer in sheet.answers:
            tick = self.ticks[answer.item.value]
            self._show_answer(tick, answer, required=answer.item in sheet.required)
            if places[answer.allowed].indexOf(tick) < 0:
                places[not answer.allowed].removeWidget(tick)
                places[answer.allowed].addWidget(tick)
        self._sort(sheet.answers)
        covered = any(answer.allowed for answer in sheet.answers)
        self._none.setVisible(not covered)
        self._must_not.setVisible(not all(answer.allowed for answer in sheet.answers))

    def _make_ticks(self, codes: Sequence[str]) -> None:
        for tick in self.ticks.values():
            tick.deleteLater()
        self.ticks = {code: Check(self._faces, lambda _: "") for code in codes}
        for code, tick in self.ticks.items():
            tick.clicked.connect(lambda on, code=code: self._on_tick(code, on))

    def _show_answer(self, tick: Check, answer: Answer, *, required: bool) -> None:
        tick.set_words(words.item(answer), words.always(answer) if required else words.why(answer))
        tick.setEnabled(answer.allowed and not required)
        tick.setChecked(answer.allowed and (required or answer.item.value not in self._left_out))

    def _sort(self, answers: Sequence[Answer]) -> None:
        previous = None
        for answer in (*(a for a in answers if a.allowed), *(a for a in answers if not a.allowed)):
            tick = self.ticks[answer.item.value]
            if previous is not None:
                self.setTabOrder(previous, tick)
            previous = tick

    def _on_tick(self, code: str, on: bool) -> None:
        self._left_out = self._left_out - {code} if on else self._left_out | {code}
        self.edited.emit()

    def focus_first(self) -> None:
        """Put the focus on the first tick that can be changed, else on the way to a consent."""
        first = next((tick for tick in self.ticks.values() if tick.isEnabled()), None)
        (first or self.consent).setFocus()

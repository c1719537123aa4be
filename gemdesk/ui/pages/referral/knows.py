"""What the receiver may know: the ticks, and the list of what the letter tells."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from gemdesk.domain.answers import Answer
from gemdesk.domain.definition import Item
from gemdesk.flows.referrals import Sheet
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces
from gemdesk.ui.pages.referral import words
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.pages.referral.steps import Step
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.tools import Tools


class Learned(Card):
    """What this receiver will learn, each item with the consent behind it."""

    def __init__(self, faces: Faces) -> None:
        self._rows = QGridLayout()
        self._rows.setColumnStretch(1, 1)
        super().__init__(faces)
        self._refused = False
        self._heading = Label(faces, self._title, role="name")
        self.body.addWidget(self._heading)
        self.body.addLayout(self._rows)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._rows.setHorizontalSpacing(self._faces.face.look.px(12))
        self._rows.setVerticalSpacing(self._faces.face.look.px(4))

    def _title(self, texts: Texts) -> str:
        # What is refused is not told: nothing here may read as if it were.
        if self._refused:
            return texts.say("What this receiver would have learned")
        return texts.say("What this receiver will learn")

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the letter of this sheet tells, or would tell if it were not refused."""
        self._refused = sheet.refusal is not None
        self._heading.say()
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
        self._left_out: frozenset[str] = frozenset()
        self._came_early = False  # the step was opened before it was known what may be ticked
        self.learned = Learned(faces)
        # Each item has its place in both cards from the start: a part that moves loses its turn for the Tab key.
        self.ticks = {item.value: Check(faces, list_words("item", item.value)) for item in Item}
        self.refused = {item.value: Check(faces, list_words("item", item.value)) for item in Item}
        self._none = Label(faces, lambda t: t.say("No live consent covers anything for this receiver."), wrap=True)
        self.consent = Button(faces, lambda t: t.say("Record a consent"), icon="shield", press=self.consent_wanted.emit)
        self._may, self._must_not = Card(faces), Card(faces)
        self._may.body.addWidget(Label(faces, lambda t: t.say("What they may know"), role="name"))
        self._may.body.addWidget(self._none)
        for code, tick in self.ticks.items():
            tick.clicked.connect(lambda on, code=code: self._on_tick(code, on))
            self._may.body.addWidget(tick)
        self._must_not.body.addWidget(Label(faces, lambda t: t.say("Not covered by consent"), role="name"))
        for one in self.refused.values():
            one.setEnabled(False)
            self._must_not.body.addWidget(one)
        self._must_not.body.addWidget(self.consent)
        for card in (self._may, self.learned, self._must_not):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def fill(self, typed: Typed) -> None:
        """Show what is typed; what may be ticked comes with the sheet."""
        self._left_out = frozenset(typed.left_out)
        for code, tick in self.ticks.items():
            tick.setChecked(code not in self._left_out)

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with the ticks that were taken away."""
        return replace(typed, left_out=tuple(sorted(self._left_out)))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what may be told to this receiver, and what may not."""
        self.learned.show_sheet(sheet)
        by_code = {answer.item.value: answer for answer in sheet.answers}
        for code in self.ticks:
            answer = by_code.get(code)
            self.ticks[code].setVisible(answer is not None and answer.allowed)
            self.refused[code].setVisible(answer is not None and not answer.allowed)
            if answer is not None:
                self._show_answer(answer, required=answer.item in sheet.required)
        self._none.setVisible(not any(answer.allowed for answer in sheet.answers))
        self._must_not.setVisible(not all(answer.allowed for answer in sheet.answers))
        if self._came_early and self.consent.hasFocus():
            self.focus_first()
        self._came_early = False

    def _show_answer(self, answer: Answer, *, required: bool) -> None:
        code, why = answer.item.value, words.always(answer) if required else words.why(answer)
        if answer.allowed:
            self.ticks[code].set_words(words.item(answer), why)
            self.ticks[code].setEnabled(not required)
            self.ticks[code].setChecked(required or code not in self._left_out)
        else:
            self.refused[code].set_words(words.item(answer), why)

    def _on_tick(self, code: str, on: bool) -> None:
        self._left_out = self._left_out - {code} if on else self._left_out | {code}
        self.edited.emit()

    def focus_first(self) -> None:
        """Put the focus on the first tick that can be changed, else on the way to a consent."""
        can_change = (tick for tick in self.ticks.values() if not tick.isHidden() and tick.isEnabled())
        next(can_change, self.consent).setFocus()
        self._came_early = self.consent.hasFocus()
        self.verticalScrollBar().setValue(0)

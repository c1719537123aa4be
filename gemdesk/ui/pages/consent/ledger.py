"""The consents of a case as they stand, each with the way to withdraw it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.records import Consent
from gemdesk.flows.consents import Withdrawal
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Name
from gemdesk.ui.look.face import Faces, value_words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.pages.consent import words
from gemdesk.ui.pages.consent.narrowing import Narrowing
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question
from gemdesk.ui.parts.tab_order import chain


class GrantCard(Card):
    """One consent: to whom, what, until when; and its withdrawal, after a question."""

    withdraw_wanted = Signal(object)  # the Consent
    narrow_wanted = Signal(object, object, object, object)  # the Consent, what stays, what is withheld, the new end
    print_wanted = Signal(object)  # the Consent

    def __init__(self, faces: Faces, grant: Grant, receiver: str) -> None:
        self._head, self._acts = QHBoxLayout(), Flow()
        head = self._head
        super().__init__(faces)
        self._grant, self._receiver = grant, receiver
        self.question = Question(faces, sort="danger")
        head.addWidget(Label(faces, value_words(Name(receiver)), role="strong", wrap=True), 1)
        said, tone = words.standing(grant)
        head.addWidget(Chip(faces, said, tone))
        self.withdraw: Button | None = None
        self.narrow: Button | None = None
        self.narrowing: Narrowing | None = None
        self._make_acts(grant)
        self.body.addLayout(head)
        self.body.addWidget(Label(faces, words.covered(grant), wrap=True))
        if grant.given.withheld:
            self.body.addWidget(Label(faces, words.withheld(grant.given), wrap=True))
        for said in words.circumstances(grant.given):
            self.body.addWidget(Label(faces, said, role="quiet", wrap=True))
        self.body.addLayout(self._acts)
        if self.narrowing:
            self.body.addWidget(self.narrowing)
        self.body.addWidget(self.question)

    def _make_acts(self, grant: Grant) -> None:
        faces = self._faces
        self.copy = Button(faces, lambda t: t.say("Print the form"), sort="quiet", icon="printer", press=self._print)
        if grant.standing in (Standing.LIVE, Standing.NOT_YET):
            self.withdraw = Button(
                faces, lambda t: t.say("Withdraw the consent"), sort="danger", icon="undo", press=self._ask
            )
            self._acts.addWidget(self.withdraw)
            if grant.items:
                self.narrowing = Narrowing(faces, grant)
                self.narrowing.wanted.connect(self._narrow)
                self.narrow = Button(faces, lambda t: t.say("Narrow the consent"), press=self._open_narrowing)
                self._acts.addWidget(self.narrow)
        self._acts.addWidget(self.copy)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._head.setSpacing(self._faces.face.look.px(10))
        self._acts.setSpacing(self._faces.face.look.px(10))
        self.body.setSpacing(self._faces.face.look.px(6))

    def reachable(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        own = [button for button in (self.withdraw, self.narrow, self.copy) if button]
        return [*own, *(self.narrowing.reachable() if self.narrowing else ()), *self.question.reachable()]

    def about(self, consent: Consent) -> bool:
        """Whether the card is about this consent."""
        return self._grant.given.id == consent.id

    def cancel(self) -> bool:
        """Take back what is asked in this card; whether something was."""
        if self.question.isVisible():
            self.question.cancel()
            return True
        if self.narrowing and self.narrowing.isVisible():
            self.narrowing.close_card()
            return True
        return False

    def _open_narrowing(self) -> None:
        if self.narrowing and self.narrow:
            self.narrowing.open(self.narrow)

    def _narrow(self, items: object, withheld: object, until: object) -> None:
        self.narrow_wanted.emit(self._grant.given, items, withheld, until)

    def _print(self) -> None:
        self.print_wanted.emit(self._grant.given)

    def _ask(self) -> None:
        self.question.ask(
            words.question(self._receiver),
            lambda t: t.say("Withdraw the consent"),
            lambda: self.withdraw_wanted.emit(self._grant.given),
        )


class Outcome(Card):
    """What a withdrawal means; it takes the focus, so that it is read out and the keys are not lost."""

    def __init__(self, faces: Faces) -> None:
        super().__init__(faces)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and the ring of the focus."""
        super().paintEvent(event)
        paint_ring(self, self._faces.face.look, 10)


class Ledger(QWidget):
    """All consents of a case; above them what a withdrawal that was just recorded means."""

    withdraw_wanted = Signal(object)
    narrow_wanted = Signal(object, object, object, object)
    print_wanted = Signal(object)

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self.cards: list[GrantCard] = []
        self.outcome = Outcome(faces)
        self.outcome.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title = Label(faces, lambda t: t.say("Consents of this case"), role="name")
        self._none = Label(faces, lambda t: t.say("No consent yet. Nothing may leave without one."), role="quiet")
        for part in (self.outcome, self._title, self._none):
            self._column.addWidget(part)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._faces.face.look.px(8))

    def show_grants(self, grants: Sequence[Grant], names: Mapping[str, str]) -> None:
        """Show these consents; `names` are the organisations' by id."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [GrantCard(self._faces, one, names.get(one.given.receiver, "")) for one in grants]
        self._none.setVisible(not self.cards)
        for card in self.cards:
            card.withdraw_wanted.connect(self.withdraw_wanted)
            card.narrow_wanted.connect(self.narrow_wanted)
            card.print_wanted.connect(self.print_wanted)
            self._column.addWidget(card)
        # They were made after the form and stand before it.
        chain([self._none, *(part for card in self.cards for part in card.reachable())])

    def refuse(self, consent: Consent, stop: Stop) -> bool:
        """Say at the card whose narrowing was refused why; False when it is not shown."""
        for card in self.cards:
            if card.about(consent) and card.narrowing and card.narrowing.isVisible():
                card.narrowing.refuse(stop)
                return True
        return False

    def show_outcome(self, outcome: Withdrawal | None, names: Mapping[str, str]) -> None:
        """Say what a withdrawal means and what had left before it; None takes it away."""
        while self.outcome.body.count():
            self.outcome.body.takeAt(0).widget().deleteLater()
        self.outcome.setVisible(outcome is not None)
        if outcome is None:
            return
        said = [Label(self._faces, one, wrap=True) for one in words.withdrawn(outcome, names)]
        for label in said:
            self.outcome.body.addWidget(label)
        self.outcome.setAccessibleName(" ".join(label.accessibleName() for label in said))
        self.outcome.setFocus()

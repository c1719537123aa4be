"""The consents of a case as they stand, each with the way to withdraw it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.records import Consent
from gemdesk.flows.consents import Withdrawal
from gemdesk.kernel.typed import Name
from gemdesk.ui.look.face import Faces, value_words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.pages.consent import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.question import Question


class GrantCard(Card):
    """One consent: to whom, what, until when; and its withdrawal, after a question."""

    withdraw_wanted = Signal(object)  # the Consent

    def __init__(self, faces: Faces, grant: Grant, receiver: str) -> None:
        self._head = head = QHBoxLayout()
        super().__init__(faces)
        self._grant, self._receiver = grant, receiver
        self.question = Question(faces, sort="danger")
        head.addWidget(Label(faces, value_words(Name(receiver)), role="strong", wrap=True), 1)
        said, tone = words.standing(grant)
        head.addWidget(Chip(faces, said, tone))
        self.withdraw: Button | None = None
        if grant.standing in (Standing.LIVE, Standing.NOT_YET):
            self.withdraw = Button(
                faces, lambda t: t.say("Withdraw the consent"), sort="danger", icon="undo", press=self._ask
            )
            head.addWidget(self.withdraw)
        self.body.addLayout(head)
        self.body.addWidget(Label(faces, words.covered(grant), wrap=True))
        if grant.given.withheld:
            self.body.addWidget(Label(faces, words.withheld(grant.given), wrap=True))
        self.body.addWidget(Label(faces, words.given(grant.given), role="quiet", wrap=True))
        self.body.addWidget(self.question)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self._head.setSpacing(self._faces.face.look.px(10))

    def reachable(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        own: list[QWidget] = [self.withdraw] if self.withdraw else []
        return [*own, *self.question.reachable()]

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
            card.withdraw_wanted.connect(self._withdraw)
            self._column.addWidget(card)
        # They were made after the form and stand before it.
        before: QWidget = self._none
        for card in self.cards:
            for part in card.reachable():
                QWidget.setTabOrder(before, part)
                before = part

    def _withdraw(self, consent: Consent) -> None:
        self.withdraw_wanted.emit(consent)

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

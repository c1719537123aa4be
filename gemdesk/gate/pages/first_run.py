"""The first start: three cards, of which any can be taken first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.gate.pages.page import Page
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

_WIDTH = 860  # pixels at 100 %


class FirstRun(Page):
    """Try with invented people, make a vault, or read two pages."""

    example_wished = Signal()
    vault_wished = Signal()
    reading_wished = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self.example = Button(faces, lambda t: t.say("To the example vault"), press=self.example_wished.emit)
        self.vault = Button(faces, lambda t: t.say("New vault"), sort="primary", press=self.vault_wished.emit)
        self.reading = Button(faces, lambda t: t.say("Read"), press=self.reading_wished.emit)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Label(faces, lambda t: t.say("Where to begin"), role="title", wrap=True))
        self._column.addWidget(
            Label(faces, lambda t: t.say("There is no vault on this computer yet."), role="quiet", wrap=True)
        )
        self._cards = QHBoxLayout()
        self._column.addLayout(self._cards)
        self._add(
            "people",
            lambda t: t.say("Try it out"),
            lambda t: t.say("An example vault with twelve invented people. Nothing in it is about anybody."),
            self.example,
        )
        self._add(
            "key",
            lambda t: t.say("Make a vault"),
            lambda t: t.say("An encrypted folder on this computer, for real cases, behind a passphrase."),
            self.vault,
        )
        self._add(
            "document",
            lambda t: t.say("Read two pages"),
            lambda t: t.say("What this program protects, and what it cannot protect."),
            self.reading,
        )
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(self._inner, 100)
        outer.addStretch(1)
        faces.follow(self._fit)

    def first(self) -> QWidget:
        """The new vault: what most people came for."""
        return self.vault

    def _add(self, icon: str, title: Words, note: Words, act: Button) -> None:
        card = Card(self._faces, padding=18)
        card.body.addWidget(Icon(self._faces, icon, "accent", size=26))
        card.body.addWidget(Label(self._faces, title, role="heading", wrap=True))
        card.body.addWidget(Label(self._faces, note, wrap=True))
        # The room that a shorter note leaves lies beneath it, so that all notes begin at one height.
        card.body.addStretch(1)
        card.body.addSpacing(self._faces.face.look.px(10))
        card.body.addWidget(act)
        self._cards.addWidget(card, 1)

    def _fit(self) -> None:
        look = self._faces.face.look
        self._inner.setMaximumWidth(look.px(_WIDTH))
        self._column.setSpacing(look.px(10))
        self._cards.setSpacing(look.px(14))

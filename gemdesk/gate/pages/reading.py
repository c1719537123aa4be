"""Two short pages: what the program protects, and what it cannot."""

from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gemdesk.gate.pages.page import Page, centre
from gemdesk.kernel.messages import N_
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

_WIDTH = 640  # pixels at 100 %


class Point(NamedTuple):
    """A point of a page: its title and what it says."""

    title: str
    text: str


PROTECTS = (
    Point(
        N_("What is written down"),
        N_(
            "All cases are kept in one encrypted folder, the vault. Who has the folder but not the passphrase cannot "
            "read it, as long as the passphrase cannot be guessed."
        ),
    ),
    Point(
        N_("What is open"),
        N_("Locking ends the part of the program that held the cases. What was shown as saved is saved."),
    ),
    Point(
        N_("What leaves"),
        N_(
            "A letter or a copy leaves the vault by one way only. It asks for the person’s consent, and what left is "
            "written down in the vault."
        ),
    ),
    Point(
        N_("The network"),
        N_("The program works without a network. It has no function to send or to fetch anything."),
    ),
)
PROTECTS_NOT = (
    Point(
        N_("A passphrase that is known"),
        N_(
            "Who knows, guesses or is given the passphrase reads everything. A lost passphrase can be replaced with a "
            "recovery sheet, with two shares or by another key; without any of them nobody can open the vault."
        ),
    ),
    Point(
        N_("A computer in other hands"),
        N_("A foreign program on this computer can record keys and screen. The program cannot notice that."),
    ),
    Point(
        N_("What is open on the screen"),
        N_("Who stands near can read it, and who is forced can be made to open it. Locking early is what helps."),
    ),
    Point(
        N_("Paper and copies"),
        N_(
            "After printing or saving a copy, the program has no hold on it any more. A printer may keep what it "
            "printed."
        ),
    ),
    Point(
        N_("Sleep and hibernation"),
        N_("The computer itself may write its memory to the disk. Locking before the lid is closed leaves less in it."),
    ),
)


class Reading(Page):
    """The two pages, one after the other."""

    reads_from_top = True

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        # Filled where it stands: its first page shows itself, which by itself would be a window.
        self._pages = QStackedLayout()
        self._column.addLayout(self._pages)
        self._cards = [
            self._page(lambda t: t.say("What this program protects"), "shield", PROTECTS),
            self._page(lambda t: t.say("What it cannot protect"), "warning", PROTECTS_NOT),
        ]
        self.back = Button(faces, lambda t: t.say("Back"), sort="quiet", icon="back", press=self._go_back)
        self.onward = Button(faces, self._onward_words, sort="primary", press=self._go_on)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.onward)
        self._column.addLayout(row)
        centre(self, self._inner)
        faces.follow(self._fit)

    def first(self) -> QWidget:
        """The way on."""
        return self.onward

    def clear(self) -> None:
        """Begin with the first page."""
        self._show(0)

    def _page(self, title: Words, icon: str, points: tuple[Point, ...]) -> Card:
        card = Card(self._faces, padding=24)
        head = QHBoxLayout()
        head.setSpacing(self._faces.face.look.px(10))
        head.addWidget(Icon(self._faces, icon, "accent", size=22))
        head.addWidget(Label(self._faces, title, role="heading", wrap=True), 1)
        card.body.addLayout(head)
        for point in points:
            card.body.addSpacing(self._faces.face.look.px(8))
            card.body.addWidget(Label(self._faces, _saying(point.title), role="strong", wrap=True))
            card.body.addWidget(Label(self._faces, _saying(point.text), wrap=True))
        card.body.addStretch(1)
        self._pages.addWidget(card)
        return card

    def _onward_words(self, texts: Texts) -> str:
        return texts.say("Next") if self._pages.currentIndex() == 0 else texts.say("Finish")

    def _show(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.onward.say()

    def _go_on(self) -> None:
        if self._pages.currentIndex() == 0:
            self._show(1)
        else:
            self.left.emit()

    def _go_back(self) -> None:
        if self._pages.currentIndex() == 1:
            self._show(0)
        else:
            self.left.emit()

    def _fit(self) -> None:
        look = self._faces.face.look
        self._inner.setFixedWidth(look.px(_WIDTH))
        self._column.setSpacing(look.px(12))


def _saying(message: str) -> Words:
    return lambda t: t.say(message)

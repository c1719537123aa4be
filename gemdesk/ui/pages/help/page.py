"""Help: every key, what each place is for, what vault, keys and locks mean, and the program itself."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words, key_words
from gemdesk.ui.pages.help.about import AboutCard
from gemdesk.ui.pages.help.chapter import Chapter
from gemdesk.ui.pages.help.texts import VAULT
from gemdesk.ui.pages.help.work import WORK
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.columns import Columns
from gemdesk.ui.parts.keys import PANIC
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

_WIDEST = 460  # pixels at 100 %: some 75 letters to a line


def _panic(texts: Texts) -> str:
    return texts.say("Panic lock")


KEYS: tuple[tuple[str, Words], ...] = (
    ("Ctrl+L", lambda t: t.say("Lock")),
    *((keys, _panic) for keys in PANIC),
    ("Ctrl+Z", lambda t: t.say("Undo the last change")),
    ("Ctrl+F", lambda t: t.say("Search in the list")),
    ("Ctrl+Shift+S", lambda t: t.say("Save this search under a name")),
    ("Ctrl+Shift+N", lambda t: t.say("New case")),
    ("Ctrl+N", lambda t: t.say("Quick note")),
    ("Ctrl+R", lambda t: t.say("New referral")),
    ("Ctrl+J", lambda t: t.say("Record the answer to a referral")),
    ("Ctrl+Return", lambda t: t.say("Save, or next step")),
    ("Ctrl+S", lambda t: t.say("Save a copy of the letter")),
    ("Ctrl+P", lambda t: t.say("Print the letter")),
    ("Ctrl+T", lambda t: t.say("New task")),
    ("Space", lambda t: t.say("What is due is done, on Today")),
    ("Alt+1", lambda t: t.say("What came of a follow-up, by its number")),
    ("Ctrl+1", lambda t: t.say("Part of the page, by its number")),
    ("Alt+Down", lambda t: t.say("Next case in the list")),
    ("Alt+Up", lambda t: t.say("Previous case in the list")),
    ("F6", lambda t: t.say("Next part of the window")),
    ("F1", lambda t: t.say("Help")),
    ("Esc", lambda t: t.say("Back")),
)


class HelpPage(PlacePage):
    """Cards of short lines, and what the program is."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._faces = tools.faces
        self._scroll = Scroll(tools.faces)
        self._scroll.body.addWidget(Label(tools.faces, lambda t: t.say("Help"), role="title"))
        self.about = AboutCard(tools)
        work, vault = ([self._chapter(chapter) for chapter in chapters] for chapters in (WORK, VAULT))
        self._scroll.body.addWidget(Columns(tools.faces, (self._keys(), self.about, *vault), work, widest=_WIDEST))
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        tools.faces.follow(self.say)

    def _keys(self) -> Card:
        card = Card(self._faces)
        card.body.addWidget(Label(self._faces, lambda t: t.say("Keys"), role="name"))
        self._grid = grid = QGridLayout()
        for at, (keys, words) in enumerate(KEYS):
            grid.addWidget(Label(self._faces, key_words(keys), role="strong"), at, 0)
            grid.addWidget(Label(self._faces, words), at, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def _chapter(self, chapter: Chapter) -> Card:
        card = Card(self._faces)
        card.body.addWidget(Label(self._faces, chapter.title, role="name"))
        for words in chapter.lines:
            card.body.addWidget(Label(self._faces, words, wrap=True))
        return card

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        side = look.px(24)
        self._grid.setHorizontalSpacing(side)
        self._column.setContentsMargins(side, look.px(18), side, look.px(8))

    def open(self) -> None:
        """Put the focus on the page, so that the keys scroll it."""
        self._scroll.setFocus()

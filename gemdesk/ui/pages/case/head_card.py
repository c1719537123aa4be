"""A card of a case's head: a fact with its note and an act; flat where the cards stand beneath each other."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Token
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label

_DOWN, _ALONG = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight


class HeadCard(Card):
    """What it is about, the fact, a note on it, and at most one act."""

    def __init__(self, faces: Faces, title: Words, icon: str, act: Button | None = None) -> None:
        super().__init__(faces)
        self._fact = Label(faces, _nothing, role="strong", wrap=True)
        self._note = Label(faces, _nothing, role="quiet", wrap=True)
        name = QHBoxLayout()
        name.addWidget(Icon(faces, icon, "accent"))
        name.addWidget(Label(faces, title, role="caption"))
        name.addStretch(1)
        self._told = QBoxLayout(_DOWN)
        self._told.addLayout(name)
        self._told.addWidget(self._fact)
        column = QVBoxLayout()
        column.addLayout(self._told)
        column.addWidget(self._note)
        column.addStretch(1)
        self._whole = QBoxLayout(_DOWN)
        self._whole.addLayout(column, 1)
        if act is not None:
            self._whole.addWidget(act)
        self.body.addLayout(self._whole, 1)
        self._parts = (self._told, column, self._whole)
        faces.follow(self._space)

    def _space(self) -> None:
        look = self._faces.face.look
        for part in self._parts:
            part.setSpacing(look.px(12 if part.direction() == _ALONG else 4))

    def arrange(self, *, flat: bool) -> None:
        """Set fact and act beside the title, or beneath it."""
        self._told.setDirection(_ALONG if flat else _DOWN)
        self._told.setStretch(1, 1 if flat else 0)
        self._whole.setDirection(_ALONG if flat else _DOWN)
        self._space()
        self.updateGeometry()

    def set_words(self, fact: Words, note: Words, note_ink: Token = "quiet") -> None:
        """Show another fact and note."""
        self._fact.set_words(fact)
        self._note.set_ink(note_ink)
        self._note.set_words(note)


def _nothing(_: object) -> str:
    return ""

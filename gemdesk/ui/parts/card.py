"""A card: a bordered ground with a column of parts on it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Token
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label


class Card(QFrame):
    """A ground of its own; parts go into `body`."""

    def __init__(self, faces: Faces, *, padding: float = 14) -> None:
        super().__init__()
        self._faces, self._padding = faces, padding
        self.body = QVBoxLayout(self)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        side, height = look.px(self._padding), look.px(self._padding * 0.8)
        self.body.setContentsMargins(side, height, side, height)
        self.body.setSpacing(look.px(4))


class FactCard(Card):
    """A card of three lines: what it is about, the fact, and a note on it."""

    def __init__(
        self, faces: Faces, title: Words, fact: Words, note: Words, *, icon: str, note_ink: Token = "quiet"
    ) -> None:
        super().__init__(faces)
        head = QHBoxLayout()
        head.addWidget(Icon(faces, icon, "accent"))
        head.addWidget(Label(faces, title, role="caption"))
        head.addStretch(1)
        self._fact = Label(faces, fact, role="strong", wrap=True)
        self._note = Label(faces, note, role="quiet", ink=note_ink, wrap=True)
        self.body.addLayout(head)
        self.body.addWidget(self._fact)
        self.body.addWidget(self._note)
        self.body.addStretch(1)

    def set_words(self, fact: Words, note: Words, note_ink: Token = "quiet") -> None:
        """Show another fact and note."""
        self._fact.set_words(fact)
        self._note.set_ink(note_ink)
        self._note.set_words(note)

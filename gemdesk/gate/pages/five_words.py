"""Five suggested words on a card, to be written down by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.kernel.typed import Name
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, value_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear


class FiveWords(QWidget):
    """Shows words from right to left, each with its number; tells when they are written down."""

    written = Signal()
    others_wished = Signal()
    own_wished = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self._tiles = QWidget()
        direction.fix_right_to_left(self._tiles)
        self._flow = Flow(self._tiles)
        self._tiles.setLayout(self._flow)
        self.done = Button(faces, lambda t: t.say("Written down: type them now"), icon="tick", press=self.written.emit)
        self.others = Button(faces, lambda t: t.say("Five other words"), sort="quiet", press=self.others_wished.emit)
        self.own = Button(faces, lambda t: t.say("A passphrase of your own"), sort="quiet", press=self.own_wished.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        note = Label(
            faces,
            lambda t: t.say(
                "To be written down by hand and learned, then the paper destroyed or kept where nobody looks. The "
                "numbers are not part of it; between the words stands a blank."
            ),
            role="quiet",
            wrap=True,
        )
        for part in (self._tiles, note, self.done):
            self._column.addWidget(part)
        ways = QHBoxLayout()
        ways.addWidget(self.others)
        ways.addWidget(self.own)
        ways.addStretch(1)
        self._column.addLayout(ways)
        self.setFocusProxy(self.done)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self._column.setSpacing(look.px(10))
        self._flow.setSpacing(look.px(18))

    def tiles(self) -> "list[_Tile]":
        """What is shown, in its order."""
        items = (self._flow.itemAt(at) for at in range(self._flow.count()))
        return [tile for item in items if item is not None and isinstance(tile := item.widget(), _Tile)]

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words and no others; none at all forgets them."""
        clear(self._flow)
        for number, word in enumerate(words, 1):
            self._flow.addWidget(_Tile(self._faces, number, word))
        self._tiles.updateGeometry()


class _Tile(QWidget):
    """A word beneath its number."""

    def __init__(self, faces: Faces, number: int, word: str) -> None:
        super().__init__()
        self.word = word
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._number = Label(faces, lambda t: t.number(number), role="small", ink="quiet")
        column.addWidget(self._number)
        column.addWidget(Label(faces, value_words(Name(word)), role="title"))
        faces.follow(self.say)

    def say(self) -> None:
        """Set the number in the middle above the word, in either direction."""
        direction.centre_words(self._number)

"""The face of the program: its words and its look, handed to every part and switched live."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Keys, isolated
from gemdesk.ui.look import direction
from gemdesk.ui.look.icons import MIRRORED
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import Token

# What a part says, asked anew at each switch: `lambda t: t.say("Cases")`.
Words = Callable[[Texts], str]


def value_words(value: object) -> Words:
    """Words that are a value and no message: isolated by its type, the same in every language."""
    return lambda _: isolated(value)


def key_words(keys: str) -> Words:
    """Keys as they are shown everywhere: `Ctrl+Enter`, left to right in every language."""
    return value_words(Keys(keys.replace("Return", "Enter")))


@dataclass(frozen=True, slots=True)
class Face:
    """Words and look of this moment."""

    texts: Texts
    look: Look

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.texts.rtl

    def read(self, words: Words) -> str:
        """The words in this language, with the interface's base direction."""
        return direction.based(words(self.texts), self.rtl)

    def icon(self, name: str, ink: Token = "text", size: float = 18) -> QIcon:
        """An icon in this look, turned round where it points along the line of reading."""
        return self.look.icon(name, ink, size, mirrored=self.rtl and name in MIRRORED)


class Faces(QObject):
    """Holds the face of this moment and tells every part when it changed."""

    changed = Signal()

    def __init__(self, app: QApplication, face: Face) -> None:
        super().__init__()
        self._app = app
        self._face = face
        face.look.apply(app)
        direction.set_direction(app, face.rtl)

    @property
    def face(self) -> Face:
        """The face of this moment; never kept by a part."""
        return self._face

    def follow(self, say: Callable[[], None]) -> None:
        """Call `say`, a method of a part, now and after every switch; it ends with the part."""
        self.changed.connect(say)
        say()

    def say_again(self) -> None:
        """Have every part say its words anew: what they are read from has changed, such as a list."""
        self.switch(self._face)

    @contextmanager
    def unstyled(self) -> Iterator[None]:
        """Put many parts together without the style sheet, and set it once at the end.

        Under a sheet Qt polishes a part again each time that something around it moves into something else; a whole
        window takes four times as long.
        """
        sheet = self._app.styleSheet()
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(sheet)

    def switch(self, face: Face) -> None:
        """Change words and look of the whole running program, painted once at the end."""
        windows = [window for window in self._app.topLevelWidgets() if window.updatesEnabled()]
        for window in windows:
            window.setUpdatesEnabled(False)
        old, self._face = self._face, face
        try:
            if face.look != old.look:
                face.look.apply(self._app)
            direction.set_direction(self._app, face.rtl)
            self.changed.emit()
        finally:
            for window in windows:
                window.setUpdatesEnabled(True)

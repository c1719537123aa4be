"""A button: the one main act, a plain act, a quiet one, one that looks like a field, or an icon alone."""

from collections.abc import Callable
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces, Words, key_words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.look.tokens import Token

Sort = Literal["primary", "plain", "quiet", "danger", "well", "icon"]
_ICON_INKS: dict[Sort, Token] = {"primary": "on_accent", "danger": "danger", "well": "quiet"}


class Button(QPushButton):
    """A verbal noun with an icon and the keys that do the same; an icon alone still has the words as its name."""

    def __init__(
        self,
        faces: Faces,
        words: Words,
        *,
        sort: Sort = "plain",
        icon: str = "",
        keys: str = "",
        press: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._faces, self._words = faces, words
        self._described: Words | None = None
        self._sort: Sort = sort
        self._icon, self._keys = icon, keys
        self.setProperty("sort", sort)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if press is not None:
            self.clicked.connect(lambda _checked: press())
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        face = self._faces.face
        words = face.read(self._words)
        name = strip_controls(words)
        # Qt reads & as the mark of a mnemonic.
        shown = words.replace("&", "&&")
        if self._keys:
            shown = f"{shown}   {key_words(self._keys)(face.texts)}"
        if self._icon:
            # Qt sets icon and words 4 pixels apart, which is too close.
            shown = f" {shown}"
        self.setText("" if self._sort == "icon" else shown)
        self.setAccessibleName(name)
        if self._described is not None:
            self.setAccessibleDescription(strip_controls(face.read(self._described)))
        self.setToolTip(words if self._sort == "icon" else "")
        if self._icon:
            self.setIcon(face.icon(self._icon, _ICON_INKS.get(self._sort, "text")))
            self.setIconSize(QSize(face.look.px(18), face.look.px(18)))

    def set_words(self, words: Words, icon: str | None = None) -> None:
        """Say other words, with another icon when one is given."""
        self._words = words
        if icon is not None:
            self._icon = icon
        self.say()

    def describe(self, words: Words) -> None:
        """Let a screen reader say with the button what is written beside it."""
        self._described = words
        self.say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Enter press the button that has the focus, as Space does."""
        keys = QtCore.Qt.Key  # not above: see `look.numbers`
        if event.key() in (keys.Key_Return, keys.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and its focus ring, which on the accent colour lies further in."""
        super().paintEvent(event)
        look = self._faces.face.look
        if self._sort == "primary":
            paint_ring(self, look, 9, "on_accent", inset=2)
        else:
            paint_ring(self, look, 9)

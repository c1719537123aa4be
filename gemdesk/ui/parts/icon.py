"""An icon beside words."""

from PySide6.QtWidgets import QLabel

from gemdesk.ui.look.face import Faces
from gemdesk.ui.look.tokens import Token


class Icon(QLabel):
    """An icon on its own, which says nothing that a word beside it does not say."""

    def __init__(self, faces: Faces, name: str, ink: Token = "quiet", *, size: float = 18) -> None:
        super().__init__()
        self._faces, self._name, self._size = faces, name, size
        self._ink: Token = ink
        faces.follow(self.say)

    def say(self) -> None:
        """Draw the icon anew in the face of this moment."""
        side = self._faces.face.look.px(self._size)
        icon = self._faces.face.icon(self._name, self._ink, self._size)
        self.setPixmap(icon.pixmap(side, side))
        self.setFixedSize(side, side)

    def set_icon(self, name: str, ink: Token) -> None:
        """Show another icon from now on."""
        self._name, self._ink = name, ink
        self.say()

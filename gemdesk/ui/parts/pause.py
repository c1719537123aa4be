"""A pause: what is to be done once nobody has typed for a while."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pause(QTimer):
    """Acts once, so many milliseconds after it was last started."""

    def __init__(self, parent: QObject, milliseconds: int, act: Callable[[], object]) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(milliseconds)
        self.timeout.connect(act)

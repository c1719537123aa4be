"""What every place of the desk has in common: it opens, keeps what is typed, and tells where it leads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.ui.tools import Tools


class PlacePage(QWidget):
    """A page that the rail leads to."""

    left = Signal()
    case_wanted = Signal(str)  # a case to be opened
    place_wanted = Signal(str)  # another place, by its id

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def open(self) -> None:
        """Read what is to be shown; called whenever the place is gone to."""

    def back(self) -> None:
        """One step back; out of the place where there is none."""
        self.left.emit()

    def keep_draft(self) -> None:
        """Keep what is typed and not saved."""

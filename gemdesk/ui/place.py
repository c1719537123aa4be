"""What every place of the desk has in common: it opens, keeps what is typed, and tells where it leads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.ui.tools import Tools


class PlacePage(QWidget):
    """A page that the rail leads to."""

    left = Signal()
    listed = Signal()  # what was asked for when it was opened is there
    done = Signal(str)  # a change that can be taken back, by its id
    case_wanted = Signal(str)  # a case to be opened
    part_wanted = Signal(str, str)  # a case to be opened, and the tab of it
    place_wanted = Signal(str)  # another place, by its id
    counted = Signal(str, int)  # a place, by its id, and how many things wait there

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

"""What every part of a case page has in common: it is told the case, and reads its own when it is looked at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from gemdesk.flows.cases import CaseView
from gemdesk.ui.tools import Tools


class CasePart(QWidget):
    """One tab of a case."""

    saved = Signal()
    case_wanted = Signal(str)  # another case, to be opened
    erased = Signal(object)  # the slip of its erasure: the case is not here any more

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._waiting: CaseView | None = None

    def take(self, view: CaseView) -> None:
        """Be told the case as it is now; shown at once when somebody looks, else when somebody does."""
        self._waiting = view
        if self.isVisible():
            self._show_waiting()

    def show_case(self, view: CaseView) -> None:
        """Show this case; what is being typed is left alone while it is the same case."""

    def want(self, name: str) -> None:
        """Go to the field of that name, now or when the case is shown."""

    def keep_draft(self) -> None:
        """Keep what is typed and not saved."""

    def finish(self) -> None:
        """Save what is being written; Ctrl+Return."""

    def _show_waiting(self) -> None:
        view, self._waiting = self._waiting, None
        if view is not None:
            self.show_case(view)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while nobody looked."""
        super().showEvent(event)
        self._show_waiting()

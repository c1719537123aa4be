"""The three widths of the desk's window: rail with words, rail of icons, list or page alone."""

from dataclasses import dataclass

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.pages.cases.page import CaseList
from gemdesk.ui.parts.rail import Rail

# Widths at 100 %: above the first the rail has words, above the second list and page stand side by side.
_WORDS, _BOTH = 1180, 900
_LEAST_LIST, _LIST = 345, 400
_NO_LIMIT = 16_777_215  # Qt's own


@dataclass(frozen=True, slots=True)
class Widths:
    """The parts of the window that change with its width; `beside` are the pages that leave the list its room."""

    rail: Rail
    list: CaseList
    pages: QStackedWidget
    case: CasePage
    home: QWidget
    beside: tuple[QWidget, ...]
    to_list: QShortcut

    def fit(self, page: QWidget, width: int, look: Look) -> None:
        """Set what of a page is as wide as its room; before it is shown too, or the window would grow for good."""
        beside = width >= look.px(_BOTH) and page in (self.case, self.home)
        self.case.fit(width - self.rail.sizeHint().width() - beside * look.px(_LIST))

    def arrange(self, width: int, look: Look) -> None:
        """Set the parts for a window of `width` pixels."""
        page = self.pages.currentWidget()
        alone, home = width < look.px(_BOTH), page is self.home
        self.rail.set_wordless(width < look.px(_WORDS))
        # The letter stands beside its form, and needs the room of the list.
        needs = _BOTH + _LIST if page in self.beside else _BOTH + 2 * _LIST
        self.list.setMinimumWidth(look.px(_LEAST_LIST))
        self.list.setMaximumWidth(_NO_LIMIT if alone else look.px(_LIST))
        self.list.setVisible(home if alone else page in (self.case, self.home) or width >= look.px(needs))
        self.list.set_alone(alone)
        self.fit(page, width, look)
        self.pages.setVisible(not (alone and home))
        self.case.show_back(alone)
        # Beside the list there is no way back to go, and Esc belongs to the search.
        self.to_list.setEnabled(alone)

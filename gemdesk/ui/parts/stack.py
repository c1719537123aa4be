"""Pages of which one is shown; a page that is not shown asks for no room."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """As small as the page that is shown may be, so that the window can be made that narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _at: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """The least room of the page that is shown."""
        return self.currentWidget().minimumSizeHint() if self.count() else QSize()

"""A table of figures: one head above, a row for each thing that is counted; it begins at the leading side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear

Row = Sequence[Words]


class FigureTable(QWidget):
    """Words in the first column, numbers in the others; the last row may be a total."""

    def __init__(self, faces: Faces, name: Words) -> None:
        super().__init__()
        self._faces, self._name = faces, name
        self._grid = QGridLayout(self)
        self._rows = 0
        faces.follow(self.say)

    def say(self) -> None:
        """Say the name and set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        self.setAccessibleName(self._faces.face.read(self._name))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(8))
        self.update()

    def show_rows(self, heads: Row, rows: Sequence[Row], *, total: bool = False) -> None:
        """Show heads and rows; with `total` the last row stands apart."""
        clear(self._grid)
        self._rows = len(rows)
        for place, head in enumerate(heads):
            self._put(Label(self._faces, head, role="caption", wrap=True), 0, place)
        for at, row in enumerate(rows, 1):
            strong = total and at == len(rows)
            for place, said in enumerate(row):
                self._put(Label(self._faces, said, role="strong" if strong else "body", wrap=True), at, place)
        self._grid.setColumnStretch(0, 3)
        for place in range(1, len(heads)):
            self._grid.setColumnStretch(place, 1)
        self.update()

    def _put(self, label: Label, at: int, place: int) -> None:
        self._grid.addWidget(label, at, place, Qt.AlignmentFlag.AlignVCenter if at else Qt.AlignmentFlag.AlignBottom)

    def rows(self) -> list[list[str]]:
        """What is shown, row by row, the head first."""
        found = []
        for at in range(self._rows + 1):
            items = [self._grid.itemAtPosition(at, place) for place in range(self._grid.columnCount())]
            labels = [item.widget() for item in items if item is not None]
            found.append([label.text() for label in labels if isinstance(label, Label)])
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line beneath the head and beneath each row but the last."""
        painter = QPainter(self)
        painter.setPen(QPen(self._faces.face.look.colour("line"), 1))
        for at in range(self._rows):
            bottom = self.bottom(at) + self._grid.verticalSpacing() // 2
            painter.drawLine(0, bottom, self.width(), bottom)

    def bottom(self, at: int) -> int:
        """Where a row ends, by its labels: of a table that was filled anew the grid tells none of its cells."""
        items = [self._grid.itemAtPosition(at, place) for place in range(self._grid.columnCount())]
        return max(item.geometry().bottom() for item in items if item is not None)

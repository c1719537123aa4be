"""A table of rows and columns that the keyboard walks row by row."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ring import WIDTH
from gemdesk.ui.tables.rows import Index

_ROW = 38  # pixels at 100 %


class SheetTable(QTableView):
    """Rows of one line each; the arrows move, Return enters, a digit chooses."""

    moved = Signal(int)  # the row that is the current one
    entered_row = Signal(int)  # Return was pressed in it, or it was clicked twice
    digit = Signal(int)  # 1 to 9

    def __init__(self, faces: Faces, name: Words) -> None:
        super().__init__()
        self._faces, self._name = faces, name
        self._shares: tuple[float, ...] = ()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(lambda index: self.entered_row.emit(index.row()))
        faces.follow(self.say)

    def say(self) -> None:
        """Say the name and set the sizes anew in the face of this moment."""
        look = self._faces.face.look
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        self.verticalScrollBar().setSingleStep(look.px(_ROW))
        self.viewport().update()

    def set_widths(self, widths: tuple[float, ...]) -> None:
        """The share of the width that each column has."""
        self._shares = widths
        self._spread()

    def row(self) -> int:
        """The current row; -1 when there is none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Make a row the current one and bring it into view."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell where the person went."""
        super().currentChanged(current, previous)
        self.moved.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit of any script chooses; everything else walks."""
        text = latin_digits(event.text())
        if len(text) == 1 and text in "123456789":
            self.digit.emit(int(text))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._spread()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and a ring around the current one while the keys go here."""
        super().paintEvent(event)
        current = self.currentIndex()
        if not (self.hasFocus() and current.isValid()):
            return
        look = self._faces.face.look
        row = self.visualRect(current)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(look.colour("accent"), WIDTH))
        painter.drawRect(QRect(1, row.y() + 1, self.viewport().width() - 2, row.height() - 2))
        painter.end()

    def _spread(self) -> None:
        width, whole = self.viewport().width(), sum(self._shares)
        for at, share in enumerate(self._shares):
            self.setColumnWidth(at, int(width * share / whole))

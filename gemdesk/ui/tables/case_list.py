"""The list of cases: keeps its place when its rows are replaced, and tells which case is wished."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_row import CaseRow
from gemdesk.ui.tables.rows import LINE_ROLE, Index, Rows


class CaseList(QListView):
    """Rows of cases; the arrows move, Return opens."""

    moved = Signal(str)  # key of the row that became the current one by the person's doing
    opened = Signal(str)  # key of the row on which Return was pressed or that was clicked twice

    def __init__(self, faces: Faces, name: Words, rows: Rows) -> None:
        super().__init__()
        self._faces, self._name, self._rows = faces, name, rows
        self._key = ""
        self.setModel(rows)
        self.setItemDelegate(CaseRow(faces, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(lambda index: self.opened.emit(self._key_of(index)))
        rows.replaced.connect(self._on_replaced)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the name and paint the rows anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self.verticalScrollBar().setSingleStep(self._faces.face.look.px(24))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def key(self) -> str:
        """The key of the current row; empty when there is none."""
        return self._key_of(self.currentIndex())

    def set_key(self, key: str) -> None:
        """Make the row of that key the current one, now or as soon as it is there, without telling."""
        self._key = key
        row = self._rows.row_of(key) if key else -1
        if row >= 0:
            index = self._rows.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell where the person went."""
        super().currentChanged(current, previous)
        key = self._key_of(current)
        if key and key != self._key:
            self._key = key
            self.moved.emit(key)

    def _on_replaced(self) -> None:
        self.set_key(self._key)

    @staticmethod
    def _key_of(index: Index) -> str:
        line = index.data(LINE_ROLE)
        return line.key if isinstance(line, CaseLine) else ""

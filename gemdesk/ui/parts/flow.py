"""A layout that sets parts one after the other and goes on in a new line when there is no more room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from gemdesk.ui.look import direction


class Flow(QLayout):
    """Parts in lines, from the leading edge, each as large as it wishes to be."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # of widths that were asked for; layouts around ask again and again
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a part at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at that place, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # the same
        """Give a part back, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It never asks for more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines in `width` pixels."""
        if width not in self._heights:
            self._heights[width] = self._set(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """A part wishes another size, came or went."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Set every part."""
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Room for the largest part."""
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _set(self, rect: QRect, *, move: bool) -> int:
        """The height of all lines; with `move` the parts are set, each in the middle of its line."""
        rtl = move and direction.is_rtl(self.parentWidget())
        top = rect.y()
        for line in self._lines(rect.width()):
            tallest = max(size.height() for _, _, size in line)
            for item, at, size in line if move else ():
                spot = QRect(rect.x() + at, top + (tallest - size.height()) // 2, size.width(), size.height())
                item.setGeometry(direction.visual_rect(rtl, rect, spot))
            top += tallest + self.spacing()
        return max(0, top - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, QSize]]]:
        """The parts line by line, each with its distance from the leading edge and its size."""
        lines: list[list[tuple[QLayoutItem, int, QSize]]] = []
        at = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or at + size.width() > width:
                lines.append([])
                at = 0
            if size.width() > width and item.hasHeightForWidth():
                size = QSize(width, item.heightForWidth(width))
            lines[-1].append((item, at, QSize(min(size.width(), width), size.height())))
            at += size.width() + self.spacing()
        return lines

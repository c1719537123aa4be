"""Two columns of cards, no wider than lines that can be read: beside each other, or one beneath the other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.ui.look.face import Faces

_GAP = 12  # pixels at 100 %


class Columns(QWidget):
    """The first column stands where reading begins, and is gone through whole before the second."""

    def __init__(
        self, faces: Faces, first: Sequence[QWidget], second: Sequence[QWidget], *, widest: float = 530
    ) -> None:
        """`widest` is the width of a column in pixels at 100 %."""
        super().__init__()
        self._faces, self._widest = faces, widest
        self.sides = [QWidget(), QWidget()]
        # Both together have the limit, since a layout asks what is limited itself for its height at the full width.
        self._both = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._both)
        self._columns = [QVBoxLayout(side) for side in self.sides]
        for side, column, parts in zip(self.sides, self._columns, (first, second), strict=True):
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._row.addWidget(side, 1)
        around = QHBoxLayout(self)
        around.addWidget(self._both, 100)
        around.addStretch(1)
        for layout in (around, self._row, *self._columns):
            layout.setContentsMargins(0, 0, 0, 0)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        for layout in (self._row, *self._columns):
            layout.setSpacing(self._faces.face.look.px(_GAP))
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two, since they need not stand beside each other."""
        least = max(side.minimumSizeHint().width() for side in self.sides)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the second column beside the first, or beneath it where there is less room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        look = self._faces.face.look
        # Five sixths of the full width are enough: the lines are then a little shorter.
        if self.width() >= look.px(self._widest * 5 / 3):
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            self._both.setMaximumWidth(2 * look.px(self._widest) + look.px(_GAP))
        else:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
            self._both.setMaximumWidth(look.px(self._widest))

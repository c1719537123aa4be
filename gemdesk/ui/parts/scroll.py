"""A scroll area that scrolls up and down only, which Qt does rightly in both directions of writing."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from gemdesk.ui.look import numbers
from gemdesk.ui.look.face import Faces


class Scroll(QScrollArea):
    """A column of parts in `body`; whatever takes the focus is brought into view."""

    def __init__(
        self,
        faces: Faces,
        *,
        spacing: float = 12,
        edges: tuple[float, float] = (2, 2),
        widest: float | None = None,
    ) -> None:
        """`edges` at the sides and above and below, and how wide the column becomes at most; pixels at 100 %."""
        super().__init__()
        self._faces, self._spacing, self._edges, self._widest = faces, spacing, edges, widest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        numbers.put(self, "horizontalScrollBarPolicy", numbers.SCROLL_BAR_ALWAYS_OFF)
        numbers.put(self, "focusPolicy", numbers.NO_FOCUS)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        side, end = map(look.px, self._edges)
        self.body.setContentsMargins(side, end, side, end)
        self.body.setSpacing(look.px(self._spacing))
        if self._widest is not None:
            self.widget().setMaximumWidth(look.px(self._widest))

    def bring(self, part: QWidget) -> None:
        """Scroll just as far as needed to show a part and a little around it."""
        inside = self.widget()
        top = part.mapTo(inside, QPoint(0, 0)).y() - self._faces.face.look.px(8)
        bottom = top + part.height() + self._faces.face.look.px(16)
        bar = self.verticalScrollBar()
        # The height of the viewport; asking for itself would have Qt look through all kinds of widgets.
        height = self.maximumViewportSize().height()
        if bottom > bar.value() + height:
            bar.setValue(min(top, bottom - height))
        if top < bar.value():
            bar.setValue(top)

    def minimumSizeHint(self) -> QSize:
        """As wide as its content needs, since it does not scroll sideways."""
        least = self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.widget().isAncestorOf(new):
            self.bring(new)


def clear(layout: QLayout) -> None:
    """Take every part out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        part = item.widget()
        if part is not None:
            part.hide()
            part.deleteLater()

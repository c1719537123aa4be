"""A choice of one from a longer list."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.parts.segment import Choice, offered


class Combo(QComboBox):
    """One code of a list; the empty code stands first when nothing need be chosen."""

    chosen = Signal()

    def __init__(
        self, faces: Faces, name: Words, choices: Sequence[Choice] = (), *, empty: Words | None = None
    ) -> None:
        super().__init__()
        self._faces, self._name, self._empty, self._refused = faces, name, empty, False
        self._source: Sequence[Choice] = ()
        self._choices: list[Choice] = []  # the items that there are
        self.setMaxVisibleItems(12)
        self.activated.connect(lambda _: self.chosen.emit())
        self.set_choices(choices)
        faces.changed.connect(self.say)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the chosen code stays when it is among them."""
        self._source = choices
        self.say()

    def say(self) -> None:
        """Say name and choices anew in the face of this moment; the choice stays."""
        self._make(self.code())
        self._say_items()
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self.updateGeometry()
        self.update()

    def _make(self, chosen: str) -> None:
        """Make the items for what is offered now, with this one chosen; those that stay the same are left alone."""
        before = [code for code, _ in self._choices]
        found = offered(self._source, (chosen,))
        self._choices = [("", self._empty), *found] if self._empty else found
        if [code for code, _ in self._choices] != before:
            self.clear()
            for code, _ in self._choices:
                self.addItem("", code)
            self._say_items()
        self.setCurrentIndex(self.findData(chosen))

    def _say_items(self) -> None:
        face = self._faces.face
        for at, (_, words) in enumerate(self._choices):
            self.setItemText(at, face.read(words))
            self.setItemData(at, strip_controls(face.read(words)), Qt.ItemDataRole.AccessibleTextRole)
            self.setItemData(
                at, direction.leading_edge(face.rtl) | Qt.AlignmentFlag.AlignVCenter, Qt.ItemDataRole.TextAlignmentRole
            )

    def code(self) -> str:
        """The chosen code; empty when none is."""
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        """Choose without telling; an unknown code chooses nothing, unless an `Offer` keeps it."""
        self._make(code)

    def set_refused(self, refused: bool) -> None:
        """Mark the field, beside the sentence that tells why."""
        self._refused = refused
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest choice, at most 360 pixels at 100 %."""
        look = self._faces.face.look
        metrics = QFontMetrics(look.font("body"))
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        return QSize(min(widest, look.px(312)) + look.px(48), metrics.height() + look.px(12) + 4)

    def minimumSizeHint(self) -> QSize:
        """It may shrink to a few words, which are then cut at their end."""
        return QSize(min(self.sizeHint().width(), self._faces.face.look.px(140)), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel turned over the page never changes a value."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, choice, arrow and focus ring."""
        face = self._faces.face
        look = face.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("danger" if self._refused else "outline"), 2 if self._refused else 1))
        painter.setBrush(look.colour("surface" if self.isEnabled() else "ground"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), look.px(9), look.px(9))
        side = look.px(16)
        arrow = QRect(self.width() - look.px(12) - side, (self.height() - side) // 2, side, side)
        face.icon("down", "quiet", 16).paint(painter, direction.visual_rect(face.rtl, self.rect(), arrow))
        room = QRect(look.px(11), 0, arrow.x() - look.px(17), self.height())
        font = look.font("body")
        text = direction.elided(self.currentText(), QFontMetrics(font), room.width())
        painter.setFont(font)
        painter.setPen(look.colour("text" if self.isEnabled() and self.code() else "quiet"))
        painter.drawText(
            direction.visual_rect(face.rtl, self.rect(), room),
            direction.leading_edge(face.rtl) | Qt.AlignmentFlag.AlignVCenter,
            text,
        )
        painter.end()
        paint_ring(self, look, 9)

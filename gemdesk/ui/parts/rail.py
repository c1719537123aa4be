"""The navigation rail: icons with words, or icons alone where the window is narrow."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.look.tokens import Token
from gemdesk.ui.parts.scroll import Scroll


class Place(NamedTuple):
    """One place that the rail leads to."""

    id: str
    words: Words
    icon: str


class RailButton(QToolButton):
    """One place of the rail, with how many things wait there."""

    def __init__(self, faces: Faces, place: Place) -> None:
        super().__init__()
        self._faces, self._at, self._count, self._wordless = faces, place, 0, False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        face = self._faces.face
        words = face.read(self._at.words)
        count = face.texts.number(self._count) if self._count else ""
        self.setAccessibleName(strip_controls(f"{words} {count}".strip()))
        self.setToolTip(words if self._wordless else "")
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        self._count = count
        self.say()

    def set_wordless(self, wordless: bool) -> None:
        """Show the icon alone; the words become the tip."""
        self._wordless = wordless
        self.say()

    def sizeHint(self) -> QSize:
        """Icon, words and room for a count, in the bold weight of the chosen place."""
        face = self._faces.face
        metrics = QFontMetrics(face.look.font("strong"))
        height = max(face.look.px(38), metrics.height() + face.look.px(12))
        words = 0 if self._wordless else metrics.horizontalAdvance(face.read(self._at.words)) + face.look.px(46)
        return QSize(face.look.px(42) + words, height)

    def minimumSizeHint(self) -> QSize:
        """A place is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words, count and focus ring."""
        look = self._faces.face.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(look.colour("line"), 1) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("surface" if self.isChecked() else "selected"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), look.px(9), look.px(9))
        self._paint_icon(painter, look)
        if not self._wordless:
            self._paint_words(painter, look)
        painter.end()
        paint_ring(self, look, 9)

    def _mirrored(self, inner: QRect) -> QRect:
        return direction.visual_rect(self._faces.face.rtl, self.rect(), inner)

    def _paint_icon(self, painter: QPainter, look: Look) -> None:
        side = look.px(20)
        begin = (self.width() - side) // 2 if self._wordless else look.px(11)
        spot = QRect(begin, (self.height() - side) // 2, side, side)
        ink: Token = "accent" if self.isChecked() else "quiet"
        self._faces.face.icon(self._at.icon, ink, 20).paint(painter, self._mirrored(spot))
        if self._wordless and self._count:
            dot = QRect(begin + side - look.px(3), spot.y() - look.px(3), look.px(8), look.px(8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(self._mirrored(dot))

    def _paint_words(self, painter: QPainter, look: Look) -> None:
        face = self._faces.face
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("strong" if self.isChecked() else "body"))
        room = QRect(look.px(42), 0, self.width() - look.px(52), self.height())
        painter.drawText(self._mirrored(room), direction.leading_edge(face.rtl) | middle, face.read(self._at.words))
        if self._count:
            painter.setPen(look.colour("quiet"))
            painter.setFont(look.font("small"))
            painter.drawText(
                self._mirrored(room), direction.trailing_edge(face.rtl) | middle, face.texts.number(self._count)
            )


class Rail(QWidget):
    """The places of the desk; `feet` stand at the lower end. What the window is too low for is scrolled to."""

    chosen = Signal(str)

    def __init__(self, faces: Faces, name: Words, places: Sequence[Place], feet: Sequence[Place] = ()) -> None:
        super().__init__()
        self._faces, self._name = faces, name
        self._scroll = Scroll(faces, spacing=5, edges=(10, 12))
        self._column = self._scroll.body
        for ground in (self._scroll.viewport(), self._scroll.widget()):
            ground.setAutoFillBackground(False)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        for place in places:
            self._add(place)
        self._column.addStretch(1)
        for place in feet:
            self._add(place)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        faces.follow(self.say)

    def _add(self, place: Place) -> None:
        button = RailButton(self._faces, place)
        button.clicked.connect(lambda: self.chosen.emit(place.id))
        self._buttons[place.id] = button
        self._group.addButton(button)
        self._column.addWidget(button)

    def say(self) -> None:
        """Say the name anew."""
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its places, and its scroll bar where the window is too low for them."""
        inside = self._scroll.widget().sizeHint()
        return QSize(inside.width() + self._bar(inside), inside.height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as its places can be, and never higher than the window."""
        inside = self._scroll.widget().minimumSizeHint()
        return QSize(inside.width() + self._bar(inside), 0)

    def _bar(self, inside: QSize) -> int:
        return self._scroll.verticalScrollBar().sizeHint().width() if inside.height() > self.height() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for the scroll bar, or take it back."""
        super().resizeEvent(event)
        self.updateGeometry()

    def set_current(self, place: str) -> None:
        """Mark the place that is shown, without telling."""
        self._buttons[place].setChecked(True)
        self._scroll.bring(self._buttons[place])

    def set_offered(self, place: str, offered: bool) -> None:
        """Lead to a place, or do not name it."""
        self._buttons[place].setVisible(offered)

    def set_count(self, place: str, count: int) -> None:
        """Show how many things wait at a place."""
        self._buttons[place].set_count(count)

    def set_wordless(self, wordless: bool) -> None:
        """Icons alone, for a narrow window."""
        for button in self._buttons.values():
            button.set_wordless(wordless)
        self.updateGeometry()  # which a scroll area does not tell on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._faces.face.look.colour("rail"))

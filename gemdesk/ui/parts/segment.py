"""Chips to choose from: one of them, or any number of them."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.parts.flow import Flow

Choice = tuple[str, Words]  # code, what is shown


class _Painted:
    """How a pick is measured and painted; its button is a radio or a check box to keys and screen readers."""

    _faces: Faces
    _words: Words

    def _text(self) -> str:
        return self._faces.face.read(self._words)

    def _size(self, widget: QWidget) -> QSize:
        look = self._faces.face.look
        metrics = QFontMetrics(look.font("small"))
        # Room for the tick is kept free always, so that nothing moves when it is set.
        return QSize(
            metrics.horizontalAdvance(self._text()) + look.px(38), max(look.px(30), metrics.height() + look.px(8))
        )

    def _paint(self, widget: QWidget, chosen: bool) -> None:
        face = self._faces.face
        look = face.look
        painter = QPainter(widget)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent" if chosen else "outline"), 1))
        painter.setBrush(look.colour("soft" if chosen else "surface"))
        round_ = widget.height() / 2 - 1
        painter.drawRoundedRect(widget.rect().adjusted(1, 1, -1, -1), round_, round_)
        side = look.px(14)
        begin = look.px(19)
        if chosen:
            spot = QRect(look.px(10), (widget.height() - side) // 2, side, side)
            face.icon("tick", "on_soft", 14).paint(painter, direction.visual_rect(face.rtl, widget.rect(), spot))
            begin = look.px(27)
        room = QRect(begin, 0, widget.width() - begin - look.px(8), widget.height())
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("on_soft" if chosen else "quiet"))
        painter.drawText(
            direction.visual_rect(face.rtl, widget.rect(), room),
            direction.leading_edge(face.rtl) | Qt.AlignmentFlag.AlignVCenter,
            self._text(),
        )
        painter.end()
        paint_ring(widget, look, 15)


class OnePick(_Painted, QRadioButton):
    """One of several, of which exactly one is chosen."""

    def __init__(self, faces: Faces, words: Words) -> None:
        QRadioButton.__init__(self)
        self._faces, self._words = faces, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The room that the words need."""
        return self._size(self)

    def minimumSizeHint(self) -> QSize:
        """A pick is never cut."""
        return self._size(self)

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        """The whole chip takes the click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        self._paint(self, self.isChecked())


class AnyPick(_Painted, QCheckBox):
    """One of several, of which any number is chosen."""

    def __init__(self, faces: Faces, words: Words) -> None:
        QCheckBox.__init__(self)
        self._faces, self._words = faces, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The room that the words need."""
        return self._size(self)

    def minimumSizeHint(self) -> QSize:
        """A pick is never cut."""
        return self._size(self)

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's name
        """The whole chip takes the click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        self._paint(self, self.isChecked())


class Segment(QWidget):
    """A row of picks that breaks into lines; tells the chosen codes when the person chose."""

    chosen = Signal()

    def __init__(self, faces: Faces, name: Words, choices: Sequence[Choice], *, several: bool = False) -> None:
        super().__init__()
        self._faces, self._name = faces, name
        self._flow = Flow()
        self._group = QButtonGroup(self)
        self._picks: dict[str, OnePick | AnyPick] = {}
        for code, words in choices:
            pick = AnyPick(faces, words) if several else OnePick(faces, words)
            self._picks[code] = pick
            # In a group Qt leaves all but one to the arrows, which do not move where any number may be chosen.
            if not several:
                self._group.addButton(pick)
            pick.clicked.connect(lambda _on: self.chosen.emit())
            self._flow.addWidget(pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        for pick in self._picks.values():
            self.setFocusProxy(pick)
            break
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self._flow.setSpacing(self._faces.face.look.px(6))
        for pick in self._picks.values():
            pick.say()

    def codes(self) -> tuple[str, ...]:
        """The chosen codes, in the order of the choices."""
        return tuple(code for code, pick in self._picks.items() if pick.isChecked())

    def set_codes(self, codes: Collection[str]) -> None:
        """Choose without telling; codes that are no choice are passed over."""
        self._group.setExclusive(False)
        for code, pick in self._picks.items():
            pick.setChecked(code in codes)
        self._group.setExclusive(True)

    def focus_first(self) -> None:
        """Put the focus on the chosen pick, or on the first."""
        for pick in (*(p for p in self._picks.values() if p.isChecked()), *self._picks.values()):
            pick.setFocus()
            return

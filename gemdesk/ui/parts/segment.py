"""Chips to choose from: one of them, or any number of them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.look.tokens import TONES, Token, Tone
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.scroll import clear

Choice = tuple[str, Words]  # code, what is shown
_UNCHOSEN: tuple[Token, Token] = ("quiet", "surface")
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    # A class of Python cannot have two bases of Qt: at run time a mixin is no button.
    _Button = object


class Offer(Sequence[Choice]):
    """Choices that are read anew at each switch of the face, for a list that may change while it is shown.

    What an old record holds and is not offered any more is shown there all the same, by `keep`.
    """

    def __init__(self, read: Callable[[], Sequence[Choice]], keep: Callable[[str], Choice]) -> None:
        self._read, self.keep = read, keep

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, at: int) -> Choice: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Choice]: ...
    def __getitem__(self, at: int | slice) -> Choice | Sequence[Choice]:
        return self._read()[at]


def offered(choices: Sequence[Choice], chosen: Collection[str]) -> list[Choice]:
    """What is offered now, and behind it what is chosen and not offered any more."""
    found = list(choices)
    if isinstance(choices, Offer):
        known = {code for code, _ in found}
        found += [choices.keep(code) for code in chosen if code and code not in known]
    return found


@dataclass(frozen=True, slots=True)
class Mark:
    """How a pick looks once it is chosen: an icon (none: a dot) and a tone; the word says the same."""

    icon: str = "tick"
    tone: Tone = "soft"


class _Pick(_Button):
    """How a pick is measured and painted; its button is a radio or a check box to keys and screen readers."""

    _faces: Faces
    _words: Words
    _mark: Mark

    def _begin(self, faces: Faces, words: Words, mark: Mark) -> None:
        self._faces, self._words, self._mark = faces, words, mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _text(self) -> str:
        return self._faces.face.read(self._words)

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self.setAccessibleName(strip_controls(self._text()))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The room that the words need."""
        look = self._faces.face.look
        metrics = QFontMetrics(look.font("small"))
        # Room for the tick is kept free always, so that nothing moves when it is set.
        return QSize(
            metrics.horizontalAdvance(self._text()) + look.px(38), max(look.px(30), metrics.height() + look.px(8))
        )

    def minimumSizeHint(self) -> QSize:
        """A pick is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole chip takes the click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        face, chosen = self._faces.face, self.isChecked()
        look = face.look
        fore, back = TONES[self._mark.tone] if chosen else _UNCHOSEN
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour(self._edge()), 1))
        painter.setBrush(look.colour(back))
        round_ = self.height() / 2 - 1
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), round_, round_)
        if chosen:
            self._paint_mark(painter, fore)
        begin = look.px(27 if chosen else 19)
        room = QRect(begin, 0, self.width() - begin - look.px(8), self.height())
        painter.setFont(look.font("small"))
        painter.setPen(look.colour(fore))
        painter.drawText(
            direction.visual_rect(face.rtl, self.rect(), room),
            direction.leading_edge(face.rtl) | Qt.AlignmentFlag.AlignVCenter,
            self._text(),
        )
        painter.end()
        paint_ring(self, look, 15)

    def _edge(self) -> Token:
        if not self.isChecked():
            return "outline"
        return "accent" if self._mark.tone == "soft" else TONES[self._mark.tone][0]

    def _paint_mark(self, painter: QPainter, ink: Token) -> None:
        face = self._faces.face
        side = face.look.px(14 if self._mark.icon else 6)
        spot = QRect(face.look.px(17) - side // 2, (self.height() - side) // 2, side, side)
        place = direction.visual_rect(face.rtl, self.rect(), spot)
        if self._mark.icon:
            face.icon(self._mark.icon, ink, 14).paint(painter, place)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(face.look.colour(ink))
        painter.drawEllipse(place)


class OnePick(_Pick, QRadioButton):
    """One of several, of which exactly one is chosen."""

    def __init__(self, faces: Faces, words: Words, mark: Mark) -> None:
        QRadioButton.__init__(self)
        self._begin(faces, words, mark)


class AnyPick(_Pick, QCheckBox):
    """One of several, of which any number is chosen."""

    def __init__(self, faces: Faces, words: Words, mark: Mark) -> None:
        QCheckBox.__init__(self)
        self._begin(faces, words, mark)


class Segment(QWidget):
    """A row of picks that breaks into lines; tells the chosen codes when the person chose."""

    chosen = Signal()

    def __init__(
        self,
        faces: Faces,
        name: Words,
        choices: Sequence[Choice],
        *,
        several: bool = False,
        marks: Mapping[str, Mark] | None = None,
    ) -> None:
        """`marks` gives single choices another look once they are chosen, such as an answer that means no."""
        super().__init__()
        self._faces, self._name, self._choices = faces, name, choices
        self._several, self._marks = several, marks or {}
        self._flow = Flow()
        self._group = QButtonGroup(self)
        self._picks: dict[str, OnePick | AnyPick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._flow)
        faces.follow(self.say)

    def _make(self, chosen: Collection[str]) -> None:
        """Make the picks for what is offered now, with these chosen; those that stay the same are left alone."""
        wished = offered(self._choices, chosen)
        if [code for code, _ in wished] != list(self._picks):
            clear(self._flow)
            self._picks = {code: self._pick(code, words) for code, words in wished}
            for pick in self._picks.values():
                self._flow.addWidget(pick)
            for pick in self._picks.values():
                self.setFocusProxy(pick)
                break
        self._group.setExclusive(False)
        for code, pick in self._picks.items():
            pick.setChecked(code in chosen)
        self._group.setExclusive(True)

    def _pick(self, code: str, words: Words) -> OnePick | AnyPick:
        mark = self._marks.get(code, Mark())
        pick = AnyPick(self._faces, words, mark) if self._several else OnePick(self._faces, words, mark)
        # In a group Qt leaves all but one to the arrows, which do not move where any number may be chosen.
        if not self._several:
            self._group.addButton(pick)
        pick.clicked.connect(lambda _on: self.chosen.emit())
        pick.say()
        return pick

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        self._make(self.codes())
        self.setAccessibleName(strip_controls(self._faces.face.read(self._name)))
        self._flow.setSpacing(self._faces.face.look.px(6))
        for pick in self._picks.values():
            pick.say()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; what is chosen stays where it is among them."""
        self._choices = choices
        self._make(self.codes())

    def codes(self) -> tuple[str, ...]:
        """The chosen codes, in the order of the choices."""
        return tuple(code for code, pick in self._picks.items() if pick.isChecked())

    def code(self) -> str:
        """The one chosen code; empty when none is."""
        return next(iter(self.codes()), "")

    def set_code(self, code: str) -> None:
        """Choose one without telling; an unknown code chooses nothing."""
        self.set_codes((code,))

    def set_codes(self, codes: Collection[str]) -> None:
        """Choose without telling; codes that are no choice are passed over, but for those that an `Offer` keeps."""
        self._make(codes)

    def focus_first(self) -> None:
        """Put the focus on the chosen pick, or on the first."""
        for pick in (*(p for p in self._picks.values() if p.isChecked()), *self._picks.values()):
            pick.setFocus()
            return

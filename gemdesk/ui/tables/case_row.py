"""How a row of cases is painted: a disc with the first letter, name, code and next step, and a chip."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gemdesk.kernel.typed import Code, Name, isolated
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.ring import WIDTH
from gemdesk.ui.look.tokens import TONES, Token
from gemdesk.ui.tables.case_line import CaseLine, Heading, risk_tone
from gemdesk.ui.tables.rows import LINE_ROLE

HEIGHT = 76  # pixels at 100 %


def second_line(line: CaseLine) -> str:
    """Code and next step, each in the isolate of its own direction."""
    parts = [isolated(Code(line.code))] if line.code else []
    return "  ·  ".join([*parts, *([isolated(line.second)] if line.second else [])])


class _Brush:
    """Paints one row; rectangles are thought out from left to right and mirrored at the end."""

    def __init__(self, painter: QPainter, face: Face, row: QRect) -> None:
        self.painter, self.face, self.look = painter, face, face.look
        self.row = row
        self.inner = row.adjusted(self.look.px(8), self.look.px(3), -self.look.px(8), -self.look.px(3))

    def mirrored(self, inner: QRect) -> QRect:
        return direction.visual_rect(self.face.rtl, self.row, inner)

    def ground(self, *, selected: bool, focused: bool) -> None:
        if not selected:
            return
        px, painter = self.look.px, self.painter
        painter.setPen(QPen(self.look.colour("accent"), WIDTH) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("selected"))
        painter.drawRoundedRect(self.inner, px(9), px(9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("accent"))
        bar = QRect(self.inner.x(), self.inner.y() + px(12), px(3), self.inner.height() - px(24))
        painter.drawRoundedRect(self.mirrored(bar), px(1.5), px(1.5))

    def disc(self, line: CaseLine) -> None:
        px, painter = self.look.px, self.painter
        fore, back = TONES[risk_tone(line.risk)]
        side = px(42)
        spot = self.mirrored(QRect(self.inner.x() + px(12), self.row.center().y() - side // 2, side, side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(back))
        painter.drawEllipse(QRectF(spot))
        painter.setPen(self.look.colour(fore))
        painter.setFont(self.look.font("initial"))
        letter = next((sign for sign in line.name if sign.isalnum()), "•")
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, letter)
        if fore == "danger":
            # A shape beside the colour, for whoever cannot tell the colours apart.
            badge = px(17)
            mark = QRect(self.inner.x() + px(40), spot.y() + side - px(15), badge, badge)
            self.face.icon("warning", "danger", 17).paint(painter, self.mirrored(mark))

    def heading(self, heading: Heading) -> None:
        """Paint what a group of rows has in common, above them."""
        px = self.look.px
        begin, whole = self.inner.x() + px(12), self.inner.width() - px(22)
        self.painter.fillRect(QRect(self.row.x(), self.row.y(), self.row.width(), 1), self.look.colour("line"))
        title = QRect(begin, self.inner.y() + px(14), whole, px(26))
        hint = QRect(begin, self.inner.y() + px(40), whole, px(24))
        self._text(title, heading.title, self.look.font("strong"), "text")
        self._text(hint, heading.hint, self.look.font("note"), "quiet")

    def chip(self, line: CaseLine) -> int:
        """Paint the chip; the width that it takes, gap included."""
        if not line.chip:
            return 0
        px, painter = self.look.px, self.painter
        fore, back = TONES[line.chip_tone]
        font = self.look.font("small")
        metrics = QFontMetrics(font)
        words = direction.based(line.chip, self.face.rtl)
        width, height = metrics.horizontalAdvance(words) + px(18), max(metrics.height() + px(2), px(22))
        spot = self.mirrored(
            QRect(self.inner.x() + self.inner.width() - px(10) - width, self.inner.y() + px(10), width, height)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour(back))
        painter.drawRoundedRect(spot, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(self.look.colour(fore))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
        return width + px(10)

    def words(self, line: CaseLine, chip_width: int) -> None:
        px = self.look.px
        begin = self.inner.x() + px(66)
        whole = self.inner.x() + self.inner.width() - px(10) - begin
        name = QRect(begin, self.inner.y() + px(8), whole - chip_width, px(28))
        second = QRect(begin, self.inner.y() + px(37), whole, px(26))
        self._text(name, isolated(Name(line.name)), self.look.font("name"), "text")
        self._text(second, second_line(line), self.look.font("quiet"), "quiet")

    def _text(self, room: QRect, text: str, font: QFont, ink: Token) -> None:
        based = direction.based(text, self.face.rtl)
        self.painter.setFont(font)
        self.painter.setPen(self.look.colour(ink))
        self.painter.drawText(
            self.mirrored(room),
            direction.leading_edge(self.face.rtl) | Qt.AlignmentFlag.AlignVCenter,
            direction.elided(based, QFontMetrics(font), room.width()),
        )


class CaseRow(QStyledItemDelegate):
    """Paints the rows of `Rows`."""

    def __init__(self, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces = faces

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row is of the same height."""
        look = self._faces.face.look
        return QSize(look.px(220), look.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        line = index.data(LINE_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # left out of the stubs
        if isinstance(line, Heading):
            _Brush(painter, self._faces.face, rect).heading(line)
        if not isinstance(line, CaseLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # left out of the stubs
        brush = _Brush(painter, self._faces.face, rect)
        brush.ground(
            selected=bool(state & QStyle.StateFlag.State_Selected),
            focused=bool(state & QStyle.StateFlag.State_HasFocus),
        )
        brush.disc(line)
        brush.words(line, brush.chip(line))
        painter.restore()

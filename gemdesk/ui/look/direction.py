"""The one module about direction; everything else says leading and trailing.

Qt mirrors layouts by itself. What it does not: it aligns labels and line edits by the direction
of their text instead of the window's, it keeps a splitter's panes where they were on a live
switch, and it leaves to us what we paint. Those three are mended here.
"""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QStyle, QWidget

_LEFT, _RIGHT, _FIRST_STRONG, _POP = "\u2066", "\u2067", "\u2068", "\u2069"


def set_direction(app: QApplication, rtl: bool) -> None:
    """Set the direction of the whole program; call after any translator was installed, which may turn it."""
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def is_rtl(widget: QWidget) -> bool:
    """Whether the widget is laid out from right to left."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def based(text: str, rtl: bool) -> str:
    """The text with the interface's base direction in every line, whatever letter it begins with."""
    # An isolate and not a mark: after a mark Qt sets wrapped lines a space's width off the edge.
    opening = _RIGHT if rtl else _LEFT
    return "\n".join(f"{opening}{line}{_POP}" for line in text.split("\n")) if text else ""


def free(text: str) -> str:
    """Free text, every line in an isolate of its own first strong letter (an isolate ends with its line)."""
    return "\n".join(f"{_FIRST_STRONG}{line}{_POP}" for line in text.split("\n"))


def leading_edge(rtl: bool) -> Qt.AlignmentFlag:
    """Alignment to the leading edge of the layout, whatever the direction of the text."""
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def trailing_edge(rtl: bool) -> Qt.AlignmentFlag:
    """Alignment to the trailing edge of the layout, whatever the direction of the text."""
    return leading_edge(not rtl)


def align_line(edit: QLineEdit, rtl: bool) -> None:
    """Align a line edit to the leading edge; its text keeps the direction of its own letters."""
    edit.setAlignment(leading_edge(rtl) | Qt.AlignmentFlag.AlignVCenter)


def align_area(area: QPlainTextEdit, rtl: bool) -> None:
    """Align paragraphs to the leading edge; each keeps the direction of its own letters."""
    option = area.document().defaultTextOption()
    option.setAlignment(leading_edge(rtl))
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    area.document().setDefaultTextOption(option)


def leading_room(edit: QLineEdit, rtl: bool, width: int) -> None:
    """Keep `width` pixels free at the leading edge of a line edit, such as for an icon."""
    edit.setTextMargins(0 if rtl else width, 0, width if rtl else 0, 0)


def fix_left_to_right(edit: QLineEdit) -> None:
    """Keep a line edit's text left to right: phones, e-mail, codes, passphrases."""
    edit.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def visual_rect(rtl: bool, outer: QRect, inner: QRect) -> QRect:
    """A rectangle thought out from left to right, mirrored within `outer` when needed."""
    side = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    return QStyle.visualRect(side, outer, inner)


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """The text cut at its logical end to fit `width` pixels; never for phone numbers."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class _Sides(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutDirectionChange and isinstance(watched, QSplitter):
            watched.setSizes(watched.sizes())
        return False


def keep_sides(splitter: QSplitter) -> None:
    """Make a splitter change its panes' sides on a live switch too."""
    splitter.installEventFilter(_Sides(splitter))

"""The one module about direction; everything else says leading and trailing.

Qt mirrors layouts by itself. What it does not: it aligns labels and line edits by the direction
of their text instead of the window's, it keeps a splitter's panes where they were on a live
switch, and it leaves to us what we paint. Those three are mended here.
"""

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSplitter, QWidget

from gemdesk.ui.look import numbers

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QPlainTextEdit

_LEFT, _RIGHT, _FIRST_STRONG, _POP = "\u2066", "\u2067", "\u2068", "\u2069"


def set_direction(app: QApplication, rtl: bool) -> None:
    """Set the direction of the whole program; call after any translator was installed, which may turn it."""
    numbers.put(app, "layoutDirection", numbers.RIGHT_TO_LEFT if rtl else numbers.LEFT_TO_RIGHT)


def is_rtl(widget: QWidget) -> bool:
    """Whether the widget is laid out from right to left."""
    return widget.isRightToLeft()


def based(text: str, rtl: bool) -> str:
    """The text with the interface's base direction in every line, whatever letter it begins with."""
    # An isolate and not a mark: after a mark Qt sets wrapped lines a space's width off the edge.
    opening = _RIGHT if rtl else _LEFT
    return "\n".join(f"{opening}{line}{_POP}" for line in text.split("\n")) if text else ""


def free(text: str) -> str:
    """Free text, every line in an isolate of its own first strong letter (an isolate ends with its line)."""
    return "\n".join(f"{_FIRST_STRONG}{line}{_POP}" for line in text.split("\n"))


def leading_edge(rtl: bool) -> "QtCore.Qt.AlignmentFlag":
    """Alignment to the leading edge of the layout, whatever the direction of the text."""
    flags = QtCore.Qt.AlignmentFlag
    return (flags.AlignRight if rtl else flags.AlignLeft) | flags.AlignAbsolute


def trailing_edge(rtl: bool) -> "QtCore.Qt.AlignmentFlag":
    """Alignment to the trailing edge of the layout, whatever the direction of the text."""
    return leading_edge(not rtl)


def align_line(line: QLineEdit | QLabel, rtl: bool) -> None:
    """Align a label or line edit to the leading edge; its text keeps the direction of its own letters."""
    numbers.put(line, "alignment", numbers.MIDDLE_RIGHT if rtl else numbers.MIDDLE_LEFT)


def centre_words(label: QLabel) -> None:
    """Set a label's words in the middle of its width, as beneath an icon; the same in either direction."""
    label.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter | QtCore.Qt.AlignmentFlag.AlignTop)


def align_area(area: "QPlainTextEdit", rtl: bool) -> None:
    """Align paragraphs to the leading edge; each keeps the direction of its own letters."""
    option = area.document().defaultTextOption()
    option.setAlignment(leading_edge(rtl))
    option.setTextDirection(QtCore.Qt.LayoutDirection.LayoutDirectionAuto)
    area.document().setDefaultTextOption(option)


def fix_area_left_to_right(area: "QPlainTextEdit", rtl: bool) -> None:
    """Align paragraphs to the leading edge, their text left to right: words and numbers copied from a sheet."""
    align_area(area, rtl)
    option = area.document().defaultTextOption()
    option.setTextDirection(QtCore.Qt.LayoutDirection.LeftToRight)
    area.document().setDefaultTextOption(option)


def leading_room(edit: QLineEdit, rtl: bool, width: int) -> None:
    """Keep `width` pixels free at the leading edge of a line edit, such as for an icon."""
    edit.setTextMargins(0 if rtl else width, 0, width if rtl else 0, 0)


def fix_left_to_right(edit: QWidget) -> None:
    """Keep the text of a field left to right: phones, e-mail, codes, passphrases, paths."""
    numbers.put(edit, "layoutDirection", numbers.LEFT_TO_RIGHT)


def fix_right_to_left(part: QWidget) -> None:
    """Keep parts in the order of Arabic writing, whatever the language of the screen: words to be written down."""
    numbers.put(part, "layoutDirection", numbers.RIGHT_TO_LEFT)


def visual_rect(rtl: bool, outer: QRect, inner: QRect) -> QRect:
    """A rectangle thought out from left to right, mirrored within `outer` when needed."""
    # As QStyle.visualRect, whose class brings in half of Qt's widgets.
    return inner.translated(outer.left() + outer.right() - inner.left() - inner.right(), 0) if rtl else inner


def elided(text: str, metrics: "QFontMetrics", width: int) -> str:
    """The text cut at its logical end to fit `width` pixels; never for phone numbers."""
    return metrics.elidedText(text, QtCore.Qt.TextElideMode.ElideRight, width)


class _Sides(QObject):
    def eventFilter(self, watched: QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.LayoutDirectionChange and isinstance(watched, QSplitter):
            watched.setSizes(watched.sizes())
        return False


def keep_sides(splitter: QSplitter) -> None:
    """Make a splitter change its panes' sides on a live switch too."""
    splitter.installEventFilter(_Sides(splitter))

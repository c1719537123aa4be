"""The numbers that stand for Qt's own values are Qt's own."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QStyle

from gemdesk.ui.look import direction, numbers
from gemdesk.ui.look.ground import paint_ground

_ABSOLUTE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


@pytest.fixture(scope="module", autouse=True)
def app() -> QApplication:
    """The one application of the test run."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["test"])


@pytest.mark.parametrize(
    ("make", "declared", "number", "read", "value"),
    [
        (QLabel, "alignment", numbers.MIDDLE_LEFT, QLabel.alignment, Qt.AlignmentFlag.AlignLeft | _ABSOLUTE),
        (QLabel, "alignment", numbers.MIDDLE_RIGHT, QLabel.alignment, Qt.AlignmentFlag.AlignRight | _ABSOLUTE),
        (QLabel, "textFormat", numbers.PLAIN_TEXT, QLabel.textFormat, Qt.TextFormat.PlainText),
        (QLabel, "textInteractionFlags", numbers.NO_TEXT_INTERACTION, QLabel.textInteractionFlags,
         Qt.TextInteractionFlag.NoTextInteraction),
        (QLabel, "layoutDirection", numbers.RIGHT_TO_LEFT, QLabel.layoutDirection, Qt.LayoutDirection.RightToLeft),
        (QScrollArea, "horizontalScrollBarPolicy", numbers.SCROLL_BAR_ALWAYS_OFF,
         QScrollArea.horizontalScrollBarPolicy, Qt.ScrollBarPolicy.ScrollBarAlwaysOff),
        (QScrollArea, "focusPolicy", numbers.NO_FOCUS, QScrollArea.focusPolicy, Qt.FocusPolicy.NoFocus),
        (QLineEdit, "contextMenuPolicy", numbers.NO_CONTEXT_MENU, QLineEdit.contextMenuPolicy,
         Qt.ContextMenuPolicy.NoContextMenu),
        (QLineEdit, "inputMethodHints",
         numbers.HIDDEN_TEXT | numbers.SENSITIVE_DATA | numbers.NO_AUTO_UPPERCASE | numbers.NO_PREDICTIVE_TEXT
         | numbers.PREFER_LATIN, QLineEdit.inputMethodHints,
         Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoAutoUppercase
         | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhPreferLatin),
    ],
)  # fmt: skip
def test_a_number_does_what_the_name_does(
    make: type[QLabel], declared: str, number: int, read: Callable[[object], object], value: object
) -> None:
    part = make()
    part.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # whatever another test left in the application
    before = read(part)
    numbers.put(part, declared, number)
    assert read(part) == value
    assert before != value or declared == "textInteractionFlags", "it was so before, so nothing was tried"


def test_single_hints_are_the_named_ones() -> None:
    hints = Qt.InputMethodHint
    named = (hints.ImhHiddenText, hints.ImhSensitiveData, hints.ImhNoAutoUppercase, hints.ImhNoPredictiveText)
    ours = (numbers.HIDDEN_TEXT, numbers.SENSITIVE_DATA, numbers.NO_AUTO_UPPERCASE, numbers.NO_PREDICTIVE_TEXT)
    assert tuple(hint.value for hint in named) == ours


def test_what_is_not_declared_is_refused() -> None:
    with pytest.raises(AttributeError, match="alignmint"):
        numbers.put(QLabel(), "alignmint", numbers.MIDDLE_LEFT)


@pytest.mark.parametrize("inner", [QRect(10, 5, 20, 20), QRect(-3, 0, 400, 7), QRect(0, 0, 300, 30)])
def test_mirroring_is_that_of_the_style(inner: QRect) -> None:
    outer = QRect(7, 3, 300, 40)
    for rtl, side in ((False, Qt.LayoutDirection.LeftToRight), (True, Qt.LayoutDirection.RightToLeft)):
        assert direction.visual_rect(rtl, outer, inner) == QStyle.visualRect(side, outer, inner)


@pytest.mark.parametrize("ratio", [1, 2])
def test_a_ground_is_filled_as_by_the_painter(ratio: int) -> None:
    def drawn(fill: Callable[[QPainter, QRect, QColor], None]) -> QImage:
        image = QPixmap(40 * ratio, 20 * ratio)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        fill(painter, QRect(3, 2, 31, 11), QColor("#0B6B63"))
        painter.end()
        return image.toImage()

    assert drawn(paint_ground) == drawn(QPainter.fillRect)
    assert drawn(paint_ground) != drawn(lambda *_: None)


def test_the_system_s_colours_tell_its_scheme(app: QApplication) -> None:
    from gemdesk.ui.look.look import scheme_of

    kept, sheet = app.palette(), app.styleSheet()
    try:
        app.setStyleSheet("")
        for ground, text, scheme in (("#202020", "#F0F0F0", "dark"), ("#F0F0F0", "#202020", "light")):
            colours = QPalette()
            colours.setColor(QPalette.ColorRole.Window, QColor(ground))
            colours.setColor(QPalette.ColorRole.WindowText, QColor(text))
            app.setPalette(colours)
            assert scheme_of("system", app) == scheme
    finally:
        app.setPalette(kept)
        app.setStyleSheet(sheet)

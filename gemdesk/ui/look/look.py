"""The look: a scheme of colours and a scale, from which every size, colour, font and icon comes."""

from dataclasses import dataclass

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from gemdesk.ui.look import fonts, icons, style
from gemdesk.ui.look.tokens import COLOURS, Role, Scheme, Token

LEAST_SCALE, MOST_SCALE = 90, 200
_STYLE = "fusion"
_STYLED = "gemdesk-styled"


@dataclass(frozen=True, slots=True)
class Look:
    """A scheme of colours and a scale of 90 to 200 per cent; a live switch means another object."""

    scheme: Scheme = "light"
    scale: int = 100

    def __post_init__(self) -> None:
        if not LEAST_SCALE <= self.scale <= MOST_SCALE:
            raise ValueError(self.scale)

    def px(self, size: float) -> int:
        """A size given for 100 %, in screen pixels at this scale."""
        return round(size * self.scale / 100)

    def colour(self, ink: Token) -> QColor:
        """The colour of that name in this scheme."""
        return QColor(COLOURS[self.scheme][ink])

    def font(self, role: Role) -> QFont:
        """The font of a role of text at this scale."""
        return fonts.font(role, self.scale)

    def icon(self, name: str, ink: Token = "text", size: float = 18, *, mirrored: bool = False) -> QIcon:
        """An icon in a colour of this scheme; `size` in pixels at 100 %."""
        return icons.icon(name, COLOURS[self.scheme][ink], self.px(size), mirrored=mirrored)

    def apply(self, app: QApplication) -> None:
        """Give the whole program this look: style, font, palette and style sheet."""
        fonts.load()
        # Once a style sheet is set the style's own name cannot be asked for any more.
        if app.property(_STYLED) is None:
            app.setStyle(_STYLE)
            app.setProperty(_STYLED, True)
        app.setFont(self.font("body"))
        app.setPalette(style.palette(self.scheme))
        sheet = style.sheet(self.scheme, self.scale)
        if app.styleSheet() != sheet:
            # Over an old sheet Qt polishes each part once for every part around it, which takes four times as long.
            app.setStyleSheet("")
            app.setStyleSheet(sheet)


def application() -> QApplication:
    """The application of this process, in the style that every look is made for; no look is applied yet."""
    # As an argument and not by setStyle, whose answer takes 5 ms to wrap.
    app = QApplication(["gemdesk", "-style", _STYLE])
    app.setProperty(_STYLED, True)
    return app


def scheme_of(setting: str, app: QApplication) -> Scheme:
    """The scheme for a setting of `system`, `light`, `dark` or `contrast`; light when the system tells none."""
    if setting == "dark" or (setting == "system" and _system_is_dark(app)):
        return "dark"
    return "contrast" if setting == "contrast" else "light"


def _system_is_dark(app: QApplication) -> bool:
    if app.styleSheet():
        return app.styleHints().colorScheme() == QtCore.Qt.ColorScheme.Dark
    # Before our own colours are on, the system's tell it sooner than its hint, which takes 15 ms to read.
    colours = app.palette()
    ground, text = colours.color(QPalette.ColorRole.Window), colours.color(QPalette.ColorRole.WindowText)
    return ground.lightness() < text.lightness()

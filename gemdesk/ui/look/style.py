"""The palette and the one style sheet, both made from the colour tokens and the scale."""

import re
from functools import cache

from PySide6.QtGui import QColor, QPalette

from gemdesk.kernel import places
from gemdesk.ui.look.tokens import COLOURS, TYPE, Scheme, Token

_SIZE = re.compile(r"(\d+(?:\.\d+)?)px(?:-(\d+)hair)?|(\d+)hair")
_COLOUR = re.compile(r"@(\w+)")

_ROLES: dict[QPalette.ColorRole, Token] = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "outline",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "outline",
}


def palette(scheme: Scheme) -> QPalette:
    """The palette of a scheme; what is out of use keeps a readable, quiet colour."""
    colours = COLOURS[scheme]
    made = QPalette()
    for role, ink in _ROLES.items():
        made.setColor(role, QColor(colours[ink]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["quiet"]))
    return made


@cache
def _source() -> str:
    # Letters of a role come from the sheet and not from QWidget.setFont: when Qt polishes a widget anew,
    # it brings back the font that was set before the last change of the sheet.
    roles = [
        f'Label[role="{role}"] {{ font-size: {size}px; font-weight: {weight}; }}'
        for role, (size, weight) in TYPE.items()
    ]
    return "\n".join([(places.resources() / "styles" / "desk.qss").read_text("utf-8"), *roles])


def sheet(scheme: Scheme, scale: int) -> str:
    """The style sheet: `@name` is a colour, `12px` a size at 100 %, `1hair` a size that does not grow."""
    colours: dict[str, str] = {str(name): value for name, value in COLOURS[scheme].items()}

    def size(found: re.Match[str]) -> str:
        if found[3]:
            return f"{found[3]}px"
        return f"{round(float(found[1]) * scale / 100) - int(found[2] or 0)}px"

    return _COLOUR.sub(lambda found: colours[found[1]], _SIZE.sub(size, _source()))

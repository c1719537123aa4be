"""The code of a caseworker, which stands in the vault instead of a name."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator

from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.line import Line

_LONGEST = 12
_CODE = QRegularExpression(f"[A-Za-z0-9][A-Za-z0-9-]{{0,{_LONGEST - 1}}}")


def worker_line(faces: Faces) -> Line:
    """A line that takes nothing but a code."""
    line = Line(faces, lambda t: t.say("Caseworker code"), fixed=True, longest=_LONGEST)
    line.setValidator(QRegularExpressionValidator(_CODE, line))
    return line

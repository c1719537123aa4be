"""Some of Qt's values as plain numbers, for what stands on the lock screen.

The first use of any name in `Qt` builds all the enumerations there are, which takes as long as a tenth
of the whole start. Given to a property, the number does the same. A test holds each against Qt's own.
"""

from PySide6.QtCore import QObject

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1  # LayoutDirection
# AlignmentFlag: a side and AlignAbsolute, in the middle of the height
MIDDLE_LEFT, MIDDLE_RIGHT = 0x1 | 0x10 | 0x80, 0x2 | 0x10 | 0x80
PLAIN_TEXT = 0  # TextFormat
NO_TEXT_INTERACTION = 0  # TextInteractionFlag
SCROLL_BAR_ALWAYS_OFF = 1  # ScrollBarPolicy
NO_FOCUS = 0  # FocusPolicy
NO_CONTEXT_MENU = 0  # ContextMenuPolicy
# InputMethodHint
HIDDEN_TEXT, SENSITIVE_DATA, NO_AUTO_UPPERCASE = 0x1, 0x2, 0x4
PREFER_LATIN, NO_PREDICTIVE_TEXT = 0x200, 0x40


def put(thing: QObject, declared: str, number: int) -> None:
    """Set a property by its number; AttributeError for one that the class of the thing does not declare."""
    if not thing.setProperty(declared, number):
        raise AttributeError(declared)

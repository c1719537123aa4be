"""Shortcuts that work with a Latin and with an Arabic keyboard layout."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

# The letters on the same keys in the Arabic 101 layout; B types two letters there and cannot be one key.
ARABIC = {
    "A": "ش", "C": "ؤ", "D": "ي", "E": "ث", "F": "ب", "G": "ل", "H": "ا", "I": "ه", "J": "ت", "K": "ن", "L": "م",
    "M": "ة", "N": "ى", "O": "خ", "P": "ح", "Q": "ض", "R": "ق", "S": "س", "T": "ف", "U": "ع", "V": "ر", "W": "ص",
    "X": "ء", "Y": "غ", "Z": "ئ",
}  # fmt: skip

# Panic, the same under every layout. The second is for keyboards where Ctrl with Shift changes the layout.
PANIC = ("Ctrl+Shift+F12", "Ctrl+F12")


def both(keys: str) -> list[QKeySequence]:
    """The sequence of `Ctrl+K` and the one for the same key under an Arabic layout."""
    *held, last = keys.split("+")
    twin = ARABIC.get(last)
    found = [keys] if twin is None else [keys, "+".join([*held, twin])]
    return [QKeySequence(text) for text in found]


def bind(owner: QWidget, keys: str, act: Callable[[], object]) -> QShortcut:
    """Do `act` when the keys are pressed anywhere in the window of `owner`, in either layout."""
    shortcut = QShortcut(owner)
    shortcut.setKeys(both(keys))
    shortcut.activated.connect(act)
    return shortcut


_VERBS = {ord(ARABIC[letter]): letter for letter in "ACVXYZ"}

_TYPED = str.maketrans({letter: latin for latin, letter in ARABIC.items()})


def latin_keys(text: str) -> str:
    """A code that was typed under an Arabic layout, as the same keys write it in Latin letters."""
    return text.replace("لا", "B").translate(_TYPED)


class EditKeys(QObject):
    """Makes copying, pasting and undoing work in fields under an Arabic layout; install on the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn a control key with an Arabic letter into the verb of the Latin letter on that key."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(watched, QLineEdit | QPlainTextEdit):
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or event.key() not in _VERBS:
            return False
        if watched.isReadOnly() and _VERBS[event.key()] not in "AC":
            return False  # Qt's verbs do not ask
        self._do(_VERBS[event.key()], watched)
        return True

    @staticmethod
    def _do(letter: str, field: QLineEdit | QPlainTextEdit) -> None:
        verbs: dict[str, Callable[[], None]] = {
            "A": field.selectAll, "C": field.copy, "V": field.paste, "X": field.cut, "Y": field.redo, "Z": field.undo,
        }  # fmt: skip
        verbs[letter]()

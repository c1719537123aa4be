"""The field for a passphrase: left to right, hidden, shown for a moment on wish."""

from PySide6 import QtCore
from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gemdesk.kernel.messages import N_
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look import numbers
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts import caps_lock
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.pause import Pause

MOMENT = 3000  # milliseconds for which it is shown

_LAYOUTS: dict[QLocale.Language, str] = {
    QLocale.Language.Arabic: N_("Arabic"),
    QLocale.Language.English: N_("English"),
    QLocale.Language.Turkish: N_("Turkish"),
    QLocale.Language.French: N_("French"),
    QLocale.Language.Kurdish: N_("Kurdish"),
    QLocale.Language.CentralKurdish: N_("Kurdish"),
}


def _script(letter: str) -> str:
    """`Arabic` or `Latin` for a letter, empty for anything else."""
    if not letter.isalpha():
        return ""
    return N_("Arabic") if "\u0600" <= letter <= "\u06ff" else N_("Latin")


class _Hidden(Line):
    """The line itself; tells what the keys reveal about Caps Lock and layout."""

    keyed = Signal()

    def __init__(self, faces: Faces, name: Words) -> None:
        self.caps = False
        self.script = ""
        super().__init__(faces, name, fixed=True, longest=1024)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        numbers.put(self, "contextMenuPolicy", numbers.NO_CONTEXT_MENU)
        hidden = numbers.HIDDEN_TEXT | numbers.SENSITIVE_DATA
        numbers.put(self, "inputMethodHints", hidden | numbers.NO_PREDICTIVE_TEXT | numbers.NO_AUTO_UPPERCASE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note what the key shows: a capital without Shift means Caps Lock."""
        letter = event.text()
        if event.key() == QtCore.Qt.Key.Key_CapsLock:
            self.caps = not self.caps if self.script else self.caps
        elif len(letter) == 1 and letter.isalpha():
            shift = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier)
            if letter.lower() != letter.upper():
                self.caps = letter.isupper() != shift
            self.script = _script(letter)
        super().keyPressEvent(event)
        self.keyed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The layout may have changed meanwhile; until a letter shows it, the system is asked for Caps Lock."""
        super().focusInEvent(event)
        if not self.script:
            self.caps = caps_lock.is_on() or False
        self.keyed.emit()


class Passphrase(QWidget):
    """A passphrase with an eye to show it for a moment, and the hints that save a wrong try."""

    edited = Signal()
    entered = Signal()  # Return was pressed

    def __init__(self, faces: Faces, name: Words) -> None:
        super().__init__()
        self._faces = faces
        self._line = _Hidden(faces, name)
        self._eye = Button(
            faces, lambda t: t.say("Show for a moment"), sort="icon", icon="eye", press=self.show_for_a_moment
        )
        self._hint = Label(faces, self._hints, role="quiet", wrap=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self._line, 1)
        self._row.addWidget(self._eye)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._hint)
        self.setFocusProxy(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._hide = Pause(self, MOMENT, self.cover)
        self._line.edited.connect(self.edited)
        self._line.returnPressed.connect(self.entered)
        self._line.keyed.connect(self._hint.say)
        QGuiApplication.inputMethod().localeChanged.connect(self._hint.say)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment; what was typed stays."""
        look = self._faces.face.look
        self._row.setSpacing(look.px(6))
        self._column.setSpacing(look.px(4))

    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def clear(self) -> None:
        """Empty the field beyond undoing, and cover it."""
        self._line.setText("")  # QLineEdit.clear could be undone
        self.cover()

    def show_for_a_moment(self) -> None:
        """Show the letters for three seconds."""
        self._line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._hide.start()
        self._line.setFocus()

    def cover(self) -> None:
        """Hide the letters."""
        self._hide.stop()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)

    def is_shown(self) -> bool:
        """Whether the letters are shown at this moment."""
        return self._line.echoMode() == QLineEdit.EchoMode.Normal

    def layout_name(self, texts: Texts) -> str:
        """The keyboard's language, by what was typed last, else by what the system reports; empty when unknown."""
        spoken = self._line.script or _LAYOUTS.get(QGuiApplication.inputMethod().locale().language(), "")
        return texts.say(spoken) if spoken else ""

    def set_refused(self, refused: bool) -> None:
        """Mark the field, beside the sentence that tells why."""
        self._line.set_refused(refused)

    def _hints(self, texts: Texts) -> str:
        caps = texts.say("Caps Lock is on.") if self._line.caps else ""
        layout = self.layout_name(texts)
        language = texts.say("Keyboard language: {layout}.", layout=layout) if layout else ""
        return f"{caps} {language}".strip()

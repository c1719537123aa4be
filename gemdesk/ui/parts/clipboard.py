"""What may be copied out of the program, and for how long.

The system's clipboard is open to every program of the person, and some keep a history of it. So names,
numbers and addresses are not copied at all; other text is marked so that a history leaves it out, goes after
ten seconds, and goes at a lock and at the end. Text that is merely selected with the mouse, which some
systems hand on at once, is never handed on.

A process that is killed says nothing more: under X11 and Wayland its clipboard goes with it, elsewhere what
was copied in the last ten seconds may stay. A history that does not heed the mark keeps what it has read.
"""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.keys import ARABIC
from gemdesk.ui.parts.pause import Pause

LASTS = 10_000  # milliseconds
# By these a clipboard's history knows what to leave out: KDE's and those that follow it, Windows', macOS'.
MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01",
    "application/x-nspasteboard-concealed-type": b"secret",
}
_KEPT_IN = "kept_in"
_TAKING_OUT = {ord(letter) for plain in "CX" for letter in (plain, ARABIC[plain])}
_MENU_TAKING_OUT = ("edit-copy", "edit-cut")

Mode = QClipboard.Mode


def keep_in(field: QWidget) -> None:
    """Let nothing be copied out of a field; what is pasted into it or undone in it is as before."""
    field.setProperty(_KEPT_IN, True)


def is_kept_in(field: QWidget) -> bool:
    """Whether nothing may be copied out of a part: a field that was named so, and every part that is no field."""
    return not isinstance(field, QLineEdit | QPlainTextEdit) or bool(field.property(_KEPT_IN))


def marked(text: str) -> QMimeData:
    """A text as it may lie in the clipboard: plain, and marked to be left out of histories."""
    data = QMimeData()
    data.setText(text)
    for name, value in MARKS.items():
        data.setData(name, value)
    return data


class Copies(QObject):
    """Watches what this program puts into the clipboard while a window lives; make it after `EditKeys`."""

    def __init__(self, window: QWidget, faces: Faces, *, lasts: int = LASTS) -> None:
        super().__init__(window)
        self._window, self._faces = window, faces
        self._busy = False
        self._clipboard = QGuiApplication.clipboard()
        self._end = Pause(self, lasts, self.forget)
        # Both are told before any other program can have asked for the content.
        self._clipboard.dataChanged.connect(self._on_copy)
        self._clipboard.selectionChanged.connect(self._on_selection)
        app = QApplication.instance()
        assert app is not None  # noqa: S101 - a window has one
        app.aboutToQuit.connect(self.forget)
        app.installEventFilter(self)

    def forget(self) -> None:
        """Take back what was copied, unless another program has put something else there since."""
        self._end.stop()
        for mode in (Mode.Clipboard, Mode.Selection):
            self._clear(mode)

    def _on_copy(self) -> None:
        if self._busy:
            return
        if not self._is_ours(Mode.Clipboard):
            self._end.stop()
            return
        source = QApplication.focusWidget()
        if source is None or is_kept_in(source):
            self._clear(Mode.Clipboard)
            self._tell(source)
            return
        self._busy = True
        self._clipboard.setMimeData(marked(self._clipboard.text()))
        self._busy = False
        self._end.start()

    def _on_selection(self) -> None:
        if not self._busy:
            self._clear(Mode.Selection)

    def _clear(self, mode: Mode) -> None:
        if self._is_ours(mode):
            self._busy = True
            self._clipboard.clear(mode)
            self._busy = False

    def _is_ours(self, mode: Mode) -> bool:
        # Without a screen there is no other program, and Qt does not say whose the content is.
        alone = QGuiApplication.platformName() == "offscreen" and mode is Mode.Clipboard
        owns = self._clipboard.ownsClipboard if mode is Mode.Clipboard else self._clipboard.ownsSelection
        return alone or owns()

    def _tell(self, source: QWidget | None) -> None:
        if source is not None:
            words = self._faces.face.texts.say("Names, numbers and addresses are not copied")
            QToolTip.showText(source.mapToGlobal(source.rect().bottomLeft()), words, source)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop what would take text out of a field that keeps it in; forget when the window goes out of sight."""
        kind = event.type()
        if kind is QEvent.Type.Hide and watched is self._window and not event.spontaneous():
            self.forget()  # every lock and every end hides the window first; putting it aside does not
        if isinstance(event, QKeyEvent) and kind is QEvent.Type.KeyPress:
            return self._stops_key(watched, event)
        return isinstance(event, QContextMenuEvent) and _stops_menu(watched, event)

    def _stops_key(self, watched: QObject, event: QKeyEvent) -> bool:
        # Before it begins: what is cut would be gone.
        field = _field(watched)
        if field is None or not is_kept_in(field) or not _takes_out(event):
            return False
        self._tell(field)
        return True


def _field(watched: QObject) -> QLineEdit | QPlainTextEdit | None:
    """The field that gets an event: itself, or what it draws its text on."""
    parts = (watched, watched.parent() if isinstance(watched, QWidget) else None)
    return next((part for part in parts if isinstance(part, QLineEdit | QPlainTextEdit)), None)


def _stops_menu(watched: QObject, event: QContextMenuEvent) -> bool:
    """Show a field's own menu without copying and cutting, in the place of the whole."""
    field = _field(watched)
    if field is None or not is_kept_in(field):
        return False
    menu = field.createStandardContextMenu()
    for action in menu.actions():
        if action.objectName() in _MENU_TAKING_OUT:
            action.setVisible(False)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())
    return True


def _takes_out(event: QKeyEvent) -> bool:
    if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
        return True
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _TAKING_OUT

"""The gate's own way to lock while the desk is open, for when the desk does not answer any more.

A symbol in the system's tray where there is one, else a small button above all windows. It belongs to the
warm gate's process, remembers nothing and says nothing but what it does.
"""

from PySide6.QtCore import QObject, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSystemTrayIcon

from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button

_EDGE = 6  # pixels at 100 % between the button and the edge of the screen


class Control(QObject):
    """Shown while the desk is open; `pressed` asks for the lock."""

    pressed = Signal()

    def __init__(self, faces: Faces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faces = faces
        self._shown: Tray | Floating | None = None

    def appear(self) -> None:
        """Show it, in the tray where there is one now."""
        if self._shown is None:
            kind = Tray if QSystemTrayIcon.isSystemTrayAvailable() else Floating
            self._shown = kind(self._faces, self.pressed)
        self._shown.show()

    def vanish(self) -> None:
        """Take it away: the lock screen is shown."""
        if self._shown is not None:
            self._shown.hide()


class Tray(QSystemTrayIcon):
    """The symbol in the tray: a press locks, and so does its menu, which some desktops open instead."""

    def __init__(self, faces: Faces, pressed: SignalInstance) -> None:
        super().__init__()
        self._faces, self._pressed = faces, pressed
        self._menu = QMenu()
        self._act = self._menu.addAction("")
        self._act.triggered.connect(self._press)
        self.activated.connect(self._on_activated)
        self.setContextMenu(self._menu)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the words and draw the symbol anew in the face of this moment."""
        face = self._faces.face
        words = strip_controls(face.read(_words))
        self._act.setText(words)
        self.setToolTip(words)
        self.setIcon(face.icon("lock"))

    def _on_activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how != QSystemTrayIcon.ActivationReason.Context:
            self._press()

    def _press(self) -> None:
        self._pressed.emit()


class Floating(QFrame):
    """The small button above all windows; it can be pushed aside with the mouse and never takes the keyboard."""

    def __init__(self, faces: Faces, pressed: SignalInstance) -> None:
        kinds = Qt.WindowType
        super().__init__(
            None,
            kinds.Tool | kinds.FramelessWindowHint | kinds.WindowStaysOnTopHint | kinds.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
        self._faces = faces
        self.button = Grip(faces, pressed)
        row = QHBoxLayout(self)
        row.addWidget(self.button)
        faces.follow(self.say)
        self._go_to_place()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        edge = self._faces.face.look.px(3)
        self.setWindowTitle(strip_controls(self._faces.face.read(_words)))
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)
        self.adjustSize()

    def _go_to_place(self) -> None:
        """The middle of the lower edge, where the desk's window has nothing to press."""
        room = QApplication.primaryScreen().availableGeometry()
        edge = self._faces.face.look.px(_EDGE)
        self.move(room.center().x() - self.width() // 2, room.bottom() - self.height() - edge)


class Grip(Button):
    """A button that moves its window when it is dragged, and is pressed otherwise."""

    def __init__(self, faces: Faces, pressed: SignalInstance) -> None:
        super().__init__(faces, _words, icon="lock", press=pressed.emit)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._from: QPoint | None = None  # where the press began, seen from the window's corner
        self._dragged = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a press, which may become a drag."""
        super().mousePressEvent(event)
        self._from, self._dragged = event.globalPosition().toPoint() - self.window().pos(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the window once the mouse has gone far enough to mean it."""
        if self._from is None:
            return
        moved = event.globalPosition().toPoint() - self._from - self.window().pos()
        if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self.setDown(False)
            self.window().move(self.window().pos() + moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a press or a drag; the drag presses nothing."""
        super().mouseReleaseEvent(event)
        self._from = None


def _words(texts: Texts) -> str:
    return texts.say("Lock")

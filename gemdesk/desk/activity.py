"""Signs of a person at the desk, told to the keeper, which counts the idle time; and the keys that lock anywhere."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QSinglePointEvent

from gemdesk.ui.parts.keys import PANIC, both

AT_MOST = 1.0  # seconds between two signs that are told

_HANDS = frozenset(
    {
        # The first comes before every key, also before one that a shortcut takes.
        QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)  # fmt: skip


class Activity(QObject):
    """Watches keys, mouse, wheel and touch of the whole application; install it there."""

    acted = Signal()  # at most once in AT_MOST
    lock_pressed = Signal()  # where no window took the keys: in a dialog, a menu, an open list
    panic_pressed = Signal()

    def __init__(self, parent: QObject, tell: Callable[[], object]) -> None:
        """`tell` is called as `acted` is emitted."""
        super().__init__(parent)
        self._tell = tell
        self._told = float("-inf")
        self._mouse = QPointF()
        self._lock = both("Ctrl+L")
        self._panic = [QKeySequence(keys) for keys in PANIC]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at every event and take none but the keys that lock."""
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            # Some systems report a mouse that did not move when a window comes or goes beneath it.
            if isinstance(event, QSinglePointEvent) and event.globalPosition() != self._mouse:
                self._mouse = event.globalPosition()
                self._on_hand()
        elif kind in _HANDS:
            self._on_hand()
            if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
                return self._takes(event)
        return False

    def _on_hand(self) -> None:
        now = time.monotonic()
        if now - self._told >= AT_MOST:
            self._told = now
            self._tell()
            self.acted.emit()

    def _takes(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        if event.isAutoRepeat() or (pressed not in self._lock and pressed not in self._panic):
            return False
        (self.lock_pressed if pressed in self._lock else self.panic_pressed).emit()
        return True

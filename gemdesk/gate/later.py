"""What had to wait for the first paint of a gate; importing this is the first sign that it is over."""

import gc
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gemdesk.gate import keywork
from gemdesk.ui.parts.clipboard import Copies
from gemdesk.ui.parts.keys import EditKeys

if TYPE_CHECKING:
    from gemdesk.gate.lock_screen import LockScreen

_TURN = 0.0005  # seconds that a thread may hold up the window, tens of times in one paint; usually ten times as long


def begin(screen: "LockScreen") -> None:
    """Bring in what an attempt needs, the keys for copy and paste and the end of what was copied; again harmless."""
    gc.enable()
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.findChild(EditKeys) is None:
        # Without it a passphrase could not be pasted while the keyboard writes Arabic.
        app.installEventFilter(EditKeys(app))
    if screen.window.findChild(Copies) is None:
        screen.ending.connect(Copies(screen.window, screen.window.faces).forget)
    sys.setswitchinterval(_TURN)
    threading.Thread(target=keywork.warm, name="warm", daemon=True).start()

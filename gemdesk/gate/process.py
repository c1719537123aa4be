"""The gate's process: from its first line to the painted lock screen, then whatever can wait."""

import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

from gemdesk.gate import hardening
from gemdesk.gate.start import Start
from gemdesk.kernel import settings
from gemdesk.kernel.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gemdesk.gate.lock_screen import LockScreen


def main(start: Start) -> int:
    """Be the lock screen; ends by handing over, by `quit`, or with the keeper."""
    hardening.harden(end_with_parent=True)
    # The keeper decides what an interrupt from the keyboard ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from gemdesk.gate.ears import Ears
    from gemdesk.gate.lock_screen import LockScreen
    from gemdesk.gate.window import build
    from gemdesk.ui.look.look import application

    app = application()
    app.setQuitOnLastWindowClosed(False)
    window = build(app, _settings(start))
    screen = LockScreen(window, start.channel, start.key_end, start.options.vault)
    screen.open_first_page(settle=start.first)
    ears = Ears(screen, start)
    window.painted.connect(lambda: _go_on(app, screen))
    if start.first:
        window.come_forward()
    else:
        from PySide6.QtCore import QTimer

        window.grab()  # draws everything once, so that showing it later takes no time
        _go_on(app, screen)
        # After the answer to what was told meanwhile: a message bus may let its callers wait.
        QTimer.singleShot(0, ears.guard)
    start.channel.listen(ears.heard.emit, lambda: os._exit(0))
    return app.exec()


def _settings(start: Start) -> Settings:
    known = settings.load()
    return replace(known, language=start.options.language or known.language)


def _go_on(app: "QApplication", screen: "LockScreen") -> None:
    from gemdesk.gate import later
    from gemdesk.ui.look import qt_words

    later.begin(screen)
    qt_words.speak(app, screen.window.faces)

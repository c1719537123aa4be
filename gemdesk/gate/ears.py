"""What a gate hears: the keeper always; the system's buses, its own control and the panic keys once it is warm."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemdesk.gate.lock_screen import LockScreen
from gemdesk.gate.start import Start
from gemdesk.kernel import settings
from gemdesk.kernel.channels import Message
from gemdesk.kernel.languages import LANGUAGES

if TYPE_CHECKING:
    from gemdesk.gate.bus import Bus
    from gemdesk.gate.control import Control


class Ears(QObject):
    """Brings what the keeper says into the window's thread, and tells it what else asks for a lock."""

    heard = Signal(object)  # emitted in the listening thread

    def __init__(self, screen: LockScreen, start: Start) -> None:
        super().__init__()
        self._screen = screen
        self._start = start
        self._driver: QObject | None = None
        self._bus: Bus | None = None
        self._control: Control | None = None
        self.heard.connect(self._take)

    def guard(self) -> None:
        """Watch over the open desk: for a warm gate, once it has drawn itself out of sight."""
        from gemdesk.gate.bus import Bus
        from gemdesk.gate.control import Control
        from gemdesk.ui.parts.keys import PANIC, bind

        window = self._screen.window
        self._control = Control(window.faces, self)
        self._control.pressed.connect(lambda: self._ask_lock("control"))
        self._control.appear()
        for keys in PANIC:
            bind(window, keys, lambda: self._start.channel.send("panic")).setAutoRepeat(False)
        self._bus = Bus(self)
        self._bus.happened.connect(self._ask_lock)

    def _ask_lock(self, why: str) -> None:
        self._start.channel.send("lock", why=why)

    def _take(self, message: Message) -> None:
        if message.name == "tour":
            from gemdesk.gate.drive import Drive

            self._driver = Drive(self._screen, self._start.channel, message, warm=not self._start.first)
        elif message.name == "settings":
            self._wear(message.text("language"))
        elif message.name == "gone":
            if self._bus is not None:
                self._bus.release()
        else:
            if message.name == "show" and self._control is not None:
                self._control.vanish()
            self._screen.hear(message)

    def _wear(self, language: str) -> None:
        """Look as the desk does now, so that the lock screen need not change when it is shown."""
        known = settings.load()
        chosen = language if language in LANGUAGES else known.language
        self._screen.window.wear(replace(known, language=chosen))

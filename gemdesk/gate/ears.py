"""What the keeper says, brought from the listening thread into the window's thread."""

from PySide6.QtCore import QObject, Signal

from gemdesk.gate.lock_screen import LockScreen
from gemdesk.gate.start import Start
from gemdesk.kernel.channels import Message


class Ears(QObject):
    """Hands every message on to the lock screen, and a tour's script to a driver."""

    heard = Signal(object)  # emitted in the listening thread

    def __init__(self, screen: LockScreen, start: Start) -> None:
        super().__init__()
        self._screen = screen
        self._start = start
        self._driver: QObject | None = None
        self.heard.connect(self._take)

    def _take(self, message: Message) -> None:
        if message.name == "tour":
            from gemdesk.gate.drive import Drive

            self._driver = Drive(self._screen, self._start.channel, message, warm=not self._start.first)
        else:
            self._screen.hear(message)

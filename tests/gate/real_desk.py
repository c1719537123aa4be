"""The real desk, for measuring locks: its event loop can be blocked by a line in the FIFO.

`real_desk.py FIFO`: the line `block` lets the window's thread wait for ever; `lock` presses the lock key.
"""

import os
import sys
import threading

from gemdesk.gate.hardening import harden

harden(end_with_parent=True)

from PySide6.QtCore import QObject, Qt, Signal  # noqa: E402 - as in the program: hardened before anything is loaded
from PySide6.QtTest import QTest  # noqa: E402 - the same
from PySide6.QtWidgets import QApplication  # noqa: E402 - the same

from gemdesk.desk import start  # noqa: E402 - the same
from gemdesk.desk.running import Desk  # noqa: E402 - the same
from gemdesk.gate.child import CHANNEL, KEY, inherited  # noqa: E402 - the same
from gemdesk.kernel.clock import SystemClock  # noqa: E402 - the same


class Orders(QObject):
    """Brings the lines of the FIFO into the window's thread."""

    came = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.came.connect(self._obey)

    def begin(self, fifo: str) -> None:
        """Obey from now on."""
        threading.Thread(target=self._read, args=(fifo,), daemon=True).start()

    def _read(self, fifo: str) -> None:
        with os.fdopen(os.open(fifo, os.O_RDWR)) as orders:
            for order in orders:
                self.came.emit(order.strip())

    def _obey(self, order: str) -> None:
        self._desk.channel.send("step", name="desk obeys")
        if order == "block":
            threading.Event().wait()
        elif order == "lock":
            QTest.keyClick(self._desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def main(arguments: list[str]) -> int:
    """Be the desk, and obey the FIFO once the vault is open."""
    fifo, *named = arguments
    values = dict(zip(named[::2], named[1::2], strict=True))
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=True)
    app = QApplication(["gemdesk"])
    app.setQuitOnLastWindowClosed(False)
    ears = start.Ears()
    desk = start.assemble(app, ears, key_end, channel, SystemClock())
    # The tour is the gate's alone here.
    channel.listen(lambda said: None if said.name == "tour" else ears.heard.emit(said), lambda: os._exit(0))
    orders = Orders(desk)

    def opened() -> None:
        orders.begin(fifo)
        channel.send("step", name="desk shown", pid=os.getpid())

    desk.opening.opened.connect(opened)
    desk.opening.begin(desk.jobs)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

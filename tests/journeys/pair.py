"""The lock screen and the desk in one process, joined by real pipes as the keeper joins them."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import cast

from PySide6.QtWidgets import QApplication

from gemdesk.desk import start as desk_start
from gemdesk.desk.running import Desk
from gemdesk.gate.ears import Ears
from gemdesk.gate.lock_screen import LockScreen
from gemdesk.gate.options import Options
from gemdesk.gate.start import Start
from gemdesk.gate.window import build
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.ui.parts.keys import EditKeys
from tests.ui import screen

NOW = datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=3)))


class Line:
    """The keeper's end of a channel, and what was told on it."""

    def __init__(self) -> None:
        to_child, from_us = os.pipe()
        to_us, from_child = os.pipe()
        self.ours, self.childs = Channel(to_us, from_us), Channel(to_child, from_child)
        self._told: list[Message] = []
        self._ended = threading.Event()
        self.ours.listen(self._told.append, self._ended.set)

    def told(self, name: str) -> bool:
        """Whether a message of that name came."""
        return any(message.name == name for message in self._told)

    def close(self) -> None:
        """End the channel; waits for its listener."""
        self.childs.close()
        self._ended.wait(5)
        self.ours.close()


@contextmanager
def gate(app: QApplication, key_end: int, exits: list[int]) -> Iterator[tuple[LockScreen, Line]]:
    """A lock screen in Arabic, shown; where its process would end, a code is added to `exits`."""
    line = Line()
    window = build(app, Settings(language="ar", scheme="light"))
    lock_screen = LockScreen(window, line.childs, key_end, None)
    lock_screen.open_first_page()
    ears = Ears(lock_screen, Start("gate", True, Options(vault=None, now=None, language=None), line.childs, key_end))
    line.childs.listen(ears.heard.emit, lambda: None)
    window.come_forward()
    screen.until(window.isActiveWindow)
    try:
        yield lock_screen, line
    finally:
        if not exits:
            os.close(key_end)  # so that the desk does not wait for ever
        window.hide()
        window.deleteLater()


@contextmanager
def desk(app: QApplication, key_end: int, clock: SetClock | None = None) -> Iterator[tuple[Desk, Line]]:
    """A desk that waits for its key, as `desk.start` puts it together; no fault of ours happened in it."""
    line = Line()
    faults: list[BaseException] = []
    ears = desk_start.Ears()
    running = desk_start.assemble(app, ears, key_end, line.childs, clock or SetClock(NOW))
    running.jobs.mistake.connect(faults.append)
    running.opening.begin(running.jobs)
    try:
        yield running, line
        assert not faults
    finally:
        running.window.hide()
        running.jobs.close()
        for keys in cast("list[EditKeys]", app.findChildren(EditKeys)):
            app.removeEventFilter(keys)
            keys.deleteLater()
        running.window.deleteLater()
        screen.settle()
        line.close()

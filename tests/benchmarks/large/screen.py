"""The real pages in a window, driven by keys: from a keystroke until its rows are there and painted."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.texts import Texts
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.tools import Tools
from tests.benchmarks.large.vault import NOW

R = TypeVar("R")
_LONGEST = 60.0  # seconds until a page is given up
_WAKES = 50  # milliseconds after which a wait looks up
_SOON = 0.1  # seconds within which Qt paints what is to be painted; later there is nothing


class Took(NamedTuple):
    """Milliseconds on the clock, and of the processor for all that this process did meanwhile."""

    clock: float
    processor: float


class Screen:
    """One open vault behind the jobs of the desk, and one page at a time."""

    def __init__(self, app: QApplication, open_work: Callable[[], Work]) -> None:
        self._app = app
        self._wakes = QTimer(interval=_WAKES)  # for what waits in vain
        self._wakes.start()
        self.jobs = Jobs(open_work)
        self.tools = Tools(Faces(app, Face(Texts("ar"), Look())), self.jobs, SetClock(datetime.fromisoformat(NOW)))
        self._mistakes: list[BaseException] = []
        self.jobs.mistake.connect(self._raise)
        self.access = self.ask(lambda work: work.access)
        self.tools.rights.learn(self.access)

    def ask(self, function: Callable[[Work], R]) -> R:
        """What a function of the open vault gives: a look like any other, waited for."""
        given: list[R] = []
        self.jobs.look(function, then=given.append, failed=self._raise)
        self.until(lambda: bool(given))
        return given[0]

    def _raise(self, fault: BaseException) -> None:
        self._mistakes.append(fault)

    def show(self, page: QWidget) -> None:
        """Show a page as the active window, so that keys reach it."""
        page.resize(1100, 700)
        page.show()
        page.activateWindow()
        self.settle()

    def settle(self) -> None:
        """Let everything end that was asked."""
        for _ in range(3):
            self.jobs.finish()
            self._app.processEvents()

    def until(self, there: Callable[[], bool]) -> None:
        """Work off events until something is so, asleep between them as a desk is: who spins holds the others up."""
        end = time.perf_counter() + _LONGEST
        while not there():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self._mistakes:
                raise self._mistakes[0]
            if time.perf_counter() > end:
                raise TimeoutError

    def painted(self, page: QWidget, listed: SignalInstance, act: Callable[[], object]) -> Took:
        """How long from an act until its rows are listed and the page is painted with them."""
        told: list[int] = []
        paints = _Paints(page)
        slot = listed.connect(lambda *_: told.append(paints.times))
        began, worked = time.perf_counter(), time.process_time()
        act()
        self.until(lambda: bool(told))
        ended, worked_out = self._painted_since(paints, told[0])
        took = Took((ended - began) * 1000, (worked_out - worked) * 1000)
        listed.disconnect(slot)
        paints.end()
        self.settle()  # what is counted behind the rows is no part of the next keystroke
        return took

    def _painted_since(self, paints: "_Paints", before: int) -> tuple[float, float]:
        """When the window was painted after that, on the clock and of the processor; now, where it need not be."""
        listed = time.perf_counter(), time.process_time()
        while time.perf_counter() - listed[0] < _SOON:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if paints.times > before:
                return time.perf_counter(), time.process_time()
        return listed

    def whole(self, act: Callable[[], object]) -> Took:
        """How long from an act until everything that it asked for is there and painted."""
        began, worked = time.perf_counter(), time.process_time()
        act()
        self.settle()
        return Took((time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)


class _Paints(QObject):
    """Counts how often a page or a part of it is painted."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._watched, self.times = [page, *page.findChildren(QWidget)], 0
        for widget in self._watched:
            widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count it, and let it pass."""
        self.times += event.type() == QEvent.Type.Paint
        return False

    def end(self) -> int:
        """Count no more; how often it was."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        return self.times


def press(field: QWidget, sign: str) -> None:
    """Type one sign; QTest types Latin letters only."""
    code = Qt.Key.Key_Backspace if sign == "\b" else 0
    for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(sort, code, Qt.KeyboardModifier.NoModifier, sign))


def type_(field: QWidget, text: str) -> None:
    """Type a whole text faster than anything can be answered."""
    for sign in text:
        press(field, sign)

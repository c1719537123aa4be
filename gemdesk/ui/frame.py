"""What stands around the pages: bar, rail, list, banner and status line."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.kernel import dates
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.rail import Place, Rail
from gemdesk.ui.parts.statusline import StatusLine
from gemdesk.ui.parts.topbar import Topbar
from gemdesk.ui.parts.undo_strip import UndoStrip
from gemdesk.ui.places import ROOMS
from gemdesk.ui.tools import Tools

CASES = "cases"  # the place of the list
_MINUTE = 60_000  # milliseconds between looks at the calendar


class Frame(QWidget):
    """Holds a list and a stack of pages side by side; says the day and what was saved."""

    day_turned = Signal()

    def __init__(
        self,
        tools: Tools,
        list_: QWidget,
        pages: QStackedWidget,
        lock: Callable[[], object],
        undo: Callable[[], object],
    ) -> None:
        super().__init__()
        self._tools, self._list, self._pages, self._lock = tools, list_, pages, lock
        self._day = tools.clock.today()
        self.rail = _rail(tools)
        self.banner = Banner(tools.faces)
        self.strip = UndoStrip(tools.faces, undo)
        self._status = StatusLine(tools.faces)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setChildrenCollapsible(False)
        panes.setHandleWidth(1)
        panes.addWidget(list_)
        panes.addWidget(pages)
        panes.setStretchFactor(1, 1)
        direction.keep_sides(panes)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(panes, 1)
        self._lay_out(middle, lock)
        minute = QTimer(self)
        minute.setInterval(_MINUTE)
        minute.timeout.connect(self.look_at_day)
        minute.start()
        tools.rights.changed.connect(self._offer)
        tools.faces.follow(self.say)

    def _offer(self) -> None:
        """Name the places that the role at work has a right to."""
        may = self._tools.rights.may
        self.rail.set_offered(CASES, may(Right.NAMES))
        for room in ROOMS:
            self.rail.set_offered(room.place.id, room.right is None or may(room.right))

    def _lay_out(self, middle: QHBoxLayout, lock: Callable[[], object]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        button = Button(self._tools.faces, lambda t: t.say("Lock"), icon="lock", keys="Ctrl+L", press=lock)
        column.addWidget(Topbar(self._tools.faces, lambda _: "GEM Desk", None, button))
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        column.addWidget(self._status)

    def say(self) -> None:
        """Say the status line anew."""
        today = self._tools.clock.today()
        self._status.put("vault", "lock", lambda t: t.say("The vault is encrypted"))
        self._status.put_last(lambda t: dates.long_day(today, t.language))

    def say_saved(self) -> None:
        """Say that something was saved now."""
        now = dates.time_of_day(self._tools.clock.now())
        self._status.put("saved", "tick", lambda t: t.say("Saved {time}", time=now))

    def stop_saving(self, words: Words) -> None:
        """Say why nothing more is saved, with the way to lock, for as long as the vault is open."""
        self._status.take_away("saved")
        self.banner.tell_words(words, "warning", (lambda t: t.say("Lock"), self._lock), stays=True)

    def look_at_day(self) -> None:
        """Tell when another day has begun since the last look."""
        today = self._tools.clock.today()
        if today != self._day:
            self._day = today
            self.say()
            self.day_turned.emit()

    def next_pane(self) -> None:
        """Put the focus on the next part of the window."""
        panes = [pane for pane in (self.rail, self._list, self._pages) if pane.isVisible()]
        at = next((n for n, pane in enumerate(panes) if _holds_focus(pane)), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
        self.focusNextChild()


def _rail(tools: Tools) -> Rail:
    rail = Rail(
        tools.faces,
        lambda t: t.say("Places"),
        [
            *(room.place for room in ROOMS if room.before_cases),
            Place(CASES, lambda t: t.say("Cases"), "people"),
            *(room.place for room in ROOMS if not room.before_cases),
        ],
        [
            Place("help", lambda t: t.say("Help"), "help"),
            Place("safety", lambda t: t.say("Safety of this day"), "shield"),
            Place("keys", lambda t: t.say("Keys and recovery"), "key"),
            Place("settings", lambda t: t.say("Settings"), "settings"),
        ],
    )
    rail.set_current(CASES)
    return rail


def _holds_focus(pane: QWidget) -> bool:
    part = QApplication.focusWidget()
    return isinstance(part, QWidget) and (part is pane or pane.isAncestorOf(part))

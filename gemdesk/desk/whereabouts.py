"""Reads where the person is on the screen, and goes back there after the next opening."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QPlainTextEdit, QWidget

from gemdesk.flows import whereabouts as flow
from gemdesk.flows.whereabouts import Found, Whereabouts
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.window import Window

P = TypeVar("P", bound=QWidget)

_READS = 3  # how often a page may ask the vault, each time after the last answer, until it shows everything
_TRIES, _PAUSE = 20, 15  # how often, and after how many milliseconds each, a page is asked for room to scroll


class Way:
    """The way to where the person is and back, for one window."""

    def __init__(self, window: Window, jobs: Jobs) -> None:
        self._window, self._jobs = window, jobs
        self._kept: Whereabouts | None = None
        self._wanted = False  # going back is under way, and nobody went elsewhere meanwhile

    def keep(self) -> None:
        """Keep where the person is, unless that is known already; not while going back there."""
        if self._wanted or not self._window.isVisible():
            return
        here = read(self._window)
        if here != self._kept:
            self._kept = here
            self._jobs.change(flow.keep, here)

    def go_back(self) -> None:
        """Go where the person was at the last lock; to the nearest page where that is not there any more."""
        self._wanted = True
        self._jobs.look(flow.find, then=self._go)

    def stay(self) -> None:
        """The person acts: what was not gone back to by now is left."""
        self._wanted = False

    def _go(self, found: Found | None) -> None:
        if found is None or not self._wanted:
            self._wanted = False
            return
        self._window.go_to(found.where.page, found.where.case, found.name)
        self._after_reads(_READS, partial(self._settle, found.where))

    def _after_reads(self, times: int, then: Callable[[], None]) -> None:
        """Call `then` when the page has read what it shows, and what it asked for because of that."""
        if times:
            self._jobs.look(_nothing, then=lambda _: self._after_reads(times - 1, then))
        else:
            QTimer.singleShot(0, self._window, then)

    def _settle(self, where: Whereabouts) -> None:
        if not self._wanted:
            return
        for path, key in where.tabs.items():
            tabs = find(self._window, path)
            if isinstance(tabs, Tabs):
                tabs.set_current(key)
        field = find(self._window, where.focus)
        if field is not None and field.isVisible() and field.isEnabled():
            field.setFocus()
            self._put_cursor(field, where, _TRIES)
        self._scroll(where, _TRIES)

    def _put_cursor(self, field: QWidget, where: Whereabouts, tries: int) -> None:
        """Put the cursor where it was; what was typed there may come a little later, from its draft."""
        if isinstance(field, QLineEdit) and len(field.text()) < where.cursor and tries and field.hasFocus():
            QTimer.singleShot(_PAUSE, field, lambda: self._put_cursor(field, where, tries - 1))
        else:
            _place_cursor(field, where)

    def _scroll(self, where: Whereabouts, tries: int) -> None:
        """Scroll as it was; a page grows only while it is laid out."""
        if not self._wanted:
            return
        waits = False
        for path, at in where.scrolls.items():
            area = find(self._window, path)
            if isinstance(area, QAbstractScrollArea):
                waits = waits or area.verticalScrollBar().maximum() < at
                area.verticalScrollBar().setValue(at)
        if waits and tries:
            QTimer.singleShot(_PAUSE, self._window, lambda: self._scroll(where, tries - 1))
        else:
            self._wanted, self._kept = False, where


def read(window: Window) -> Whereabouts:
    """Where the person is in the window now."""
    page, case = window.here()
    focus = QApplication.focusWidget()
    field = focus if isinstance(focus, QWidget) and window.isAncestorOf(focus) else None
    cursor, anchor = _cursor(field)
    return Whereabouts(
        page=page,
        case=case,
        focus=path_of(window, field) if field is not None else "",
        cursor=cursor,
        anchor=anchor,
        tabs={path_of(window, tabs): str(tabs.tabData(tabs.currentIndex())) for tabs in _seen(window, Tabs)},
        scrolls={
            path_of(window, area): area.verticalScrollBar().value()
            for area in _seen(window, QAbstractScrollArea)
            if area.verticalScrollBar().value()
        },
    )


def path_of(window: QWidget, part: QWidget) -> str:
    """The way down to a part: at each step its class, and its number among those of that class."""
    steps: list[str] = []
    at: QWidget | None = part
    while at is not None and at is not window:
        above = at.parentWidget()
        steps.append(f"{type(at).__name__}:{_alike(above, type(at).__name__).index(at)}" if above else "")
        at = above
    return "/".join(reversed(steps))


def find(window: QWidget, path: str) -> QWidget | None:
    """The part at the end of a way; None when there is none now."""
    at: QWidget = window
    for step in path.split("/") if path else ():
        kind, _, number = step.partition(":")
        alike = _alike(at, kind)
        if not number.isdecimal() or int(number) >= len(alike):
            return None
        at = alike[int(number)]
    return at if path else None


def _alike(above: QWidget | None, kind: str) -> list[QWidget]:
    children = above.children() if above is not None else []
    return [child for child in children if isinstance(child, QWidget) and type(child).__name__ == kind]


def _seen(window: QWidget, kind: type[P]) -> Iterator[P]:
    return (part for part in cast("list[P]", window.findChildren(kind)) if part.isVisible())


def _cursor(field: QWidget | None) -> tuple[int, int]:
    """Signs before the cursor and before the other end of what is selected."""
    if isinstance(field, QLineEdit):
        at = field.cursorPosition()
        ends = (field.selectionStart(), field.selectionEnd()) if field.hasSelectedText() else (at, at)
        return at, ends[0] if at == ends[1] else ends[1]
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().position(), field.textCursor().anchor()
    return 0, 0


def _place_cursor(field: QWidget, where: Whereabouts) -> None:
    if isinstance(field, QLineEdit):
        field.setSelection(where.anchor, where.cursor - where.anchor)
        if where.anchor == where.cursor:
            field.setCursorPosition(where.cursor)
    elif isinstance(field, QPlainTextEdit):
        longest = len(field.toPlainText())
        cursor = field.textCursor()
        cursor.setPosition(min(where.anchor, longest))
        cursor.setPosition(min(where.cursor, longest), QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)


def _nothing(_work: object) -> None:
    """Ask for nothing."""

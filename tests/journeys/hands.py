"""A person with a keyboard and nothing else: keys go to the window, and the focus is all they see."""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget

from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from tests.ui import screen

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_SIGNS = {"Tab": "\t", "Return": "\r", "Space": " ", "Backtab": "\t"}
_MOST_STOPS = 250


class Hands:
    """Presses keys and knows the words of the screen; finds every part by what a screen reader would say."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def press(self, keys: str) -> None:
        """Press keys such as `Ctrl+Shift+N`, `Tab` or `Ctrl+م`."""
        *held, last = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        code = ord(last.upper()) if len(last) == 1 else Qt.Key[f"Key_{last}"].value
        _send(code, "" if held else _SIGNS.get(last, last if len(last) == 1 else ""), modifiers)

    def write(self, text: str) -> None:
        """Type a text in any script, one key after the other."""
        for sign in text:
            _send(ord(sign.upper()), sign, Qt.KeyboardModifier.NoModifier)

    def go(self, message: str, of: str = "", **values: object) -> QWidget:
        """Tab to the part with these words as its name (in a part named `of`); AssertionError without one."""
        name, around = self.texts.say(message, **values), self.texts.say(of) if of else ""
        return self.go_where(lambda part: _named(part, name) and (not around or _named(part.parentWidget(), around)))

    def go_where(self, wished: Callable[[QWidget], bool]) -> QWidget:
        """Tab to the first part for which this holds."""
        for _ in range(_MOST_STOPS):
            here = stop()
            if wished(here):
                return here
            self.press("Tab")
        raise AssertionError("not reached with Tab")

    def choose(self, name: str, of: str) -> None:
        """Tab to the row of picks named `of`, go along it with the arrows to the pick `name`, and choose it."""
        self.go_where(lambda part: _named(part.parentWidget(), of))
        for _ in range(_MOST_STOPS):
            here = stop()
            assert _named(here.parentWidget(), of), f"no {name} in {of}"
            if _named(here, name):
                if not (isinstance(here, QRadioButton) and here.isChecked()):
                    self.press("Space")
                return
            self.press("Left" if isinstance(here, QRadioButton) else "Tab")
        raise AssertionError(f"{name} not reached")

    def round(self) -> list[QWidget]:
        """Every part at which Tab stops, once round the window, beginning with the one that has the focus."""
        found = [stop()]
        for _ in range(_MOST_STOPS):
            self.press("Tab")
            here = stop()
            if here is found[0]:
                return found
            assert here not in found, f"a round that does not come back: {name_of(here)}"
            found.append(here)
        raise AssertionError("Tab leads into a trap")


def stop() -> QWidget:
    """The part with the focus: there is one, it is to be seen, and it has a name."""
    screen.settle()
    here = QApplication.focusWidget()
    assert here is not None, "the focus is lost"
    assert here.isVisible(), f"the focus is on a hidden {type(here).__name__}"
    assert name_of(here), f"a {type(here).__name__} without a name has the focus"
    return here


def name_of(part: QWidget | None) -> str:
    """What a screen reader says for a part."""
    if part is None:
        return ""
    told = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
    return strip_controls(part.accessibleName() or told)


def unreachable(window: QWidget, stops: Iterable[QWidget]) -> list[str]:
    """The parts to be seen that take the focus by Tab and are none of these stops."""
    found = set(stops)
    groups = {id(part.group()) for part in found if isinstance(part, QRadioButton) and part.group() is not None}
    missed = []
    for part in cast("list[QWidget]", window.findChildren(QWidget)):
        stands = part.isVisible() and part.isEnabled() and part.window() is window
        if not stands or not part.focusPolicy() & Qt.FocusPolicy.TabFocus or part.focusProxy() is not None:
            continue
        # Of a group of which one is chosen, Tab stops at that one and the arrows lead to the others.
        by_arrows = isinstance(part, QRadioButton) and part.group() is not None and id(part.group()) in groups
        if part not in found and not by_arrows:
            missed.append(f"{type(part).__name__} {name_of(part)}")
    return missed


def against_reading(stops: Iterable[QWidget]) -> list[str]:
    """Steps of Tab that go against the order of reading, from right to left and from the top down.

    Upwards above the same place, or to the right in the same line; the way to another column is no such step.
    """
    parts = list(stops)
    wrong = []
    for one, other in pairwise(parts):
        before, after = _place(one, other), _place(other, one)
        beside = before.top() < after.center().y() < before.bottom()
        above = after.bottom() <= before.top() and after.left() < before.right() and before.left() < after.right()
        if above or (beside and after.left() >= before.right()):
            wrong.append(f"{name_of(one)} -> {name_of(other)}")
    return wrong


def _place(part: QWidget, seen_from: QWidget) -> QRect:
    """Where a part stands, or else the area in which it is scrolled out of sight from another part."""
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and not around.isAncestorOf(seen_from):
            part = around
        around = around.parentWidget()
    return QRect(part.mapToGlobal(QPoint(0, 0)), part.size())


def _named(part: QWidget | None, name: str) -> bool:
    return name_of(part).casefold() == strip_controls(name).casefold()


def _send(code: int, text: str, modifiers: Qt.KeyboardModifier) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        window = QGuiApplication.focusWindow()
        if window is None:
            # A key that closed a window is let go over none.
            assert kind is QEvent.Type.KeyRelease, "no window has the keyboard"
            return
        QApplication.sendEvent(window, QKeyEvent(kind, code, modifiers, text))

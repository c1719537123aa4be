"""The real lock screen in this process, on a real vault: pages are filled by keys, attempts really run."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from gemdesk.gate.lock_screen import LockScreen
from gemdesk.gate.pages.page import CardPage
from gemdesk.gate.window import build
from gemdesk.kernel.channels import Channel
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.look import application
from gemdesk.vault.handover import Handover
from tests.ui import screen


def labels(within: QWidget) -> Iterable[QLabel]:
    """Every label, shown or not."""
    found: Iterable[QLabel] = within.findChildren(QLabel)
    return found


class Gate:
    """A lock screen, what its attempts came to, and the keys for its pages."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """The screen waits for a desk that never comes, so it keeps what it would hand over."""
        running = QApplication.instance()
        self.app = running if isinstance(running, QApplication) else application()
        self._ends = os.pipe()
        self.window = build(self.app, settings)
        self.screen = LockScreen(self.window, Channel(*self._ends), -1, folder)
        self.stops: list[Stop] = []
        self._seen = 0  # how many of them a test has asked for
        self.screen.stopped.connect(self.stops.append)
        self.screen.open_first_page()
        self.window.come_forward()

    def open(self, name: str) -> None:
        """Open a page and let it be laid out."""
        self.screen.open_page(name)
        screen.settle()

    def part(self, name: str) -> QWidget:
        """What takes the keys of a part of the open page."""
        found = getattr(self.window.page, name)
        assert isinstance(found, QWidget)
        return found.focusProxy() or found

    def type(self, **texts: str) -> None:
        """Type into the parts of these names, over what stood there."""
        for name, text in texts.items():
            part = self.part(name)
            part.setFocus()
            part.clear() if isinstance(part, QPlainTextEdit) else part.setText("")  # type: ignore[attr-defined]  # a line
            screen.type_text(part, text)

    def press(self, part: QWidget | str) -> None:
        """Press a button by the keyboard."""
        button = self.part(part) if isinstance(part, str) else part
        assert button.isVisible()
        assert button.isEnabled()
        button.setFocus()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(
                button, QKeyEvent(kind, QtCore.Qt.Key.Key_Space, QtCore.Qt.KeyboardModifier.NoModifier, " ")
            )
        screen.settle()

    def key(self, key: QtCore.Qt.Key) -> None:
        """A key to whatever has the keyboard."""
        focused: QWidget | None = self.window.focusWidget()
        QTest.keyClick(focused or self.window, key)
        screen.settle()

    def refused(self) -> Reason:
        """The reason of the next refusal or trouble that an attempt ends in."""
        screen.until(lambda: len(self.stops) > self._seen or self.screen.ready is not None, 20)
        assert self.screen.ready is None, "the attempt succeeded"
        self._seen += 1
        return self.stops[self._seen - 1].reason

    def handed(self) -> Handover:
        """What the attempt which runs would hand to the desk."""
        screen.until(lambda: self.screen.ready is not None or not self._busy(), 30)
        assert self.screen.ready is not None, self.stops[-1].reason if self.stops else "nothing was attempted"
        return self.screen.ready

    def until(self, wished: Callable[[], bool]) -> None:
        """Let it run until something holds."""
        screen.until(wished, 20)

    def idle(self) -> None:
        """Wait until no attempt runs."""
        screen.until(lambda: not self._busy() or self.screen.ready is not None, 20)

    def said_at(self, field: str) -> str:
        """What is refused at a field of the open page; empty when nothing is."""
        page = self.window.page
        assert isinstance(page, CardPage)
        editor = page.field(field).editor
        return (editor.focusProxy() or editor).accessibleDescription()

    def notice(self) -> str:
        """What stands in the banner above the page."""
        screen.settle()
        return strip_controls(self.window.notice.accessibleName()) if self.window.notice.isVisible() else ""

    def words(self) -> str:
        """Everything that can be read on the window."""
        screen.settle()
        return "\n".join(strip_controls(label.text()) for label in labels(self.window) if label.isVisible())

    def order(self) -> list[QWidget]:
        """What Tab comes to, beginning at the page's first part."""
        assert self.window.page is not None
        first = self.window.page.first()
        assert first is not None
        (first.focusProxy() or first).setFocus()
        found: list[QWidget] = []
        part: QWidget | None = self.window.focusWidget()
        while part is not None and part not in found:
            found.append(part)
            self.key(QtCore.Qt.Key.Key_Tab)
            part = self.window.focusWidget()
        return found

    def close(self) -> None:
        """Take the window away."""
        self.idle()
        self.window.closed.disconnect()
        self.window.close()
        self.window.deleteLater()
        screen.settle()
        for end in self._ends:
            os.close(end)

    def _busy(self) -> bool:
        page = self.window.page
        return isinstance(page, CardPage) and page.is_busy()


@contextmanager
def gate(folder: Path, language: str = "en") -> Iterator[Gate]:
    """The lock screen for a vault's folder."""
    opened = Gate(folder, Settings(language=language))
    try:
        yield opened
    finally:
        opened.close()

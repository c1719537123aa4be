"""Drives the lock screen through its real widgets, for the tour and for tests.

Its script is `script["gate"]`: one list of acts for each gate, the first gate's first. A gate acts
once it is shown. An act is a mapping with `do` and what that needs:

- `pictures` (`name`): the window in every language and in light and dark, into the tour's folder as
  `gate-<name>-<language>-<scheme>.png`
- `press` (`part`): the button of that name on the open page, by the keyboard
- `type` (`part`, `text`, or `file` that holds it): text, key by key, into the field of that name
- `wait` (`file`): until that file is there
- `try`: Return, then waiting until the attempt was refused (or hands over, which ends the gate)
- `quit`: the end of the program

Each act is told to the keeper as a `step`: `room`, `name`, `seconds`, `outcome`; the outcome is
`done`, the name of a refusal's reason, or `failed`, after which this gate does nothing more. Before
all of them come `gate warm`, of a gate that waits to be shown, and `gate shown`, with the `page`
that is open and the `notice` above it.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.languages import LANGUAGES

if TYPE_CHECKING:
    from gemdesk.gate.lock_screen import LockScreen

Act = Mapping[str, object]
_SETTLE = 60  # milliseconds that a picture waits for what is still being laid out


class Drive(QObject):
    """Does the acts of one gate, one after the other, from the event loop."""

    def __init__(self, screen: "LockScreen", channel: Channel, tour: Message, *, warm: bool) -> None:
        super().__init__()
        self._screen = screen
        self._channel = channel
        self._folder = Path(tour.text("folder"))
        self._acts = iter(_acts_of(tour))
        self._act: Act = {}
        self._began = time.perf_counter()
        self._last: QWidget | None = None
        self._waiting = False
        screen.stopped.connect(self._on_stopped)
        screen.handing.connect(self._on_handing)
        screen.window.painted.connect(self._on_shown)
        if warm:
            channel.send("step", room="gate", name="gate warm", outcome="done", pid=os.getpid())
        if screen.window.was_painted():
            self._on_shown()

    def _on_shown(self) -> None:
        window = self._screen.window
        window.painted.disconnect(self._on_shown)
        notice = window.notice.accessibleName() if window.notice.isVisible() else ""
        page = type(window.page).__name__
        self._channel.send("step", room="gate", name="gate shown", page=page, notice=notice, outcome="done")
        self._next()

    def _next(self) -> None:
        act = next(self._acts, None)
        if act is not None:
            self._act, self._began = act, time.perf_counter()
            QTimer.singleShot(0, self._do)

    def _do(self) -> None:
        verbs: dict[str, Callable[[], None]] = {
            "pictures": self._pictures,
            "press": self._press,
            "type": self._type,
            "wait": self._wait,
            "try": self._try,
            "quit": self._quit,
        }
        try:
            verbs[str(self._act["do"])]()
        except (KeyError, AttributeError, OSError) as fault:
            self._tell("failed", fault=type(fault).__name__)

    def _done(self) -> None:
        self._tell("done")
        self._next()

    def _tell(self, outcome: str, **facts: object) -> None:
        what = self._act.get("name") or self._act.get("part") or ""
        name = f"{self._act.get('do', '')} {what}".strip()
        self._channel.send(
            "step", room="gate", name=name, seconds=time.perf_counter() - self._began, outcome=outcome, **facts
        )

    # Verbs

    def _press(self) -> None:
        part = self._part()
        part.setFocus()
        _key(part, Qt.Key.Key_Space, " ")
        self._done()

    def _type(self) -> None:
        part = self._part()
        part.setFocus()
        given = self._act.get("text")
        for letter in str(given) if given is not None else Path(str(self._act["file"])).read_text("utf-8"):
            _key(part, Qt.Key(0), letter)
        self._last = part
        self._done()

    def _wait(self) -> None:
        if Path(str(self._act["file"])).exists():
            self._done()
        else:
            QTimer.singleShot(_SETTLE, self._wait)

    def _try(self) -> None:
        self._waiting = True
        _key(self._last or self._part(), Qt.Key.Key_Return, "\r")

    def _on_stopped(self, stop: Stop) -> None:
        if self._waiting:
            self._waiting = False
            self._tell(stop.reason.name)
            self._next()

    def _on_handing(self) -> None:
        if self._waiting:
            self._tell("done")

    def _quit(self) -> None:
        self._tell("done")
        self._screen.quit()

    def _part(self) -> QWidget:
        part = getattr(self._screen.window.page, str(self._act["part"]))
        if not isinstance(part, QWidget):
            raise AttributeError
        return part.focusProxy() or part

    def _pictures(self) -> None:
        window = self._screen.window
        self._looks: Iterator[tuple[str, str]] = product(LANGUAGES, ("light", "dark"))
        self._before = window.settings
        self._next_look()

    def _next_look(self) -> None:
        window = self._screen.window
        look = next(self._looks, None)
        if look is None:
            window.wear(self._before)
            self._done()
            return
        language, scheme = look
        window.wear(replace(self._before, language=language, scheme=scheme))
        QTimer.singleShot(_SETTLE, lambda: self._take(f"gate-{self._act['name']}-{language}-{scheme}.png"))

    def _take(self, name: str) -> None:
        if self._screen.window.grab().save(str(self._folder / name)):
            self._next_look()
        else:
            self._tell("failed")


def _acts_of(tour: Message) -> list[Act]:
    rounds = tour.mapping("script").get("gate")
    number = tour.facts.get("round")
    if not isinstance(rounds, list) or not isinstance(number, int) or number >= len(rounds):
        return []
    return [act for act in rounds[number] if isinstance(act, dict)]


def _key(part: QWidget, key: Qt.Key, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(part, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

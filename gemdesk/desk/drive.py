"""Drives the desk's real window through the main job, for the tour.

The work is written as one generator per desk: it does something and yields what to wait for; the
event loop goes on in between. Each act is told to the keeper as a `step` with its seconds and
outcome: `done`, `refused` (a letter that must not leave), or `failed`, which ends the tour.
"""

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.desk.running import Desk
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import case_files
from gemdesk.flows.work import Work
from gemdesk.kernel.channels import Message
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.tokens import Scheme

Wait = Callable[[], bool]
R = TypeVar("R")
Doing = Generator[Wait, None, R]
Acts = Doing[None]

_TICK = 10  # milliseconds between looks whether a wait is over
_PATIENCE = 60.0  # seconds for one wait
_FEW = 8
_SETTLE = 0.08  # seconds that a picture waits for what is still being laid out

_SCHEMES: tuple[Scheme, ...] = ("light", "dark")


class TourFailed(Exception):
    """A wait was not over in time, or something else came than was expected."""


class Drive(QObject):
    """One desk's part of the tour."""

    def __init__(self, desk: Desk, message: Message) -> None:
        super().__init__(desk.window)
        self.desk, self.window = desk, desk.window
        self.pictures = Path(message.text("folder"))
        script = message.mapping("script").get("desk")
        self.script = script if isinstance(script, dict) else {}
        self._taken = 0  # pictures
        self._acts: Iterator[Wait] = iter(())
        self._wait: Wait = self.window.isVisible
        self._deadline = time.monotonic() + 10 * _PATIENCE
        self._step, self._began = "open", time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._go_on)
        desk.jobs.trouble.connect(self._on_trouble)
        desk.jobs.mistake.connect(self._on_mistake)

    def start(self, acts: "Acts") -> None:
        """Begin with these acts as soon as the window is on the screen."""
        self._acts = acts
        self._timer.start()

    # The running of acts

    def _go_on(self) -> None:
        try:
            if not self._wait():
                if time.monotonic() > self._deadline:
                    raise TourFailed("time")
                return
            self._wait = next(self._acts)
            self._deadline = time.monotonic() + _PATIENCE
        except StopIteration:
            self._timer.stop()
        except TourFailed as failed:
            self.fail(str(failed))

    def begin(self, step: str) -> None:
        """The next act begins now."""
        self._step, self._began = step, time.perf_counter()

    def tell(self, outcome: str = "done", **facts: object) -> None:
        """The act that began has ended."""
        seconds = round(time.perf_counter() - self._began, 4)
        self.desk.channel.send("step", room="desk", name=self._step, seconds=seconds, outcome=outcome, **facts)

    def fail(self, why: str) -> None:
        """End the tour at the act that failed."""
        self._timer.stop()
        self.tell("failed", why=why)
        self.desk.channel.send("quit")

    def _on_trouble(self, stop: Stop) -> None:
        self.fail(stop.reason.name)

    def _on_mistake(self, fault: BaseException) -> None:
        self.fail(type(fault).__name__)

    # Hands and eyes

    def change(self, function: Callable[..., R], *args: object) -> Doing[R]:
        """Do a change and wait for it; its result is what `yield from` gives."""
        answers: list[R] = []
        self.desk.jobs.change(function, *args, then=answers.append)
        yield lambda: bool(answers)
        return answers[0]

    def quiet(self) -> Wait:
        """Until the store's lane has done what was asked of it before."""
        done: list[object] = []
        self.desk.jobs.look(_nothing, then=done.append)
        return lambda: bool(done)

    def key(self, key: Qt.Key, *, ctrl: bool = False, on: QWidget | None = None) -> None:
        """Press a key with the focus where it is, or on a widget; shortcuts are looked up as by a person."""
        target = on or QApplication.focusWidget() or self.window
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, held))

    def picture(self, name: str) -> Acts:
        """The window in every language and in light and dark; the colours of the last picture stay.

        In a brief tour in one of the two, which changes after every few pictures.
        """
        before = self.desk.faces.face
        self.begin(f"picture {name}")
        self._taken += 1
        looks = _looks(before)
        if self.script.get("brief"):
            looks = looks[2:] if self._taken % _FEW == 0 else looks[1::-1]
        for language, scheme in looks:
            texts = Texts(language, before.texts.digits)
            self.desk.faces.switch(Face(texts, replace(before.look, scheme=scheme)))
            yield partial(_over, time.monotonic() + _SETTLE)
            if not self.window.grab().save(str(self.pictures / f"desk-{name}-{language}-{scheme}.png")):
                raise TourFailed(f"picture {name}")
        self.tell()

    def take_in(self, path: Path) -> Doing[CaseFile]:
        """Take in the person of a case file; consents and referral are left for the pages."""
        self.begin("person")
        texts = self.desk.faces.face.texts
        found = yield from self.change(_take_in, path, texts)
        self.tell(person=found.person.code)
        return found


def _looks(face: Face) -> list[tuple[str, Scheme]]:
    """Every look, first and last in the language of this one, with one change of the colours, which costs most."""
    languages = sorted(LANGUAGES, key=lambda language: language != face.texts.language)
    first, second = sorted(_SCHEMES, key=lambda scheme: scheme != face.look.scheme)
    return [(one, first) for one in languages] + [(one, second) for one in reversed(languages)]


def _nothing(_work: object) -> None:
    """Ask for nothing."""


def _over(end: float) -> bool:
    return time.monotonic() > end


def _take_in(work: Work, path: Path, texts: Texts) -> CaseFile:
    return case_files.take_in(work, path, texts, whole=False)

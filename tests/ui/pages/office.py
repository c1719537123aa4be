"""A real vault with one office in it, and the tools that a page is handed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gemdesk.domain.records import Person
from gemdesk.flows import case_files, cases, consents
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.texts import Texts
from gemdesk.store import rows
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.segment import AnyPick
from gemdesk.ui.tools import Tools
from tests.flows.making import Model, model
from tests.ui import screen

NOW = datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=3)))
NAME = "نوّار"
RECEIVER = "مكتب السنديان"
OTHER = "عيادة الياسمين"
PHONE = "+963 944 000 318"


@dataclass
class Office:
    """One open vault behind real jobs, with one case in it."""

    tools: Tools
    clock: SetClock
    case_id: str = ""
    mistakes: list[BaseException] = field(default_factory=list)
    pages: list[QWidget] = field(default_factory=list)

    def ask(self, function: Callable[..., Any], *args: object) -> Any:
        """What a flow gives, done where flows are done."""
        found: list[Any] = []
        stops: list[BaseException] = []
        self.tools.jobs.change(function, *args, then=found.append, failed=stops.append)
        screen.until(lambda: bool(found or stops or self.mistakes), 30)
        assert not stops and not self.mistakes, (stops, self.mistakes)
        return found[0]

    def settle(self) -> None:
        """Wait until everything that was asked before has been answered."""
        self.ask(lambda _work: None)

    def give(self, items: tuple[str, ...], receiver: str = RECEIVER, **more: Any) -> Any:
        """Record a consent."""
        return self.ask(consents.give, Given(self.case_id, receiver, items, **more))

    def all(self, kind: type[Any]) -> list[Any]:
        """Every record of a kind, in the order in which they were made."""
        return list(self.ask(lambda work: rows.select(work.connection, kind, "1 ORDER BY rowid")))

    def show(self, page: QWidget, width: int = 1200, height: int = 700) -> None:
        """Show a page as the active window, so that keys reach it."""
        self.pages.append(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        screen.until(page.isActiveWindow)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier)


def tab_to(*wished: QObject, most: int = 120) -> None:
    """Go on with Tab until the focus is on one of these parts; AssertionError when none is reached."""
    for _ in range(most):
        if QApplication.focusWidget() in wished:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError("not reached with Tab")


def go_to(pick: QWidget) -> None:
    """Go to a pick of a segment: into it with Tab, then along it with the arrows."""
    row = parts(pick.parentWidget(), type(pick))
    tab_to(*row)
    for _ in row:
        here = QApplication.focusWidget()
        if here is pick:
            return
        press(Qt.Key.Key_Tab if isinstance(pick, AnyPick) else Qt.Key.Key_Left)
    raise AssertionError("not reached with the arrows")


def write(text: str) -> None:
    """Type into the field that has the focus."""
    target = QApplication.focusWidget()
    assert target is not None
    # QTest types Latin letters only.
    for letter in text:
        for sort in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(sort, 0, Qt.KeyboardModifier.NoModifier, letter))


def parts(page: QWidget | None, kind: type[QWidget]) -> list[Any]:
    """The parts of a kind in a page, in the order in which they were made."""
    assert page is not None
    found: list[Any] = list(page.findChildren(kind))
    return found


def seen(page: QWidget, kind: type[QWidget]) -> list[Any]:
    """The parts of a kind that are to be seen."""
    return list(filter(QWidget.isVisible, parts(page, kind)))


def named(page: QWidget, kind: type[QWidget], words: str) -> Any:
    """The visible part of a kind with these words as its accessible name."""
    found = [part for part in seen(page, kind) if part.accessibleName().casefold() == words.casefold()]
    assert len(found) == 1, words
    return found[0]


@cache
def _model() -> tuple[Model, str]:
    """The vault and the id of its case."""
    made: list[str] = []

    def fill(work: Work) -> None:
        case_files.make_office(work, Texts("en"), Texts("en"))
        made.append(cases.take_in(work, Intake(chosen_name=NAME, number=PHONE, hours="17:00", code_word="زيتون")))
        with work.change() as change:
            change.edit(rows.select(change.connection, Person, "1")[0], place="حلب", legal_name="سعيد")

    return model(fill, SetClock(NOW), worker="w1"), made[0]


@pytest.fixture
def office(app: QApplication, tmp_path: Path) -> Iterator[Office]:
    """An office at work on the morning of 20 November 2026, in Arabic."""
    clock = SetClock(NOW)
    kept, case_id = _model()
    jobs = Jobs(lambda: kept.work(tmp_path / "vault", clock))
    one = Office(Tools(Faces(app, Face(Texts("ar"), Look())), jobs, clock), clock)
    jobs.mistake.connect(one.mistakes.append)
    one.settle()
    one.case_id = case_id
    yield one
    # The pages alone: the lists that drop down from their fields are windows of their own, and go with them.
    for page in one.pages:
        if shiboken6.isValid(page):
            page.close()
            page.deleteLater()
    jobs.close()
    screen.settle()
    assert not one.mistakes

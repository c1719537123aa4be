"""A desk in the process of the test: the real window and jobs on a real vault, and the keeper's end of its channel."""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from gemdesk.desk import start as desk_start
from gemdesk.desk.running import Desk
from gemdesk.domain.records import Entry
from gemdesk.flows import cases
from gemdesk.flows.cases import Intake
from gemdesk.kernel.channels import Channel, Message
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.store import drafts, rows
from gemdesk.store.migrations import runner
from gemdesk.vault import handover as handovers
from gemdesk.vault import opening
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from gemdesk.vault.opened import Opened
from tests.flows.making import Model, model
from tests.ui import screen

NOW = datetime(2026, 11, 20, 23, 59, tzinfo=timezone(timedelta(hours=3)))
CARD = Intake(chosen_name="سلمى", number="+963 944 000 318")


@dataclass
class Living:
    """A desk with one case, and what the keeper was told; it keeps a copy of the vault as of the last word."""

    desk: Desk
    ears: desk_start.Ears
    folder: Path
    opened: Opened
    clock: SetClock
    case: str = ""
    told: list[Message] = field(default_factory=list)

    def hear(self, message: Message) -> None:
        """What the keeper does at a lock: at once, whatever the desk is doing."""
        if message.name in ("finished", "trouble", "quit"):
            shutil.copytree(self.folder, self.copy())
        self.told.append(message)

    def names(self) -> list[str]:
        """The names of all messages so far."""
        return [message.name for message in self.told]

    def copy(self) -> Path:
        """The vault as it was when the keeper ended the desk."""
        return self.folder.with_name("killed")

    def ask(self, function: Callable[..., Any], *args: object) -> Any:
        """What a flow gives, done in the lane."""
        found: list[Any] = []
        self.desk.jobs.change(function, *args, then=found.append)
        screen.until(lambda: bool(found))
        return found[0]

    def note(self) -> QPlainTextEdit:
        """Where a note is written, of the open case."""
        return next(part for part in screen.parts_of(self.desk.window.case, QPlainTextEdit) if part.isVisible())

    def open_case(self) -> None:
        """Show the case."""
        self.desk.window.list.chosen.emit(self.case)
        screen.until(lambda: self.desk.window.case.shown() == self.case)

    def left(self) -> tuple[list[str], drafts.Draft]:
        """The notes and the note's draft that the killed desk left in the vault."""
        connection = opening.connect(self.copy() / DATABASE, self.opened.keys, newest=runner.NEWEST)
        try:
            entries = rows.select(connection, Entry, '"case" = ?', self.case)
            return [entry.text for entry in entries], drafts.find(connection, f"note:{self.case}", "w1")
        finally:
            connection.close()


@contextmanager
def living(app: QApplication, folder: Path) -> Iterator[Living]:
    """A desk with one case at a minute to midnight, its window shown."""
    kept, case = _model()
    shutil.copytree(kept.folder, folder)
    with _opened(app, folder, kept.opened, case) as one:
        yield one


@cache
def _model() -> tuple[Model, str]:
    """The vault and the id of its case."""
    made: list[str] = []
    return model(lambda work: made.append(cases.take_in(work, CARD)), SetClock(NOW), worker="w1"), made[0]


@contextmanager
def again(app: QApplication, before: Living) -> Iterator[Living]:
    """The next desk of a vault whose last one has ended."""
    with _opened(app, before.folder, before.opened, before.case) as one:
        yield one


@contextmanager
def _opened(app: QApplication, folder: Path, opened: Opened, case: str) -> Iterator[Living]:
    with _desk(app, Handover(Mode.OPEN, folder, opened, Settings(language="en"))) as one:
        one.case = case
        screen.until(one.desk.window.isVisible)
        yield one


@contextmanager
def _desk(app: QApplication, handover: Handover) -> Iterator[Living]:
    reading, writing = os.pipe()
    (to_child, from_us), (to_us, from_child) = os.pipe(), os.pipe()
    ours, childs = Channel(to_us, from_us), Channel(to_child, from_child)
    handovers.send(writing, handover)
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    clock, ended = SetClock(NOW), threading.Event()
    ears = desk_start.Ears()
    desk = desk_start.assemble(app, ears, reading, childs, clock)
    one = Living(desk, ears, handover.folder, handover.opened, clock)
    ours.listen(one.hear, ended.set)
    try:
        desk.opening.begin(desk.jobs)
        yield one
    finally:
        desk.window.hide()
        desk.jobs.close()
        desk.window.deleteLater()
        screen.settle()
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        childs.close()
        ended.wait(5)
        ours.close()

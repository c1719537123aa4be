"""How long Today takes in a large vault: from a keystroke to painted rows, and the questions beneath.

    python tests/benchmarks/today.py [CASES [ROUNDS]]     20,000 cases and 60 rounds without numbers

The people are those of `gemdesk example`. Each section is gone to by its key, for a supervisor (everybody's rows) and
for a caseworker (the own rows and nobody's); beside it the bare question of SQLCipher for the first rows. The folder
of a large vault is kept for the next run when GEMDESK_BENCH names one. Limit: 50 ms at the 95th percentile.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.flows import crowds, sessions, today
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.store import today as rows
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.today.page import TodayPage
from gemdesk.ui.told import due_words
from gemdesk.ui.tools import Tools
from gemdesk.vault import slots
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.opened import Role
from gemdesk.vault.passphrase import Secret
from tests.vault.making import LIGHT

SECRET = Secret("أرنب ينام تحت شجرة الرمان البعيدة")
NOW = datetime.fromisoformat("2026-11-20T10:15:00+03:00")
LIMIT = 50.0  # milliseconds
ROLES = {"supervisor": Role.SUPERVISOR, "caseworker": Role.CASEWORKER}


def open_vault(folder: Path, cases: int) -> Work:
    """The vault with that many cases, made when it is not there."""
    clock = SetClock(NOW)
    if folder.exists():
        opened = slots.unlock(folder, SECRET, policy=LIGHT)
        return sessions.begin(Handover(Mode.OPEN, folder, opened, Settings()), clock)
    temporary, made = prepare(folder, SECRET, worker="w-1", role=Role.SUPERVISOR, policy=LIGHT)
    work = sessions.begin(Handover(Mode.CREATE, folder, made, Settings(), temporary), clock)
    crowds.fill(work, cases, cases)
    return work


def told(name: str, times: list[float]) -> bool:
    """Print median and 95th percentile in milliseconds; whether that is above the limit."""
    times.sort()
    high = times[int(len(times) * 0.95)]
    print(f"{name:56} p50 {statistics.median(times):7.2f}   p95 {high:7.2f} ms", flush=True)
    return high > LIMIT


def timed(action: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        found.append((time.perf_counter() - began) * 1000)
    return found


class Screen:
    """The page of Today in a window of its own, driven by keys."""

    def __init__(self, app: QApplication, work: Work) -> None:
        self._app = app
        self.jobs = Jobs(lambda: work)
        self.page = TodayPage(Tools(Faces(app, Face(Texts("ar"), Look())), self.jobs, SetClock(NOW)))
        self._listed = 0
        self.page.listed.connect(self._on_listed)
        self.page.resize(1100, 700)
        self.page.show()
        self.page.activateWindow()

    def _on_listed(self) -> None:
        self._listed += 1

    def until_painted(self, act: Callable[[], object]) -> None:
        """Do something and wait until its rows are there and painted."""
        before = self._listed
        act()
        while self._listed == before:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        self.page.grab()

    def go(self, number: int) -> None:
        """Press the key of a section."""
        QTest.keyClick(self.page, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)

    def sections(self, rounds: int) -> dict[str, list[float]]:
        """Milliseconds from the key of each section to its painted rows, coming from another."""
        found: dict[str, list[float]] = {}
        self.until_painted(self.page.open)
        names = list(due_words.SECTIONS)
        for number, section in enumerate(names):
            times = []
            for _ in range(rounds):
                self.until_painted(lambda: self.go((number + 1) % len(names)))  # noqa: B023 - called at once
                began = time.perf_counter()
                self.until_painted(lambda: self.go(number))  # noqa: B023 - as above
                times.append((time.perf_counter() - began) * 1000)
            found[section.value] = times
        found["gone to anew"] = timed(lambda: self.until_painted(self.page.open), rounds)
        return found


def main(cases: int = 20_000, rounds: int = 60) -> int:
    """Measure; 1 above the limit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance()
    app = app if isinstance(app, QApplication) else QApplication([])
    late = False
    with tempfile.TemporaryDirectory() as name:
        os.environ["GEMDESK_HOME"] = name
        folder = Path(os.environ.get("GEMDESK_BENCH") or name) / f"today-{cases}"
        began = time.perf_counter()
        work = open_vault(folder, cases)
        lines = work.connection.execute("SELECT count(*) FROM due_line").fetchone()[0]
        print(f"{cases} cases, {lines} lines due, ready in {time.perf_counter() - began:.0f} s", flush=True)
        for called, role in ROLES.items():
            work.vault.opened = replace(work.vault.opened, role=role)
            for section in due_words.SECTIONS:
                question = today._question(work, section)
                bare = timed(lambda q=question: rows.page(work.connection, q), rounds)  # type: ignore[misc]  # at once
                told(f"{called}, {section.value}: the question alone", bare)
            told(f"{called}: all counts", timed(lambda: today.overview(work), rounds))
            screen = Screen(app, work)
            for what, times in screen.sections(rounds).items():
                late |= told(f"{called}, {what}: keystroke to painted rows", times)
            screen.page.close()
            screen.jobs.finish()
        work.close()
    return int(late)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

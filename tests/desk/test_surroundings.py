"""What the desk sets for its process: where print jobs lie, which print server, who hears a mistake; and the day."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QTemporaryFile, QTimer

from gemdesk.desk import spool
from gemdesk.kernel import dates, places
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.statusline import StatusLine
from tests.desk.living import Living
from tests.ui import screen

SECRET = "سلمى +963 944 000 318"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="CUPS' file is made elsewhere")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder of the person's session."""
    made = tmp_path / "run"
    made.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(made))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return made


@LINUX
def test_the_file_of_a_print_job_lies_in_a_private_folder(run: Path) -> None:
    assert Path(QDir.tempPath()) == run.parent
    spool.prepare()
    (made,) = run.iterdir()
    assert made.stat().st_mode & 0o777 == 0o700
    assert Path(QDir.tempPath()) == made
    # As Qt's plugin for CUPS makes it.
    file = QTemporaryFile()
    assert file.open()
    assert Path(file.fileName()).parent == made
    file.close()


@LINUX
def test_what_a_killed_desk_left_is_swept_and_a_living_one_is_let_be(run: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, living, foreign = run / f"gemdesk-print-{ended.pid}-a", run / f"gemdesk-print-{os.getpid()}-b", run / "other"
    for folder in (left, living, foreign):
        folder.mkdir()
        (folder / "job").write_text("clear")
    assert spool.make([run]) is not None
    assert [folder.exists() for folder in (left, living, foreign)] == [False, True, True]


def test_without_a_place_in_memory_nothing_changes(tmp_path: Path) -> None:
    assert spool.make([tmp_path / "none"]) is None
    assert spool.make([tmp_path / "none", tmp_path]) is not None


def test_the_print_server_is_not_taken_from_the_surroundings() -> None:
    program = "import os, sys; {}; print(os.environ['CUPS_SERVER'])"
    given = {**os.environ, "CUPS_SERVER": "printer.example:631"}
    for imports, server in (("import gemdesk.desk", "/run/cups/cups.sock"), ("", "printer.example:631")):
        command = [sys.executable, "-c", program.format(imports or "pass")]
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == server


def fail() -> None:
    raise ValueError(SECRET)


class Failing:
    """Fails when it goes."""

    def __del__(self) -> None:
        fail()


def test_a_mistake_of_any_thread_is_told_without_its_text(alive: Living, capfd: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    screen.until(lambda: "trouble" in alive.names())
    failing = Failing()
    del failing
    reports = [path.read_text("utf-8") for path in places.reports().iterdir()]
    assert len(reports) == 2
    assert all("ValueError" in report and "fail" in report for report in reports)
    said = "".join([*capfd.readouterr(), *reports, *map(str, alive.told)])
    assert SECRET not in said


def test_the_day_at_the_foot_of_the_window_turns_at_midnight(alive: Living) -> None:
    window = alive.desk.window
    foot = screen.parts_of(window, StatusLine)[0]
    timers: list[QTimer] = list(window.findChildren(QTimer))
    (minute,) = [timer for timer in timers if timer.interval() == 60_000]

    def says(day: str) -> bool:
        return day in [strip_controls(label.text()) for label in screen.parts_of(foot, Label)]

    first = strip_controls(dates.long_day(alive.clock.today(), "en"))
    assert minute.isActive() and says(first)
    alive.clock.move(minutes=2)
    assert says(first)
    minute.timeout.emit()
    assert says(strip_controls(dates.long_day(alive.clock.today(), "en"))) and not says(first)

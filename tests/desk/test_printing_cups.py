"""Printing by a real print server under the real filter: running, stopped, absent, and surroundings that mislead."""

import os
import signal
import socket  # noqa: TID251 - the test stands in for a bus
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gemdesk.flows.letter_images import page_images
from gemdesk.ui import printing
from tests.desk.cups import Cups, serving
from tests.gate.program import ROOT

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="CUPS under the filter"),
    pytest.mark.skipif(sys.platform == "linux" and os.getuid() != 0, reason="cupsd starts its backends as root"),
]

# What the desk's process does before its window, then what a page does that prints; {server} is where CUPS listens.
_DESK = """
import os, sys
from gemdesk.gate import hardening
from gemdesk.kernel import guard
hardening.harden()
assert guard.guarded()
import gemdesk.desk
{server}
from gemdesk.desk import spool
spool.prepare()
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from gemdesk.ui import printing
app = QApplication(["desk"])
print(printing.any_printer(), *QPrinterInfo.availablePrinterNames())
for queue in sys.argv[1:]:
    printer = printing.make_printer()
    printer.setPrinterName(queue)
    parent = QWidget()
    dialog = printing.make_dialog(printer, parent)
    dialog.show()
    app.processEvents()
    pages = [QImage(248, 351, QImage.Format.Format_RGB32) for _ in "12"]
    for page, colour in zip(pages, ("black", "white")):
        page.fill(QColor(colour))
    print(printing.paint(printer, pages))
print("alive", *os.listdir(os.environ["TMPDIR"]))
"""


@pytest.fixture(scope="module")
def cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A running print server."""
    with serving(tmp_path_factory.mktemp("cups") / "server") as one:
        yield one


def desk(
    server: str, home: Path, *queues: str, bus: str = "", program: str = _DESK
) -> subprocess.CompletedProcess[str]:
    """Run the desk's first steps, with its print server at another place than the usual one."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "DBUS_SYSTEM_BUS_ADDRESS": bus or f"unix:path={home}/none",
        "CUPS_SERVER": "printer.example:631",
    }
    return subprocess.run(
        [sys.executable, "-c", program.replace("{server}", server), *queues],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def at(path: Path) -> str:
    return f"os.environ['CUPS_SERVER'] = {str(path)!r}"


def test_a_letter_reaches_the_printer_and_its_job_names_nobody(cups: Cups, tmp_path: Path) -> None:
    done = desk(at(cups.socket), tmp_path, "Paper", "Bare")
    # The last line: nothing is left in the folder where Qt makes its file for CUPS.
    assert done.stdout.splitlines() == ["True Bare Paper", "True", "True", "alive"], done.stderr
    for title, paper in cups.printed(2):
        assert title == printing.JOB_NAME
        assert [printing.to_image(one).pixelColor(20, 20).lightness() for one in page_images(paper, 36)] == [0, 255]
    logged = (cups.place / "log" / "error").read_text(errors="replace")
    assert str(tmp_path) not in logged


@pytest.mark.parametrize(
    "settings", ["", "ServerName 127.0.0.1:9\n", "ServerName printer.example\nEncryption Required\n"]
)
def test_without_a_print_server_the_desk_lives_and_has_no_printer(tmp_path: Path, settings: str) -> None:
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text(settings)
    stale = tmp_path / "stale"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(stale))
    listener.close()
    assert stale.is_socket(), "as a print server leaves it that was stopped"
    for path in (tmp_path / "absent", stale):
        done = desk(at(path), tmp_path)
        assert (done.returncode, done.stdout) == (0, "False\nalive\n"), done.stderr
    done = desk("", tmp_path)
    assert done.returncode == 0 and done.stdout.endswith("alive\n"), "nor does the usual place lead to a network"


def test_settings_of_another_server_do_not_mislead(cups: Cups, tmp_path: Path) -> None:
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text("ServerName printer.example:631\n")
    assert desk(at(cups.socket), tmp_path).stdout.splitlines()[0] == "True Bare Paper"


@pytest.mark.parametrize("server", ["os.environ.pop('CUPS_SERVER')", "os.environ['CUPS_SERVER'] = '127.0.0.1:631'"])
def test_another_way_to_a_print_server_would_end_the_desk(tmp_path: Path, server: str) -> None:
    """That the tests above can fail: without the setting the list of printers opens internet sockets."""
    assert desk(server, tmp_path).returncode == -signal.SIGSYS


@contextmanager
def listening(path: Path) -> Iterator[list[int]]:
    """Stand in for the system's bus: whoever calls is counted and sent away."""
    calls: list[int] = []
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(path))
        bus.listen()

        def answer() -> None:
            with suppress(OSError):
                while True:
                    caller, _address = bus.accept()
                    caller.close()
                    calls.append(1)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield calls
        bus.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize("prepared", [True, False])
def test_nobody_is_asked_for_printers_of_the_neighbourhood(cups: Cups, tmp_path: Path, prepared: bool) -> None:
    program = _DESK if prepared else _DESK.replace("spool.prepare()", "os.environ['TMPDIR'] = os.environ['HOME']")
    with listening(tmp_path / "bus") as calls:
        done = desk(at(cups.socket), tmp_path, bus=f"unix:path={tmp_path}/bus", program=program)
    assert done.stdout.startswith("True Bare Paper"), done.stderr
    assert bool(calls) == (not prepared)

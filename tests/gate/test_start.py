"""The first moments: what is not built before the first paint, and a machine without a display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gemdesk.gate.opening import NO_DISPLAY
from tests.gate.program import ROOT, WAIT

# Every enumeration that exists once the lock screen is painted. Those of `Qt` and of QStyle are built all together
# at the first touch of any of them, and cost a sixth of the start; so does looking for the class of a found widget.
_PAINTED = """
import enum, sys
from PySide6.QtCore import QTimer
from gemdesk.gate.lock_screen import LockScreen
from gemdesk.gate.window import build
from gemdesk.kernel.channels import Channel
from gemdesk.kernel.settings import Settings
from gemdesk.ui.look.look import application

class Unheard(Channel):
    def send(self, name, /, **facts):
        return False

def known(kind):
    return {kind.__qualname__}.union(*map(known, kind.__subclasses__()))

def painted():
    print(*known(enum.Enum))
    app.quit()

app = application()
window = build(app, Settings())
screen = LockScreen(window, Unheard(-1, -1), -1, None)
screen.open_first_page()
window.painted.connect(painted)
QTimer.singleShot(20_000, lambda: app.exit(1))
{planted}
window.come_forward()
sys.exit(app.exec())
"""
_COSTLY = {"Qt.AlignmentFlag", "QStyle.StandardPixmap", "QMdiArea.AreaOption"}


def _run(command: list[str], home: Path, **platform: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}
    surroundings = {**kept, **platform, "PYTHONPATH": str(ROOT), "GEMDESK_HOME": str(home)}
    return subprocess.run(
        [sys.executable, *command], env=surroundings, capture_output=True, text=True, timeout=WAIT * 2, check=False
    )


def _built_before_the_paint(home: Path, planted: str = "") -> set[str]:
    (home / "vault").mkdir()
    (home / "vault" / "slots.a").touch()  # so that the page for opening a vault comes
    done = _run(["-c", _PAINTED.replace("{planted}", planted)], home, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_no_costly_enumerations_before_the_first_paint(tmp_path: Path) -> None:
    built = _built_before_the_paint(tmp_path)
    assert "QPalette.ColorRole" in built
    assert built & _COSTLY == set()


@pytest.mark.parametrize(
    ("planted", "costly"),
    [
        ("from PySide6.QtCore import Qt", "Qt.AlignmentFlag"),
        ("app.style()", "QStyle.StandardPixmap"),
        ("window._scroll.viewport()", "QMdiArea.AreaOption"),
    ],
)
def test_a_costly_touch_is_seen(tmp_path: Path, planted: str, costly: str) -> None:
    assert costly in _built_before_the_paint(tmp_path, planted)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_it_says_what_can_be_done(tmp_path: Path) -> None:
    done = _run(["-m", "gemdesk"], tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (NO_DISPLAY, "", 1)
    assert "gemdesk tour" in done.stderr
    assert list(tmp_path.iterdir()) == []

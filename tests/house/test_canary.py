"""Whether this PySide6 can be used with this Python: some releases lose a reference at every signal.

The process then aborts after some thousand clicks, in the hands of a caseworker; this test decides upgrades.
"""

import subprocess
import sys

import pytest

# What a broken release does, done by hand: the control for the measure itself.
LOSING = "ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))"

SCRIPT = """
import ctypes, sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QPushButton

class Sender(QObject):
    told = Signal(bool, object)

application = QApplication([])
heard = 0

def hear(*_anything):
    global heard
    heard += 1

sender, button = Sender(), QPushButton()
sender.told.connect(hear)
button.clicked.connect(hear)
watched = (True, False, None)
before = [sys.getrefcount(one) for one in watched]
for number in range(20_000):
    sender.told.emit(bool(number % 2), None)
    button.click()
    {extra}
after = [sys.getrefcount(one) for one in watched]
assert heard == 40_000, heard
lost = [old - new for old, new in zip(before, after)]
# A few references come and go by themselves; a broken release loses one at each of the 20,000 turns.
sys.exit(3 if max(lost) > 100 else 0)
"""


def turns(extra: str) -> int:
    """The exit code of 20,000 emits and 20,000 clicks in a process of its own."""
    script = SCRIPT.replace("{extra}", extra)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr, result.stderr
    return result.returncode


def test_signals_keep_their_references() -> None:
    assert turns("pass") == 0


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost from Python 3.12 on")
def test_a_lost_reference_is_seen() -> None:
    # Two hundred are enough to see and too few to abort.
    assert turns(f"number < 200 and {LOSING}") == 3

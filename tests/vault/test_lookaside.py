"""The room for small pieces of memory is there, and locked, before the first of them is taken."""

import subprocess
import sys
from pathlib import Path

import pytest

from gemdesk.vault import lookaside

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")


PROGRAM = """
import re, sys
from pathlib import Path
from gemdesk.vault import opening
from gemdesk.vault.keys import Keys

def locked():
    return int(re.search(r"^VmLck:\\s+(\\d+) kB", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)[1])

before = locked()
connection = opening.connect(Path(sys.argv[1]), Keys.fresh(), newest=0, create=True)
print(locked() - before)
connection.close()
print(locked() - before)
"""


@linux
def test_a_connection_takes_its_room_at_once_and_lets_it_go(tmp_path: Path, repository: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "vault.db")]
    told = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True).stdout
    taken, left = map(int, told.split())
    # Without the room some hundred kilobytes are locked: pages, the schema, 48 kB of pieces.
    assert taken > 1100
    assert left < 300


def test_a_library_that_does_not_let_itself_be_asked_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookaside, "CDLL", lambda _path: object())
    assert not lookaside.make_room.__wrapped__()

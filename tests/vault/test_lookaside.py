"""The room for small pieces of memory is there, and locked, before the first of them is taken."""

import re
import sys
from pathlib import Path

import pytest

from gemdesk.vault import lookaside, opening
from gemdesk.vault.keys import Keys

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux tells of a process")


def locked_kib() -> int:
    found = re.search(r"^VmLck:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"), re.MULTILINE)
    assert found
    return int(found[1])


@linux
def test_a_connection_takes_its_room_at_once_and_lets_it_go(tmp_path: Path) -> None:
    before = locked_kib()
    connection = opening.connect(tmp_path / "vault.db", Keys.fresh(), newest=0, create=True)
    taken = locked_kib() - before
    connection.close()
    # Without the room some hundred kilobytes are locked: pages, the schema, 48 kB of pieces.
    assert taken > 1100
    assert locked_kib() - before < 300


def test_a_library_that_does_not_let_itself_be_asked_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookaside, "CDLL", lambda _path: object())
    assert not lookaside.make_room.__wrapped__()

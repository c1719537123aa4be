"""What the program leaves on the disk after work, printing, copying, a crash, a mistake and locks: nothing readable."""

import gzip
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desk.cups import serving
from tests.gate import real_vault
from tests.gate.program import HERE, PASSPHRASE, Program, ends, running
from tests.journeys.traces import forms_of, found_in

pytestmark = pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs a print server of its own")

FACTS = {"name": "زهرة الرمّان", "number": "+963 955 714 209", "note": "موعد عند طبيب الأسنان يوم الثلاثاء"}
TRACES = (*FACTS.values(), PASSPHRASE)
PLACES = ("person", "tmp", "run", "home")


def order(program: Program, act: str, file: Path) -> None:
    program.order_desk(f"{act} {file}")


def _only_known_libraries(pid: int) -> None:
    """The program loads nothing that speaks to a network; CUPS' library brings what it could use itself."""
    loaded = {
        Path(line.split()[-1]).name for line in Path(f"/proc/{pid}/maps").read_text().splitlines() if ".so" in line
    }
    for library in ("libQt6Core", "libQt6PrintSupport", "libcups"):
        assert any(name.startswith(library) for name in loaded), "the search finds what is there"
    speaking = (
        "libQt6Network",
        "libQt6WebEngine",
        "libQt6WebSockets",
        "libcurl",
        "libssl",
        "_ssl",
        "_socket",
        "libgtk",
    )
    assert [name for name in loaded if name.startswith(speaking)] == []


def worked(place: Path, base: Path) -> None:
    """Take in, write, copy, print, crash, go on, make a mistake, go on, lock, end."""
    secret, facts = base / "typed", base / "facts"
    secret.write_text(PASSPHRASE)
    facts.write_text(json.dumps({**FACTS, "queue": "Bare"}))
    acts = [{"do": "type", "part": "passphrase", "file": str(secret)}, {"do": "try"}]
    with ExitStack() as stack:
        cups = stack.enter_context(serving(base / "cups"))
        surroundings = {
            "HOME": str(place / "person"),
            "TMPDIR": str(place / "tmp"),
            "XDG_RUNTIME_DIR": str(place / "run"),
            "TEST_CUPS": str(cups.socket),
        }
        desk = [sys.executable, str(HERE / "working_desk.py")]
        program = stack.enter_context(running(place, [acts] * 4, desk=desk, surroundings=surroundings))
        pid = program.wait_for("desk loaded")["pid"]
        order(program, "take_in", facts)
        program.wait_for("taken in")
        order(program, "write", facts)
        told = program.wait_for("written")
        assert (told["copied"], told["printed"]) == (True, True)
        _only_known_libraries(pid)
        ((_title, paper),) = cups.printed(1)
        assert paper.startswith(b"%PDF")
        end = os.pidfd_open(pid)
        os.kill(pid, 9)
        assert ends(end)
        assert program.wait_for("desk loaded")["people"] == 1
        order(program, "fail", facts)
        assert program.wait_for("desk loaded")["people"] == 1
        program.order_keeper("lock")
        program.wait_for("desk loaded")
        program.order_keeper("stop")
        assert program.ended() == 0


def test_nothing_of_a_person_is_left_in_clear(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    for name in PLACES[:-1]:
        (place / name).mkdir(mode=0o700)
    real_vault.make(place / "home" / "vault")
    worked(place, tmp_path)
    assert list((place / "home" / "reports").glob("*.json")), "the mistake was written down"
    assert found_in([place], TRACES) == set()
    assert found_in([tmp_path], TRACES) == {tmp_path / "typed", tmp_path / "facts"}, "what was given to it is found"


_LEFT: dict[str, Callable[[Path, bytes], object]] = {
    "in clear": lambda path, form: path.write_bytes(b"\0" * 100 + form + b"\0" * 100),
    "packed": lambda path, form: path.write_bytes(b"\0" * 9 + zlib.compress(b"\0" * 100 + form)),
    "gzip": lambda path, form: path.write_bytes(gzip.compress(form)),
}


@pytest.mark.parametrize("how", _LEFT)
@pytest.mark.parametrize("name", PLACES)
def test_what_is_left_would_be_found(tmp_path: Path, name: str, how: str) -> None:
    planted = tmp_path / name / "deep" / ".hidden"
    planted.parent.mkdir(parents=True)
    for text in TRACES:
        for form in forms_of(text):
            _LEFT[how](planted, form)
            assert found_in([tmp_path], TRACES) == {planted}, (text, form)


def test_names_links_and_archives_are_looked_into(tmp_path: Path) -> None:
    named, linked, archive = tmp_path / f"letter {FACTS['name']}.pdf", tmp_path / "last", tmp_path / "a.zip"
    named.touch()
    linked.symlink_to(f"/gone/{FACTS['name']}")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inside", FACTS["note"] * 10)
    (tmp_path / "other").write_text("nothing")
    assert found_in([tmp_path], TRACES) == {named, linked, archive}

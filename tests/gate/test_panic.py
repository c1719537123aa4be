"""Panic: the desk first, then the key places if that was allowed, then the lock screen; and no save is lost."""

import os
import random
import sys
import time
from pathlib import Path

import pytest

from gemdesk.flows import sessions
from gemdesk.kernel.clock import SystemClock
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.settings import Settings
from gemdesk.vault.erasure import destroy_slots
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.kdf import Parameters, Policy
from gemdesk.vault.names import ATTACHMENTS, LOCK, SLOT_COPIES
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.slots import unlock
from tests.gate.conftest import QUICK
from tests.gate.program import HERE, NOTHING, PASSPHRASE, TYPE_AND_OPEN, WAIT, Program, ends, running, warm_gate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

PANICS = 6


def open_desk(program: Program, *, erases: Path | str | None = None, hangs: bool = False) -> int:
    """Wait for the open desk and the warm gate; a pidfd of the desk. `erases`: what the desk says of it."""
    desk = os.pidfd_open(program.wait_for("desk shown")["pid"])
    warm_gate(program)
    if erases is not None:
        program.order_desk(f'say erases {{"vault":"{erases}"}}')
        program.wait_for("desk obeys")
    if hangs:
        program.order_desk("hang")
        program.wait_for("desk obeys")
    return desk


def slots_in(folder: Path) -> list[str]:
    """The slot files that are there."""
    return [name for name in SLOT_COPIES if (folder / name).exists()]


def opens(folder: Path) -> bool:
    """Whether the passphrase still opens a key place."""
    try:
        unlock(folder, Secret(PASSPHRASE), policy=QUICK)
    except Stop:
        return False
    return True


@pytest.mark.parametrize("erases", [None, ""])
@pytest.mark.parametrize("hangs", [False, True], ids=["answers", "hangs"])
def test_panic_locks_at_once_and_destroys_nothing_by_itself(
    tmp_path: Path, vault: Path, erases: str | None, hangs: bool
) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_AND_OPEN]) as program:
        desk = open_desk(program, erases=erases, hangs=hangs)
        program.order_keeper("panic")
        assert program.next()["name"] == "keeper locks", "the desk is given no last word"
        assert ends(desk)
        assert program.wait_for("gate shown")["page"] == "Unlock"
        assert opens(vault)
        program.wait_for("desk shown")


@pytest.mark.parametrize("hangs", [False, True], ids=["answers", "hangs"])
def test_panic_destroys_the_key_places_where_that_was_allowed(tmp_path: Path, vault: Path, hangs: bool) -> None:
    assert opens(vault), "there is something to destroy"
    with running(tmp_path, [TYPE_AND_OPEN, NOTHING]) as program:
        desk = open_desk(program, erases=vault, hangs=hangs)
        program.order_keeper("panic")
        assert program.wait_for("keeper locks")["why"] == "panic"
        assert ends(desk)
        assert program.wait_for("gate shown")["page"] == "Unlock", "nobody reads there what was destroyed"
    assert slots_in(vault) == []
    assert not opens(vault)


def test_another_lock_destroys_nothing(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, NOTHING]) as program:
        open_desk(program, erases=vault)
        program.order_desk("lock open")
        program.wait_for("gate shown")
    assert opens(vault)


def test_a_panic_of_the_desk_itself_and_one_at_the_lock_screen(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, NOTHING, NOTHING]) as program:
        desk = open_desk(program, erases=vault)
        program.order_desk("lock open")
        program.wait_for("gate shown")
        assert ends(desk)
        assert opens(vault)
        program.order_keeper("panic")
        assert program.wait_for("gate shown")["page"] == "Unlock"
    assert slots_in(vault) == []


# ---- at the lock screen, while another passphrase is being written

OTHER = "lantern orbit meadow twelve kites"
TYPE_ANOTHER = (
    {"do": "type", "part": "present", "text": PASSPHRASE},
    {"do": "type", "part": "new", "text": OTHER},
    {"do": "type", "part": "again", "text": OTHER},
    {"do": "try"},
)
_COSTLY = Parameters(64 * 1024, 6, 1)  # so that some tenths of a second lie between the two writings


@pytest.fixture
def costly_vault(tmp_path: Path) -> Path:
    """A vault each of whose openings takes tenths of a second, where the program looks for it."""
    folder = tmp_path / "home" / "vault"
    policy = Policy(start=_COSTLY, small=_COSTLY, target_seconds=None)
    temporary, _opened = prepare(folder, Secret(PASSPHRASE), worker="w7", policy=policy)
    temporary.rename(folder)
    return folder


def change_begun(program: Program, folder: Path) -> None:
    """Open, lock to change the passphrase, and wait until its place is written and is being opened from the disk."""
    open_desk(program, erases=folder)
    before = written(folder)
    program.order_desk("lock change_keys")
    assert program.wait_for("gate shown")["page"] == "Change"
    gate = next(pid for pid, role in program.children().items() if role == "gate")
    usual = resident(gate)
    end = time.monotonic() + WAIT
    while before & written(folder) or resident(gate) < usual + _COSTLY.memory_kib * 1024 // 2:
        assert time.monotonic() < end, "no other passphrase is being written"
        time.sleep(0.001)


def written(folder: Path) -> set[bytes]:
    """What the slot files hold."""
    return {(folder / name).read_bytes() for name in SLOT_COPIES}


def resident(pid: int) -> int:
    """Bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_panic_while_keys_are_written_leaves_none(tmp_path: Path, costly_vault: Path) -> None:
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_ANOTHER, NOTHING]) as program:
        change_begun(program, costly_vault)
        program.order_keeper("panic")
        assert program.wait_for("gate shown")["page"] == "Unlock"
        assert slots_in(costly_vault) == []
    left = {path.name for path in costly_vault.iterdir()}
    assert left == {LOCK, ATTACHMENTS}, "nor did what was under way write any again"


def test_a_lock_screen_that_lived_on_would_write_them_again(tmp_path: Path, costly_vault: Path) -> None:
    """That the test above can fail: the same moment, and the writer is not ended first."""
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_ANOTHER]) as program:
        change_begun(program, costly_vault)
        destroy_slots(costly_vault)
        assert slots_in(costly_vault) == []
        assert program.wait_for("desk shown")["mode"] == "change_keys"
    assert slots_in(costly_vault) == list(SLOT_COPIES)


def test_a_panic_before_anything_was_opened_is_none(tmp_path: Path, vault: Path) -> None:
    with running(tmp_path, [NOTHING]) as program:
        program.wait_for_each("gate shown", "desk waits")
        program.order_keeper("panic")
        program.order_keeper("clock wall 0")
        program.wait_for("clock moved")
        assert program.steps.empty()
    assert opens(vault)


def whole_vault(folder: Path) -> None:
    """A vault with a database, as the desk makes it."""
    temporary, opened = prepare(folder, Secret(PASSPHRASE), worker="w1", policy=QUICK)
    made = Handover(Mode.CREATE, folder, opened, Settings(language="en"), temporary=temporary)
    sessions.begin(made, SystemClock()).close()


def lost_saves(place: Path, *arguments: str) -> int:
    """How many of PANICS in the middle of saving lost a save that was acknowledged."""
    whole_vault(place / "home" / "vault")
    desk = [sys.executable, str(HERE / "saving_desk.py"), *arguments]
    lost = 0
    with running(place, [TYPE_AND_OPEN] * (PANICS + 1), desk=desk) as program:
        found = program.wait_for("desk shown")["found"]
        for _ in range(PANICS):
            acknowledged = found
            for _ in range(random.Random(acknowledged).randrange(3, 40)):
                acknowledged = program.wait_for("saved")["number"]
            program.order_keeper("panic")
            while (step := program.next())["name"] != "desk shown":
                if step["name"] == "saved":
                    acknowledged = step["number"]
            found = step["found"]
            assert found >= 3, "it did save"
            lost += found < acknowledged
    return lost


def test_panic_in_the_middle_of_saving_loses_no_acknowledged_save(tmp_path: Path) -> None:
    assert lost_saves(tmp_path) == 0


def test_a_desk_that_acknowledges_too_soon_is_found_out(tmp_path: Path) -> None:
    assert lost_saves(tmp_path, "--too-soon") > 0


@pytest.mark.parametrize("order", ["lock session", "panic"])
@pytest.mark.parametrize("blocked", [False, True], ids=["runs", "blocked"])
def test_the_real_desk_is_locked_and_opened_again(tmp_path: Path, order: str, blocked: bool) -> None:
    whole_vault(tmp_path / "home" / "vault")
    desk = [sys.executable, str(HERE / "real_desk.py")]
    with running(tmp_path, [TYPE_AND_OPEN, TYPE_AND_OPEN], desk=desk) as program:
        end = os.pidfd_open(program.wait_for("desk shown")["pid"])
        warm_gate(program)
        if blocked:
            program.order_desk("block")
            program.wait_for("desk obeys")
        program.order_keeper(order)
        assert ends(end)
        program.wait_for("gate shown")
        program.wait_for("desk shown")

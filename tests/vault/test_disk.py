"""Full and read-only disks, real ones: what was saved stays, and the person is told."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import faults, folder, lock, opening, slots
from gemdesk.vault.folder import Standing
from gemdesk.vault.names import DATABASE, SLOT_COPIES
from tests.vault.making import LIGHT, NEW, NEWEST, OLD, flip, make, open_database


def reason(action: Callable[[], object]) -> Reason:
    with pytest.raises(Trouble) as trouble:
        action()
    return trouble.value.reason


def fill(disk: Path, leave: int = 0) -> Path:
    """Fill the disk with a ballast file, but for some bytes; return the file."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as out:
        while True:
            try:
                out.write(b"b" * 4096)
            except OSError:
                break
        out.truncate(max(0, out.tell() - leave))
    return ballast


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    place = small_disk / "vault"
    opened = make(place)
    connection = open_database(place, opened)
    ballast = fill(small_disk, leave=1 << 20)
    acknowledged = 0

    def save_without_end() -> None:
        nonlocal acknowledged
        while acknowledged < 10_000:
            with faults.told():
                connection.execute("INSERT INTO note (body) VALUES (?)", ("x" * 3000,))
            acknowledged += 1
            opening.checkpoint(connection)

    assert reason(save_without_end) is Reason.DISK_FULL
    assert acknowledged > 50
    connection.close()

    ballast.unlink()
    connection = open_database(place, opened)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (acknowledged,)
    opening.examine(connection)
    connection.execute("INSERT INTO note (body) VALUES ('goes on')")
    connection.close()


def test_a_vault_on_a_full_disk_still_opens_its_slots(small_disk: Path) -> None:
    place = small_disk / "vault"
    opened = make(place)
    whole = [(place / name).read_bytes() for name in SLOT_COPIES]
    ballast = fill(small_disk)
    assert reason(lambda: slots.change_passphrase(place, OLD, NEW, policy=LIGHT)) is Reason.DISK_FULL
    assert [(place / name).read_bytes() for name in SLOT_COPIES] == whole
    assert slots.unlock(place, OLD, policy=LIGHT) == opened
    flip(place / SLOT_COPIES[0], 200)
    assert slots.unlock(place, OLD, policy=LIGHT) == opened  # what cannot be mended now waits
    ballast.unlink()
    assert slots.unlock(place, OLD, policy=LIGHT) == opened
    assert (place / SLOT_COPIES[0]).read_bytes() == whole[0]
    assert slots.change_passphrase(place, OLD, NEW, policy=LIGHT).keys == opened.keys


def test_no_vault_is_begun_on_a_full_disk(small_disk: Path) -> None:
    ballast = fill(small_disk)
    assert reason(lambda: make(small_disk / "vault")) is Reason.DISK_FULL
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]
    ballast.unlink()
    make(small_disk / "vault")
    assert folder.standing(small_disk / "vault") is Standing.VAULT


def test_a_database_that_does_not_fit_is_thrown_away(small_disk: Path) -> None:
    """The gate's half fits, the desk's does not; nothing is left of either."""
    place = small_disk / "vault"
    temporary, opened = folder.prepare(place, OLD, worker="worker-1", policy=LIGHT)
    fill(small_disk, leave=4096)
    path = temporary / DATABASE
    assert reason(lambda: opening.connect(path, opened.keys, newest=NEWEST, create=True)) is Reason.DISK_FULL
    assert folder.discard(temporary, nothing_saved=True)
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


def test_a_read_only_folder_is_named(small_disk: Path, read_only: Callable[[], None]) -> None:
    """Each door by itself; before the remount each of them succeeds."""
    place = small_disk / "vault"
    opened = make(place)
    (small_disk / "elsewhere").mkdir()
    doors: list[Callable[[], object]] = [
        lambda: lock.hold(place).release(),
        lambda: open_database(place, opened).close(),
        lambda: folder.discard(folder.prepare(small_disk / "new", OLD, worker="w", policy=LIGHT)[0]),
        lambda: slots.change_passphrase(place, OLD, NEW, policy=LIGHT),
        lambda: slots.change_passphrase(place, NEW, OLD, policy=LIGHT),
    ]
    for door in doors:
        door()
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    read_only()
    for door in doors[:4]:
        assert reason(door) is Reason.FOLDER_READ_ONLY
    assert slots.unlock(place, OLD, policy=LIGHT).keys == opened.keys
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_a_folder_of_another_owner_is_named(tmp_path: Path) -> None:
    """Without any mount: a process that is nobody, before a folder that is root's."""
    if os.geteuid() != 0:
        pytest.skip("only root can become nobody; the read-only disk stands for it")
    place = tmp_path / "vault"
    make(place)
    assert slots.unlock(place, OLD, policy=LIGHT).worker == "worker-1"
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.setgid(65534)
            os.setuid(65534)
            code = 0 if reason(lambda: slots.unlock(place, OLD, policy=LIGHT)) is Reason.FOLDER_READ_ONLY else 1
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

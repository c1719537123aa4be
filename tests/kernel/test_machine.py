"""What this computer keeps: told from made-up /proc and /sys trees, since a test cannot change its own computer."""

import os
from pathlib import Path

import pytest

from gemdesk.kernel import machine
from gemdesk.kernel.machine import Disk, Sleep, Spool, Swap

_HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


def put(root: Path, name: str, text: str = "") -> Path:
    """A file in the made-up tree."""
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


def areas(root: Path, *names: str) -> None:
    """Swap in use on these devices or files."""
    put(root, "proc/swaps", _HEAD + "".join(f"{name} partition 8388604 0 -2\n" for name in names))


def device(root: Path, name: str, uuid: str = "", on: tuple[str, ...] = ()) -> None:
    """A block device; one of the device mapper has an id, and lies on others."""
    block = root / "sys/class/block" / name
    (block / "slaves").mkdir(parents=True)
    if uuid:
        put(block, "dm/uuid", uuid)
    for below in on:
        (block / "slaves" / below).mkdir()


def zram(root: Path, behind: str) -> None:
    """Swap in memory, with what is behind it."""
    device(root, "zram0")
    put(root, "sys/block/zram0/backing_dev", behind + "\n")


@pytest.fixture
def computer(tmp_path: Path) -> Path:
    """A tree with one plain disk, an encrypted one on it, and a volume of several on that."""
    device(tmp_path, "sda")
    device(tmp_path, "sda2")
    device(tmp_path, "dm-0", "CRYPT-LUKS2-00-cryptswap", ("sda2",))
    device(tmp_path, "dm-1", "LVM-00", ("dm-0",))
    device(tmp_path, "dm-2", "LVM-00", ("dm-0", "sda2"))
    (tmp_path / "dev/mapper").mkdir(parents=True)
    (tmp_path / "dev/mapper/volume").symlink_to("../dm-1")
    return tmp_path


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ((), Swap.NONE),
        (("/dev/zram0",), Swap.MEMORY),
        (("/dev/dm-0",), Swap.ENCRYPTED),
        (("/dev/dm-1",), Swap.ENCRYPTED),
        (("/dev/mapper/volume",), Swap.ENCRYPTED),
        (("/dev/dm-2",), Swap.PLAIN),
        (("/dev/sda2",), Swap.PLAIN),
        (("/dev/zram0", "/dev/sda2"), Swap.PLAIN),
        (("/dev/zram0", "/dev/dm-0"), Swap.ENCRYPTED),
        (("/dev/nobody0",), Swap.UNKNOWN),
        (("/dev/dm-0", "/dev/nobody0"), Swap.UNKNOWN),
    ],
)
def test_the_worst_swap_in_use_decides(computer: Path, names: tuple[str, ...], found: Swap) -> None:
    zram(computer, "none")
    areas(computer, *names)
    assert machine.swap(computer) is found


@pytest.mark.parametrize(("behind", "found"), [("/dev/sda2", Swap.PLAIN), ("/dev/dm-0", Swap.ENCRYPTED)])
def test_compressed_memory_that_is_written_back_is_what_lies_behind_it(
    computer: Path, behind: str, found: Swap
) -> None:
    zram(computer, behind)
    areas(computer, "/dev/zram0")
    assert machine.swap(computer) is found


def test_swap_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    assert machine.swap(tmp_path) is Swap.UNKNOWN


def test_a_swap_file_is_as_encrypted_as_the_disk_under_it(computer: Path) -> None:
    file = put(computer, "swap file")
    number = file.stat().st_dev
    place = computer / f"sys/dev/block/{os.major(number)}:{os.minor(number)}"
    place.parent.mkdir(parents=True)
    areas(computer, "/swap\\040file")
    assert machine.swap(computer) is Swap.UNKNOWN
    place.symlink_to(computer / "sys/class/block/dm-1")
    assert machine.swap(computer) is Swap.ENCRYPTED
    assert machine.disk_under(Path("/swap file"), computer) is Disk.ENCRYPTED
    place.unlink()
    place.symlink_to(computer / "sys/class/block/sda2")
    assert machine.swap(computer) is Swap.PLAIN
    assert machine.disk_under(Path("/swap file"), computer) is Disk.PLAIN
    assert machine.disk_under(Path("/nowhere"), computer) is Disk.UNKNOWN


@pytest.mark.parametrize(
    ("states", "way", "swap", "found"),
    [
        ("freeze mem disk\n", "[platform] shutdown", Swap.PLAIN, Sleep.POSSIBLE),
        ("freeze mem disk\n", "[platform] shutdown", Swap.ENCRYPTED, Sleep.POSSIBLE),
        ("freeze mem disk\n", "[platform] shutdown", Swap.MEMORY, Sleep.IMPOSSIBLE),
        ("freeze mem disk\n", "[platform] shutdown", Swap.NONE, Sleep.IMPOSSIBLE),
        ("freeze mem disk\n", "[disabled]", Swap.PLAIN, Sleep.IMPOSSIBLE),
        ("freeze mem\n", "[disabled]", Swap.PLAIN, Sleep.IMPOSSIBLE),
        ("freeze mem disk\n", None, Swap.PLAIN, Sleep.UNKNOWN),
        (None, None, Swap.PLAIN, Sleep.UNKNOWN),
    ],
)
def test_sleep_on_the_disk(tmp_path: Path, states: str | None, way: str | None, swap: Swap, found: Sleep) -> None:
    if states is not None:
        put(tmp_path, "sys/power/state", states)
    if way is not None:
        put(tmp_path, "sys/power/disk", way)
    assert machine.sleep(swap, tmp_path) is found


def test_files_of_print_jobs_are_counted(tmp_path: Path) -> None:
    assert machine.spool(tmp_path) == Spool()
    for name in ("c00017", "d00017-001", "cache", "tmp"):
        put(tmp_path, f"var/spool/cups/{name}")
    assert machine.spool(tmp_path) == Spool(files=2)


def test_files_of_our_own_printing_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "shm/gemdesk-print-7-x/job")
    monkeypatch.setenv("TMPDIR", "/shm/gemdesk-print-7-x")
    assert machine.spool(tmp_path).files == 1
    monkeypatch.setenv("TMPDIR", "/shm")
    assert machine.spool(tmp_path).files == 0


def test_a_spool_that_cannot_be_looked_into_is_named(tmp_path: Path) -> None:
    put(tmp_path, "var/spool/cups")  # in the place of a folder: what root may not list either
    assert machine.spool(tmp_path) == Spool(closed=("/var/spool/cups",))


def test_this_computer_can_be_looked_at(tmp_path: Path) -> None:
    found = machine.look(tmp_path)
    assert isinstance(found.swap, Swap)
    assert isinstance(found.sleep, Sleep)
    assert found.spool.known

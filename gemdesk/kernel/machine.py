"""What this computer keeps besides the vault: swap, sleep on disk, the disk's own encryption, print spool.

Linux only, read from /proc and /sys; what cannot be seen, and every other system, is UNKNOWN and
never taken for good. Sources: proc(5), swapon(8), the kernel's dm-crypt and power documentation.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_ROOT = Path("/")
_OCTAL = re.compile(r"\\([0-7]{3})")
# A device may lie on others (a volume on an encrypted partition); deeper than this is no real computer.
_DEEPEST = 8
_SPOOLED = re.compile(r"[cd]\d+(-\d+)?")  # CUPS: control and data files of a job
_OWN_SPOOL = "gemdesk-print-"


class Disk(Enum):
    """What stands between a file's bytes and whoever holds the disk."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"


class Swap(Enum):
    """Where memory that is swapped out goes; the worst of all areas that are in use."""

    NONE = "none"
    MEMORY = "memory"  # zram: compressed, in memory itself
    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"


class Sleep(Enum):
    """Whether this computer can write its whole memory to the disk and switch itself off."""

    IMPOSSIBLE = "impossible"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Spool:
    """Files of print jobs that were seen, and the places that could not be looked into."""

    files: int = 0
    closed: tuple[str, ...] = ()  # folders
    known: bool = True  # False on systems whose spool is not looked for


@dataclass(frozen=True, slots=True)
class Machine:
    """Everything that was found out about this computer at one moment."""

    swap: Swap
    sleep: Sleep
    disk: Disk
    spool: Spool


def look(vault: Path, root: Path = _ROOT) -> Machine:
    """What this computer keeps; `vault` is a path on the disk that is asked about. Raises nothing."""
    if sys.platform != "linux":
        return Machine(Swap.UNKNOWN, Sleep.UNKNOWN, Disk.UNKNOWN, Spool(known=False))
    found = swap(root)
    return Machine(found, sleep(found, root), disk_under(vault, root), spool(root))


def swap(root: Path = _ROOT) -> Swap:
    """The worst kind of swap in use, by /proc/swaps."""
    areas = _areas(root)
    if areas is None:
        return Swap.UNKNOWN
    kinds = {_kind(area, root) for area in areas}
    order = (Swap.PLAIN, Swap.UNKNOWN, Swap.ENCRYPTED, Swap.MEMORY)
    return next((kind for kind in order if kind in kinds), Swap.NONE)


def _areas(root: Path) -> list[Path] | None:
    try:
        lines = (root / "proc/swaps").read_text("utf-8").splitlines()[1:]
    except (OSError, ValueError):
        return None
    # Blanks in a name stand there as octal numbers.
    names = [_OCTAL.sub(lambda found: chr(int(found[1], 8)), line.split()[0]) for line in lines if line.strip()]
    return [Path(name) for name in names]


def _kind(area: Path, root: Path) -> Swap:
    if area.name.startswith("zram") and area.parent == Path("/dev"):
        return _kind_of_zram(area.name, root)
    # What is no device is a file, on whatever lies beneath its file system.
    is_device = area.parts[:2] == ("/", "dev")
    found = _by_name(_device_name(area, root), root) if is_device else disk_under(area, root)
    return {Disk.ENCRYPTED: Swap.ENCRYPTED, Disk.PLAIN: Swap.PLAIN, Disk.UNKNOWN: Swap.UNKNOWN}[found]


def _kind_of_zram(name: str, root: Path) -> Swap:
    """In memory, unless it was given a device for what it does not want to keep there."""
    try:
        behind = (root / "sys/block" / name / "backing_dev").read_text("utf-8").strip()
    except (OSError, ValueError):
        return Swap.MEMORY  # a kernel without writing back has no such file
    return Swap.MEMORY if behind in ("", "none") else _kind(Path(behind), root)


def _device_name(device: Path, root: Path) -> str:
    """The kernel's name of a device: /dev/mapper/x is a link to dm-0."""
    try:
        return (root / device.relative_to("/")).resolve().name
    except (OSError, RuntimeError):
        return device.name


def disk_under(path: Path, root: Path = _ROOT) -> Disk:
    """Whether the disk under a file or folder is encrypted as a whole (dm-crypt)."""
    try:
        number = (root / path.relative_to("/") if path.is_absolute() else path).stat().st_dev
    except (OSError, ValueError):
        return Disk.UNKNOWN
    try:
        device = (root / f"sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve(strict=True)
    except (OSError, RuntimeError):
        return Disk.UNKNOWN  # memory, a network, or a file system of several disks
    return _by_name(device.name, root)


def _by_name(name: str, root: Path, depth: int = 0) -> Disk:
    """By what the device mapper calls it, or else by all that it lies on."""
    block = root / "sys/class/block" / name
    if depth > _DEEPEST or not block.exists():
        return Disk.UNKNOWN
    try:
        if (block / "dm/uuid").read_text("utf-8").startswith("CRYPT-"):
            return Disk.ENCRYPTED
    except (OSError, ValueError):
        pass
    kinds = {_by_name(below, root, depth + 1) for below in _below(block)}
    order = (Disk.PLAIN, Disk.UNKNOWN, Disk.ENCRYPTED)
    return next((kind for kind in order if kind in kinds), Disk.PLAIN)


def _below(block: Path) -> Iterator[str]:
    """The devices that a device is made of; what backs a loop device is a file and not followed."""
    try:
        yield from (one.name for one in (block / "slaves").iterdir())
    except OSError:
        return


def sleep(areas: Swap, root: Path = _ROOT) -> Sleep:
    """Whether the memory could be written to the disk: the kernel can, and there is a place for it."""
    try:
        states = (root / "sys/power/state").read_text("utf-8").split()
    except (OSError, ValueError):
        return Sleep.UNKNOWN
    if "disk" not in states or areas in (Swap.NONE, Swap.MEMORY):
        return Sleep.IMPOSSIBLE
    try:
        off = "[disabled]" in (root / "sys/power/disk").read_text("utf-8")
    except (OSError, ValueError):
        return Sleep.UNKNOWN
    return Sleep.IMPOSSIBLE if off else Sleep.POSSIBLE


def spool(root: Path = _ROOT) -> Spool:
    """The files of print jobs of CUPS and of this program's own printing."""
    files, closed = 0, []
    for place, name in ((Path("/var/spool/cups"), _SPOOLED), *_own_places()):
        try:
            there = [one.name for one in (root / place.relative_to("/")).iterdir()]
        except FileNotFoundError:
            continue
        except OSError:
            closed.append(str(place))
            continue
        files += sum(1 for one in there if name.fullmatch(one))
    return Spool(files, tuple(closed))


def _own_places() -> Iterator[tuple[Path, re.Pattern[str]]]:
    """Where this program's printing puts its file while it prints."""
    given = Path(os.environ.get("TMPDIR", ""))
    if given.is_absolute() and given.name.startswith(_OWN_SPOOL):
        yield given, re.compile(".+")

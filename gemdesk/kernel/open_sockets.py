"""Counting the sockets of this program's own processes, in the kernel's tables.

A process that nobody may look into shows its parent and its filter, not its files: those are
counted apart, and never as free of sockets. Source: proc(5).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_FILTERS = "Seccomp_filters"
# Inside the computer only: the screen, the session bus, the printing system.
_LOCAL = "unix"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, over how many processes, and what could not be."""

    processes: int  # whose sockets were counted
    local: int
    other: int  # of every other family: internet, netlink, raw packets
    closed: int  # processes that could not be looked into
    closed_filtered: int  # of these, how many stand under as many filters of the kernel as this process


def count(proc: Path = _PROC, root: int | None = None) -> Count | None:
    """The sockets of process `root` and all that it started; None where there is no /proc.

    Without `root` it is this process's starter when that is this program, else this process alone.
    """
    if sys.platform != "linux" or not proc.is_dir():
        return None
    local, filters = _local_numbers(proc), _filters(os.getpid(), proc)
    counted = [0, 0, 0, 0, 0]
    for process in family(root or _first(proc), proc):
        numbers = _numbers(proc / str(process))
        if numbers is None:
            counted[3] += 1
            counted[4] += 0 < filters <= _filters(process, proc)
            continue
        counted[0] += 1
        counted[1] += len(numbers & local)
        counted[2] += len(numbers - local)
    return Count(*counted)


def family(root: int, proc: Path = _PROC) -> list[int]:
    """A process and everything that it started, by the parents that the processes name."""
    found = [root]
    parents = dict(_parents(proc))
    for process in found:
        found.extend(child for child, parent in parents.items() if parent == process)
    return found


def status(process: int, field: str, proc: Path = _PROC) -> str:
    """A field of a process's status; empty when it is not told."""
    try:
        lines = (proc / str(process) / "status").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(f"{field}:")), "")


def _filters(process: int, proc: Path) -> int:
    """How many filters of the kernel a process stands under; 0 when it is not told."""
    told = status(process, _FILTERS, proc)
    return int(told) if told.isdecimal() else 0


def _first(proc: Path) -> int:
    """The keeper when it started this process, else this process."""
    starter = os.getppid()
    try:
        words = (proc / str(starter) / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return os.getpid()
    ours = any(Path(os.fsdecode(word)).stem == "gemdesk" for word in words[:3])
    return starter if ours else os.getpid()


def _parents(proc: Path) -> Iterator[tuple[int, int]]:
    for folder in proc.iterdir():
        if folder.name.isdecimal() and (parent := status(int(folder.name), "PPid", proc)).isdecimal():
            yield int(folder.name), int(parent)


def _numbers(process: Path) -> set[str] | None:
    """The inode numbers of a process's sockets; None when it cannot be looked into."""
    found = set()
    try:
        for entry in (process / "fd").iterdir():
            try:
                target = str(entry.readlink())
            except FileNotFoundError:
                continue  # closed meanwhile
            if target.startswith("socket:["):
                found.add(target[8:-1])
    except OSError:
        return None
    return found


def _local_numbers(proc: Path) -> set[str]:
    """The inode numbers of all Unix sockets; every other socket is counted as reaching out."""
    try:
        lines = (proc / "self/net" / _LOCAL).read_text("utf-8", "replace").splitlines()[1:]
    except OSError:
        return set()
    return {fields[6] for line in lines if len(fields := line.split()) > 6}

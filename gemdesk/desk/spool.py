"""Where Qt's printing puts its file: a folder that only this person can read, where the system keeps memory.

Qt's plugin for CUPS writes every print job, in clear, into a temporary file before it hands it on.
It cannot be told not to, only where. A desk that is killed while it prints leaves the file behind,
so each start sweeps. What is in memory may still be swapped out. CUPS keeps a copy of its own, which only
root may read, for a day after the printing unless its settings say otherwise: nothing here reaches either.

The library of CUPS also asks for printers in the neighbourhood, whenever printers are listed: a service of
the system then calls into the local network on its behalf. The desk lists only what CUPS itself knows.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

_PREFIX = "gemdesk-print-"
# The service is reached by the system's bus alone, for which the desk has no other use.
_NO_NEIGHBOURS = {"DBUS_SYSTEM_BUS_ADDRESS": "disabled:"}


def prepare() -> None:
    """Point this process's temporary files to a new private folder, where the system has one in memory.

    Call before Qt loads; from then on this process lists the printers of this computer's CUPS, and no others.
    """
    if sys.platform != "linux":
        return  # elsewhere Qt prints without CUPS' file, or the folder is the person's own already
    os.environ.update(_NO_NEIGHBOURS)
    made = make(_bases())
    if made is not None:
        os.environ["TMPDIR"] = str(made)
        tempfile.tempdir = None  # it may have been asked for before


def make(bases: Iterable[Path]) -> Path | None:
    """A new folder of mode 0700 in the first base that takes one, swept of those whose process has ended."""
    for base in bases:
        try:
            _sweep(base)
            return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base))
        except OSError:
            continue
    return None


def _bases() -> Iterable[Path]:
    run = os.environ.get("XDG_RUNTIME_DIR")
    if run and Path(run).is_absolute():
        yield Path(run)
    yield Path("/dev/shm")  # noqa: S108 - mkdtemp makes a name nobody could have taken before


def _sweep(base: Path) -> None:
    for left in base.glob(f"{_PREFIX}*"):
        pid = left.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not Path("/proc", pid).exists() and not left.is_symlink() and _is_own(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    return folder.stat().st_uid == os.getuid()

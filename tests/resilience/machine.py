"""On what a trial ran: the machine without its name, and which state of the program."""

import hashlib
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

COMMIT_NOTE = ".commit"  # in a copy of the tree that is no repository: which commit it is


@dataclass(frozen=True, slots=True)
class Machine:
    """What may matter for a figure; nothing that names a machine or its owner."""

    processor: str
    cores: int
    memory_gib: int
    kernel: str
    file_system: str

    def plain(self) -> dict[str, str | int]:
        """As it is written down."""
        return asdict(self)

    def told(self) -> str:
        """For the table."""
        size = f"{self.cores} cores, {self.memory_gib} GiB"
        return f"{self.processor}, {size}, Linux {self.kernel}, {self.file_system}"


@dataclass(frozen=True, slots=True)
class Program:
    """Which program was tried: its version, its commit and a digest of its source."""

    version: str
    commit: str
    digest: str

    def plain(self) -> dict[str, str]:
        """As it is written down."""
        return asdict(self)


def this_machine(place: Path) -> Machine:
    """This machine, and the file system that holds `place`."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    kernel = ".".join(platform.release().split("-")[0].split(".")[:2])
    return Machine(_processor(), os.cpu_count() or 1, round(memory / 2**30), kernel, _file_system(place))


def this_program() -> Program:
    """The program in this tree."""
    from gemdesk import __version__

    digest = hashlib.blake2b(digest_size=8)
    for path in sorted((REPOSITORY / "gemdesk").rglob("*.py")):
        digest.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return Program(__version__, _commit(), digest.hexdigest())


def _commit() -> str:
    note = REPOSITORY / COMMIT_NOTE
    if note.exists():
        return note.read_text("utf-8").strip()
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head} and changes" if _git("status", "--porcelain", "--", "gemdesk") else head


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _file_system(place: Path) -> str:
    """The kind of file system, by the longest mount point that holds the place."""
    place = place.resolve()
    best = (0, "unknown")
    for line in Path("/proc/mounts").read_text("utf-8").splitlines():
        _device, point, kind, *_rest = line.split()
        if place.is_relative_to(point):
            best = max(best, (len(point), kind))
    return best[1]

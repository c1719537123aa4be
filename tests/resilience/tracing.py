"""strace on a process of a trial: counting its calls that touch a disk, killing it at one, failing one."""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from tests.resilience.child import Child
from tests.resilience.parts import NotHere

# Whatever changes a file, a folder or what the disk has of them, on this architecture or another; `writev` is left
# to what the processes of the trials say.
SWEPT = (
    "openat", "open", "pwrite64", "write", "pwritev", "ftruncate", "truncate", "fallocate", "fsync", "fdatasync",
    "sync_file_range", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link",
    "linkat", "copy_file_range",
)  # fmt: skip
_SET = ",".join(f"?{call}" for call in SWEPT)  # a name that this architecture lacks is passed over


class Tracer:
    """strace, attached to a running process."""

    def __init__(self, child: Child, *options: str, out: str = os.devnull) -> None:
        if not shutil.which("strace"):
            raise NotHere("strace is not installed")
        command = ["strace", "-f", "-o", out, *options, "-p", str(child.pid)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "attached" in line:
                return
        self._process.wait()
        child.kill()
        raise NotHere("strace may not attach to a process of its own user here")

    def end(self) -> None:
        """Wait for it: it ends with the process that it traces."""
        assert self._process.stderr is not None
        self._process.stderr.close()
        self._process.wait()


def counted(child: Child, place: Path) -> list[tuple[str, int]]:
    """Let the process run to its end; every call of the swept kinds as (name, number), in order of the names."""
    log = place / "calls"
    tracer = Tracer(child, "-e", f"trace={_SET}", out=str(log))
    child.go()
    code = child.end()
    tracer.end()
    assert code == 0, child.told
    names = Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE))
    return [(name, number) for name in sorted(names) for number in range(1, names[name] + 1)]


def killed_at(child: Child, call: str, number: int) -> bool:
    """End the process at the entry of its n-th call of this name; False when it made fewer."""
    return run_with(child, f"{call}:signal=SIGKILL:when={number}") == -9


def failed_at(child: Child, call: str, number: int, error: str, *, ever_after: bool) -> int:
    """Let the n-th call of this name fail, or all from it on; the exit code."""
    return run_with(child, f"{call}:error={error}:when={number}{'+' * ever_after}")


def run_with(child: Child, injected: str) -> int:
    """Let the process run to its end with something injected; the exit code, negative for a signal."""
    tracer = Tracer(child, "-e", f"inject={injected}")
    child.go()
    code = child.end()
    tracer.end()
    return code

"""Whether a folder lies on a drive that a vault can be kept on: one that stays and keeps its order of writing."""

import os
import re
import sys
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "fuse.davfs2"}
)
_NETWORK_FUSE = frozenset({"sshfs", "rclone", "gvfsd-fuse", "glusterfs", "s3fs", "curlftpfs", "kio-fuse", "onedriver"})
# File systems of sticks and cards: no owner, no mode, no journal.
_PORTABLE = frozenset({"vfat", "msdos", "exfat", "fuse.exfat"})
_UNFIT = _NETWORK | _PORTABLE | {f"fuse.{name}" for name in _NETWORK_FUSE}
_ESCAPED = re.compile(r"\\([0-7]{3})")
_WINDOWS_UNFIT = {2, 4, 5}  # GetDriveTypeW: removable, remote, optical


def require_fit(folder: Path, *, mounts: Path = MOUNTS, devices: Path = DEVICES) -> None:
    """Raise Trouble FOLDER_UNFIT for a folder, made or not, on a network or removable drive."""
    where = _existing(folder)
    if sys.platform == "win32":
        unfit = _windows_drive(where) in _WINDOWS_UNFIT
    elif sys.platform == "darwin":
        unfit = where.is_relative_to("/Volumes")
    else:
        unfit = _unfit_mount(where, mounts, devices)
    if unfit:
        raise Trouble(Reason.FOLDER_UNFIT)


def _existing(folder: Path) -> Path:
    """The folder itself or the nearest one above it that exists, free of symbolic links."""
    where = folder.resolve()
    while not where.exists():
        where = where.parent
    return where


def _windows_drive(where: Path) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(where.anchor))


def _unfit_mount(where: Path, mounts: Path, devices: Path) -> bool:
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False  # no /proc: another Unix, where nothing can be told
    # The last of equal mount points is the one on top.
    table = [_parts(line) for line in lines if " - " in line]
    above = [mount for mount in table if where.is_relative_to(mount[0])]
    if not above:
        return False
    deepest = max(len(point.parts) for point, _, _ in above)
    _point, device, kind = [mount for mount in above if len(mount[0].parts) == deepest][-1]
    system = {number for point, number, _ in table if point == Path("/")}
    # A computer that was started from a stick has nowhere else to keep a vault.
    return kind in _UNFIT or (device not in system and _removable(devices / device))


def _parts(line: str) -> tuple[Path, str, str]:
    """Mount point, device number and file system type of a line of mountinfo (proc(5))."""
    before, after = line.split(" - ", 1)
    fields = before.split()
    point = _ESCAPED.sub(lambda found: chr(int(found[1], 8)), fields[4])
    return Path(point), fields[2], after.split()[0]


def _removable(device: Path) -> bool:
    """Whether the kernel calls the drive removable or it hangs on USB."""
    real = Path(os.path.realpath(device))
    if any(part.startswith("usb") for part in real.parts):
        return True
    for holder in (real, real.parent):  # a partition's drive is the folder above it
        try:
            return (holder / "removable").read_text("ascii").strip() == "1"
        except OSError:
            continue
    return False

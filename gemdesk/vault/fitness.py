"""Whether a folder lies on a drive that a vault can be kept on: one that stays and keeps its order of writing."""

import os
import re
import sys
from pathlib import Path

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

MOUNTS = Path("/proc/self/mountinfo")
DEVICES = Path("/sys/dev/block")
NAMES = Path("/sys/class/block")

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "fuse.davfs2"}
)
_NETWORK_FUSE = frozenset({"sshfs", "rclone", "gvfsd-fuse", "glusterfs", "s3fs", "curlftpfs", "kio-fuse", "onedriver"})
# File systems of sticks and cards: no owner, no mode, no journal.
_PORTABLE = frozenset({"vfat", "msdos", "exfat", "fuse.exfat"})
_UNFIT = _NETWORK | _PORTABLE | {f"fuse.{name}" for name in _NETWORK_FUSE}
_ESCAPED = re.compile(r"\\([0-7]{3})")
_WINDOWS_UNFIT = {2, 4, 5}  # GetDriveTypeW: removable, remote, optical


def require_fit(folder: Path, *, mounts: Path = MOUNTS, devices: Path = DEVICES, names: Path = NAMES) -> None:
    """Raise Trouble FOLDER_UNFIT for a folder, made or not, on a network or removable drive."""
    where = _existing(folder)
    if sys.platform == "win32":
        unfit = _windows_drive(where) in _WINDOWS_UNFIT
    elif sys.platform == "darwin":
        unfit = where.is_relative_to("/Volumes")
    else:
        unfit = _unfit_mount(where, mounts, devices, names)
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


def _unfit_mount(where: Path, mounts: Path, devices: Path, names: Path) -> bool:
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False  # no /proc: another Unix, where nothing can be told
    # The last of equal mount points is the one on top.
    table = [_parts(line) for line in lines if " - " in line]
    above = [mount for mount in table if where.is_relative_to(mount[0])]
    if not above:
        return False
    deepest = max(len(mount[0].parts) for mount in above)
    _point, device, kind, source = [mount for mount in above if len(mount[0].parts) == deepest][-1]
    system = {number for point, number, *_ in table if point == Path("/")}
    # A computer that was started from a stick has nowhere else to keep a vault.
    return kind in _UNFIT or (device not in system and _removable(_drive(device, source, devices, names)))


def _drive(device: str, source: str, devices: Path, names: Path) -> Path:
    """The kernel's folder of the drive that is mounted."""
    if device.startswith("0:") and source.startswith("/"):
        # btrfs shows a number that belongs to no drive; the node it was mounted from does.
        return names / Path(os.path.realpath(source)).name
    return devices / device


def _parts(line: str) -> tuple[Path, str, str, str]:
    """Mount point, device number, file system type and source of a line of mountinfo (proc(5))."""
    before, after = line.split(" - ", 1)
    fields = before.split()
    kind, source, *_options = after.split()
    return Path(_plain(fields[4])), fields[2], kind, _plain(source)


def _plain(field: str) -> str:
    """A field of mountinfo without the octal escapes of blanks."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), field)


def _removable(device: Path) -> bool:
    """Whether the kernel calls the drive removable or it hangs on USB, or one beneath it does (LUKS, LVM, RAID)."""
    real = Path(os.path.realpath(device))
    if any(part.startswith("usb") for part in real.parts):
        return True
    if any(map(_removable, real.glob("slaves/*"))):
        return True
    for holder in (real, real.parent):  # a partition's drive is the folder above it
        try:
            return (holder / "removable").read_text("ascii").strip() == "1"
        except OSError:
            continue
    return False

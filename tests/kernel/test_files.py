"""A file is there whole or not at all, and what was there before stays when writing fails."""

import errno
import os
import resource
import signal
from pathlib import Path

import pytest

from gemdesk.kernel.files import trouble_of, write_whole
from gemdesk.kernel.reasons import Reason

OLD, NEW = b"old content", b"new content, longer than the old" * 10_000


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(OLD)
    write_whole(target, NEW)
    assert target.read_bytes() == NEW
    assert names(tmp_path) == ["x"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_for_others_can_be_read_by_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "x", NEW, private=False)
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644


def test_leavings_of_a_power_cut_do_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / f".x.{os.getpid()}").write_bytes(b"half")
    write_whole(tmp_path / "x", NEW)
    assert (tmp_path / "x").read_bytes() == NEW


def write_in_a_child(target: Path, content: bytes, most: int) -> int:
    """Write in a process whose files cannot grow beyond `most` bytes; gives 0 when it could."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        write_whole(target, content)
    except OSError as fault:
        os._exit(fault.errno or 1)
    except BaseException:  # noqa: BLE001 - the child must end here whatever happens
        os._exit(255)
    os._exit(0)


@pytest.mark.parametrize("old", [OLD, None])
def test_a_write_that_fails_in_the_middle_leaves_what_was_there(tmp_path: Path, old: bytes | None) -> None:
    target = tmp_path / "x"
    if old is not None:
        target.write_bytes(old)
    assert write_in_a_child(target, NEW, len(NEW) - 1) == errno.EFBIG
    assert (target.read_bytes() if target.exists() else None) == old
    assert names(tmp_path) == (["x"] if old else [])


def test_the_same_write_with_room_for_it_succeeds(tmp_path: Path) -> None:
    target = tmp_path / "x"
    assert write_in_a_child(target, NEW, len(NEW)) == 0
    assert target.read_bytes() == NEW


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "x", NEW)


def test_a_folder_in_the_place_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "inside").write_bytes(OLD)
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "x", NEW)
    assert names(tmp_path) == ["x"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, Reason.DISK_FULL), (errno.EDQUOT, Reason.DISK_FULL), (errno.EROFS, Reason.FOLDER_READ_ONLY),
        (errno.EACCES, Reason.FOLDER_READ_ONLY), (errno.ENOENT, Reason.FILE_NOT_WRITTEN),
        (errno.EIO, Reason.FILE_NOT_WRITTEN),
    ],
)  # fmt: skip
def test_the_trouble_that_a_person_is_told(number: int, reason: Reason) -> None:
    assert trouble_of(OSError(number, "x")).reason is reason

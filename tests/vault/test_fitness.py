"""Drives that a vault is not kept on."""

from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault.fitness import require_fit

ROOT = "27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw"


def fit(folder: Path, tmp_path: Path, *lines: str) -> bool:
    """Whether a folder is taken, with these lines of mountinfo and the drives in tmp_path/devices."""
    for line in lines:
        Path(line.split()[4].replace("\\040", " ")).mkdir(parents=True, exist_ok=True)
    mounts = tmp_path / "mountinfo"
    mounts.write_text("\n".join([ROOT, *lines]) + "\n")
    try:
        require_fit(folder, mounts=mounts, devices=tmp_path / "devices", names=tmp_path / "names")
    except Trouble as trouble:
        return trouble.reason is not Reason.FOLDER_UNFIT
    return True


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "vfat", "exfat"])
def test_network_and_portable_file_systems(tmp_path: Path, kind: str) -> None:
    line = f"40 27 0:50 / {tmp_path}/there rw shared:1 - {kind} somewhere rw"
    assert not fit(tmp_path / "there" / "vault", tmp_path, line)
    assert fit(tmp_path / "therefore" / "vault", tmp_path, line)
    assert fit(tmp_path / "here", tmp_path, line)


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "9p", "virtiofs", "zfs"])
def test_what_stays_in_the_computer(tmp_path: Path, kind: str) -> None:
    assert fit(tmp_path / "there" / "vault", tmp_path, f"40 27 0:50 / {tmp_path}/there rw - {kind} somewhere rw")


def test_the_mount_on_top_decides(tmp_path: Path) -> None:
    deep = f"41 40 0:51 / {tmp_path}/there/deep rw - ext4 /dev/sdb1 rw"
    shallow = f"40 27 0:50 / {tmp_path}/there rw - nfs server:/ rw"
    over = f"42 40 0:52 / {tmp_path}/there rw - ext4 /dev/sdc1 rw"
    assert fit(tmp_path / "there" / "deep" / "vault", tmp_path, deep, shallow)
    assert not fit(tmp_path / "there" / "vault", tmp_path, deep, shallow)
    assert fit(tmp_path / "there" / "vault", tmp_path, shallow, over)
    assert not fit(tmp_path / "there" / "vault", tmp_path, over, shallow)


def test_a_mount_point_with_a_space(tmp_path: Path) -> None:
    line = f"40 27 8:17 / {tmp_path}/my\\040stick rw - vfat /dev/sdb1 rw"
    assert not fit(tmp_path / "my stick" / "vault", tmp_path, line)


def drive(tmp_path: Path, number: str, path: str, removable: str) -> None:
    """A drive with one partition, as the kernel shows it."""
    partition = tmp_path / "sys" / path / "partition"
    partition.mkdir(parents=True)
    (partition.parent / "removable").write_text(removable + "\n")
    (tmp_path / "devices").mkdir(exist_ok=True)
    (tmp_path / "devices" / number).symlink_to(partition)


@pytest.mark.parametrize(
    ("path", "removable", "taken"),
    [("pci0/ata1/sdb", "0", True), ("pci0/ata1/sdb", "1", False), ("pci0/usb2/2-1/sdb", "0", False)],
)
def test_a_stick_with_a_good_file_system_is_a_stick(tmp_path: Path, path: str, removable: str, taken: bool) -> None:
    drive(tmp_path, "8:17", path, removable)
    line = f"40 27 8:17 / {tmp_path}/there rw - ext4 /dev/sdb1 rw"
    assert fit(tmp_path / "there" / "vault", tmp_path, line) is taken


USB, FIXED = "pci0/usb2/2-1/sdb", "pci0/ata1/sdb"


def mapped(tmp_path: Path, number: str, name: str, *below: Path) -> Path:
    """A drive that the kernel makes from others, such as LUKS, with its node and its number."""
    real = tmp_path / "sys" / "virtual" / name
    (real / "slaves").mkdir(parents=True)
    (real / "removable").write_text("0\n")
    for one in below:
        (real / "slaves" / one.name).symlink_to(one)
    (tmp_path / "devices").mkdir(exist_ok=True)
    (tmp_path / "devices" / number).symlink_to(real)
    return real


@pytest.mark.parametrize(("path", "taken"), [(USB, False), (FIXED, True)])
def test_an_encrypted_stick_is_a_stick(tmp_path: Path, path: str, taken: bool) -> None:
    drive(tmp_path, "8:17", path, "0")
    luks = mapped(tmp_path, "253:0", "dm-0", tmp_path / "sys" / path / "partition")
    mapped(tmp_path, "253:1", "dm-1", luks)
    for number in ("253:0", "253:1"):
        line = f"40 27 {number} / {tmp_path}/there rw - ext4 /dev/mapper/any rw"
        assert fit(tmp_path / "there" / "vault", tmp_path, line) is taken


@pytest.mark.parametrize(("path", "taken"), [(USB, False), (FIXED, True)])
def test_btrfs_is_known_by_what_it_was_mounted_from(tmp_path: Path, path: str, taken: bool) -> None:
    drive(tmp_path, "8:17", path, "0")
    luks = mapped(tmp_path, "253:0", "dm-0", tmp_path / "sys" / path / "partition")
    (tmp_path / "names").mkdir()
    (tmp_path / "names" / "sdb1").symlink_to(tmp_path / "sys" / path / "partition")
    (tmp_path / "names" / "dm-0").symlink_to(luks)
    nodes = tmp_path / "dev"
    (nodes / "mapper").mkdir(parents=True)
    for node in ("sdb1", "dm-0"):
        (nodes / node).touch()
    (nodes / "mapper" / "my stick").symlink_to(nodes / "dm-0")
    for source in (f"{nodes}/sdb1", f"{nodes}/mapper/my\\040stick"):
        line = f"40 27 0:61 /@home {tmp_path}/there rw - btrfs {source} rw,subvol=/@home"
        assert fit(tmp_path / "there" / "vault", tmp_path, line) is taken


def test_a_computer_started_from_a_stick_may_use_it(tmp_path: Path) -> None:
    drive(tmp_path, "8:1", "pci0/usb2/2-1/sda", "1")
    assert fit(tmp_path / "vault", tmp_path)


def test_a_link_does_not_hide_the_drive(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there")
    line = f"40 27 0:50 / {tmp_path}/there rw - nfs server:/ rw"
    assert not fit(tmp_path / "link" / "vault", tmp_path, line)


def test_this_computer_is_fit(tmp_path: Path) -> None:
    require_fit(tmp_path / "not" / "made" / "yet")

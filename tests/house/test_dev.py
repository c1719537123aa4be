"""`packaging/dev.py` in a copy of its own: every failure has its words and its exit code, and the way through works."""

import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY

DEV = REPOSITORY / "packaging/dev.py"
NOWHERE = "http://127.0.0.1:9/simple"  # a closed port of this machine

# A program whose exit code says that it ran, and which leaves behind what it was started with.
PROGRAM = """
import os, pathlib, sys
pathlib.Path("started").write_text(" ".join(sys.argv[1:]) + "|" + os.environ.get("QT_QPA_PLATFORM", ""))
sys.exit(7)
"""


def copy_of_the_source(root: Path) -> Path:
    """As much of the tree as `dev.py` needs, with a program of three lines."""
    shutil.copytree(REPOSITORY / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "gemdesk").mkdir()
    (root / "gemdesk/__init__.py").touch()
    (root / "gemdesk/__main__.py").write_text(PROGRAM)
    return root


def without_settings(**more: str) -> dict[str, str]:
    """The environment without a display and without anybody's settings for pip."""
    dropped = ("PIP_", "DISPLAY", "WAYLAND_DISPLAY", "QT_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0", **more}


def start(root: Path, *arguments: str, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the copy's `dev.py`, after a line that changes what it finds in its Python."""
    script = str(root / "packaging/dev.py")
    command = [script, *arguments]
    if before:
        code = f"import runpy, sys; {before}; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
        command = ["-c", code, *command]
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=without_settings(**environment),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the source in which nothing was set up."""
    return copy_of_the_source(tmp_path)


def test_an_older_python_can_read_the_whole_file() -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=(3, 6))


def test_an_older_python_is_told(copy: Path) -> None:
    result = start(copy, "run", before="sys.version_info = (3, 9, 2, 'final', 0)")
    assert (result.returncode, "needs Python 3.11 or newer; this is Python 3.9" in result.stderr) == (2, True)
    assert not (copy / ".venv").exists()


def test_a_python_that_is_too_new_is_told(copy: Path) -> None:
    result = start(copy, "run", before="sys.version_info = (3, 14, 0, 'final', 0)")
    assert (result.returncode, "tested with Python 3.11 to 3.13" in result.stderr) == (2, True)


def test_an_unknown_command_shows_the_known_ones(copy: Path) -> None:
    result = start(copy, "walk")
    assert result.returncode == 2
    assert "dev.py run" in result.stderr
    assert start(copy, "--help").returncode == 0


def test_a_missing_venv_module_is_told_with_the_line_that_mends_it(copy: Path) -> None:
    # Without apt-get on the path nothing is installed, whoever runs this.
    result = start(copy, "run", before="sys.modules['ensurepip'] = None", PATH=str(copy))
    assert result.returncode == 3
    package = "python{}.{}-venv".format(*sys.version_info)
    assert f"sudo apt-get install --no-install-recommends {package}" in result.stderr
    assert not (copy / ".venv").exists()


def test_a_missing_library_is_told(copy: Path) -> None:
    before = "import ctypes; known = ctypes.CDLL; ctypes.CDLL = lambda name: known(name.replace('libEGL', 'libnone'))"
    result = start(copy, "run", before=before, PATH=str(copy))
    assert (result.returncode, "This system lacks: libegl1\n" in result.stderr) == (3, True)


def apt_that_brings(root: Path, program: str) -> Path:
    """A folder with an `apt-get` that notes what it is asked for and brings one program."""
    folder = root / "bin"
    folder.mkdir()
    apt = folder / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$@" >> {folder}/asked\ncase "$*" in *install*) : > {folder}/{program}; '
        f"/bin/chmod +x {folder}/{program};; esac\n"
    )
    apt.chmod(0o755)
    return folder


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root installs without being asked")
@pytest.mark.skipif(
    not all(map(os.path.exists, ("/usr/share/unicode/BidiCharacterTest.txt", "/usr/sbin/cupsd", "/usr/sbin/lpadmin"))),
    reason="apt would be asked for it",
)
def test_root_on_debian_gets_what_is_missing_and_is_told(copy: Path) -> None:
    folder = apt_that_brings(copy, "pdftotext")
    for program in ("dbus-daemon", "gdb", "strace", "xclip", "xdotool", "Xvfb"):
        (folder / program).symlink_to("/bin/true")  # what else the tests start is there
    (copy / "packaging/requirements/dev.txt").unlink()  # so that it ends right after this step
    result = start(copy, "test", PATH=str(folder))
    assert "Installing what this system lacks: poppler-utils\n" in result.stderr
    assert "dev.txt is missing" in result.stderr
    assert result.returncode == 6
    asked = (folder / "asked").read_text().splitlines()
    assert "install --yes --no-install-recommends poppler-utils" in asked


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
def test_a_folder_that_cannot_be_written_is_told() -> None:
    # Not under pytest's folder: another user has to be able to enter it.
    with tempfile.TemporaryDirectory() as name:
        root = copy_of_the_source(Path(name) / "source")
        Path(name).chmod(0o755)
        root.chmod(0o555)
        # Root may write everywhere, so root gives that up, once everything is read that lies in root's own folders.
        modules = (
            "ctypes, ensurepip, hashlib, importlib.util, json, os, pathlib, pkgutil, shutil, subprocess, tempfile, venv"
        )
        before = f"import {modules}; os.geteuid() or (os.setgid(65534), os.setuid(65534))"
        result = start(root, "run", before=before)
        root.chmod(0o755)
    assert "cannot be written to" in result.stderr
    assert result.returncode == 6


def wheel_in(folder: Path) -> str:
    """Make the smallest wheel there is; return its SHA-256 in hex."""
    folder.mkdir()
    path = folder / "smallest-1.0-py3-none-any.whl"
    files = {
        "smallest.py": b"",
        "smallest-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: smallest\nVersion: 1.0\n",
        "smallest-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    digests = {
        name: base64.urlsafe_b64encode(hashlib.sha256(body).digest()).rstrip(b"=") for name, body in files.items()
    }
    record = "".join(f"{name},sha256={digests[name].decode()},{len(body)}\n" for name, body in files.items())
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
        archive.writestr("smallest-1.0.dist-info/RECORD", record + "smallest-1.0.dist-info/RECORD,,\n")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A copy of the source whose one package lies in a folder beside it, and the hash of that package."""
    root = copy_of_the_source(tmp_path_factory.mktemp("offline"))
    return root, wheel_in(root / "wheels")


def lock_of(root: Path, digest: str, version: str = "1.0") -> None:
    """Pin the one package; nothing was started with this lock yet."""
    (root / "packaging/requirements/run.txt").write_text(f"smallest=={version} \\\n    --hash=sha256:{digest}\n")
    (root / "started").unlink(missing_ok=True)


@pytest.mark.parametrize("settings", [{"PIP_INDEX_URL": NOWHERE}, {"PIP_NO_INDEX": "1"}], ids=["closed", "none"])
def test_no_network_is_told_and_leaves_no_stamp(offline: tuple[Path, str], settings: dict[str, str]) -> None:
    root, digest = offline
    lock_of(root, digest, "0.9")
    result = start(root, "run", **settings)
    assert (result.returncode, "The packages could not be fetched" in result.stderr) == (4, True), result.stderr
    assert not (root / ".venv/gemdesk-setup.json").exists()
    assert not (root / "started").exists()


def test_a_package_with_another_hash_is_refused(offline: tuple[Path, str]) -> None:
    root, _digest = offline
    lock_of(root, "0" * 64)
    result = start(root, "run", PIP_NO_INDEX="1", PIP_FIND_LINKS="wheels")
    assert (result.returncode, "its hash differs" in result.stderr) == (5, True), result.stderr
    assert not (root / ".venv/gemdesk-setup.json").exists()
    assert not (root / "started").exists()


def test_the_way_through(offline: tuple[Path, str]) -> None:
    root, digest = offline
    lock_of(root, digest)
    first = start(root, "run", PIP_NO_INDEX="1", PIP_FIND_LINKS="wheels")
    assert first.returncode == 7, first.stderr  # the program's own
    assert "There is no display here" in first.stderr
    assert (root / "started").read_text() == "tour --out tour-output|offscreen"
    assert list(root.glob(".venv/**/smallest.py"))

    # Nothing to install from any more, and nothing to install.
    second = start(root, "run", "--lang", "en", PIP_NO_INDEX="1", QT_QPA_PLATFORM="minimal")
    assert (second.returncode, second.stderr) == (7, "")
    assert (root / "started").read_text() == "--lang en|minimal"
    start(root, "run", "tour", "--out", "elsewhere", PIP_NO_INDEX="1")
    assert (root / "started").read_text() == "tour --out elsewhere|offscreen"

    # Another lock: the set-up is done again, and fails for want of packages.
    lock_of(root, digest, "1.1")
    third = start(root, "run", PIP_NO_INDEX="1")
    assert third.returncode == 4, third.stderr


def test_the_check_of_this_commit_is_the_command_of_the_readme() -> None:
    lines = (REPOSITORY / ".ci/run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec python3 packaging/dev.py test"]
    assert os.access(REPOSITORY / ".ci/run", os.X_OK)

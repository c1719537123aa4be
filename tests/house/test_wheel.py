"""The wheel holds the program, what it ships and its words, and finds them where it was installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.source import REPOSITORY

needs_readme = pytest.mark.skipif(
    not (REPOSITORY / "README.md").exists(), reason="the wheel's description is not written"
)

# What an installed copy is asked: its words, its resources, and that they are its own.
QUESTION = """
import pathlib
import gemdesk
from gemdesk.kernel import places
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.kernel.texts import Texts
home = pathlib.Path(gemdesk.__file__).parent
assert places.resources() == home / "_resources", places.resources()
assert places.translations() == home / "_translations", places.translations()
assert (places.resources() / "fonts/fonts.toml").is_file()
Texts("ar"); Texts("en")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the tree without fetching anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return next(folder.glob("*.whl"))


@needs_readme
def test_the_wheel_holds_everything_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    resources = [path for path in (REPOSITORY / "resources").rglob("*") if path.is_file()]
    assert len(resources) > 20
    assert {
        f"gemdesk/_resources/{path.relative_to(REPOSITORY / 'resources').as_posix()}" for path in resources
    } <= names
    assert {f"gemdesk/_translations/{code}/LC_MESSAGES/gemdesk.mo" for code in ("ar", "en")} <= names
    assert {"gemdesk/__main__.py", "gemdesk/kernel/texts.py"} <= names
    foreign = [name for name in names if not name.startswith(("gemdesk/", "gemdesk-"))]
    assert foreign == []
    assert not [name for name in names if name.endswith((".po", ".pot", ".pyc"))]


@needs_readme
def test_the_wheel_names_its_command_and_its_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    text = {
        name.rpartition("/")[2]: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name
    }
    assert "gemdesk = gemdesk.__main__:main" in text["entry_points.txt"]
    assert "License-Expression: GPL-3.0-or-later" in text["METADATA"]
    assert "Requires-Dist: pyside6-essentials==6.8.3" in text["METADATA"].lower().replace(
        "requires-dist", "Requires-Dist"
    )
    assert "GNU GENERAL PUBLIC LICENSE" in text["LICENSE"]


@needs_readme
def test_an_installed_copy_finds_its_own(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*command, str(tmp_path / "installed"), str(wheel)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    asked = [sys.executable, "-c", QUESTION]
    result = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr

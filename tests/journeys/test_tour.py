"""The tour as a person starts it: real processes, real windows, real letters; and what it leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.journeys.traces import forms_of, found_in

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "cases"
# Loaded by each interpreter itself: writes down what is imported, in every process of the tour.
WATCH = """
import os, sys

def watch(event, arguments):
    if event == "import":
        seen = os.open(os.environ["SEEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(seen, f"{arguments[0]}\\n".encode())
        os.close(seen)

sys.addaudithook(watch)
"""
LOOKS = [f"{language}-{scheme}" for language in ("ar", "en") for scheme in ("light", "dark")]
# From the shared cases, where they are there; else from the examples that come with the program.
NAMES = ("سلمى", "بيرفين إسماعيل درويش", "Berfîn") if SHARED.is_dir() else ("ميرا",)


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home and a temporary folder of their own, so that every file that is left can be found."""
    base = tmp_path_factory.mktemp("tour")
    for name in ("home", "tmp", "run"):
        (base / name).mkdir(mode=0o700)
    return base


@pytest.fixture(scope="module")
def out(surroundings: Path) -> Path:
    """The folder of a finished tour."""
    folder = surroundings / "out"
    (surroundings / "watch").mkdir()
    (surroundings / "watch" / "sitecustomize.py").write_text(WATCH)
    environment = {
        **os.environ,
        "SEEN": str(surroundings / "seen"),
        "HOME": str(surroundings / "home"),
        "TMPDIR": str(surroundings / "tmp"),
        "XDG_RUNTIME_DIR": str(surroundings / "run"),
        "PYTHONPATH": os.pathsep.join([str(surroundings / "watch"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "GEMDESK_HOME"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "gemdesk", "tour", "--out", str(folder), "--now", "2026-11-20T09:00", "--brief"]
    if SHARED.is_dir():
        command += ["--cases", str(SHARED)]
    done = subprocess.run(
        command, cwd=surroundings, env=environment, capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    """What the tour wrote down."""
    told = json.loads((out / "tour.json").read_text("utf-8"))
    assert isinstance(told, dict)
    return told


def test_people_letters_and_the_refusal(out: Path, report: dict[str, Any]) -> None:
    expected = (7, 12, 1) if SHARED.is_dir() else (12, 16, 1)
    assert (report["people"], len(report["letters"]), len(report["refusals"])) == expected
    assert report["complete"] and not report["failed"]
    assert sorted(path.name for path in (out / "letters").iterdir()) == sorted(report["letters"])
    for step in report["steps"]:
        assert step["outcome"]
    refused = report["refusals"][0]
    assert "reason" in refused["items"] and "services" in refused["items"]


def test_a_wrong_passphrase_was_refused_on_the_way(report: dict[str, Any]) -> None:
    assert [step["outcome"] for step in report["steps"] if step["name"] == "try"] == ["done", "WRONG_SECRET", "done"]


@pytest.mark.parametrize("screen", [
    "gate-first-run", "gate-new-vault", "gate-unlock", "gate-wrong", "gate-locked", "desk-empty", "desk-today",
    "desk-list",
    "desk-intake", "desk-consent", "desk-withdrawal", "desk-referral-1", "desk-referral-2", "desk-referral-3",
    "desk-referral-4", "desk-refusal", "desk-case", "desk-details", "desk-contact",
    "desk-people", "desk-risk", "desk-plan", "desk-papers", "desk-help", "desk-settings",
])  # fmt: skip
def test_every_screen_has_its_pictures(out: Path, screen: str) -> None:
    found = (out / "pictures").glob(f"{screen}-??-*")
    taken = {path.stem.removeprefix(f"{screen}-"): path.stat().st_size for path in found}
    # A brief tour takes the desk in one of the two schemes.
    wished = [set(LOOKS), {look for look in LOOKS if "light" in look}, {look for look in LOOKS if "dark" in look}]
    assert set(taken) in (wished if screen.startswith("desk") else wished[:1])
    # The looks of one screen are different pictures.
    assert len(set(taken.values())) > 1 and min(taken.values()) > 4_000


def test_the_desk_is_pictured_in_light_and_in_dark(out: Path) -> None:
    schemes = [path.stem.rpartition("-")[2] for path in (out / "pictures").glob("desk-*.png")]
    assert min(schemes.count("light"), schemes.count("dark")) >= 4


def test_letters_open_are_embedded_and_name_nobody_in_their_metadata(out: Path) -> None:
    letters = sorted((out / "letters").glob("*.pdf"))
    assert letters
    for path in letters:
        with pikepdf.open(path) as pdf:
            told = " ".join(str(value) for value in pdf.docinfo.values()) + pdf.Root.Metadata.read_bytes().decode()
            fonts = [
                o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
            ]
        assert fonts and all("/FontFile2" in font for font in fonts)
        for name in NAMES:
            assert name not in told


def test_no_name_is_left_in_clear_outside_vault_and_out(surroundings: Path, out: Path) -> None:
    planted = surroundings / "tmp" / "planted.bin"
    for form in forms_of(NAMES[0]):
        planted.write_bytes(b"\0" * 100 + form + b"\0" * 100)
        assert found_in([surroundings / "tmp"], NAMES) == {planted}
    planted.unlink()
    # The vault, the settings and whatever the program kept for itself are swept too: nothing in clear there.
    places = [surroundings / name for name in ("home", "tmp", "run")] + [out / "home"]
    assert found_in(places, NAMES) == set()
    assert (out / "home" / "vault" / "vault.db").stat().st_size > 100_000


def test_no_module_that_speaks_to_a_network_was_loaded(surroundings: Path, out: Path) -> None:
    seen = set((surroundings / "seen").read_text().split())
    assert {"PySide6.QtWidgets", "sqlcipher3", "reportlab"} <= seen, "the watch sees what is loaded"
    speaking = {"socket", "ssl", "http", "asyncio", "webbrowser", "ftplib", "smtplib", "QtNetwork", "request"}
    assert {name for name in seen if speaking & {part.lstrip("_") for part in name.split(".")}} == set()

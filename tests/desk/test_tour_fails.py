"""The tour ends with something else than 0 as soon as a step did not do what it should."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gemdesk.desk import tour
from gemdesk.flows import case_files
from tests.conftest import REPOSITORY

WHO = "EX-0201"
TRIES: list[dict[str, object]] = [{"name": "try", "outcome": outcome} for outcome in ("done", "WRONG_SECRET", "done")]
STEPS: list[dict[str, object]] = [
    {"name": "person", "outcome": "done", "person": WHO},
    {"name": "letter", "outcome": "done", "file": f"{WHO}-ar.pdf", "person": WHO, "languages": "ar"},
    {"name": "letter", "outcome": "done", "file": f"{WHO}-en.pdf", "person": WHO, "languages": "en"},
    {"name": "quit", "outcome": "done"},
    *TRIES,
]
REFUSED: dict[str, object] = {"name": "refusal", "outcome": "refused", "person": WHO, "languages": "en"}


def _program(steps: list[dict[str, object]], code: int = 0) -> Callable[..., int]:
    def run(
        _folder: Path, _script: Mapping[str, object], on_step: Callable[[Mapping[str, object]], None], **_more: object
    ) -> int:
        for step in steps:
            on_step(step)
        return code

    return run


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A folder with one invented person."""
    (tmp_path / "cases").mkdir()
    shutil.copy(case_files.files_in(case_files.examples())[0], tmp_path / "cases")
    return tmp_path / "cases"


def _toured(tmp_path: Path, cases: Path, program: Callable[..., int]) -> tuple[int, Any]:
    code = tour.main(["--out", str(tmp_path / "out"), "--cases", str(cases)], program)
    return code, json.loads((tmp_path / "out" / "tour.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("steps", "code", "complete"),
    [
        ([*STEPS, {"name": "letter", "outcome": "failed", "why": "FOLDER_READ_ONLY"}], 0, True),
        ([*STEPS, {"name": "try", "outcome": "VAULT_DAMAGED"}], 0, True),
        (STEPS, 1, True),
        ([*STEPS[:3], *TRIES], 0, False),
        ([STEPS[0], *STEPS[3:]], 0, False),
        ([*STEPS[:2], REFUSED, *STEPS[3:]], 0, False),
        ([*STEPS, {"name": "letter", "outcome": "done", "person": "EX-0299", "languages": "ar"}], 0, False),
        ([*STEPS[:4], TRIES[0], TRIES[0], TRIES[0]], 0, False),
        ([*STEPS, {"name": "lock", "outcome": "refused"}], 0, True),
        (STEPS[1:], 0, False),
        ([], 0, False),
    ],
    ids=[
        "a step failed",
        "a step of another outcome",
        "the program's code",
        "no end",
        "no letter",
        "a letter that may leave was refused",
        "a letter left that nobody may send",
        "a wrong passphrase opened",
        "an outcome of another step",
        "nobody",
        "nothing",
    ],
)
def test_what_is_not_whole_is_no_success(
    tmp_path: Path, cases: Path, steps: list[dict[str, object]], code: int, complete: bool
) -> None:
    ended, told = _toured(tmp_path, cases, _program(steps, code))
    assert ended == 1 and told["complete"] is complete
    again, told = _toured(tmp_path, cases, _program(STEPS))
    assert again == 0 and told["complete"] and not told["failed"], "the same folder, and every step did what it should"


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, cases: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("mine")
    assert tour.main(["--out", str(tmp_path / "out"), "--cases", str(cases)], _program(STEPS)) == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["letter.txt"]


def test_a_broken_case_file_ends_the_real_tour(tmp_path: Path, cases: Path) -> None:
    (cases / "99-broken.toml").write_text("[person\n", "utf-8")
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "gemdesk", "tour", "--out", str(out), "--cases", str(cases)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    told = json.loads((out / "tour.json").read_text("utf-8"))
    assert [(step["name"], step["why"]) for step in told["failed"]] == [("person", "CASE_FILE_UNREADABLE")]
    assert told["people"] == 1, "the one before it was taken in"
    assert "failed" in done.stdout

"""Habits that keep tests and types honest: nothing is silenced without a reason, nothing of ours is faked."""

import ast
import re

import pytest

from tests.conftest import LONGEST
from tests.house.source import REPOSITORY, Module, calls, imports, module, program, read_under

REASON = re.compile(r"#\s*(type: ignore\[[\w,\s-]+\]\s*#\s*\w|noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)* +- \w)")
SILENCED = re.compile(r"#\s*(type:\s*ignore|noqa)")
FAKES = ("unittest.mock", "mock", "pytest_mock")


def unreasoned(one: Module) -> list[str]:
    """The lines that silence a tool without saying what and why."""
    lines = enumerate(one.text.splitlines(), 1)
    return [f"{one.path}:{number}" for number, line in lines if SILENCED.search(line) and not REASON.search(line)]


def fakes(one: Module) -> list[str]:
    """The imports of a library of mocks."""
    return [name for _line, name in imports(one) if any(name == fake or name.startswith(fake + ".") for fake in FAKES)]


def blind_waits(one: Module) -> list[str]:
    """The waits whose length is only hoped to be enough: a sleep of a written number, outside a loop that looks."""
    sleeps = [
        call for call in calls(one) if re.fullmatch(r"(time\.)?sleep|(QTest\.)?qWait|qSleep", ast.unparse(call.func))
    ]
    loops = [node for node in ast.walk(one.tree) if isinstance(node, ast.While | ast.For)]
    looked = {id(inner) for loop in loops for inner in ast.walk(loop)}
    written = [call for call in sleeps if call.args and isinstance(call.args[0], ast.Constant)]
    return [f"{one.path}:{call.lineno}" for call in written if id(call) not in looked]


def modules_of_tests() -> list[Module]:
    """Every module of the tests but this one, which holds what it looks for."""
    found = [one for one in read_under("tests") if one.path != "tests/house/test_habits.py"]
    assert len(found) > 15
    return found


def test_nothing_is_silenced_without_a_reason() -> None:
    assert [
        line for one in [*program(), *read_under("packaging"), *modules_of_tests()] for line in unreasoned(one)
    ] == []


def test_nothing_of_ours_is_faked() -> None:
    assert {one.path: bad for one in modules_of_tests() if (bad := fakes(one))} == {}


def test_the_files_that_begin_are_there() -> None:
    assert [name for name in LONGEST if not (REPOSITORY / "tests" / name).is_file()] == []


def test_no_test_waits_blindly() -> None:
    assert [line for one in modules_of_tests() for line in blind_waits(one)] == []


@pytest.mark.parametrize(
    "text", ["x = 1  # type: ignore", "x = 1  # type: ignore[misc]", "x = 1  # noqa", "x = 1  # noqa: E501"]
)
def test_a_silence_without_a_reason_is_seen(text: str) -> None:
    assert unreasoned(module("tests/planted.py", text))


@pytest.mark.parametrize(
    "text", ["x = 1  # type: ignore[misc]  # a stub is wrong", "x = 1  # noqa: E741 - the usual letter"]
)
def test_a_silence_with_a_reason_passes(text: str) -> None:
    assert not unreasoned(module("tests/planted.py", text))


def test_planted_habits_are_seen() -> None:
    assert fakes(module("tests/planted.py", "from unittest.mock import Mock"))
    assert blind_waits(module("tests/planted.py", "import time\ntime.sleep(0.5)"))
    assert not blind_waits(module("tests/planted.py", "while not there():\n    time.sleep(0.01)"))

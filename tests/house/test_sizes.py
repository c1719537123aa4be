"""How big things may grow. A named exception has its own ceiling and leaves the list once it is not needed."""

import ast
from pathlib import PurePosixPath

import pytest

from tests.house.source import Module, module, program, read_under

MODULE, CLASS, FUNCTION = 400, 250, 40
# A test module may hold more, and a sample is as long as it is.
TEST_MODULE = 600
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "controller", "widgets", "base", "stuff"}

# What is larger: its ceiling. Data in one piece only; nothing that decides anything.
LARGER: dict[str, int] = {}


def sizes(one: Module) -> dict[str, int]:
    """What in a module passes the ceiling of its kind, with its size in lines."""
    found = {}
    lines = one.text.count("\n")
    is_test = one.path.startswith("tests/")
    if lines > (TEST_MODULE if is_test else MODULE):
        found[one.path] = lines
    if is_test:
        return found
    for node in ast.walk(one.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > (CLASS if isinstance(node, ast.ClassDef) else FUNCTION):
                found[f"{one.path}:{node.name}"] = size
    return found


def drawers(path: str) -> list[str]:
    """The parts of a path that say nothing about what lies there."""
    return [part for part in PurePosixPath(path).with_suffix("").parts if part in DRAWERS]


def everything() -> list[Module]:
    """Program, set-up and tests."""
    return [*program(), *read_under("packaging"), *read_under("tests")]


def test_nothing_outgrows_its_ceiling() -> None:
    large = {name: size for one in everything() for name, size in sizes(one).items()}
    assert {name: size for name, size in large.items() if size > LARGER.get(name, 0)} == {}


def test_no_exception_outlives_its_need() -> None:
    large = {name for one in everything() for name in sizes(one)}
    assert set(LARGER) - large == set()


def test_no_file_is_a_drawer() -> None:
    assert {one.path: bad for one in program() if (bad := drawers(one.path))} == {}


def test_a_test_may_be_longer() -> None:
    assert sizes(module("tests/ui/test_planted.py", "x = 1\n" * 601))
    assert not sizes(module("tests/ui/test_planted.py", "x = 1\n" * 600))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x = 1\n" * 401, "gemdesk/ui/planted.py"),
        ("class Big:\n" + "    x = 1\n" * 250, "gemdesk/ui/planted.py:Big"),
        ("def long():\n" + "    x = 1\n" * 40, "gemdesk/ui/planted.py:long"),
        ("class A:\n    def deep(self):\n" + "        x = 1\n" * 40, "gemdesk/ui/planted.py:deep"),
    ],
)
def test_what_is_too_large_is_seen(text: str, name: str) -> None:
    assert name in sizes(module("gemdesk/ui/planted.py", text))
    shorter = "\n".join(text.splitlines()[:-5])
    assert not sizes(module("gemdesk/ui/planted.py", shorter))


def test_a_drawer_is_seen() -> None:
    assert drawers("gemdesk/ui/helpers.py") == ["helpers"]
    assert drawers("gemdesk/utils/text.py") == ["utils"]

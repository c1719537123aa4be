"""Nothing is handed to another program: no link is opened, no program is started beside this one."""

import ast

import pytest

from tests.house.source import Module, module, program

# Qt starts programs and opens links behind Python's back, where the audit hook does not see it.
HANDING_OVER = {
    "QDesktopServices", "openUrl", "setOpenExternalLinks", "setOpenLinks", "QProcess", "startDetached", "webbrowser",
    "startfile",
}  # fmt: skip
# The gate's start of this same program, the keeper's, and that of the proof.
MAY_START = {"gemdesk/gate/child.py", "gemdesk/kernel/proving.py"}
STARTING = {"subprocess", "posix_spawn", "posix_spawnp", "os.system", "os.popen", "execv", "execve", "execvp", "spawnv"}


def named(one: Module) -> set[str]:
    """Every name, attribute and imported module that a module mentions."""
    found: set[str] = set()
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found |= {node.attr, ast.unparse(node)}
        elif isinstance(node, ast.alias):
            found.add(node.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_link_is_opened_anywhere() -> None:
    assert {one.path: bad for one in program() if (bad := named(one) & HANDING_OVER)} == {}


def test_programs_are_started_in_two_places_only() -> None:
    assert {one.path for one in program() if named(one) & STARTING} == MAY_START


@pytest.mark.parametrize(
    "text",
    [
        "from PySide6.QtGui import QDesktopServices",
        "label.setOpenExternalLinks(True)",
        "from PySide6 import QtCore\nQtCore.QProcess()",
        "import webbrowser",
    ],
)
def test_a_link_that_is_opened_is_seen(text: str) -> None:
    assert named(module("gemdesk/ui/planted.py", text)) & HANDING_OVER

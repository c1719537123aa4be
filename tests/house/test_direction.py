"""Leading and trailing everywhere, left and right in one module: what Qt does not mirror is not used."""

import ast
import re

import pytest

from tests.house.source import REPOSITORY, Module, called_name, calls, module, program

DIRECTION = "gemdesk/ui/look/direction.py"
SIDES = re.compile(r"border-(?:top-|bottom-)?(?:left|right)(?:-[a-z]+)?\s*:")


def uneven_margins(one: Module) -> list[str]:
    """Margins whose left and right differ: Qt does not turn them round."""
    found = []
    for call in calls(one):
        if called_name(call) == "setContentsMargins" and len(call.args) == 4:
            left, _top, right, _bottom = map(ast.unparse, call.args)
            if left != right:
                found.append(f"{one.path}:{call.lineno} {left} and {right}")
    return found


def sided_alignment(one: Module) -> list[str]:
    """Left and right named outside the one module that may."""
    if one.path == DIRECTION:
        return []
    nodes = [node for node in ast.walk(one.tree) if isinstance(node, ast.Attribute)]
    return [f"{one.path}:{node.lineno}" for node in nodes if node.attr in ("AlignLeft", "AlignRight", "AlignAbsolute")]


def sided_styles(text: str) -> list[str]:
    """Borders of one side in a style sheet: Qt does not turn them round."""
    # Equal ones on both sides need no turning.
    found = SIDES.findall(text)
    return found if sorted(one.replace("left", "right") for one in found if "left" in one) != sorted(
        one for one in found if "right" in one) else []  # fmt: skip


def styles() -> dict[str, str]:
    """Every style sheet: the files, and the strings in the source that look like one."""
    found = {path.name: path.read_text("utf-8") for path in sorted((REPOSITORY / "resources/styles").glob("*.qss"))}
    for one in program():
        strings = [node.value for node in ast.walk(one.tree) if isinstance(node, ast.Constant)]
        found[one.path] = "\n".join(text for text in strings if isinstance(text, str) and "border" in text)
    return found


def test_margins_are_even() -> None:
    assert [line for one in program() for line in uneven_margins(one)] == []


def test_left_and_right_are_named_in_one_module() -> None:
    assert [line for one in program() for line in sided_alignment(one)] == []


def test_no_style_has_a_border_of_one_side() -> None:
    assert {name: bad for name, text in styles().items() if (bad := sided_styles(text))} == {}


def test_planted_sides_are_seen() -> None:
    assert uneven_margins(module("gemdesk/ui/planted.py", "box.setContentsMargins(4, 0, 8, 0)"))
    assert not uneven_margins(module("gemdesk/ui/planted.py", "box.setContentsMargins(edge, 0, edge, 8)"))
    assert sided_alignment(module("gemdesk/ui/planted.py", "Qt.AlignmentFlag.AlignRight"))
    assert not sided_alignment(module(DIRECTION, "Qt.AlignmentFlag.AlignRight"))


@pytest.mark.parametrize(
    "text", ["border-left: 2px solid;", "border-right-color: red;", "border-top-left-radius: 4px;"]
)
def test_a_planted_border_is_seen(text: str) -> None:
    assert sided_styles(f"QFrame {{ {text} }}")
    assert not sided_styles(f"QFrame {{ {text.replace('left', 'style').replace('right', 'style')} }}")

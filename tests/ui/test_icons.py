"""Every icon that is named exists, is drawn in its colour, and turns round where it should."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from gemdesk.kernel import places
from gemdesk.ui.look import icons

COLOUR = "#A8201A"


def image(name: str, *, mirrored: bool = False) -> QImage:
    return icons.pixmap(name, COLOUR, 48, mirrored=mirrored).toImage().convertToFormat(QImage.Format.Format_ARGB32)


# Which argument names the icon, by what is called.
POSITIONS = {"Icon": 1, "TimelineMark": 1, "Place": 2, "icon": 0, "set_icon": 0}


def icon_arguments(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that name an icon."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = POSITIONS.get(name)
    found = [word.value for word in call.keywords if word.arg == "icon"]
    return found + (call.args[at : at + 1] if at is not None else [])


def named_icons(text: str) -> set[str]:
    """Icons that a module names outright."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    given = [argument for call in calls for argument in icon_arguments(call)]
    return {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value}


def test_every_mirrored_icon_exists() -> None:
    assert set(icons.names()) >= icons.MIRRORED
    assert {"send", "note", "back", "forward", "list", "chart", "exit"} <= icons.MIRRORED


def test_every_icon_that_is_named_exists(repository: Path) -> None:
    sources = [*(repository / "gemdesk/ui").rglob("*.py"), *(repository / "gemdesk/gate").rglob("*.py")]
    named = {name for path in sources for name in named_icons(path.read_text("utf-8"))}
    assert len(named) > 8, "the reading of the source found almost nothing"
    assert named - set(icons.names()) == set()


def test_a_planted_name_is_seen() -> None:
    assert named_icons('Button(faces, words, icon="nonesuch")') == {"nonesuch"}
    assert named_icons('Place("cases", words, "nonesuch")') == {"nonesuch"}


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_is_drawn_in_its_colour(app: QApplication, name: str) -> None:
    drawn = image(name)
    colours = [drawn.pixelColor(x, y) for x in range(48) for y in range(48)]
    solid = [one for one in colours if one.alpha() == 255]
    assert solid, "nothing was drawn"
    assert {one.name() for one in solid} == {QColor(COLOUR).name()}


@pytest.mark.parametrize("name", sorted(icons.MIRRORED))
def test_a_mirrored_icon_is_the_other_way_round(app: QApplication, name: str) -> None:
    plain, turned = image(name), image(name, mirrored=True)
    assert plain != turned, "it looks the same both ways, so it need not be in the list"
    ink = [(x, y) for x in range(48) for y in range(48) if plain.pixelColor(x, y).alpha() > 200]
    found = sum(turned.pixelColor(47 - x, y).alpha() > 100 for x, y in ink)
    assert found / len(ink) > 0.95


def test_an_unknown_icon_is_our_mistake(app: QApplication) -> None:
    with pytest.raises(OSError, match="nonesuch"):
        icons.pixmap("nonesuch", COLOUR, 20)


def test_no_icon_loads_anything() -> None:
    for path in (places.resources() / "icons").glob("*.svg"):
        text = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "currentColor" in text
        assert "http" not in text
        assert "href" not in text

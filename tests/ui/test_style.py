"""The style sheet is whole in every scheme and grows with the scale."""

import re
from typing import get_args

import pytest
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from gemdesk.ui.look import fonts, style
from gemdesk.ui.look.look import Look, scheme_of
from gemdesk.ui.look.tokens import COLOURS, Scheme


@pytest.mark.parametrize("scheme", get_args(Scheme))
@pytest.mark.parametrize("scale", [90, 100, 125, 200])
def test_nothing_is_left_to_fill_in(scheme: Scheme, scale: int) -> None:
    sheet = style.sheet(scheme, scale)
    assert not re.findall(r"@\w|\dhair|-\d+px", sheet)
    assert COLOURS[scheme]["accent"] in sheet


def test_sizes_grow_and_lines_do_not() -> None:
    assert "border-radius: 9px" in style.sheet("light", 100)
    assert "border-radius: 18px" in style.sheet("light", 200)
    assert "border: 2px solid" in style.sheet("light", 200)
    assert "border: 4px solid" not in style.sheet("light", 200)


def test_a_field_does_not_move_when_it_takes_the_focus() -> None:
    for scale in range(90, 201, 5):
        plain, focused = (
            [int(one) for one in re.findall(r"padding: (\d+)px (\d+)px", block)[0]]
            for block in re.findall(r"QLineEdit[^{]*\{[^}]*\}", style.sheet("light", scale))[:2]
        )
        assert [one - 1 for one in plain] == focused


def test_the_bundled_font_is_used(app: QApplication) -> None:
    assert fonts.load()
    assert {"Regular", "Medium", "SemiBold", "Bold"} <= set(QFontDatabase.styles(fonts.FAMILY))
    assert Look(scale=150).font("body").pixelSize() == 21


def test_the_palette_follows_the_scheme(app: QApplication) -> None:
    for scheme in get_args(Scheme):
        made = style.palette(scheme)
        assert made.color(QPalette.ColorRole.Window).name().upper() == COLOURS[scheme]["ground"]
        assert made.color(QPalette.ColorRole.Text).name().upper() == COLOURS[scheme]["text"]


def test_the_setting_decides_the_scheme(app: QApplication) -> None:
    assert [scheme_of(setting, app) for setting in ("light", "dark", "contrast")] == ["light", "dark", "contrast"]
    assert scheme_of("system", app) in ("light", "dark")


@pytest.mark.parametrize("scale", [89, 201])
def test_no_other_scale_is_taken(scale: int) -> None:
    with pytest.raises(ValueError, match=str(scale)):
        Look(scale=scale)

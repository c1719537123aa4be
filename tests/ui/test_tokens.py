"""Every pair of colours on the screen can be read, in every scheme."""

from typing import get_args

import pytest

from gemdesk.ui.look.tokens import (
    COLOURS,
    OUTLINE_CONTRAST,
    OUTLINE_PAIRS,
    TEXT_CONTRAST,
    TEXT_PAIRS,
    TYPE,
    Role,
    Scheme,
    Token,
    contrast,
)

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


def too_weak(scheme: Scheme, pairs: tuple[tuple[Token, Token], ...], least: float) -> list[str]:
    colours = COLOURS[scheme]
    return [f"{a} on {b}" for a, b in pairs if contrast(colours[a], colours[b]) < least]


def test_contrast_follows_the_rule_of_the_web() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read(scheme: Scheme) -> None:
    assert too_weak(scheme, TEXT_PAIRS, 7 if scheme == "contrast" else TEXT_CONTRAST) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_outlines_and_icons_can_be_seen(scheme: Scheme) -> None:
    assert too_weak(scheme, OUTLINE_PAIRS, OUTLINE_CONTRAST) == []


def test_a_weak_pair_is_found() -> None:
    assert too_weak("light", (("line", "surface"),), OUTLINE_CONTRAST) == ["line on surface"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_name_has_a_colour(scheme: Scheme) -> None:
    assert set(COLOURS[scheme]) == set(get_args(Token))


def test_every_role_has_a_size_that_arabic_can_be_read_in() -> None:
    assert set(TYPE) == set(get_args(Role))
    assert min(size for size, _ in TYPE.values()) >= 12.5
    assert max(weight for role, (_, weight) in TYPE.items() if role != "title") <= 600, "700 closes the counters"

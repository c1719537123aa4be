"""Cells keep every drawing where HarfBuzz put it, and every character once."""

import io
import unicodedata
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from gemdesk.press.cells import GUARD, Cell, Glyph, cells_of
from gemdesk.press.clusterfont import build
from gemdesk.press.fonts import letter_font
from gemdesk.press.shaping import Shaper

WORDS = [
    "تحيّةً", "طيّبةً", "الآمنة", "لأي", "لَا", "اللّٰه", "مُؤَسَّسَة", "قُرِئَت", "بِسْمِ", "شَيْءٍ", "ئِلٰهٌ", "هَٰذَا", "عمّان،", "حالياً.",
    "پێشمەرگە", "ڕێکخراو",
]  # fmt: skip
LATIN = ["fiancée", "office", "Şişli", "AVATAR", "(2026)", "ḥaqq"]
Ink = list[tuple[int, int, int, int]]


def harfbuzz_ink(text: str, *, rtl: bool) -> tuple[Ink, int]:
    """The box of every drawn glyph as HarfBuzz places it, from the left of the word, and the word's width."""
    font = letter_font(False)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = ("rtl", "Arab", "ar") if rtl else ("ltr", "Latn", "en")
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(font.shaper, buffer)
    pen, ink = 0, []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        box = font.outlines.box(info.codepoint)
        if box:
            x, y = pen + place.x_offset, place.y_offset
            ink.append((box[0] + x, box[1] + y, box[2] + x, box[3] + y))
        pen += place.x_advance
    return sorted(ink), pen


def cell_ink(text: str, *, rtl: bool) -> tuple[Ink, int]:
    """The same from the font that we build, read by fontTools."""
    script, language = ("Arab", "ar") if rtl else ("Latn", "en")
    cells = list(Shaper(letter_font(False)).shape(text, rtl, script, language).cells)
    made = build(letter_font(False).outlines, cells)
    font = TTFont(io.BytesIO(made.data))
    table, pen, ink = font["glyf"], 0, []
    for cell, number in zip(cells, made.glyphs, strict=True):
        name = font.getGlyphName(number)
        assert font["hmtx"][name][0] == cell.advance
        for part, x, y in parts_of(table, name):
            ink.append((part.xMin + x + pen, part.yMin + y, part.xMax + x + pen, part.yMax + y))
        pen += cell.advance
    return sorted(ink), pen


def parts_of(table: Any, name: str) -> list[tuple[Any, int, int]]:
    """What a glyph is drawn of, with offsets; composites of the source itself count as one."""
    glyph = table[name]
    if glyph.numberOfContours == 0:
        return []
    if glyph.isComposite():
        return [(table[part.glyphName], part.x, part.y) for part in glyph.components]
    return [(glyph, 0, 0)]


@pytest.mark.parametrize("word", [*WORDS, *LATIN])
def test_cells_draw_what_harfbuzz_placed(word: str) -> None:
    rtl = word in WORDS
    want, want_width = harfbuzz_ink(word, rtl=rtl)
    have, width = cell_ink(word, rtl=rtl)
    assert width == want_width
    # Our composites nest a font's own composites, so compare the union where their numbers differ.
    if len(have) != len(want):
        want, have = [union(want)], [union(have)]
    for one, other in zip(want, have, strict=True):
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 1


def union(ink: Ink) -> tuple[int, int, int, int]:
    lefts, bottoms, rights, tops = zip(*ink, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@given(st.text(st.sampled_from("ابتجدرسصعفلمنهويةآأ\u064b\u064e\u0651\u0652\u0670"), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_every_character_has_its_text_once(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    cells = Shaper(letter_font(False)).shape(text, True, "Arab", "ar").cells
    assert all(cell.advance >= 0 for cell in cells)
    assert "".join(cell.text for cell in reversed(cells) if cell != GUARD) == text


def test_a_cell_that_moves_back_joins_its_neighbour() -> None:
    glyphs = [Glyph(5, 2, 400, 0, 0), Glyph(6, 1, -120, 10, 30), Glyph(7, 0, 300, 0, 0)]
    cells = cells_of(glyphs, "بجد", right_to_left=True)
    assert [cell.text for cell in cells] == ["د", "ج", "ب"]
    assert all(cell.advance >= 0 for cell in cells)
    assert sum(cell.advance for cell in cells) == 580
    pen, placed = 0, []
    for cell in cells:
        placed += [(glyph, pen + x, y) for glyph, x, y in cell.parts]
        pen += cell.advance
    assert placed == [(5, 0, 0), (6, 410, 30), (7, 280, 0)]


def test_the_last_cell_moving_back_joins_too() -> None:
    cells = cells_of([Glyph(5, 1, 400, 0, 0), Glyph(6, 0, -100, 0, 0)], "بج", right_to_left=True)
    assert [cell.text for cell in cells] == ["ج", "ب"]
    assert sum(cell.advance for cell in cells) == 300
    assert all(cell.advance >= 0 for cell in cells)


def test_marks_of_one_letter_share_a_cell_in_logical_order() -> None:
    text = unicodedata.normalize("NFC", "مدَّ")
    cells = Shaper(letter_font(False)).shape(text, True, "Arab", "ar").cells
    assert [cell.text for cell in cells] == ["\u064e\u0651", "د", "م"]


def test_a_mark_is_guarded_against_a_sign_after_it() -> None:
    cells = Shaper(letter_font(False)).shape("ياً.", True, "Arab", "ar").cells
    assert [cell.text for cell in cells] == [".", "\u200f", "\u064b", "ا", "ي"]
    assert Cell("\u200f", 0, ()) == GUARD


def test_an_unknown_character_draws_a_frame_and_not_glyph_zero() -> None:
    cells = list(Shaper(letter_font(False)).shape("漢", False, "Latn", "en").cells)
    made = build(letter_font(False).outlines, cells)
    assert made.glyphs[0] != 0
    font = TTFont(io.BytesIO(made.data))
    assert font["glyf"][font.getGlyphName(made.glyphs[0])].numberOfContours != 0

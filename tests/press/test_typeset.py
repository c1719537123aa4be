"""Lines: nothing too wide, typed values in one piece, kashidas where they may stand."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gemdesk.kernel.typed import ArabicDate, Phone, isolated
from gemdesk.press.cells import Cell
from gemdesk.press.fonts import letter_font
from gemdesk.press.justify import MOST_IN_A_WORD, kashida_places, share_out
from gemdesk.press.lines import best_lines
from gemdesk.press.runs import lines_of, prepare
from gemdesk.press.shaping import Shaper
from gemdesk.press.typeset import Line, Setting, Typesetter

TATWEEL = letter_font(False).shaper.get_nominal_glyph(0x640)
ALEFS = "اأإآٱ"
BODY = (
    "قُرِئت هذه الرسالة على صاحب العلاقة وفهم مضمونها، ووافق كتابياً على مشاركة المعلومات الواردة فيها "
    "مع الجهة المُرسَل إليها دون سواها، "
    "ويمكن سحب هذه الموافقة في أي وقت دون إبداء الأسباب، ولا تُلزِم هذه الإحالة العيادة بقبول الحالة."
)


def text_of(line: Line) -> str:
    """The characters of a line from left to right."""
    return "".join(cell.text for shaped, _extra in line.pieces for cell in shaped.cells)


def kashidas(cell: Cell) -> int:
    """How many kashidas are drawn in a cell."""
    return sum(glyph == TATWEEL for glyph, _x, _y in cell.parts)


def words_of(line: Line) -> list[list[Cell]]:
    """The cells of a line's words."""
    words: list[list[Cell]] = [[]]
    for shaped, _extra in line.pieces:
        for cell in shaped.cells:
            if cell.text.isspace():
                words.append([])
            else:
                words[-1].append(cell)
    return words


def test_justified_lines_fill_the_measure() -> None:
    lines = Typesetter().lines(BODY, "ar", Setting(11, 300, "justify"))
    assert len(lines) > 3
    assert all(line.width == pytest.approx(300, abs=0.01) for line in lines[:-1])
    assert lines[-1].width < 300
    drawn = sum(shaped.width * 11 + extra for shaped, extra in lines[0].pieces)
    assert drawn == pytest.approx(lines[0].width, abs=0.01)


def test_kashidas_are_few_and_never_in_lam_alef() -> None:
    seen = 0
    for measure in range(180, 420, 12):
        for line in Typesetter().lines(BODY, "ar", Setting(11, measure, "justify"))[:-1]:
            for word in words_of(line):
                counts = [kashidas(cell) for cell in word]
                assert sum(counts) <= MOST_IN_A_WORD
                assert sum(count > 0 for count in counts) <= 1
                seen += sum(counts)
                for after, cell in pairwise(word):
                    assert not (kashidas(cell) and cell.text == "ل" and after.text in ALEFS)
    assert seen > 20, "no kashida was set at all, so nothing was tested"


@given(st.text(st.sampled_from("ابتسصلادرمنهيةأإكط\u064e\u0651"), min_size=1, max_size=10))
def test_no_place_between_lam_and_alef_or_after_a_letter_that_does_not_join(word: str) -> None:
    for place in kashida_places(word):
        before = re.sub("[\u064b-\u0652]", "", word[: place.at])[-1]
        assert before not in "ادرأإة"
        assert not (before == "ل" and word[place.at] in ALEFS)


def test_kashida_places_are_found_and_refused() -> None:
    assert kashida_places("المستشفى")
    assert kashida_places("مساكن")[0].at == 2  # after the seen
    assert not [place for word in ("سلا", "من", "الله") for place in kashida_places(word)]


def test_shares_stay_within_two_a_word() -> None:
    places = [kashida_places("مستشفى")[0]] * 3
    taken = share_out(100.0, 5, 2.0, 2.3, places)
    assert taken == {0: 2, 1: 2, 2: 2}
    assert share_out(1.0, 5, 2.0, 2.3, places) == {}


def test_a_kashida_is_not_text() -> None:
    shaper = Shaper(letter_font(False))
    plain, long = (shaper.shape("مستشفى", True, "Arab", "ar", 2, count) for count in (0, 2))
    assert long.width > plain.width
    assert [cell.text for cell in long.cells] == [cell.text for cell in plain.cells]


@given(st.integers(0, 60), st.integers(90, 460), st.sampled_from(["ar", "en"]), st.sampled_from(["justify", "start"]))
@settings(max_examples=60, deadline=None)
def test_a_phone_is_never_parted(before: int, measure: int, language: str, align: str) -> None:
    filler = " ".join(
        (["كلمة", "رقم", "السلامة"] if language == "ar" else ["word", "to", "telephone"])[at % 3]
        for at in range(before)
    )
    text = f"{filler} {isolated(Phone('+962 7 9000 1122'))} {filler}"
    lines = Typesetter().lines(text, language, Setting(11, measure, "justify" if align == "justify" else "start"))
    held = [
        line for line in lines if any(cell.text.isdigit() for shaped, _extra in line.pieces for cell in shaped.cells)
    ]
    assert len(held) == 1
    assert "+962790001122" in "".join(text_of(held[0]).split())


def test_without_its_isolate_a_phone_is_parted_and_turned_round() -> None:
    lines = Typesetter().lines("رقم الاتصال الآمن هو +962 7 9000 1122 فقط", "ar", Setting(11, 150, "start"))
    assert not any("+962790001122" in "".join(text_of(line).split()) for line in lines)


def test_a_phone_wider_than_its_column_breaks_at_its_spaces() -> None:
    lines = Typesetter().lines(isolated(Phone("+962 7 9000 1122")), "ar", Setting(11, 60, "start"))
    assert len(lines) > 1
    assert "".join("".join(text_of(line).split()) for line in lines).replace("\u200f", "") == "+962790001122"
    assert all(line.width <= 60 for line in lines)


def test_an_arabic_date_keeps_its_order_inside_english() -> None:
    date = isolated(ArabicDate("20 تشرين الثاني 2026"))
    want = "2026 " + "تشرين الثاني"[::-1] + " 20"
    (line,) = Typesetter().lines(f"on {date}, at noon", "en", Setting(11, 400, "start"))
    assert want in text_of(line)
    (loose,) = Typesetter().lines("on 20 تشرين الثاني 2026, at noon", "en", Setting(11, 400, "start"))
    assert want not in text_of(loose)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=120), st.sampled_from(["ar", "en"]))
@example("BAU0:EJPccfo¤¤¬¼ſſȀ", "en")  # the parts of a word that was cut, wider by a hair than the measure
@settings(max_examples=120, deadline=None)
def test_any_text_at_all_stays_within_the_measure(text: str, language: str) -> None:
    for line in Typesetter().lines(text, language, Setting(11, 120, "justify")):
        assert line.width <= 120.01
        assert line.x >= -0.01


def test_an_endless_token_is_cut_after_a_sign_and_loses_nothing() -> None:
    token = "https://marfa.example/" + "path-to-some-thing/" * 8
    lines = Typesetter().lines(token, "en", Setting(11, 130, "justify"))
    assert len(lines) > 3
    assert "".join(map(text_of, lines)) == token
    assert all(text_of(line)[-1] in "/-" for line in lines)


def test_line_ends_and_controls_of_the_writer() -> None:
    assert lines_of("one\r\ntwo\u2028 three\x00\x07\tfour") == ["one", "two", "three four"]
    assert [text_of(line) for line in Typesetter().lines("one\n\ntwo\n", "en", Setting(11, 200, "start"))] == [
        "one",
        "",
        "two",
    ]


def test_runs_are_told_their_script_and_language() -> None:
    source = prepare("سؤال: why 10:00?", "ar")
    runs = [(run.text, run.script, run.language) for word in source.words for run in word.runs]
    assert runs[0] == ("سؤال:", "Arab", "ar")
    assert ("why", "Latn", "en") in runs
    english = prepare("At 10:00.", "en")
    assert {run.script for word in english.words for run in word.runs} == {"Latn"}


def test_best_lines_takes_the_whole_paragraph_into_account() -> None:
    # Line by line the first line takes two words and leaves the second one gaping; the best division does not.
    widths = [30.0, 30.0, 30.0, 90.0]
    assert best_lines(widths, [5.0] * 4, 100.0, even=False)[-1] == (3, 4)
    assert best_lines([40.0] * 6, [5.0] * 6, 100.0) == [(0, 2), (2, 4), (4, 6)]
    assert best_lines([], [], 100.0) == []
    assert best_lines([150.0], [5.0], 100.0) == [(0, 1)]

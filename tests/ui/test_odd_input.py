"""Signs that cannot be shown and texts that do not fit: nothing odd gets in, and nothing is half taken."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.definition import Kind, Meaning
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.forms.editors import LongEditor, TextsEditor, editor_for
from gemdesk.ui.parts.covered import Covered
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Area, Line, one_line, paragraphs
from tests.ui import screen
from tests.ui.conftest import MakeFaces
from tests.ui.pages import odd

NAME = screen.both("اسم", "Name")
SQL = "'; DROP TABLE person; --"
FAMILY = "👩‍👩‍👧"  # emoji joined by a sign that is no control


@pytest.fixture(autouse=True)
def empty_clipboard(app: QApplication) -> None:
    QGuiApplication.clipboard().clear()


def paste(part: Line | Area, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    part.paste()


@pytest.mark.parametrize(
    ("odd", "line", "area"),
    [
        ("سلمى\u202eأ", "سلمىأ", "سلمىأ"), ("a\x00b\x07c", "abc", "abc"), ("a\nb\tc", "a b c", "a\nb\tc"),
        ("a\u2028b", "a b", "a\nb"), ("a\x85b", "a b", "ab"), ("a\ud800b", "ab", "ab"), (FAMILY, FAMILY, FAMILY),
        ("a\u2066b\u2069", "ab", "ab"), (SQL, SQL, SQL), ("=HYPERLINK(1)", "=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_does_not_get_in(odd: str, line: str, area: str) -> None:
    assert (one_line(odd), paragraphs(odd)) == (line, area)


def test_pasted_text_is_cleaned_and_emoji_stay(make_faces: MakeFaces) -> None:
    line, area = Line(make_faces(), NAME), Area(make_faces(), NAME)
    for part in (line, area):
        paste(part, f"\u202eسل\nمى {FAMILY}\x07")
    assert line.text() == f"سل مى {FAMILY}"
    assert area.text() == f"سل\nمى {FAMILY}"


@pytest.mark.parametrize("size", [201, 5_000, 10_000_000])
def test_what_does_not_fit_into_a_line_is_refused_whole(make_faces: MakeFaces, size: int) -> None:
    line = Line(make_faces(), NAME, longest=200)
    field, told = Field(make_faces(), NAME, line), list[str]()
    line.edited.connect(lambda: told.append(line.text()))
    screen.type_text(line, "سلمى")
    paste(line, "ن" * size)
    assert line.text() == "سلمى", "the whole or nothing"
    assert told[-1] == "سلمى"
    assert "200" in line.accessibleDescription()
    paste(line, "ن" * 196)
    assert len(line.text()) == 200, "and what fits is taken"
    assert field.editor is line


@pytest.mark.parametrize("longest", [7, 8, 9, 10])
def test_emoji_that_do_not_fit_are_refused_whole_too(make_faces: MakeFaces, longest: int) -> None:
    line, told = Line(make_faces(), NAME, longest=longest), list[int]()
    line.overlong.connect(told.append)
    paste(line, "🌈🌈🌈 abc")  # nine letters and more of what Qt counts
    assert (line.text(), told) == (("", [longest]) if longest < 10 else ("🌈🌈🌈 abc", []))


def test_what_cannot_be_shown_lets_nothing_be_cut(make_faces: MakeFaces) -> None:
    line, told = Line(make_faces(), NAME, longest=6), list[int]()
    line.overlong.connect(told.append)
    paste(line, "\u202e\x07ab\u2066cde")  # five letters, and eight signs before they are cleaned
    assert (line.text(), told) == ("", [6])
    paste(line, "\u202eabcde")
    assert (line.text(), told) == ("abcde", [6])


def test_a_selection_is_not_lost_to_a_text_that_does_not_fit(make_faces: MakeFaces) -> None:
    line, area = Line(make_faces(), NAME, longest=5), Area(make_faces(), NAME, longest=5)
    line.setText("سلمى")
    area.set_text("سلمى")
    for part in (line, area):
        part.selectAll()
        paste(part, "abcdef")
    assert line.text() == area.text() == "سلمى"
    line.selectAll()
    paste(line, "abcde")
    assert line.text() == "abcde"


def test_a_full_line_says_so_at_each_further_key_and_stays_as_it_is(make_faces: MakeFaces) -> None:
    line, told = Line(make_faces(), NAME, longest=4), list[int]()
    line.overlong.connect(told.append)
    screen.type_text(line, "سلمى")
    assert told == []
    line.setCursorPosition(0)
    screen.type_text(line, "x")
    assert (line.text(), told) == ("سلمى", [4])
    QTest.keyClick(line, Qt.Key.Key_Delete)
    screen.type_text(line, "y")
    assert (line.text(), told) == ("yلمى", [4])


@pytest.mark.parametrize("size", [20_001, 10_000_000])
def test_what_does_not_fit_into_paragraphs_is_refused_whole(make_faces: MakeFaces, size: int) -> None:
    area, told = Area(make_faces(), NAME), list[int]()
    area.overlong.connect(told.append)
    area.set_text("سلمى")
    paste(area, "ن" * size)
    assert (area.text(), told) == ("سلمى", [20_000])
    paste(area, "ن" * 19_996)
    assert len(area.text()) == 20_000
    screen.type_text(area, "x")
    commit = QInputMethodEvent()
    commit.setCommitString("ي")
    QApplication.sendEvent(area, commit)
    assert len(area.text()) == 20_000
    assert told == [20_000, 20_000, 20_000]


def test_each_of_several_short_texts_has_its_own_length(make_faces: MakeFaces) -> None:
    meaning = Meaning("Names", Kind.TEXTS, longest=10)
    editor = editor_for(make_faces(), meaning, lambda _name: (), NAME)
    assert isinstance(editor, TextsEditor)
    editor.set_text("\n".join(["x" * 10] * 5))
    assert len(editor.value()) == 5
    editor.set_text("x" * 11)
    with pytest.raises(Refusal) as stop:
        editor.value()
    assert (stop.value.reason, stop.value.facts) == (Reason.TOO_LONG, {"most": 10})


def test_paragraphs_that_were_stored_too_long_are_refused_and_not_cut(make_faces: MakeFaces) -> None:
    editor = LongEditor(make_faces(), NAME, longest=5)
    editor.set_value("abcdef")
    assert editor.text() == "abcdef"
    with pytest.raises(Refusal):
        editor.value()


def test_a_covered_line_holds_nothing_while_it_is_covered(make_faces: MakeFaces) -> None:
    covered = Covered(make_faces(), NAME)
    covered.set_value("سعيد")
    (line,) = screen.parts_of(covered, Line)
    assert (line.text(), covered.value(), covered.is_covered()) == ("", "سعيد", True)
    screen.type_text(line, "x")
    paste(line, "y")
    assert covered.value() == "سعيد"
    covered.change()
    screen.type_text(line, "ة")
    covered.cover()
    assert (line.text(), covered.value()) == ("", "سعيدة")


def test_an_empty_covered_line_is_written_in_at_once_and_covered_when_it_is_left(make_faces: MakeFaces) -> None:
    covered, told = Covered(make_faces(), NAME, longest=5), list[int]()
    covered.overlong.connect(told.append)
    (line,) = screen.parts_of(covered, Line)
    screen.type_text(line, "سعيد")
    assert not covered.is_covered()
    paste(line, "x" * 9)
    assert told == [5]
    covered.cover()
    assert covered.is_covered() and covered.value() == "سعيد"


# The mechanism of tests/ui/pages/odd.py finds what is wrong


def test_a_field_that_cuts_and_one_that_says_nothing_are_found(make_faces: MakeFaces) -> None:
    faces = make_faces("en")
    line = Line(faces, lambda _: "x", longest=9)
    assert odd.taken_or_refused(line, "ن" * 20) == "refused without a word", "it stands in no field that could tell"
    field = Field(faces, lambda _: "x", line)
    assert odd.taken_or_refused(line, "ن" * 20) == ""
    assert field.editor is line
    line.setText("ن" * 3)
    line.overlong.disconnect()
    line.setMaxLength(30)
    line.textChanged.connect(lambda text: line.setText(text[:5]) if len(text) > 5 else None)
    assert "instead of" in odd.taken_or_refused(line, "سلمى أحمد")

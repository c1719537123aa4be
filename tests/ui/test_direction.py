"""What Qt does not turn round by itself is turned round by the one module about direction."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QWidget

from gemdesk.kernel.texts import Texts, fill
from gemdesk.kernel.typed import FSI, PDI, Code, Joined, Name, Phone, isolated, strip_controls
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Face, Faces, value_words
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from tests.ui import screen
from tests.ui.conftest import MakeFaces

PHONE = screen.PHONE


def test_a_phone_in_an_arabic_label_is_not_turned_round(make_faces: MakeFaces) -> None:
    faces = make_faces("ar")
    label = Label(faces, lambda t: t.say("الهاتف {phone} مساءً", phone=Phone(PHONE)))
    assert screen.visual_order(label.text(), PHONE) == PHONE


def test_a_bare_phone_would_be_turned_round(app: object) -> None:
    assert screen.visual_order(f"الهاتف {PHONE} مساءً", PHONE) != PHONE


def test_a_sentence_within_a_sentence_goes_the_way_of_the_whole(app: object) -> None:
    # Every word of the inner one is isolated: around it an isolate finds no letter to go by, and goes left to right.
    inner = fill("{field}: {value}", field=Name("حقل"), value=Name("Salma"))
    for within, goes_right in ((fill("{what}، وسواه", what=Joined(inner)), True), (f"{FSI}{inner}{PDI}، وسواه", False)):
        text = direction.based(within, rtl=True)
        from_left = strip_controls(screen.visual_order(text, text))
        assert (from_left.index("S") < from_left.index("ق")) is goes_right


@pytest.mark.parametrize("value", ["GEM-0042", "Al-Salam Clinic (Gaziantep)", "«سلمى ن.»", "سلمى\nBerfîn"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_label_stands_at_the_leading_edge(make_faces: MakeFaces, language: str, value: str) -> None:
    label = Label(make_faces(language), value_words(value), wrap=True)
    label.setFixedSize(300, 60)
    first, last = screen.ink(label.grab().toImage())
    assert last > 290 if language == "ar" else first < 10


def test_a_bare_label_would_follow_its_text(make_faces: MakeFaces) -> None:
    make_faces("ar")
    label = QLabel(isolated(Code("GEM-0042")))
    label.setFixedSize(300, 40)
    assert screen.ink(label.grab().toImage())[1] < 290


def test_wrapped_lines_end_at_one_edge(make_faces: MakeFaces) -> None:
    words = "Signal فقط، بعد 16:00، ولا رسائل صوتية ولا رسائل مكتوبة"
    label = Label(make_faces("ar"), lambda _: words, wrap=True)
    label.setFixedWidth(160)
    label.setFixedHeight(label.heightForWidth(160))
    height = label.fontMetrics().lineSpacing()
    image = label.grab().toImage()
    assert image.height() >= 2 * height
    edges = [screen.ink(image, QRect(0, at * height, 160, height))[1] for at in range(2)]
    assert max(edges) - min(edges) <= 2


@pytest.mark.parametrize(
    ("fixed", "text"), [(True, PHONE), (True, "a@example.org"), (False, "Berfîn"), (False, "سلمى")]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_line_stands_at_the_leading_edge(make_faces: MakeFaces, language: str, fixed: bool, text: str) -> None:
    line = Line(make_faces(language), screen.both("اسم", "Name"), fixed=fixed)
    line.setText(text)
    line.setFixedWidth(400)
    line.ensurePolished()
    inside = line.grab().toImage().copy(6, 6, 388, line.height() - 12)
    first, last = screen.ink(inside)
    assert last > 370 if language == "ar" else first < 20


def test_a_bare_line_would_follow_its_text(make_faces: MakeFaces) -> None:
    make_faces("ar")
    line = QLineEdit("Berfîn")
    line.setFixedWidth(400)
    assert screen.ink(line.grab().toImage().copy(6, 6, 388, line.height() - 12))[1] < 370


def test_a_fixed_line_keeps_left_to_right(make_faces: MakeFaces) -> None:
    line = Line(make_faces("ar"), screen.both("اسم", "Name"), fixed=True)
    assert not direction.is_rtl(line)
    assert direction.is_rtl(Line(line._faces, screen.both("اسم", "Name")))


def splitter(keep: bool) -> tuple[QSplitter, QWidget]:
    made, first, second = QSplitter(Qt.Orientation.Horizontal), QWidget(), QWidget()
    made.addWidget(first)
    made.addWidget(second)
    if keep:
        direction.keep_sides(made)
    made.resize(400, 100)
    made.show()
    made.setSizes([100, 300])
    screen.settle()
    return made, first


@pytest.mark.parametrize("keep", [True, False])
def test_a_splitter_turns_round_live(make_faces: MakeFaces, catalogue: Path, keep: bool) -> None:
    faces = make_faces("ar")
    made, first = splitter(keep)
    assert first.x() > 200
    faces.switch(Face(screen.texts("en", catalogue), faces.face.look))
    screen.settle()
    # Without our help Qt leaves the panes where they were: that is what is mended.
    assert (first.x() == 0) is keep
    made.close()


def test_rectangles_are_mirrored() -> None:
    outer, inner = QRect(100, 0, 200, 50), QRect(110, 5, 20, 20)
    assert direction.visual_rect(False, outer, inner) == inner
    assert direction.visual_rect(True, outer, inner) == QRect(270, 5, 20, 20)


def test_every_line_of_free_text_is_its_own_isolate() -> None:
    assert direction.free("سطر\nline") == "\u2068سطر\u2069\n\u2068line\u2069"
    assert direction.based("", rtl=True) == ""


def test_faces_set_the_direction(make_faces: MakeFaces, catalogue: Path) -> None:
    faces: Faces = make_faces("ar")
    window = QWidget()
    assert direction.is_rtl(window)
    faces.switch(Face(Texts("en", folder=catalogue), faces.face.look))
    assert not direction.is_rtl(window)

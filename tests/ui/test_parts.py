"""What the parts do when a person types, pastes, chooses and waits."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import CONTROLS
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import TEXT_CONTRAST, TONES, Scheme, Tone, contrast
from gemdesk.ui.parts import keys
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.passphrase import MOMENT, Passphrase
from gemdesk.ui.parts.rail import Place, Rail
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.search import Search
from gemdesk.ui.parts.segment import AnyPick, OnePick, Segment
from tests.ui import screen
from tests.ui.conftest import MakeFaces

SPOOF = "\u202efdp.\u2066رسالة\u2069\u200f 42"
CLEAN = "fdp.رسالة 42"
NAME = screen.both("اسم", "Name")


def paste(part: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    part.show()
    part.setFocus()
    QTest.keySequence(part, QKeySequence(QKeySequence.StandardKey.Paste))


def test_pasted_controls_stay_out(make_faces: MakeFaces) -> None:
    line, area = Line(make_faces(), NAME), Area(make_faces(), NAME)
    paste(line, SPOOF)
    paste(area, SPOOF)
    assert line.text() == area.text() == CLEAN
    line.selectAll()
    line.copy()
    assert QGuiApplication.clipboard().text() == CLEAN


def test_a_bare_line_would_keep_them(app: QApplication) -> None:
    bare = QLineEdit()
    paste(bare, SPOOF)
    assert bare.text() == SPOOF
    bare.close()


@pytest.mark.parametrize("control", sorted(map(chr, CONTROLS)))
def test_no_control_comes_in_by_a_key_or_by_setting(make_faces: MakeFaces, control: str) -> None:
    line, area = Line(make_faces(), NAME), Area(make_faces(), NAME)
    for part in (line, area):
        for text in ("ا", control, "ب"):
            QApplication.sendEvent(part, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text))
    assert line.text() == area.text() == "اب"
    line.setText(f"a{control}b")
    area.set_text(f"a{control}b")
    assert line.text() == area.text() == "ab"


def test_the_cursor_stays_when_a_control_is_taken_out(make_faces: MakeFaces) -> None:
    line = Line(make_faces(), NAME)
    line.setText("abcd")
    line.setCursorPosition(2)
    line.insert("\u202ex")
    assert (line.text(), line.cursorPosition()) == ("abxcd", 3)


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_a_fixed_line_has_latin_digits_whichever_are_typed_pasted_or_set(make_faces: MakeFaces, digits: str) -> None:
    line = Line(make_faces(), NAME, fixed=True)
    screen.type_text(line, digits)
    assert line.text() == "0123456789"
    paste(line, digits)
    assert line.text() == "0123456789" * 2
    line.setText(f"+{digits}")
    assert line.text() == "+0123456789"
    line.setCursorPosition(3)
    screen.type_text(line, digits[5])
    assert (line.text(), line.cursorPosition()) == ("+01523456789", 4)


def test_other_lines_and_passphrases_keep_the_digits_that_were_typed(make_faces: MakeFaces) -> None:
    free, secret = Line(make_faces(), NAME), Passphrase(make_faces(), NAME)
    for part in (free, secret.focusProxy()):
        assert isinstance(part, Line)
        screen.type_text(part, "بيت ٣")
    assert free.text() == secret.text() == "بيت ٣"


def test_only_the_person_edits(make_faces: MakeFaces) -> None:
    line, area = Line(make_faces(), NAME, longest=5), Area(make_faces(), NAME, longest=5)
    told: list[str] = []
    line.edited.connect(lambda: told.append("line"))
    area.edited.connect(lambda: told.append("area"))
    line.setText("set")
    area.set_text("set")
    assert told == []
    screen.type_text(line, "abcdef")
    screen.type_text(area, "abcdef")
    assert {"line", "area"} == set(told)
    assert len(line.text()) == len(area.text()) == 5


def test_search_tells_once_after_the_last_key(make_faces: MakeFaces) -> None:
    search = Search(make_faces(), NAME)
    wished: list[str] = []
    search.wished.connect(wished.append)
    search.show()
    screen.type_text(search, "سلمى")
    assert wished == []
    screen.until(lambda: bool(wished))
    assert wished == ["سلمى"]
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert wished == ["سلمى", ""]


def test_the_focus_is_brought_into_view(make_faces: MakeFaces) -> None:
    faces = make_faces("ar")
    window = QWidget()
    column, scroll = QVBoxLayout(window), Scroll(faces)
    column.addWidget(scroll)
    lines = [Line(faces, NAME) for _ in range(40)]
    for line in lines:
        scroll.body.addWidget(line)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    screen.settle()

    def seen(line: Line) -> bool:
        return scroll.viewport().rect().contains(screen.place(line, scroll.viewport()))

    assert not seen(lines[-1])
    for line in (lines[-1], lines[0], lines[20]):
        line.setFocus()
        assert seen(line)


def test_a_wheel_over_the_page_changes_nothing(make_faces: MakeFaces) -> None:
    combo = Combo(make_faces(), NAME, [("a", NAME), ("b", NAME)])
    combo.set_code("a")
    at = QPointF(5, 5)
    turn = QWheelEvent(
        at, at, at.toPoint(), (at * -24).toPoint(), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert combo.code() == "a"
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.code() == "b", "a key does"


def test_one_or_any_number_is_chosen(make_faces: MakeFaces) -> None:
    choices = [("a", NAME), ("b", NAME), ("c", NAME)]
    one, several = Segment(make_faces(), NAME, choices), Segment(make_faces(), NAME, choices, several=True)
    told: list[str] = []
    one.chosen.connect(lambda: told.append("one"))
    several.chosen.connect(lambda: told.append("several"))
    assert (one.codes(), one.code()) == ((), "")
    for pick in screen.parts_of(one, OnePick):
        pick.click()
    for tick in screen.parts_of(several, AnyPick)[1:]:
        tick.click()
    assert (one.codes(), one.code()) == (("c",), "c")
    assert several.codes() == ("b", "c")
    assert told == ["one"] * 3 + ["several"] * 2
    one.set_code("b")
    assert one.code() == "b"
    one.set_code("unknown")
    several.set_codes(["a", "unknown"])
    assert (one.codes(), several.codes(), len(told)) == ((), ("a",), 5)


def test_the_rail_tells_where_to_go(make_faces: MakeFaces) -> None:
    rail = Rail(make_faces(), NAME, [Place("a", NAME, "sun"), Place("b", NAME, "people")])
    wide = rail.sizeHint().width()
    gone: list[str] = []
    rail.chosen.connect(gone.append)
    rail.set_current("a")
    assert gone == []
    rail._buttons["b"].click()
    assert gone == ["b"]
    rail.set_wordless(True)
    assert rail.sizeHint().width() < wide / 2
    assert rail._buttons["b"].accessibleName() == "اسم"


def test_a_rail_that_is_too_high_is_scrolled_and_no_place_is_cut(make_faces: MakeFaces) -> None:
    rail = Rail(make_faces("ar", "light", 150), NAME, [Place(str(number), NAME, "sun") for number in range(14)])
    rail.resize(rail.sizeHint().width(), 2000)
    rail.show()
    screen.settle()
    narrow = rail.sizeHint().width()
    rail.resize(narrow, 400)
    screen.settle()
    assert rail.minimumSizeHint().height() < 400
    assert rail.sizeHint().width() > narrow, "the bar has a place of its own"
    rail.resize(rail.sizeHint())
    rail.resize(rail.width(), 400)
    screen.settle()
    last = rail._buttons["13"]
    assert last.visibleRegion().isEmpty()
    rail.set_current("13")
    screen.settle()
    assert last.visibleRegion().boundingRect().size() == last.size()


def test_a_field_says_what_was_refused_and_why(make_faces: MakeFaces) -> None:
    line = Line(make_faces(), NAME)
    field = Field(line._faces, NAME, line)
    field.show()
    quiet = field.sizeHint().height()
    field.refuse(Refusal(Reason.REQUIRED, "name"))
    assert line.accessibleDescription() == "ما زال شيء ناقصاً هنا."
    assert field.sizeHint().height() > quiet
    assert line.property("refused") == "true"
    danger = line._faces.face.look.colour("danger")
    assert line.grab().toImage().pixelColor(line.width() // 2, 0) == danger
    field.refuse(None)
    assert line.accessibleDescription() == ""
    assert line.property("refused") == "false"
    assert field.sizeHint().height() == quiet


def test_a_banner_stays_until_it_is_closed(make_faces: MakeFaces) -> None:
    banner = Banner(make_faces("en"))
    done: list[str] = []
    assert not banner.isVisible()
    banner.tell(Trouble(Reason.DISK_FULL), (NAME, lambda: done.append("act")))
    assert banner.isVisible()
    assert "no space left" in banner.accessibleName()
    act, close = screen.parts_of(banner, Button)
    act.click()
    assert done == ["act"]
    assert banner.isVisible()
    close.click()
    assert not banner.isVisible()


@pytest.mark.parametrize("tone", ["warning", "danger", "good", "info"])
@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_a_banner_can_be_read_after_a_switch(
    make_faces: MakeFaces, catalogue: Path, scheme: Scheme, tone: Tone
) -> None:
    faces = make_faces("en", "dark" if scheme == "light" else "light")
    banner = Banner(faces)
    banner.tell_words(lambda _: "M" * 20, tone)
    banner.resize(600, 60)
    screen.settle()
    faces.switch(Face(screen.texts("en", catalogue), Look(scheme)))
    screen.settle()
    image, words = banner.grab().toImage(), screen.place(banner._words, banner)
    found = {
        image.pixelColor(x, y).name()
        for x in range(words.left(), words.right())
        for y in range(words.top(), words.bottom())
    }
    fore, back = TONES[tone]
    ground = Look(scheme).colour(back).name()
    assert image.pixelColor(words.right(), words.top()).name() == ground
    assert Look(scheme).colour(fore).name() in found
    assert max(contrast(ground, one) for one in found) >= TEXT_CONTRAST


def test_the_words_of_an_empty_page_stand_beneath_its_icon(make_faces: MakeFaces) -> None:
    for language in ("ar", "en"):
        empty = Empty(make_faces(language), screen.both("لا شيء", "Nothing"), screen.both("بعد", "Yet"))
        empty.resize(800, 400)
        empty.show()
        screen.settle()
        image = empty.grab().toImage()
        labels = [label for label in screen.parts_of(empty, QLabel) if label.isVisible()]
        assert len(labels) == 3
        for label in labels:
            begin, end = screen.ink(image, screen.place(label, empty))
            assert abs((begin + end) / 2 - 400) <= 3
        empty.set_words(screen.both("شيء", "Something"), screen.both("الآن", "Now"))
        assert labels[1].alignment() & Qt.AlignmentFlag.AlignHCenter


def test_keys_are_shown_in_one_way(make_faces: MakeFaces) -> None:
    button = Button(make_faces("ar"), NAME, keys="Ctrl+Return")
    assert "\u2066Ctrl+Enter\u2069" in button.text()
    assert button.accessibleName() == "اسم"


def key(text: str, *, shift: bool = False) -> QKeyEvent:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, 0, held, text)


def hint(field: Passphrase) -> str:
    return field._hint.accessibleName()


def test_the_passphrase_is_hidden_and_shown_for_a_moment(make_faces: MakeFaces) -> None:
    field = Passphrase(make_faces(), NAME)
    field.show()
    screen.type_text(field._line, "five words")
    assert field.text() == "five words"
    assert field._line.displayText() != "five words"
    assert field._hide.interval() == MOMENT
    field._hide.setInterval(1)
    field._eye.click()
    assert field._line.displayText() == "five words"
    screen.until(lambda: not field.is_shown())
    assert field._line.displayText() != "five words"
    field.clear()
    assert field.text() == ""


def test_the_passphrase_cannot_be_copied_out(make_faces: MakeFaces) -> None:
    field = Passphrase(make_faces(), NAME)
    QGuiApplication.clipboard().setText("before")
    screen.type_text(field._line, "secret")
    field._line.selectAll()
    field._line.copy()
    assert QGuiApplication.clipboard().text() == "before"


def test_keys_tell_about_caps_lock_and_the_layout(make_faces: MakeFaces) -> None:
    field = Passphrase(make_faces(), NAME)
    QApplication.sendEvent(field._line, key("a"))
    assert hint(field) == "لغة لوحة المفاتيح: اللاتينية."
    QApplication.sendEvent(field._line, key("A"))
    assert hint(field) == "مفتاح الأحرف الكبيرة مفعَّل. لغة لوحة المفاتيح: اللاتينية."
    QApplication.sendEvent(field._line, key("A", shift=True))
    assert hint(field) == "لغة لوحة المفاتيح: اللاتينية."
    QApplication.sendEvent(field._line, key("س"))
    assert hint(field) == "لغة لوحة المفاتيح: العربية."
    assert field.layout_name(field._faces.face.texts) == "العربية"


def test_shortcuts_work_in_both_layouts(make_faces: MakeFaces) -> None:
    assert [one.toString() for one in keys.both("Ctrl+K")] == ["Ctrl+K", "Ctrl+ن"]
    assert [one.toString() for one in keys.both("F9")] == ["F9"]
    window = Line(make_faces(), NAME)
    done: list[str] = []
    bound = keys.bind(window, "Ctrl+K", lambda: done.append("palette"))
    window.show()
    window.activateWindow()
    screen.settle()
    # QTest can press Latin keys only; the Arabic one is bound by the same call.
    QTest.keySequence(window, QKeySequence("Ctrl+L"))
    assert done == []
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    assert done == ["palette"]
    assert bound.keys() == keys.both("Ctrl+K")


def test_copying_works_under_an_arabic_layout(app: QApplication, make_faces: MakeFaces) -> None:
    line = Line(make_faces(), NAME)
    line.setText("نص")
    line.selectAll()
    copy = QKeyEvent(QEvent.Type.KeyPress, ord("ؤ"), Qt.KeyboardModifier.ControlModifier, "ؤ")
    QGuiApplication.clipboard().setText("before")
    QApplication.sendEvent(line, copy)
    assert QGuiApplication.clipboard().text() == "before", "Qt alone does not copy: that is what is mended"
    mended = keys.EditKeys()
    app.installEventFilter(mended)
    QApplication.sendEvent(line, QKeyEvent(copy))
    app.removeEventFilter(mended)
    assert QGuiApplication.clipboard().text() == "نص"

"""People with odd names and papers, taken in and completed through the real window: refused clearly or kept safely."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.domain.records import Entry, Person
from gemdesk.flows import cases
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.window import Window
from tests.ui import screen
from tests.ui.pages.office import Office, office, seen

__all__ = ["office"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(office: Office) -> Iterator[Window]:
    made = Window(office.tools, Settings())
    office.show(made, 1366, 768)
    made.start()
    office.settle()
    yield made
    QGuiApplication.clipboard().clear()
    made.hide()


def rest(office: Office) -> None:
    for _ in range(3):
        office.settle()
    screen.settle()


def paste(text: str) -> None:
    """Paste where the focus is, as the keys do."""
    QGuiApplication.clipboard().setText(text)
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_V, CTRL)


def take_in(office: Office, window: Window, name: str) -> None:
    window._take_in()
    rest(office)
    paste(name)
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    rest(office)


ODD = {
    "right-to-left override": ("سلمى\u202eأحمد", "سلمىأحمد"),
    "line break": ("سلمى\nأحمد\t", "سلمى أحمد"),
    "control signs": ("سل\x00مى\x07\x1b[31m", "سلمى[31m"),
    "emoji": ("سلمى 🌈👩‍👩‍👧", "سلمى 🌈👩‍👩‍👧"),
    "SQL": ("'; DROP TABLE person; --", "'; DROP TABLE person; --"),
    "formula": ('=HYPERLINK("x")', '=HYPERLINK("x")'),
    "markup": ("<b>&amp;</b>", "<b>&amp;</b>"),
    "a field of a message": ("{name} {0} %s", "{name} {0} %s"),
    "as long as can be": ("ن" * 200, "ن" * 200),
    "many marks on one letter": ("س" + "\u0651" * 60, "س" + "\u0651" * 60),
}


def test_an_odd_name_is_kept_and_shown_as_it_is(office: Office, window: Window) -> None:
    for odd, (given, kept) in ODD.items():
        take_in(office, window, given)
        assert [one.chosen_name for one in office.all(Person)][-1] == kept, odd
        assert window.page() is window.case
        assert kept in [strip_controls(label.text()) for label in seen(window.case, QLabel)], odd
        assert window.width() == 1366, "it does not push the window beyond the screen"
        assert window.case._scroll.horizontalScrollBar().maximum() == 0, "nor its parts beyond the page"
        assert clipped(window) == [], odd


def test_a_name_that_is_too_long_is_refused_at_the_field_and_the_rest_stays(office: Office, window: Window) -> None:
    window._take_in()
    rest(office)
    name = QApplication.focusWidget()
    assert isinstance(name, Line)
    screen.type_text(name, "سلمى")
    for size in (5_000, 10_000_000):
        paste("ن" * size)
        assert name.text() == "سلمى"
        assert "200" in name.accessibleDescription()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    rest(office)
    assert [one.chosen_name for one in office.all(Person)][-1] == "سلمى"


def test_ten_megabytes_do_not_get_into_a_note_and_what_was_typed_stays(office: Office, window: Window) -> None:
    window._open_case(office.case_id)
    rest(office)
    window.case.write_note()
    note = QApplication.focusWidget()
    assert isinstance(note, Area)
    screen.type_text(note, "رنّت")
    paste("ن" * 10_000_000)
    assert note.text() == "رنّت"
    assert "20000" in note.accessibleDescription().replace(",", "")
    screen.type_text(note, ".")
    assert note.accessibleDescription() == "", "and it is said no longer"
    paste("ن" * 19_990)
    QTest.keyClick(note, Qt.Key.Key_Return, CTRL)
    rest(office)
    assert [len(one.text) for one in office.all(Entry)] == [19_995]


def test_what_cannot_be_read_is_refused_at_its_field_and_nothing_else_is_lost(office: Office, window: Window) -> None:
    window._open_case(office.case_id)
    rest(office)
    window.case.show_tab("details")
    rest(office)
    (details,) = screen.parts_of(window.case, Details)
    screen.type_text(next(one for one in seen(window.case, Line) if one.text() == "حلب"), "!")
    for name, typed in (("next_due", "31/02/2026"), ("age", "٢٩ سنة"), ("household_size", "12.5")):
        form = next(form for _record, names, form in details._forms if name in names)
        editor = form.field(name).editor
        line = editor.focusProxy() or editor
        assert isinstance(line, Line)
        screen.type_text(line, typed)
        QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
        rest(office)
        assert [one for one in seen(window.case, Field) if _told(one)] == [form.field(name)]
        assert line.text() == latin_digits(typed) if name == "age" else typed
        line.setText("")
    details.save()
    rest(office)
    assert office.ask(cases.open_case, office.case_id).person.place == "حلب!"


def _told(field: Field) -> bool:
    return bool((field.editor.focusProxy() or field.editor).accessibleDescription())


def test_a_long_name_fits_into_a_narrow_window(office: Office, window: Window) -> None:
    take_in(office, window, "W" * 200)
    for language, scale in (("ar", 100), ("en", 100), ("ar", 150)):
        office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
        for _ in range(9):  # the parts give their room back one after the other
            window.resize(700, 768)
            screen.settle()
        assert window.width() <= 700 * scale // 100
        assert window.case._scroll.horizontalScrollBar().maximum() == 0
        assert clipped(window) == []


def clipped(window: Window) -> list[str]:
    # Where the tabs have no room Qt shows two arrows that scroll them.
    return [one for one in screen.clipped(window.case) if not one.startswith("QToolButton")]

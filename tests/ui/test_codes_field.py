"""A long list is looked through by typing; what is chosen stands as chips."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.forms.codes_field import CodesField
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.segment import Choice
from tests.ui import screen
from tests.ui.conftest import MakeFaces
from tests.ui.pages.office import seen

CHOICES: list[Choice] = [
    ("LP-RR", screen.both("خطر الإعادة القسرية", "at risk of refoulement")),
    ("LP-RD", screen.both("خطر الترحيل", "at risk of removal")),
    ("own-x", screen.both("حاجة أخرى", "another need")),
]


@pytest.fixture
def field(make_faces: MakeFaces) -> CodesField:
    made = CodesField(make_faces("en"), screen.both("الاحتياجات", "Needs"), CHOICES)
    made.show()
    screen.settle()
    return made


def line(field: CodesField) -> Line:
    return screen.parts_of(field, Line)[0]


def chips(field: CodesField) -> list[str]:
    screen.settle()
    return [one.text().strip() for one in seen(field, Button)]


def test_a_code_is_added_by_what_alone_fits_and_taken_away_by_its_chip(field: CodesField) -> None:
    told: list[tuple[str, ...]] = []
    field.edited.connect(lambda: told.append(field._codes))
    screen.type_text(line(field), "removal")
    QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert field.value() == ("LP-RD",)
    screen.type_text(line(field), "another")
    QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert field.value() == ("LP-RD", "own-x")
    assert [words.replace("\u2066", "").replace("\u2069", "") for words in chips(field)] == [
        "at risk of removal (LP-RD)", "another need",
    ], "a code that nobody knows is not shown"  # fmt: skip
    seen(field, Button)[0].click()
    assert field.value() == ("own-x",)
    assert told[-1] == ("own-x",)


def test_they_stand_in_the_order_of_the_list_whatever_was_added_first(field: CodesField) -> None:
    for typed in ("removal", "refoulement"):
        screen.type_text(line(field), typed)
        QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert field.value() == ("LP-RR", "LP-RD")


def test_two_that_fit_are_not_guessed_and_what_is_no_entry_is_refused(field: CodesField) -> None:
    screen.type_text(line(field), "risk")
    QTest.keyClick(line(field), Qt.Key.Key_Return)
    assert chips(field) == []
    with pytest.raises(Refusal) as stop:
        field.value()
    assert (stop.value.reason, stop.value.facts) == (Reason.UNKNOWN_CODE, {"value": "risk"})
    field.set_value(("LP-RR",))
    assert field.value() == ("LP-RR",), "what was typed before is not in the way of what is shown"


def test_the_down_key_shows_what_may_still_be_chosen(field: CodesField) -> None:
    field.set_value(("LP-RR",))
    line(field).setFocus()
    QTest.keyClick(line(field), Qt.Key.Key_Down)
    assert field._find._found.rowCount() == 2
    field._find._completer.popup().hide()

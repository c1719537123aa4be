"""Saved searches above the list: saved, chosen, renamed and removed by keys; what is sought decides what is offered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gemdesk.domain.own import SavedView
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.cases.page import CaseList
from gemdesk.ui.parts.segment import AnyPick, OnePick
from tests.ui import screen
from tests.ui.pages.office import NAME, Office, named, office, press, seen, write

__all__ = ["office"]


@pytest.fixture
def case_list(office: Office) -> CaseList:
    made = CaseList(office.tools)
    office.show(made, 420, 700)
    office.settle()
    return made


def search(office: Office, case_list: CaseList, typed: str) -> None:
    case_list.take_focus()
    write(typed)
    screen.settle()
    office.settle()


def save(office: Office, case_list: CaseList, name: str) -> None:
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is case_list.views.name
    write(name)
    press(Qt.Key.Key_Return)
    office.settle()
    office.settle()


def chips(case_list: CaseList) -> dict[str, bool]:
    """The chips and which of them is chosen."""
    return {chip.accessibleName(): chip.isChecked() for chip in seen(case_list.views, OnePick)}


def test_nothing_is_offered_until_something_is_sought(office: Office, case_list: CaseList) -> None:
    assert not case_list.views.isVisible()
    search(office, case_list, NAME)
    assert case_list.views.save.isEnabled()
    save(office, case_list, "الأول")
    assert chips(case_list) == {"الأول": True}
    assert not case_list.views.save.isEnabled()


def test_a_chip_brings_the_search_and_its_filters_back(office: Office, case_list: CaseList) -> None:
    search(office, case_list, NAME)
    named(case_list, AnyPick, "حالاتي").click()
    save(office, case_list, "الأول")
    named(case_list, AnyPick, "حالاتي").click()
    case_list.take_focus()
    press(Qt.Key.Key_Escape)
    screen.settle()
    assert chips(case_list) == {"الأول": False}
    seen(case_list.views, OnePick)[0].click()
    office.settle()
    assert (case_list._search.text(), case_list._filters.codes()) == (NAME, ("mine",))
    assert chips(case_list) == {"الأول": True}


def test_a_refused_name_stays_with_its_reason(office: Office, case_list: CaseList) -> None:
    search(office, case_list, NAME)
    save(office, case_list, " ")
    assert case_list.views.name.isVisible()
    assert office.all(SavedView) == []
    assert case_list.views.name.property("refused") == "true"
    write("الأول")
    press(Qt.Key.Key_Return)
    office.settle()
    assert [one.name for one in office.all(SavedView)] == ["الأول"]


def test_rename_and_remove_by_keys(office: Office, case_list: CaseList) -> None:
    search(office, case_list, NAME)
    save(office, case_list, "الأول")
    seen(case_list.views, OnePick)[0].setFocus()
    press(Qt.Key.Key_F2)
    assert case_list.views.name.text() == "الأول"
    write("الثاني")
    press(Qt.Key.Key_Return)
    office.settle()
    office.settle()
    assert chips(case_list) == {"الثاني": True}
    seen(case_list.views, OnePick)[0].setFocus()
    press(Qt.Key.Key_Delete)
    office.settle()
    office.settle()
    assert office.all(SavedView) == []
    assert chips(case_list) == {}
    assert case_list.views.save.isEnabled()


def test_nothing_is_clipped_in_either_language_with_large_letters(office: Office, case_list: CaseList) -> None:
    search(office, case_list, NAME)
    save(office, case_list, "بحث باسم طويل إلى حد ما عن كل ما تأخر")
    for language in ("ar", "en"):
        office.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
        case_list.resize(600, 800)
        screen.settle()
        assert screen.clipped(case_list.views) == []

"""The details of a person: what is covered, age or band, needs by word or code, and the way to what is missing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.domain.records import Person
from gemdesk.flows import cases
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.pages.case.gaps import Gaps
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.covered import Covered
from gemdesk.ui.parts.line import Line
from tests.ui import screen
from tests.ui.pages.case.tabs import at, heard_of, press, rest, words_of
from tests.ui.pages.office import Office, seen

LEGAL = "سعيد"


def person(office: Office) -> Person:
    found: Person = office.ask(cases.open_case, office.case_id).person
    return found


def test_the_legal_name_is_covered_and_shown_only_while_it_is_held(office: Office) -> None:
    page, _ = at(office, "details", Details)
    assert person(office).legal_name == LEGAL
    assert LEGAL not in words_of(page) + heard_of(page)
    (covered,) = screen.parts_of(page, Covered)
    eye = next(one for one in seen(covered, Button) if one.property("sort") == "icon")
    QTest.mousePress(eye, Qt.MouseButton.LeftButton)
    assert LEGAL in words_of(page)
    QTest.mouseRelease(eye, Qt.MouseButton.LeftButton)
    assert LEGAL not in words_of(page) + heard_of(page)


def test_saving_something_else_leaves_the_legal_name_and_it_can_be_changed(office: Office) -> None:
    page, details = at(office, "details", Details)
    screen.type_text(next(one for one in seen(page, Line) if one.text() == "حلب"), "!")
    details.save()
    rest(office)
    assert (person(office).legal_name, person(office).place) == (LEGAL, "حلب!")
    (covered,) = screen.parts_of(page, Covered)
    press(covered, "تعديل")
    field = QApplication.focusWidget()
    assert isinstance(field, Line) and field.text() == LEGAL
    screen.type_text(field, "ة")
    next(one for one in seen(page, Line) if one.text() == "حلب!").setFocus()
    assert covered.is_covered()
    details.save()
    rest(office)
    assert person(office).legal_name == f"{LEGAL}ة"


def test_an_age_takes_the_place_of_its_band(office: Office) -> None:
    office.ask(cases.complete, office.case_id, {"person": {"age": None, "age_band": "25-34"}})
    page, details = at(office, "details", Details)
    form = next(form for _record, names, form in details._forms if "age" in names)
    age, band = form.field("age"), form.field("age_band")
    assert band.isVisible()
    screen.type_text(age.editor, "١٧")
    assert not band.isVisible()
    assert "من 12 إلى 17 سنة" in words_of(page)
    details.save()
    rest(office)
    assert (person(office).age, person(office).age_band) == (17, "")
    assert not band.isVisible()


@pytest.mark.parametrize("typed", ["LP-RR", "lp-rr", "الاعادة القسرية"])
def test_a_need_is_found_by_its_code_or_its_words(office: Office, typed: str) -> None:
    page, details = at(office, "details", Details)
    form = next(form for _record, names, form in details._forms if "specific_needs" in names)
    editor = form.field("specific_needs").editor
    line = editor.focusProxy()
    assert isinstance(line, Line)
    line.setFocus()
    screen.type_text(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    details.save()
    rest(office)
    assert person(office).specific_needs == ("LP-RR",)
    press(page, "إزالة «خطر الإعادة القسرية (LP-RR)»")
    details.save()
    rest(office)
    assert person(office).specific_needs == ()


def test_a_need_that_is_not_in_the_list_is_refused_at_the_field_and_stays(office: Office) -> None:
    _page, details = at(office, "details", Details)
    form = next(form for _record, names, form in details._forms if "specific_needs" in names)
    line = form.field("specific_needs").editor.focusProxy()
    assert isinstance(line, Line)
    screen.type_text(line, "شيء ما")
    details.save()
    rest(office)
    assert "شيء ما" in line.accessibleDescription()
    assert line.text() == "شيء ما"
    assert person(office).specific_needs == ()


@pytest.mark.parametrize("field", ["household_size", "languages", "number", "risk_factors"])
def test_what_is_missing_is_listed_with_the_way_to_its_field(office: Office, field: str) -> None:
    page, _ = at(office, "timeline", Gaps)
    gaps = screen.parts_of(page, Gaps)[0]
    assert gaps.isVisible()
    kind = {"household_size": "person", "languages": "person", "number": "safe_contact", "risk_factors": "case"}[field]
    gaps.wanted.emit(kind, field)
    rest(office)
    here = QApplication.focusWidget()
    assert here is not None and here.isVisible()
    tab = page._tabs.tabData(page._tabs.currentIndex())
    assert tab == ("contact" if kind == "safe_contact" else "details" if kind == "person" else tab)
    if kind == "person":
        assert field in _focused(page)


def _focused(page: CasePage) -> list[str]:
    here = QApplication.focusWidget()
    found = []
    for _record, names, form in screen.parts_of(page, Details)[0]._forms:
        for name in names:
            editor = form.field(name).editor
            if here is not None and (editor is here or editor.isAncestorOf(here)):
                found.append(name)
    return found


def test_a_filled_field_is_missed_no_more(office: Office) -> None:
    page, details = at(office, "details", Details)
    gaps = screen.parts_of(page, Gaps)[0]
    press(gaps, next(one.accessibleName() for one in seen(gaps, Button) if "أخرى" in one.accessibleName()))
    screen.settle()
    assert "عدد أفراد الأسرة" in words_of(gaps)
    form = next(form for _record, names, form in details._forms if "household_size" in names)
    screen.type_text(form.field("household_size").editor, "3")
    details.save()
    rest(office)
    assert "عدد أفراد الأسرة" not in words_of(gaps)


@pytest.mark.parametrize(("language", "scale"), [("ar", 150), ("en", 100)])
def test_nothing_is_clipped(office: Office, language: str, scale: int) -> None:
    office.ask(cases.complete, office.case_id, {"person": {"specific_needs": ("LP-RR", "SV-HK", "TR-PI")}})
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page, _ = at(office, "details", Details)
    assert screen.clipped(page) == []

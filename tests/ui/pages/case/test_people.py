"""The people of a case, and the files that may be about the same person, through their page."""

import pytest

from gemdesk.domain.casework import Likeness, Relative
from gemdesk.flows import cases, people
from gemdesk.flows.cases import Intake
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.people import People
from gemdesk.ui.parts.chip import Chip
from tests.ui import screen
from tests.ui.pages.case.tabs import at, press, rest, words_of
from tests.ui.pages.office import NAME, Office, seen


def test_a_relative_is_added_changed_and_deleted(office: Office) -> None:
    page, part = at(office, "people", People)
    press(page, "إضافة شخص")
    form = part.relatives.edit.form
    screen.type_text(form.field("name").editor, "ريم")
    form.field("danger").editor.click()  # type: ignore[attr-defined]  # a tick
    part.finish()
    rest(office)
    assert [(one.name, one.danger, one.knows) for one in office.all(Relative)] == [("ريم", True, False)]
    assert {"خطر على الشخص المعني", "عدم الإخبار بملف الحالة"} <= {one.accessibleName() for one in seen(page, Chip)}
    press(page, "تعديل")
    screen.type_text(form.field("name").editor, "!")
    part.finish()
    rest(office)
    assert [one.name for one in office.all(Relative)] == ["ريم!"]
    press(page, "حذف")
    rest(office)
    assert office.all(Relative) == []


def test_somebody_without_name_and_relation_is_refused_at_the_field(office: Office) -> None:
    page, part = at(office, "people", People)
    press(page, "إضافة شخص")
    part.finish()
    rest(office)
    assert part.relatives.edit.form.field("name").editor.accessibleDescription()
    assert office.all(Relative) == []


def test_a_relative_that_was_not_saved_comes_back_with_its_case(office: Office) -> None:
    page, part = at(office, "people", People)
    press(page, "إضافة شخص")
    screen.type_text(part.relatives.edit.form.field("name").editor, "سامر")
    page.keep_drafts()
    page, part = at(office, "people", People)
    assert part.relatives.edit.is_open()
    assert part.relatives.edit.form.values()["name"] == "سامر"
    part.finish()
    rest(office)
    assert [one.name for one in office.all(Relative)] == ["سامر"]
    assert office.ask(cases.find_draft, people.relative_place(office.case_id)) == {}


def test_a_possible_match_is_opened_linked_unlinked_and_told_apart(office: Office) -> None:
    other = office.ask(cases.take_in, Intake(chosen_name="نوار"))
    page, _ = at(office, "people", People)
    wanted: list[str] = []
    page.case_wanted.connect(wanted.append)
    press(page, "فتح الحالة")
    assert wanted == [other]
    press(page, "شخص واحد: ربط الملفين")
    rest(office)
    assert [one.standing for one in office.all(Likeness)] == ["same"]
    press(page, "فتح الحالة")
    assert wanted == [other, other], "a linked file is opened too"
    press(page, "فك الربط")
    rest(office)
    assert office.all(Likeness) == []
    press(page, "شخصان مختلفان")
    rest(office)
    assert [one.standing for one in office.all(Likeness)] == ["different"]
    press(page, "عرضه تطابقاً محتملاً من جديد")
    rest(office)
    assert "شخصان مختلفان" in words_of(page)


def test_a_relatives_own_file_is_linked_opened_and_unlinked(office: Office) -> None:
    other = office.ask(cases.take_in, Intake(chosen_name="ريم الحسن"))
    office.ask(people.save_relative, office.case_id, "", {"name": "ريم الحسن"})
    page, _ = at(office, "people", People)
    wanted: list[str] = []
    page.case_wanted.connect(wanted.append)
    press(page, "ربط الملف")
    rest(office)
    press(page, "فتح الحالة")
    assert wanted == [other]
    press(page, "فك الربط")
    rest(office)
    assert [one.other_person for one in office.all(Relative)] == [""]


@pytest.mark.parametrize(("language", "scale"), [("ar", 150), ("en", 100)])
def test_nothing_is_clipped(office: Office, language: str, scale: int) -> None:
    office.ask(cases.take_in, Intake(chosen_name=NAME))
    for values in (
        {"name": "ريم", "knows": True},
        {"relation": "sibling", "age": 31, "in_household": True, "danger": True},
    ):
        office.ask(people.save_relative, office.case_id, "", values)
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page, part = at(office, "people", People)
    part.relatives.begin()
    screen.settle()
    assert len(seen(page, Chip)) > 5
    assert screen.clipped(page) == []

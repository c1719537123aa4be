"""Lists and fields of the organisation's own, by the buttons; and that forms everywhere see them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget

from gemdesk.domain.own import CustomField, CustomValue, ListEntry
from gemdesk.domain.records import Person
from gemdesk.flows import custom_fields, directory, own_lists
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.forms.custom import CustomForm
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.own_lists import OwnLists
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.pages.directory.page import DirectoryPage
from gemdesk.ui.pages.lists.page import ListsPage
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.segment import OnePick, Segment
from gemdesk.vault.opened import Role
from tests.ui import screen
from tests.ui.pages.case.tabs import at
from tests.ui.pages.office import Office, named, office, seen

__all__ = ["office"]

ENTRY = ListEntry(
    id="", list_name="service", code="", ar="حضانة", en="nursery", sensitivity="plain", letter_visible=True
)
FIELD = CustomField(id="", record_kind="person", label_ar="المدرسة", label_en="School", sensitivity="plain")


@pytest.fixture
def own(office: Office) -> Iterator[OwnLists]:
    """What the window does about lists; nothing is laid when the test ends."""
    made = OwnLists(office.tools)
    made.start()
    office.settle()
    yield made
    lists.lay(lists.NONE)


def opened(office: Office, tab: str = "lists") -> ListsPage:
    page = ListsPage(office.tools)
    page.open()
    page.tabs.set_current(tab)
    office.show(page)
    office.settle()
    return page


def words(page: QWidget) -> str:
    screen.settle()
    return strip_controls("\n".join(label.text() for label in seen(page, QLabel)))


def press(office: Office, page: QWidget, english: str, at: int = 0) -> None:
    """Press a button by its words, and wait for what it began."""
    screen.settle()
    said = office.tools.faces.face.texts.say(english)
    found = [button for button in seen(page, Button) if button.accessibleName() == said]
    found[at].click()
    office.settle()


def write_into(page: QWidget, view: Any, **texts: str) -> None:
    for name, text in texts.items():
        view.ask.form.field(name).editor.setText(text)


def choose(view: Any, name: str, words_: str) -> None:
    named(view.ask.form.field(name), OnePick, words_).click()


@pytest.mark.parametrize(("language", "scale"), [("ar", 100), ("en", 100), ("ar", 150), ("en", 150)])
@pytest.mark.parametrize("tab", ["lists", "fields"])
def test_nothing_is_clipped(office: Office, own: QObject, language: str, scale: int, tab: str) -> None:
    office.ask(own_lists.add, ENTRY)
    office.ask(custom_fields.define, FIELD)
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page = opened(office, tab)
    page.entries.choice.set_code("service")
    page.entries.open()
    office.settle()
    view = page.entries if tab == "lists" else page.fields
    view.add.click()
    screen.settle()
    assert len(view.rows) == 1
    assert view.ask.isVisible()
    assert screen.clipped(page) == []


def test_every_list_can_be_looked_at(office: Office, own: QObject) -> None:
    page = opened(office)
    for name in lists.names():
        page.entries.choice.set_code(name)
        page.entries.open()
        first = next(iter(lists.shipped(name).values()))
        assert first.words["ar"] in words(page)
        assert page.entries.add.isVisible() is lists.about(name).own
        assert page.entries.reviewed.accessibleName() == strip_controls(
            office.tools.faces.face.texts.say("The Arabic words are not agreed with the communities yet")
        )
    office.settle()


def test_an_entry_is_added_and_every_form_offers_it(office: Office, own: QObject) -> None:
    elsewhere = Combo(office.tools.faces, lambda _: "x", choices("service"))
    several = Segment(office.tools.faces, lambda _: "x", choices("service"), several=True)
    before = elsewhere.count()
    page = opened(office)
    page.entries.choice.set_code("service")
    page.entries.open()
    press(office, page, "Add an entry")
    write_into(page, page.entries, ar="حضانة", en="nursery")
    press(office, page, "Save")
    assert page.entries.ask.isVisible(), "how it could harm was not answered"
    assert office.all(ListEntry) == []
    choose(page.entries, "sensitivity", lists.alone("sensitivity", "plain", "ar"))
    press(office, page, "Save")
    office.settle()
    (entry,) = office.all(ListEntry)
    assert (entry.ar, entry.en, entry.sensitivity, entry.letter_visible) == ("حضانة", "nursery", "plain", False)
    assert not page.entries.ask.isVisible()
    assert "حضانة" in words(page)
    assert elsewhere.count() == before + 1
    several.set_codes((entry.code,))
    assert several.codes() == (entry.code,)


def test_what_is_retired_is_offered_no_longer_and_shown_where_it_stands(office: Office, own: QObject) -> None:
    entry = office.ask(own_lists.add, ENTRY)
    kept = Combo(office.tools.faces, lambda _: "x", choices("service"))
    picks = Segment(office.tools.faces, lambda _: "x", choices("service"), several=True)
    other = Combo(office.tools.faces, lambda _: "x", choices("service"))
    kept.set_code(entry.code)
    picks.set_codes((entry.code, "legal"))
    page = opened(office)
    page.entries.choice.set_code("service")
    page.entries.open()
    office.settle()
    press(office, page, "Offer no longer")
    office.settle()
    assert other.findData(entry.code) == -1
    assert (kept.code(), strip_controls(kept.currentText())) == (entry.code, "حضانة")
    assert picks.codes() == ("legal", entry.code)
    other.set_code(entry.code)
    assert other.code() == entry.code
    other.set_code("legal")
    assert other.findData(entry.code) == -1, "what nothing holds is gone"
    press(office, page, "Offer again")
    office.settle()
    assert other.findData(entry.code) > 0


def test_an_entry_is_renamed_on_the_screen_at_once(office: Office, own: QObject) -> None:
    entry = office.ask(own_lists.add, ENTRY)
    page = opened(office)
    page.entries.choice.set_code("service")
    page.entries.open()
    office.settle()
    press(office, page, "Edit")
    assert page.entries.ask.form.values()["en"] == "nursery"
    write_into(page, page.entries, ar="روضة", en="kindergarten")
    press(office, page, "Save")
    office.settle()
    assert "روضة" in words(page)
    assert lists.label("service", entry.code, "en") == "kindergarten"


def test_the_next_vault_sees_none_of_it(office: Office, own: OwnLists) -> None:
    entry = office.ask(own_lists.add, ENTRY)
    office.settle()
    assert entry.code in lists.values("service")
    OwnLists(office.tools).start()
    assert entry.code not in lists.values("service"), "what another vault laid is taken away before this one answers"
    office.settle()
    assert entry.code in lists.values("service")


def test_what_is_done_beside_the_vault_sees_the_lists_of_the_screen(office: Office, own: QObject) -> None:
    entry = office.ask(own_lists.add, ENTRY)
    office.settle()
    words_: list[str] = []
    office.tools.jobs.apart(lists.label, "service", entry.code, "en", then=words_.append)
    screen.until(lambda: bool(words_), 30)
    assert words_ == ["nursery"]


def test_escape_puts_the_form_away_first(office: Office, own: QObject) -> None:
    page = opened(office)
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    press(office, page, "Add an entry")
    page.back()
    assert not page.entries.ask.isVisible()
    assert left == []
    page.back()
    assert left == [True]


def test_what_was_typed_into_a_form_comes_back_until_it_is_saved_or_put_away(office: Office, own: QObject) -> None:
    entry = office.ask(own_lists.add, ENTRY)
    page = opened(office)
    page.entries.choice.set_code("service")
    page.entries.open()
    office.settle()
    press(office, page.entries, "Edit")
    english = page.entries.ask.form.field("en").editor
    english.setText("")  # type: ignore[attr-defined]  # a line
    screen.type_text(english, "kindergarten")
    page.tabs.set_current("fields")
    press(office, page.fields, "Add a field")
    screen.type_text(page.fields.ask.form.field("label_ar").editor, "الفصل")
    page.keep_draft()

    again = opened(office)
    assert (again.entries.choice.code(), again.entries.ask.form.values()["en"]) == ("service", "kindergarten")
    again.tabs.set_current("fields")
    assert again.fields.ask.isVisible()
    assert again.fields.ask.form.field("label_ar").editor.text() == "الفصل"  # type: ignore[attr-defined]  # a line
    again.entries.ask.save()
    again.fields.ask.put_away()
    office.settle()
    assert [one.en for one in office.ask(own_lists.entries, "service") if one.id == entry.id] == ["kindergarten"]

    third = opened(office)
    assert third.entries.ask.isHidden() and third.fields.ask.isHidden()
    assert not office.ask(custom_fields.fields, "person")


def test_fields_are_defined_ordered_and_retired(office: Office, own: QObject) -> None:
    page = opened(office, "fields")
    for label in ("أ", "ب"):
        press(office, page, "Add a field")
        write_into(page, page.fields, label_ar=label, label_en=f"in English {label == 'أ'}")
        choose(page.fields, "sensitivity", lists.alone("sensitivity", "plain", "ar"))
        press(office, page, "Save")
        office.settle()
    assert [field.label_ar for field in office.all(CustomField)] == ["أ", "ب"]
    press(office, page, "Move down")
    office.settle()
    assert [field.label_ar for field in office.ask(custom_fields.fields, "person")] == ["ب", "أ"]
    press(office, page, "Offer no longer", 0)
    office.settle()
    assert [field.retired for field in office.all(CustomField)] == [False, True]


def test_a_field_of_a_list_asks_for_its_list(office: Office, own: QObject) -> None:
    page = opened(office, "fields")
    press(office, page, "Add a field")
    form = page.fields.ask.form
    assert not form.field("list_name").isVisible()
    sort = form.field("sort").editor
    assert isinstance(sort, Combo)
    sort.set_code("choice")
    sort.chosen.emit()
    assert form.field("list_name").isVisible()
    write_into(page, page.fields, label_ar="أ", label_en="a")
    choose(page.fields, "sensitivity", lists.alone("sensitivity", "plain", "ar"))
    press(office, page, "Save")
    assert page.fields.ask.isVisible()
    assert office.all(CustomField) == []
    form.field("list_name").editor.set_code("language")  # type: ignore[attr-defined]  # a combo
    press(office, page, "Save")
    office.settle()
    (field,) = office.all(CustomField)
    assert field.list_name == "language"
    press(office, page, "Edit")
    assert not form.field("sort").isVisible()
    assert not form.field("list_name").isVisible()


def person_id(office: Office) -> str:
    return str(office.all(Person)[0].id)


def shown(office: Office, form: CustomForm) -> None:
    form.show_record(person_id(office), "person")
    office.settle()


def test_the_card_of_a_record_fills_its_fields(office: Office, own: QObject) -> None:
    form = CustomForm(office.tools, lambda t: t.say("The organisation's own fields on the person"))
    office.show(form)
    form.hide()
    shown(office, form)
    assert not form.isVisible(), "there is no field yet"
    school = office.ask(custom_fields.define, FIELD)
    year = office.ask(
        custom_fields.define,
        CustomField(id="", record_kind="person", label_ar="سنة", label_en="Year", sort="number", sensitivity="plain"),
    )
    shown(office, form)
    assert form.isVisible()
    assert form.form is not None
    assert "المدرسة" in words(form)
    screen.type_text(form.form.field(school.id).editor, "الزيتون")
    screen.type_text(form.form.field(year.id).editor, "١٢")
    form.save_button.click()
    office.settle()
    assert {value.field: value.value for value in office.all(CustomValue)} == {school.id: "الزيتون", year.id: "12"}
    screen.type_text(form.form.field(year.id).editor, "x")
    form.save_button.click()
    office.settle()
    assert form.form.field(year.id).editor.accessibleDescription()


def test_a_case_and_an_organisation_show_their_fields(office: Office, own: QObject) -> None:
    fields = {
        part: office.ask(custom_fields.define, replace(FIELD, record_kind=part))
        for part in ("person", "case", "organisation")
    }
    _case, details = at(office, "details", Details)
    page = DirectoryPage(office.tools)
    office.show(page)
    office.settle()
    receiver = office.ask(lambda work: directory.save(work, "", {"name": "دار الغيمة"}, [])).id
    page.detail.open(receiver)
    forms = {"person": details.of_person, "case": details.of_case, "organisation": page.detail.own}
    screen.until(lambda: all(form.form is not None for form in forms.values()))
    for part, form in forms.items():
        assert form.form is not None
        screen.type_text(form.form.field(fields[part].id).editor, f"قيمة {part}")
    details.finish()
    page.keep_draft()
    office.settle()
    assert {one.field: one.value for one in office.all(CustomValue)} == {
        fields[part].id: f"قيمة {part}" for part in ("person", "case")
    }
    again = DirectoryPage(office.tools)
    office.show(again)
    again.detail.open(receiver)
    screen.until(lambda: again.detail.own.form is not None)
    assert again.detail.own.form is not None
    assert again.detail.own.form.values() == {fields["organisation"].id: "قيمة organisation"}


def test_what_was_typed_and_not_saved_comes_back(office: Office, own: QObject) -> None:
    school = office.ask(custom_fields.define, FIELD)
    form = CustomForm(office.tools, lambda t: t.say("The organisation's own fields on the person"))
    office.show(form)
    shown(office, form)
    assert form.form is not None
    screen.type_text(form.form.field(school.id).editor, "الزيتون")
    form.keep_draft()
    office.settle()
    again = CustomForm(office.tools, lambda t: t.say("The organisation's own fields on the person"))
    shown(office, again)
    assert again.form is not None
    assert again.form.values() == {school.id: "الزيتون"}
    again.save()
    office.settle()
    third = CustomForm(office.tools, lambda t: t.say("The organisation's own fields on the person"))
    office.ask(custom_fields.fill, person_id(office), "person", {school.id: "آخر"})
    shown(office, third)
    assert third.form is not None
    assert third.form.values() == {school.id: "آخر"}, "the draft went with the saving"


def test_a_form_is_offered_to_nobody_whose_role_does_not_read_it(office: Office, own: QObject) -> None:
    office.ask(custom_fields.define, FIELD)
    form = CustomForm(office.tools, lambda t: t.say("The organisation's own fields on the person"))
    office.show(form)
    shown(office, form)
    assert form.isVisible()

    def print_only(work: Any) -> None:
        work.vault.opened = replace(work.vault.opened, role=Role.PRINTING)

    office.ask(print_only)
    shown(office, form)
    assert not form.isVisible()

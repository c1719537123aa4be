"""The service directory on the screen: found, read, changed, kept, taken out and in."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.domain.access import Access, Role
from gemdesk.domain.records import Organisation, Service
from gemdesk.flows import directory
from gemdesk.flows.work import Work
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import vault_events
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.directory.page import DirectoryPage
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from tests.ui import screen
from tests.ui.pages.office import Office, named, press, seen, tab_to, write

AR = Texts("ar")
STREET, GATE = "شارع الورد 12", "عند محطة المترو"


def make(work: Work, **fields: Any) -> str:
    services = fields.pop("services", [])
    return directory.save(work, "", fields, [("", one) for one in services]).id


@pytest.fixture
def page(office: Office) -> DirectoryPage:
    """The page, open, with three organisations."""
    office.ask(partial(make, name="دار الغيمة", place="إسطنبول", street=STREET, street_hidden=True, front_gate=GATE,
                       vetting="affirming", last_checked=office.clock.today(), unsafe_for=("minors",),
                       services=[{"sector": "shelter", "capacity": "مكانان"}]))  # fmt: skip
    office.ask(partial(make, name="مكتب الساحة", place="حمص", vetting="unsafe", never_refer=True,
                       never_refer_reason="تُسجَّل الأسماء"))  # fmt: skip
    office.ask(partial(make, name="عيادة الياسمين", place="دمشق", services=[{"sector": "health", "cost": "free"}]))
    made = DirectoryPage(office.tools)
    made.open()
    office.show(made, 1150, 800)
    screen.until(lambda: made.listing.rows.rowCount() == 3)
    return made


def names(page: DirectoryPage) -> list[str]:
    return [page.listing.rows.row(at).entry.name for at in range(page.listing.rows.rowCount())]


def said(page: Any) -> str:
    chips = [chip.accessibleName() for chip in seen(page, Chip)]
    return "\n".join([strip_controls(label.text()) for label in seen(page, QLabel)] + chips)


def open_one(office: Office, page: DirectoryPage, name: str) -> None:
    at = names(page).index(name)
    page.listing.list.setCurrentIndex(page.listing.rows.index(at, 0))
    page.listing.list.setFocus()
    press(Qt.Key.Key_Return)  # what is marked opens by itself only where list and page stand side by side
    screen.until(lambda: name in said(page.detail))
    office.settle()
    screen.settle()


def test_typing_finds_and_return_opens(office: Office, page: DirectoryPage) -> None:
    assert QApplication.focusWidget() is page.listing.search
    write("الغيمه")
    screen.until(lambda: names(page) == ["دار الغيمة"])
    press(Qt.Key.Key_Return)
    screen.until(lambda: "مكانان" in said(page.detail))


def test_filters_narrow_the_rows(office: Office, page: DirectoryPage) -> None:
    page.listing.sector.set_code("health")
    page.listing.sector.chosen.emit()
    screen.until(lambda: names(page) == ["عيادة الياسمين"])
    page.listing.flags.set_codes(("retired",))
    page.listing.ask()
    screen.until(page.listing._none.isVisible)


def test_a_hidden_street_is_nowhere_but_in_the_form(office: Office, page: DirectoryPage) -> None:
    open_one(office, page, "دار الغيمة")
    assert GATE in said(page)
    assert STREET not in said(page)
    page.detail.edit.click()
    screen.until(page.form.isVisible)
    assert page.form.forms[2].values()["street"] == STREET


def test_never_refer_and_unsafe_for_are_said_with_their_reason(office: Office, page: DirectoryPage) -> None:
    open_one(office, page, "مكتب الساحة")
    assert "تُسجَّل الأسماء" in said(page.detail)
    open_one(office, page, "دار الغيمة")
    assert "أشخاص دون سن 18" in said(page.detail)


def test_a_new_organisation_with_a_service_is_one_save(office: Office, page: DirectoryPage) -> None:
    page.new.click()
    screen.until(page.form.isVisible)
    write("مركز جديد")
    page.form.add_service.click()
    page.form.services[0].form.set_values({"sector": "legal"})
    page.form.save()
    screen.until(lambda: len(office.all(Organisation)) == 4)
    assert [one.sector for one in office.all(Service)][-1] == "legal"
    screen.until(lambda: "مركز جديد" in said(page.detail))
    assert page.form.isHidden() or not page.form.isVisible()


def test_a_refusal_stands_at_its_field_also_in_a_service(office: Office, page: DirectoryPage) -> None:
    page.new.click()
    write("عياده الياسمين")
    page.form.save()
    screen.until(lambda: bool(page.form.forms[0].field("name")._refusal.text()))
    page.form.forms[0].set_values({"name": "أخرى"})
    page.form.add_service.click()
    page.form.save()
    screen.until(lambda: bool(page.form.services[0].form.field("sector")._refusal.text()))
    assert len(office.all(Organisation)) == 3


def test_what_was_typed_is_there_again(office: Office, page: DirectoryPage) -> None:
    page.new.click()
    write("نصف اسم")
    page.form.add_service.click()
    page.form.services[0].form.set_values({"capacity": "ثلاثة"})
    page.form.services[0]._on_edited("capacity")
    page.keep_draft()
    again = DirectoryPage(office.tools)
    again.open()
    office.show(again, 1150, 800)
    again.new.click()
    screen.until(again.form.banner.isVisible)
    assert again.form.forms[0].values()["name"] == "نصف اسم"
    assert again.form.services[0].form.values()["capacity"] == "ثلاثة"
    again.form.discard()
    office.settle()
    again.new.click()
    office.settle()
    screen.settle()
    assert not again.form.banner.isVisible()


def test_checked_today_and_retired(office: Office, page: DirectoryPage) -> None:
    open_one(office, page, "عيادة الياسمين")
    page.detail.check.click()
    screen.until(lambda: not page.detail.check.isVisible())
    assert [one.last_checked for one in office.all(Organisation)][-1] == office.clock.today()
    page.detail.retire.click()
    screen.until(lambda: "عيادة الياسمين" not in names(page))
    screen.until(lambda: page.detail.retire.accessibleName() == AR.say("Use again"))


def test_who_may_not_write_is_offered_nothing_to_write(office: Office, page: DirectoryPage) -> None:
    assert page.new.isVisible()
    office.tools.rights.learn(Access("w1", Role.PRINTING))
    page.open()
    assert not page.new.isVisible()
    assert not page.take_in.isVisible()


def test_a_sheet_goes_out_and_comes_in_with_a_dry_run_between(
    office: Office, page: DirectoryPage, tmp_path: Path
) -> None:
    target = tmp_path / "directory.csv"
    page.take_out.click()
    page.export_card.ending.set_codes(("csv",))
    page.export_card.save(target)
    screen.until(page.export_card.banner.isVisible)
    text = target.read_text("utf-8-sig")
    assert "دار الغيمة" in text
    assert STREET not in text
    assert office.ask(lambda work: vault_events.newest(work.connection, "directory_exported")) is not None
    target.write_text(text.replace("دمشق", "درعا"), "utf-8-sig")
    page.look_into(target)
    screen.until(page.import_view.accept_button.isVisible)
    screen.settle()
    assert "درعا" in said(page.import_view)
    assert "دمشق" in said(page.import_view)
    assert not any(one.place == "درعا" for one in office.all(Organisation))
    page.import_view.accept()
    screen.until(page.import_view.back_button.isVisible)
    assert [one.place for one in office.all(Organisation)][-1] == "درعا"
    page.import_view.take_back()
    screen.until(lambda: not page.import_view.back_button.isVisible())
    assert [one.place for one in office.all(Organisation)][-1] == "دمشق"


def test_a_sheet_that_cannot_be_read_says_why(office: Office, page: DirectoryPage, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    page.look_into(tmp_path / "x.csv")
    screen.until(page.import_view.banner.isVisible)
    assert not page.import_view.accept_button.isVisible()
    left = QSignalSpy(page.left)
    page.back()
    assert left.count() == 0
    assert not page.import_view.isVisible()


def test_where_there_is_room_for_one_the_list_gives_way(office: Office, page: DirectoryPage) -> None:
    page.resize(640, 800)
    screen.settle()
    assert page.listing.isVisible()
    assert not page._beside.isVisible()
    page.listing.list.opened.emit(page.listing.rows.row(0).entry.id)
    screen.until(page.detail.isVisible)
    assert not page.listing.isVisible()
    page.back()
    assert page.listing.isVisible()


@pytest.mark.parametrize(("language", "scale"), [("ar", 100), ("en", 100), ("ar", 150), ("en", 150)])
def test_nothing_is_clipped(office: Office, page: DirectoryPage, language: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page.resize(1166, 760)
    open_one(office, page, "دار الغيمة")
    assert screen.clipped(page) == []
    page.detail.edit.click()
    office.settle()
    screen.settle()
    assert screen.clipped(page) == []
    tab_to(named(page, Button, Texts(language).say("Add a service")))

"""A save that failed is told, one that is asked twice is done once, and what is edited is kept with its case."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from gemdesk.domain.records import Entry, File, Person
from gemdesk.flows import attachments, cases
from gemdesk.flows.attachments import Taken
from gemdesk.flows.cases import Intake
from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.pages.case.files import Files
from gemdesk.ui.pages.case.page import TABS, CasePage
from gemdesk.ui.pages.intake.page import IntakePage
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Line
from tests.ui import screen
from tests.ui.pages.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier
TEXT = "اتصلت رنا"


def case_page(office: Office, tab: str = "timeline") -> CasePage:
    page = CasePage(office.tools)
    office.show(page)
    page.open(office.case_id)
    screen.until(lambda: page.shown() == office.case_id)
    QTest.keyClick(page, getattr(Qt.Key, f"Key_{TABS.index(tab) + 1}"), CTRL)
    return page


def note_of(page: QWidget) -> QPlainTextEdit:
    return next(part for part in screen.parts_of(page, QPlainTextEdit) if part.isVisible())


def line_with(page: QWidget, text: str) -> Line:
    """The line in which a text stands."""
    return next(part for part in screen.parts_of(page, Line) if part.text() == text)


def save_note(office: Office) -> QWidget:
    page = case_page(office)
    screen.type_text(note_of(page), TEXT)
    QTest.keyClick(note_of(page), Qt.Key.Key_Return, CTRL)
    return page


def save_card(office: Office) -> QWidget:
    page = IntakePage(office.tools)
    office.show(page)
    page.open()
    office.settle()
    screen.type_text(screen.parts_of(page, Line)[0], "سلمى")
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    return page


def save_details(office: Office) -> QWidget:
    page = case_page(office, "details")
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    return page


PAGES = [(save_note, "note", "text"), (save_card, "take_in", "number"), (save_details, "complete", "place")]


@pytest.mark.parametrize(("save", "flow", "where"), PAGES)
@pytest.mark.parametrize("told_at", ["banner", "field"])
def test_a_save_that_failed_is_told(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[Office], QWidget],
    flow: str,
    where: str,
    told_at: str,
) -> None:
    stop: Stop = Trouble(Reason.DISK_FULL) if told_at == "banner" else Refusal(Reason.TOO_LONG, where, most=80)
    told: list[Stop] = []
    office.tools.jobs.trouble.connect(told.append)

    def fail(*_: Any) -> None:
        raise stop

    monkeypatch.setattr(cases, flow, fail)
    page = save(office)
    office.settle()
    marked = [field for field in screen.parts_of(page, Field) if _refusal(office, field, stop)]
    # A note has no field that could say it.
    at_field = told_at == "field" and flow != "note"
    assert (told, len(marked)) == (([], 1) if at_field else ([stop], 0))


def _refusal(office: Office, field: Field, stop: Stop) -> bool:
    said = (field.editor.focusProxy() or field.editor).accessibleDescription()
    return bool(said) and said == strip_controls(office.tools.faces.face.texts.reason(stop))


@pytest.mark.parametrize(("save", "flow", "where"), PAGES)
def test_after_a_failure_the_same_keys_save(
    office: Office, monkeypatch: pytest.MonkeyPatch, save: Callable[[Office], QWidget], flow: str, where: str
) -> None:
    real, calls = getattr(cases, flow), list[object]()

    def once(*given: Any) -> object:
        calls.append(given)
        if len(calls) == 1:
            raise Trouble(Reason.DISK_FULL)
        return real(*given)

    monkeypatch.setattr(cases, flow, once)
    page = save(office)
    office.settle()
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return, CTRL)
    office.settle()
    assert len(calls) == 2


def test_two_quick_presses_take_in_one_person(office: Office) -> None:
    before = len(office.all(Person))
    page, done = IntakePage(office.tools), list[str]()
    page.done.connect(done.append)
    office.show(page)
    page.open()
    office.settle()
    screen.type_text(screen.parts_of(page, Line)[0], "سلمى")
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    office.settle()
    assert len(office.all(Person)) == before + 1
    assert len(done) == 1
    assert office.ask(cases.find_draft, "intake") == {}
    page.open()
    office.settle()
    screen.type_text(screen.parts_of(page, Line)[0], "ليلى")
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    office.settle()
    assert len(office.all(Person)) == before + 2, "and the next person is taken in as well"


@pytest.mark.parametrize("make", [IntakePage, CasePage])
def test_a_key_held_down_saves_once(office: Office, make: type[Any]) -> None:
    page = make(office.tools)
    held = [one for one in page.findChildren(QShortcut) if "Return" in one.key().toString()]
    assert held
    assert not any(one.autoRepeat() for one in held)


def test_two_quick_presses_write_one_note(office: Office) -> None:
    page = case_page(office)
    screen.type_text(note_of(page), TEXT)
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    office.settle()
    assert [entry.text for entry in office.all(Entry)] == [TEXT]


def test_the_note_of_another_case_is_not_emptied_by_a_saving_that_ends(office: Office) -> None:
    other = office.ask(cases.take_in, Intake(chosen_name="ليلى"))
    office.ask(cases.keep_draft, f"note:{other}", {"text": "مسودّة"})
    page = case_page(office)
    screen.type_text(note_of(page), TEXT)
    QTest.keyClick(page, Qt.Key.Key_Return, CTRL)
    page.open(other)
    screen.until(lambda: page.shown() == other)
    office.settle()
    assert note_of(page).toPlainText() == "مسودّة"
    assert note_of(page).isEnabled()


def test_what_was_edited_in_the_details_comes_back_with_its_case(office: Office) -> None:
    other = office.ask(cases.take_in, Intake(chosen_name="ليلى"))
    page = case_page(office, "details")
    place = line_with(page, "حلب")
    place.setFocus()
    screen.type_text(place, " الغربية")
    due = screen.parts_of(screen.parts_of(page, DateField)[0], Line)[0]
    due.setFocus()
    due.selectAll()
    screen.type_text(due, "24/12/2026")
    page.open(other)
    screen.until(lambda: page.shown() == other)
    page.show_tab("details")
    office.settle()
    details = screen.parts_of(page, Details)[0]
    assert place.text() == ""
    assert office.ask(cases.open_case, office.case_id).person.place == "حلب", "kept, not saved"
    page.open(office.case_id)
    screen.until(lambda: page.shown() == office.case_id)
    page.show_tab("details")
    office.settle()
    assert place.text() == "حلب الغربية"
    details.save()
    office.settle()
    view = office.ask(cases.open_case, office.case_id)
    assert (view.person.place, str(view.case.next_due)) == ("حلب الغربية", "2026-12-24")
    assert office.ask(cases.find_draft, f"details:{office.case_id}") == {}


def test_a_draft_of_the_details_is_there_after_a_lock(office: Office) -> None:
    page = case_page(office, "details")
    screen.type_text(line_with(page, "حلب"), "!")
    page.keep_drafts()
    again = case_page(office, "details")
    office.settle()
    assert line_with(again, "حلب!").isVisible()


def test_a_file_goes_to_the_case_for_which_it_was_chosen(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it takes a while; another case whose files are shown by then keeps nothing of it."""
    other = office.ask(cases.take_in, Intake(chosen_name="زينب"))
    chosen, shown, take = tmp_path / "a.txt", Event(), attachments.take
    chosen.write_text("ورقة", encoding="utf-8")

    def take_slowly(path: Path) -> Taken:
        assert shown.wait(20)
        return take(path)

    monkeypatch.setattr(attachments, "take", take_slowly)
    page = case_page(office, "files")
    (part,) = [one for one in screen.parts_of(page, Files) if one.isVisible()]
    part.note.setText("ورقة رنا")
    part.keep_file(chosen)
    page.open(other)
    screen.until(lambda: page.shown() == other)
    QTest.keyClick(page, getattr(Qt.Key, f"Key_{TABS.index('files') + 1}"), CTRL)
    screen.until(lambda: not part.note.text())
    shown.set()
    screen.until(part.take_in.isEnabled)
    assert {(file.case, file.note) for file in office.all(File) if not file.original} == {(office.case_id, "ورقة رنا")}
    part.keep_file(chosen)
    screen.until(part.take_in.isEnabled)
    assert {file.case for file in office.all(File)} == {office.case_id, other}, "the one that is shown keeps its own"

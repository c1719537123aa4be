"""The three steps of taking in a spreadsheet, by keys and by hand; nothing is written before the last."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

from gemdesk.domain.own import SheetImport
from gemdesk.domain.readings import Choice, Spot, Target, Why
from gemdesk.domain.records import Case, Person
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.sheet_import.page import DONE, DOUBTS, FILE, SUM, SheetImportPage
from gemdesk.ui.parts.chip import Chip
from tests.exchange.books import write_book, write_text
from tests.flows.test_sheet_imports import EXAMPLE, HEAD
from tests.ui import screen
from tests.ui.pages.office import NAME, Office, office, press, seen, tab_to, write

__all__ = ["office"]
_LONG = 60  # seconds: the machine may be busy with other tests


@pytest.fixture
def example(tmp_path: Path) -> Path:
    return write_text(tmp_path / "الحالات.csv", EXAMPLE)


def opened(office: Office) -> SheetImportPage:
    page = SheetImportPage(office.tools)
    page.open()
    office.show(page)
    return page


def until(wished: Callable[[], bool]) -> None:
    screen.until(wished, _LONG)
    screen.settle()


def read(office: Office, path: Path) -> SheetImportPage:
    """The page with the columns of a file."""
    page = opened(office)
    page.file.file.set_path(path)
    until(page.next.isEnabled)
    return page


def in_doubt(office: Office, path: Path) -> SheetImportPage:
    """The page at its second step."""
    page = read(office, path)
    page.go_on()
    until(lambda: page.step() == DOUBTS)
    return page


def decided(office: Office, path: Path) -> SheetImportPage:
    """The page at its last step, with everything that is open left empty or taken as another person."""
    page = in_doubt(office, path)
    for doubt in page.doubts.rows.doubts:
        if not doubt.read.settled:
            page.doubts.choices[doubt.spot] = Choice(0 if doubt.read.readings else -1)
    page.go_on()
    until(lambda: page.step() == SUM)
    return page


def said(page: SheetImportPage) -> str:
    return strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def cells(page: SheetImportPage, row: int) -> list[str]:
    model = page.doubts.rows
    return [strip_controls(str(model.data(model.index(row, at)))) for at in range(model.columnCount())]


LOOKS = [("ar", "light", 100), ("en", "dark", 100), ("ar", "dark", 150), ("en", "light", 150)]


@pytest.mark.parametrize(("language", "scheme", "scale"), LOOKS)
def test_nothing_is_clipped_at_any_step(office: Office, example: Path, language: str, scheme: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look(scheme, scale)))  # type: ignore[arg-type]  # one of the schemes
    page = opened(office)
    page.resize(1130, 640)
    assert screen.clipped(page) == []
    page.file.file.set_path(example)
    until(page.next.isEnabled)
    assert screen.clipped(page) == []
    page.go_on()
    until(lambda: page.step() == DOUBTS)
    assert screen.clipped(page) == []
    assert page.height() == 640  # the window would have to grow
    for doubt in page.doubts.rows.doubts:
        page.doubts.choices[doubt.spot] = Choice(0 if doubt.read.readings else -1)
    page.go_on()
    until(lambda: page.step() == SUM)
    assert screen.clipped(page) == []
    page.go_on()
    until(lambda: page.step() == DONE)
    assert screen.clipped(page) == []
    assert page.height() == 640


def test_the_columns_are_guessed_and_can_be_changed(office: Office, example: Path) -> None:
    page = read(office, example)
    assert [combo.code() for combo in page.file.targets][:4] == ["left_out", "chosen_name", "age", "opened"]
    assert page.file.head.code() == "3"
    page.file.targets[0].set_code("code")
    page.file.targets[0].chosen.emit()
    until(lambda: page.taking.opened is not None and page.taking.opened.layout.targets[0] is Target.CODE)
    page.file.head.set_code("0")
    page.file.head.chosen.emit()
    until(lambda: page.file.targets[1].code() == "kept")


def test_what_cannot_be_read_is_refused_at_the_file(office: Office, tmp_path: Path, example: Path) -> None:
    page = opened(office)
    assert not page.next.isEnabled()
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    page.file.file.set_path(path)
    until(lambda: "a.xlsx" in said(page))
    assert not page.next.isEnabled()
    page.file.file.set_path(example)
    until(page.next.isEnabled)
    assert "a.xlsx" not in said(page)


def test_another_page_of_a_workbook_can_be_chosen(office: Office, tmp_path: Path) -> None:
    rows = [HEAD, ["سلمى"]]
    page = read(office, write_book(tmp_path / "a.xlsx", rows, more={"أخرى": [["Name", "Age"], ["Rana", "30"]]}))
    assert page.file.page.isVisible()
    page.file.page.set_code("أخرى")
    page.file.page.chosen.emit()
    until(lambda: page.taking.opened is not None and page.taking.opened.sheet.page == "أخرى")
    assert [combo.code() for combo in page.file.targets] == ["chosen_name", "age"]


def test_every_doubt_is_shown_with_its_row_and_column(office: Office, example: Path) -> None:
    page = in_doubt(office, example)
    assert [cells(page, row)[:3] for row in range(3)] == [
        ["5", "الاسم", "احمد الحلبى"], ["8", "تاريخ الفتح", "حوالي أيلول"], ["9", "تاريخ الفتح", "31/02/2026"],
    ]  # fmt: skip
    assert {cells(page, row)[4] for row in range(3)} == {Texts("ar").say("To be decided")}
    page.doubts.filter.set_codes(["all"])
    page.doubts.filter.chosen.emit()
    assert page.doubts.rows.rowCount() == 12
    two_days = next(at for at, doubt in enumerate(page.doubts.rows.doubts) if doubt.why is Why.TWO_DAYS)
    assert cells(page, two_days)[4] == "5 تشرين الثاني 2026"
    spoken = page.doubts.rows.data(page.doubts.rows.index(two_days, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("4. تاريخ الفتح. 05/11/2026. ")


def test_the_whole_way_goes_by_keys_alone(office: Office, example: Path) -> None:
    page = opened(office)
    assert QApplication.focusWidget() is page.file.file.line
    write(str(example))
    until(page.next.isEnabled)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page.step() == DOUBTS)
    assert page.doubts.table.hasFocus()
    press(Qt.Key.Key_2)  # the same person as in row 4
    assert page.doubts.table.row() == 1
    write("١")  # the reading of «about September»
    assert page.doubts.table.row() == 2
    press(Qt.Key.Key_Return)
    tab_to(page.doubts.decision.typed)
    write("٢٨/٢/٢٠٢٦")
    press(Qt.Key.Key_Return)
    assert page.doubts.left() == 0
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page.step() == SUM)
    assert len(office.all(Person)) == 1
    assert page.next.hasFocus()
    press(Qt.Key.Key_Return)
    until(lambda: page.step() == DONE)
    assert len(office.all(Person)) == 7  # six, and the one who was there
    assert [case.opened.isoformat() for case in office.all(Case)][-3:] == ["2026-09-01", "2026-02-28", "2026-10-15"]
    tab_to(page.done_card.undo)
    press(Qt.Key.Key_Return)
    until(lambda: not page.done_card.undo.isEnabled())
    assert len(office.all(Person)) == 1


def test_with_an_open_doubt_there_is_no_next_step_and_it_is_led_to(office: Office, example: Path) -> None:
    page = in_doubt(office, example)
    page.doubts.choices[Spot(5, 1, person=True)] = Choice(0)
    page.go_on()
    assert page.step() == DOUBTS
    assert page.banner.isVisible()
    assert page.doubts.rows.doubts[page.doubts.table.row()].spot.row in (8, 9)


def test_a_text_that_cannot_be_read_is_refused_at_its_field(office: Office, example: Path) -> None:
    page = in_doubt(office, example)
    page.doubts.table.go_to(2)
    page.doubts.decision.typed.setText("30/02/2026")
    page.doubts.decision.take.click()
    assert page.doubts.left() == 3
    assert "20/11/2026" in said(page)
    page.doubts.decision.typed.setText("27/02/2026")
    page.doubts.decision.take.click()
    assert page.doubts.left() == 2


def test_many_are_decided_at_once_and_a_row_is_left_out(office: Office, tmp_path: Path) -> None:
    rows_of = [[f"شخص {number}", "", f"0{number}/05/2026"] for number in (1, 2, 3, 4)]
    page = in_doubt(office, write_text(tmp_path / "a.csv", [HEAD, *rows_of]))
    assert page.doubts.left() == 4
    page.doubts.decision.choose(1)
    page.doubts.decision.alike.click()
    assert page.doubts.left() == 0
    page.doubts.table.go_to(3)
    page.doubts.decision.leave.click()
    page.go_on()
    until(lambda: page.step() == SUM)
    assert (page.sum.sums.people, page.sum.sums.left_out) == (3, 1)
    page.go_on()
    until(lambda: page.step() == DONE)
    assert [case.opened.isoformat() for case in office.all(Case)][1:] == ["2026-01-05", "2026-02-05", "2026-03-05"]


def test_who_is_in_the_vault_is_named_by_code_and_can_be_looked_at(office: Office, tmp_path: Path) -> None:
    page = in_doubt(office, write_text(tmp_path / "a.csv", [HEAD, [NAME, "", "", "0944 000 318"]]))
    wanted: list[str] = []
    page.case_wanted.connect(wanted.append)
    assert office.all(Person)[0].code in said(page)
    page.doubts.decision.open_case.click()
    assert wanted == [office.case_id]
    page.open()  # and back: what was decided is still there
    assert page.step() == DOUBTS


def test_the_sum_shows_no_number_and_nothing_is_written_before_it_is_accepted(office: Office, example: Path) -> None:
    page = decided(office, example)
    model = page.sum.rows
    shown = " ".join(
        strip_controls(str(model.data(model.index(row, at)))) for row in range(7) for at in range(model.columnCount())
    )
    assert "ليلى خ." in shown and "0955" not in shown
    assert len(office.all(Person)) == 1
    page.back()
    page.back()
    assert page.step() == FILE
    page.back()
    assert len(office.all(Person)) == 1


def test_an_earlier_import_is_undone_after_a_question(office: Office, example: Path) -> None:
    page = decided(office, example)
    page.go_on()
    until(lambda: page.step() == DONE)
    assert len(office.all(Person)) == 8
    assert page.doubts.rows.rowCount() == page.sum.rows.rowCount() == len(page.file.targets) == 0  # nothing of it stays
    page.done_card.again.click()
    until(page.earlier.isVisible)
    [undo] = page.earlier.undos
    undo.click()
    assert page.earlier.question.isVisible()
    assert len(office.all(Person)) == 8
    page.earlier.question.accept()
    until(lambda: not page.earlier.undos)
    assert len(office.all(Person)) == 1
    assert [one.undone for one in office.all(SheetImport)] == [True]
    until(lambda: len(seen(page.earlier, Chip)) == 1)
    assert said(page).count("الحالات.csv") == 1


def test_a_long_import_tells_how_far_it_is_and_can_be_stopped(office: Office, tmp_path: Path) -> None:
    page = decided(office, write_text(tmp_path / "a.csv", [HEAD, *([f"شخص {number}"] for number in range(600))]))
    go_on = threading.Event()  # the writing stands still at one step: a fast machine is done before the press

    def stand_still(_progress: Progress, done: int, _whole: int) -> None:
        if done == 100:
            go_on.wait(30)

    office.tools.jobs.stepped.connect(stand_still, Qt.ConnectionType.DirectConnection)
    page.go_on()
    until(page.working.isVisible)
    bar = page.working.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    until(lambda: bar.value() == 100)
    assert not page.next.isEnabled()
    page.working.stop.click()
    go_on.set()
    until(page.next.isEnabled)
    assert page.step() == SUM
    assert len(office.all(Person)) == 1
    assert Texts("ar").say("Stopped. Nothing was written.") in said(page)


def test_without_any_doubt_the_step_says_so(office: Office, tmp_path: Path) -> None:
    page = in_doubt(office, write_text(tmp_path / "a.csv", [HEAD, ["سلمى"]]))
    assert Texts("ar").say("Nothing is in doubt here") in said(page)
    page.go_on()
    until(lambda: page.step() == SUM)
    assert page.next.isEnabled()

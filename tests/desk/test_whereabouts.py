"""After a lock the same page, field and cursor: kept in the vault, and found again by another desk."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from gemdesk.desk import whereabouts
from gemdesk.flows import cases
from gemdesk.flows import whereabouts as flow
from gemdesk.flows.whereabouts import Whereabouts
from gemdesk.flows.work import Work
from gemdesk.ui.window import Window
from tests.desk.living import Living, again, living
from tests.ui import screen

TEXT = "اتصلت رنا اليوم"
CTRL = Qt.KeyboardModifier.ControlModifier


def lock(alive: Living) -> None:
    """Lock by the key, and wait until the keeper has heard it."""
    QTest.keyClick(alive.desk.window, Qt.Key.Key_L, CTRL)
    screen.until(lambda: "finished" in alive.names())


def line(page: QWidget, name: str) -> QLineEdit:
    """The line of that name on a page."""
    return next(part for part in screen.parts_of(page, QLineEdit) if part.accessibleName() == name)


def focus() -> QWidget | None:
    """The part that has the keyboard."""
    return QApplication.focusWidget()


def test_a_note_goes_on_where_it_was(app: QApplication, tmp_path: Path) -> None:
    with living(app, tmp_path / "vault") as alive:
        alive.open_case()
        note = alive.note()
        note.setFocus()
        screen.type_text(note, TEXT)
        cursor = note.textCursor()
        cursor.setPosition(3)
        cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
        note.setTextCursor(cursor)
        lock(alive)
    with again(app, alive) as next_:
        window = next_.desk.window
        screen.until(lambda: window.case.shown() == alive.case and focus() is next_.note())
        assert window.page() is window.case
        screen.until(lambda: next_.note().textCursor().anchor() == 3)
        assert next_.note().toPlainText() == TEXT
        assert next_.note().textCursor().position() == 7


def test_a_field_of_the_details_its_tab_and_its_scrolling(app: QApplication, tmp_path: Path) -> None:
    with living(app, tmp_path / "vault") as alive:
        alive.desk.window.resize(1000, 500)
        alive.open_case()
        QTest.keyClick(alive.desk.window, Qt.Key.Key_2, CTRL)
        screen.settle()
        field = line(alive.desk.window.case, "Place (governorate or district)")
        field.setFocus()
        screen.type_text(field, "حلب")
        field.setCursorPosition(2)
        screen.settle()
        scrolled = _scroll(alive.desk.window)
        assert scrolled > 0, "the field lies further down"
        lock(alive)
    with again(app, alive) as next_:
        window = next_.desk.window
        window.resize(1000, 500)
        screen.until(lambda: (focus() or window).accessibleName() == "Place (governorate or district)")
        screen.until(lambda: line(window.case, "Place (governorate or district)").cursorPosition() == 2)
        assert line(window.case, "Place (governorate or district)").text() == "حلب"
        screen.until(lambda: _scroll(window) == scrolled)


def _scroll(window: Window) -> int:
    areas = [part for part in screen.parts_of(window.case, QScrollArea) if part.isVisible()]
    return max(area.verticalScrollBar().value() for area in areas)


def test_an_unfinished_card_with_a_selection(app: QApplication, tmp_path: Path) -> None:
    with living(app, tmp_path / "vault") as alive:
        window = alive.desk.window
        alive.open_case()
        QTest.keyClick(window, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
        field = line(window.intake, "Safe hours")
        field.setFocus()
        screen.type_text(field, "بعد المغرب")
        field.setSelection(9, -4)
        lock(alive)
    with again(app, alive) as next_:
        window = next_.desk.window
        field = line(window.intake, "Safe hours")
        screen.until(lambda: focus() is field and field.selectedText() != "")
        assert window.page() is window.intake
        assert (field.text(), field.selectionStart(), field.cursorPosition()) == ("بعد المغرب", 5, 5)
        window.intake.leave()
        screen.until(lambda: window.case.shown() == alive.case)
        assert window.page() is window.case, "and the way back leads to the case"


def test_an_unsaved_line_of_the_settings(app: QApplication, tmp_path: Path) -> None:
    with living(app, tmp_path / "vault") as alive:
        window = alive.desk.window
        window.go_to("settings", "", "")
        field = window.settings.office.lines["neutral_ar"]
        alive.ask(_nothing)
        screen.settle()
        stored = field.text()
        field.setFocus()
        field.selectAll()
        screen.type_text(field, "مكتب المتابعة")
        field.setCursorPosition(4)
        lock(alive)
    with again(app, alive) as next_:
        card = next_.desk.window.settings.office
        field = card.lines["neutral_ar"]
        screen.until(lambda: focus() is field and field.cursorPosition() == 4)
        assert (field.text(), card.discard_button.isVisible()) == ("مكتب المتابعة", True)
        card.discard_button.click()
        next_.ask(_nothing)
        assert (field.text(), card.discard_button.isVisible()) == (stored, False)
        card.open()
        next_.ask(_nothing)
        screen.settle()
        assert field.text() == stored, "what was discarded does not come back"


@pytest.mark.parametrize("page", ["consent", "referral", "settings", "help"])
def test_every_other_page(app: QApplication, tmp_path: Path, page: str) -> None:
    with living(app, tmp_path / "vault") as alive:
        alive.open_case()
        alive.desk.window.go_to(page, alive.case, "سلمى")
        screen.settle()
        lock(alive)
    with again(app, alive) as next_:
        window = next_.desk.window
        screen.until(lambda: window.here() == (page, alive.case))
        if page in ("consent", "referral"):
            heading = getattr(window, page)
            screen.until(
                lambda: "سلمى" in " ".join(part.accessibleName() for part in screen.parts_of(heading, QWidget))
            )


def test_a_person_who_acts_is_not_carried_off(app: QApplication, tmp_path: Path) -> None:
    with living(app, tmp_path / "vault") as alive:
        alive.open_case()
        alive.note().setFocus()
        lock(alive)
    with again(app, alive) as next_:
        window = next_.desk.window
        window.help.open()
        QTest.keyClick(window, Qt.Key.Key_F1)
        screen.until(lambda: window.page() is window.help)
        next_.ask(_nothing)
        screen.settle()
        assert window.page() is window.help


def _nothing(_work: Work) -> bool:
    return True


def test_what_is_not_there_any_more_leads_to_the_nearest_page(alive: Living) -> None:
    gone = Whereabouts(page="referral", case="0" * 32, focus="a:0/b:7", cursor=5, tabs={"x:1": "y"}, scrolls={"z:0": 9})
    alive.ask(flow.keep, gone)
    found = alive.ask(flow.find)
    assert found.where == Whereabouts()
    alive.ask(flow.keep, replace(gone, page="settings"))
    assert alive.ask(flow.find).where == Whereabouts(page="settings")
    alive.ask(flow.keep, replace(gone, case=alive.case))
    assert (alive.ask(flow.find).where.case, alive.ask(flow.find).name) == (alive.case, "سلمى")


@pytest.mark.parametrize(
    "kept",
    [
        {"page": 7, "case": ["x"], "focus": None, "cursor": "far", "anchor": -3, "tabs": [1], "scrolls": "none"},
        {"page": "dungeon", "tabs": {"x": 1}, "scrolls": {"y": "z", "w": -1}, "focus": "x" * 5000},
    ],
)
def test_what_another_version_kept_is_read_as_far_as_it_is_understood(alive: Living, kept: dict[str, object]) -> None:
    alive.ask(cases.keep_draft, "whereabouts", kept)
    where = alive.ask(flow.find).where
    assert where.case == where.focus == ""
    assert all(number >= 0 for number in (where.cursor, where.anchor, *where.scrolls.values()))
    json.dumps(dict(where.tabs))
    alive.desk.window.go_to(where.page, where.case, "")


def test_the_path_of_a_part_leads_to_it_and_no_other_way_leads_anywhere(alive: Living) -> None:
    alive.open_case()
    window = alive.desk.window
    parts = [part for kind in (QLineEdit, QPlainTextEdit, QScrollArea) for part in screen.parts_of(window, kind)]
    paths = [whereabouts.path_of(window, part) for part in parts]
    assert len(parts) > 10
    assert len(set(paths)) == len(paths)
    assert [whereabouts.find(window, path) for path in paths] == parts
    for odd in ("", "QWidget", "QWidget:x", "QWidget:99", paths[0] + "/QLabel:0", "/", ":::"):
        assert whereabouts.find(window, odd) is None


def test_where_somebody_is_is_written_once(alive: Living) -> None:
    alive.open_case()
    where = whereabouts.read(alive.desk.window)
    assert (where.page, where.case) == ("case", alive.case)
    alive.ask(flow.keep, where)
    before = alive.ask(_saves)
    alive.ask(flow.keep, where)
    assert alive.ask(_saves) == before
    alive.ask(flow.keep, replace(where, cursor=where.cursor + 1))
    assert alive.ask(_saves) == before + 1


def _saves(work: Work) -> int:
    return work.vault.saves.head.epoch

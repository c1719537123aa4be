"""Settings are in force at once and kept; the office is stored in the vault."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from gemdesk.domain import records
from gemdesk.kernel import places
from gemdesk.kernel import settings as stored
from gemdesk.kernel.settings import Settings
from gemdesk.ui.pages.settings.page import SettingsPage
from gemdesk.ui.parts.segment import OnePick, Segment
from tests.ui import screen
from tests.ui.pages.office import Office, parts, press, tab_to, write

_CTRL = Qt.KeyboardModifier.ControlModifier


def opened(office: Office, settings: Settings | None = None) -> SettingsPage:
    page = SettingsPage(office.tools, settings or Settings())
    page.open()
    office.show(page)
    office.settle()
    return page


def pick(segment: Segment, at: int) -> None:
    """Choose one of a segment with keys."""
    wished = parts(segment, OnePick)[at]
    tab_to(*parts(segment, OnePick))
    for _ in range(10):
        if QApplication.focusWidget() is wished:
            break
        press(Qt.Key.Key_Left if QApplication.isRightToLeft() else Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)


def test_the_language_is_switched_at_once_and_typed_text_stays(office: Office) -> None:
    page = opened(office)
    line = page.office.lines["neutral_ar"]
    line.setFocus()
    line.selectAll()
    write("مكتب المتابعة")
    line.setCursorPosition(4)
    pick(page.language, 1)
    assert office.tools.faces.face.texts.language == "en"
    assert not QApplication.isRightToLeft()
    assert (line.text(), line.cursorPosition()) == ("مكتب المتابعة", 4)
    assert stored.load().language == "en"
    pick(page.language, 0)
    assert QApplication.isRightToLeft()
    assert stored.load().language == "ar"


def test_colours_size_and_digits_are_in_force_and_kept(office: Office) -> None:
    page = opened(office)
    changed = QSignalSpy(page.settings_changed)
    pick(page.scheme, 2)
    pick(page.scale, 4)
    pick(page.digits, 1)
    face = office.tools.faces.face
    assert (face.look.scheme, face.look.scale, face.texts.digits) == ("dark", 150, "arabic")
    assert stored.load() == Settings(scheme="dark", scale=150, digits="arabic")
    assert changed.at(changed.count() - 1) == [stored.load()]
    again = opened(office, stored.load())
    assert (again.scheme.codes(), again.scale.codes(), again.digits.codes()) == (("dark",), ("150",), ("arabic",))


def test_settings_that_cannot_be_kept_are_in_force_and_it_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(office)
    (tmp_path / "file").touch()
    monkeypatch.setenv("GEMDESK_HOME", str(tmp_path / "file"))
    parts(page.scheme, OnePick)[2].click()
    assert office.tools.faces.face.look.scheme == "dark"
    assert page.banner.isVisible()
    monkeypatch.setenv("GEMDESK_HOME", str(tmp_path / "home"))
    page.open()
    parts(page.scheme, OnePick)[1].click()
    assert not page.banner.isVisible()
    assert places.settings_file().is_file()


def test_the_office_is_stored_and_read_again(office: Office) -> None:
    page = opened(office)
    line = page.office.lines["neutral_ar"]
    tab_to(line)
    line.selectAll()
    write("مكتب المتابعة")
    press(Qt.Key.Key_Return, _CTRL)
    screen.until(page.office.is_saved)
    assert [one.neutral_ar for one in office.all(records.Office)] == ["مكتب المتابعة"]
    again = opened(office)
    assert again.office.lines["neutral_ar"].text() == "مكتب المتابعة"
    assert again.office.lines["name_en"].text()


def test_another_passphrase_begins_with_a_lock(office: Office) -> None:
    page = opened(office)
    asked = QSignalSpy(page.lock_to_change_passphrase)
    tab_to(page.change)
    press(Qt.Key.Key_Space)
    assert asked.count() == 1

"""When it locks, what panic does, and the vault's own state, as the settings show and change them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel

from gemdesk.flows import examinations, panic
from gemdesk.flows.work import Work
from gemdesk.kernel import settings as stored
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.pages.settings.page import SettingsPage
from gemdesk.ui.parts.segment import OnePick
from tests.ui import screen
from tests.ui.pages.office import Office, office, parts, press, seen, tab_to

__all__ = ["office"]


def opened(office: Office, settings: Settings | None = None) -> SettingsPage:
    page = SettingsPage(office.tools, settings or Settings())
    page.open()
    office.show(page, height=1600)
    office.settle()
    return page


def said(page: SettingsPage) -> str:
    return strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def test_the_idle_time_is_told_at_once_and_kept(office: Office) -> None:
    page = opened(office)
    told = QSignalSpy(page.settings_changed)
    assert page.locking.idle.codes() == ("120",)
    parts(page.locking.idle, OnePick)[3].click()
    assert told.at(0) == [Settings(idle_seconds=600)]
    assert stored.load().idle_seconds == 600
    assert opened(office, stored.load()).locking.idle.codes() == ("600",)


def test_there_is_no_never(office: Office) -> None:
    page = opened(office)
    assert [pick.accessibleName() for pick in parts(page.locking.idle, OnePick)] == [
        "دقيقة واحدة",
        "دقيقتان",
        "5 دقائق",
        "10 دقائق",
    ]


def test_panic_destroys_only_after_rehearsal_and_question(office: Office) -> None:
    page = opened(office)
    part = page.locking.panic
    assert not part.destroys.isEnabled()
    tab_to(part.rehearse)
    press(Qt.Key.Key_Space)
    screen.until(part.destroys.isEnabled, 30)
    assert not part.destroys.isChecked()
    assert not office.ask(panic.state).erases
    tab_to(part.destroys)
    press(Qt.Key.Key_Space)
    assert part.question.isVisible()
    assert not part.destroys.isChecked()
    part.question.cancel()
    office.settle()
    assert not office.ask(panic.state).erases
    part.destroys.click()
    part.question.accept()
    screen.until(part.destroys.isChecked)
    assert office.ask(panic.state).erases
    part.destroys.click()
    office.settle()
    assert not office.ask(panic.state).erases


def test_its_limits_stand_beside_it(office: Office) -> None:
    texts = said(opened(office))
    assert "Ctrl+Shift+F12" in texts
    assert "نسخة احتياطية موجودة في مكان آخر" in texts
    assert "مخالفة" in texts


def test_the_state_of_the_vault_is_told(office: Office) -> None:
    page = opened(office)
    assert "لم يُفحص الملف كله بعد" in said(page)

    def examined(work: Work) -> None:
        examination = examinations.prepare(work)
        assert examinations.finish(work, examination, examination.run()) is None

    office.ask(examined)
    page.vault.open()
    office.settle()
    assert "آخر فحص للملف كله" in said(page)
    assert "النسخ الداخلية السابقة" in said(page)
    number = office.ask(lambda work: work.vault.saves.head.epoch)
    assert str(number) in said(page)


def test_keys_and_the_safety_of_the_day_are_reached_by_keys(office: Office) -> None:
    page = opened(office)
    for button, signal in ((page.keys, page.keys_wanted), (page.vault.safety, page.safety_wanted)):
        asked = QSignalSpy(signal)
        tab_to(button)
        press(Qt.Key.Key_Space)
        assert asked.count() == 1

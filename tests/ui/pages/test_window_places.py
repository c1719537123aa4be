"""The window leads to keys and safety and back, and tells what an examination found."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from gemdesk.domain.own import ListEntry
from gemdesk.flows import cases, consents, own_lists, tasks
from gemdesk.flows.findings import Finding, Kind
from gemdesk.kernel import lists
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.today.rows import TodayRows
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.rail import RailButton
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.places import ROOMS
from gemdesk.ui.window import Window
from tests.ui import screen
from tests.ui.pages.office import NOW, Office, named, office, press, seen, tab_to

__all__ = ["office"]


@pytest.fixture
def window(office: Office) -> Iterator[Window]:
    made = Window(office.tools, Settings())
    office.show(made, 1366, 768)
    made.start()
    office.settle()
    yield made
    made.hide()


@pytest.mark.parametrize(("words", "place"), [("المفاتيح واسترداد الدخول", "keys"), ("فحص السلامة اليوم", "safety")])
def test_a_place_is_reached_by_keys_and_left_with_escape(
    office: Office, window: Window, words: str, place: str
) -> None:
    wished = named(window.rail, RailButton, words)
    tab_to(*seen(window.rail, RailButton))
    for _ in seen(window.rail, RailButton):
        if QApplication.focusWidget() is not wished:
            press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert window.here()[0] == place
    page = window.page()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    office.settle()
    press(Qt.Key.Key_Escape)
    assert window.page() in (window.case, window.empty)


def test_settings_lead_to_both(office: Office, window: Window) -> None:
    for signal, place in ((window.settings.keys_wanted, "keys"), (window.settings.safety_wanted, "safety")):
        signal.emit()
        assert window.here()[0] == place
    office.settle()


def test_whoever_was_there_comes_back_there(office: Office, window: Window) -> None:
    for place in ("keys", "safety", "help", "settings"):
        window.go_to(place, "", "")
        assert window.here() == (place, "")
        office.settle()


def test_new_keys_begin_with_a_lock(office: Office, window: Window) -> None:
    wanted = QSignalSpy(window.lock_wanted)
    window.go_to("keys", "", "")
    office.settle()
    window.keys.rekey.click()
    assert wanted.at(0) == ["rekey"]
    assert not window.isVisible()


def test_what_the_examination_found_is_told_with_the_way_on(office: Office, window: Window) -> None:
    wanted = QSignalSpy(window.lock_wanted)
    window.examined(Finding(Kind.PAGES_CHANGED, saved_at=NOW))
    assert window.frame.banner.isVisible()
    said = strip_controls(" ".join(label.text() for label in seen(window.frame.banner, QLabel)))
    assert "لن يُحفظ شيء بعد الآن" in said
    assert "كل جزء من الملف أصلي" in said
    next(part for part in seen(window.frame.banner, Button) if part.text()).click()
    assert wanted.at(0) == ["open"]


def test_another_day_is_told_once(office: Office, window: Window) -> None:
    turned = QSignalSpy(window.frame.day_turned)
    window.frame.look_at_day()
    assert turned.count() == 0
    office.clock.move(days=1)
    window.frame.look_at_day()
    window.frame.look_at_day()
    assert turned.count() == 1
    assert "21 تشرين الثاني" in strip_controls(" ".join(label.text() for label in seen(window, QLabel)))


@pytest.mark.parametrize("place", ["keys", "safety", "help", "settings"])
def test_nothing_is_clipped_in_a_small_window_with_large_letters(office: Office, window: Window, place: str) -> None:
    for language in ("ar", "en"):
        office.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
        window.go_to(place, "", "")
        office.settle()
        if place == "safety":
            screen.until(lambda: window.safety._receipt is not None)
        screen.settle()
        assert window.minimumSizeHint().width() <= 1366
        assert screen.clipped(window.page()) == []


@pytest.mark.parametrize(("language", "size"), [("en", (1280, 800)), ("ar", (1366, 768))])
def test_no_place_pushes_a_small_screen_apart_with_large_letters(
    office: Office, language: str, size: tuple[int, int]
) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", 150)))
    window = Window(office.tools, Settings(language=language, scale=150))
    office.show(window, *size)
    window.start()
    office.give(("reason",))
    office.settle()
    assert window.frame.strip.isVisible(), "which takes its own room"
    seen_: set[str] = set()
    for place in (room.place.id for room in ROOMS if room.place.id != "prints"):
        # From each into a case: what the head of a case needs in one row is more than there is.
        for way in (partial(window.go_to, place, "", ""), partial(window.list.chosen.emit, office.case_id)):
            way()
            office.settle()
            window.grab()  # as on a screen, where the layout is reckoned before it is painted
            screen.settle()
            assert (window.width(), window.height()) == size, place
            seen_ |= {window.here()[0]}
    assert {"case", "directory", "figures", "replies"} <= seen_


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_tab_of_a_case_is_reached_by_its_key_and_then_in_sight(
    office: Office, window: Window, language: str
) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", 150)))
    window.go_to("case", office.case_id, "")
    office.settle()
    screen.until(lambda: window.case.shown() == office.case_id)
    screen.settle()
    (bar,) = screen.parts_of(window.case, Tabs)
    hidden = [at for at in range(bar.count()) if not bar.rect().contains(bar.tabRect(at))]
    turners = seen(bar, QToolButton)
    assert bool(turners) == bool(hidden), "where not all are in sight, there is something that says so"
    assert all(min(one.width(), one.height()) >= 24 for one in turners)
    for at in range(bar.count()):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + at), Qt.KeyboardModifier.ControlModifier)
        screen.settle()
        assert bar.currentIndex() == at
        assert bar.rect().contains(bar.tabRect(at))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_part_of_a_case_is_in_sight_in_the_window_as_it_opens(
    office: Office, window: Window, language: str
) -> None:
    office.tools.faces.switch(Face(Texts(language), Look()))
    window.go_to("case", office.case_id, "")
    office.settle()
    screen.until(lambda: window.case.shown() == office.case_id)
    screen.settle()
    (bar,) = screen.parts_of(window.case, Tabs)
    assert all(bar.rect().contains(bar.tabRect(at)) for at in range(bar.count()))
    bar.resize(1200, bar.height())
    roomy = bar.tabRect(0).width()
    bar.resize(660, bar.height())
    assert bar.tabRect(0).width() < roomy, "they stand closer where there is less room"


def test_the_strip_offers_what_was_just_saved_and_never_something_older(office: Office, window: Window) -> None:
    given = office.give(("reason",))
    office.settle()
    assert window.frame.strip.isVisible(), "a consent that was just taken down can be taken back"
    office.ask(cases.note, office.case_id, "مكالمة قصيرة")
    office.settle()
    assert window.frame.strip.isVisible()
    office.ask(consents.withdraw, given)
    office.settle()
    screen.settle()
    assert not window.frame.strip.isVisible(), "beneath a withdrawal the note would be offered"
    window.undo()
    office.settle()
    assert window.frame.strip.isVisible(), "Ctrl+Z says which older change it took back"


def test_the_window_lays_the_lists_of_its_vault(office: Office, window: Window) -> None:
    entry = ListEntry(id="", list_name="service", code="", ar="حضانة", en="nursery", sensitivity="plain")
    assert "nursery" not in {value.label("en") for value in lists.values("service").values()}
    code = office.ask(own_lists.add, entry).code
    office.settle()
    assert lists.label("service", code, "ar") == "حضانة"
    window.go_to("lists", "", "")
    assert window.here()[0] == "lists"
    office.settle()
    lists.lay(lists.NONE)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_window_with_large_letters_begins_on_the_screen(office: Office, language: str) -> None:
    """A minimum that was taken before the style was on would make it wider."""
    office.tools.faces.switch(Face(Texts(language), Look("light", 150)))
    window = Window(office.tools, Settings(language=language, scale=150))
    office.show(window, 1366, 768)
    window.start()
    window.list.chosen.emit(office.case_id)
    screen.until(lambda: window.page() is window.case and window.case.shown() == office.case_id)
    office.settle()
    screen.settle()
    assert window.width() == 1366


def test_the_window_begins_with_today_and_a_task_leads_into_its_case(office: Office, window: Window) -> None:
    assert window.here() == ("today", "")
    assert not window.list.isVisible(), "the list is read when it is first seen"
    office.ask(tasks.save, office.case_id, "", {"text": "تجهيز الملف", "due": office.clock.today()})
    for _ in range(3):
        office.settle()
    assert named(window.rail, RailButton, "اليوم 1").isVisible()
    window.today.setFocus()
    tab_to(*seen(window.today, TodayRows))
    press(Qt.Key.Key_Return)
    screen.until(lambda: window.case.shown() == office.case_id)
    assert window.here() == ("case", office.case_id)
    assert window.list.isVisible()
    screen.until(lambda: window.list._rows.rowCount() == 1)
    window.rail.chosen.emit("today")
    assert window.here()[0] == "today"
    press(Qt.Key.Key_Escape)
    assert window.page() is window.case

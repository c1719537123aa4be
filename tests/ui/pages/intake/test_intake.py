"""The 60-second card: matches are suggested and never block, an unfinished card is told."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from gemdesk.domain.records import Person
from gemdesk.flows import cases
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.intake.alike import Alike
from gemdesk.ui.pages.intake.page import IntakePage
from gemdesk.ui.pages.intake.unfinished import Unfinished
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.segment import OnePick
from tests.ui import screen
from tests.ui.pages.office import NAME, PHONE, Office, seen


def opened(office: Office) -> IntakePage:
    page = IntakePage(office.tools)
    office.show(page, 1000, 900)
    page.open()
    office.settle()
    return page


def matches(page: IntakePage) -> Alike:
    return screen.parts_of(page, Alike)[0]


def unfinished(page: IntakePage) -> Unfinished:
    return screen.parts_of(page, Unfinished)[0]


def words(part: Alike | Unfinished) -> str:
    return strip_controls(" ".join(label.text() for label in seen(part, QLabel)))


def write(page: IntakePage, name: str = "", number: str = "") -> None:
    lines = screen.parts_of(page, Line)
    for line, text in zip(lines[:2], (name, number), strict=True):
        if text:
            line.clear()
            screen.type_text(line, text)


@pytest.mark.parametrize(("name", "number"), [("نوار", ""), ("Nawwar", ""), ("شخص آخر", "00963944000318")])
def test_a_match_is_suggested_while_typing_and_the_card_is_saved_all_the_same(
    office: Office, name: str, number: str
) -> None:
    page = opened(office)
    write(page, name, number)
    screen.until(matches(page).isVisible)
    assert NAME in words(matches(page))
    assert PHONE not in words(matches(page))
    page.save()
    office.settle()
    assert [one.chosen_name for one in office.all(Person)] == [NAME, name], "two files, never one"


def test_a_name_that_nobody_has_suggests_nothing_and_a_longer_one_takes_it_away(office: Office) -> None:
    page = opened(office)
    write(page, "نوار")
    screen.until(matches(page).isVisible)
    write(page, "غيداء")
    screen.until(lambda: not matches(page).isVisible())


def test_a_match_is_opened_and_the_card_stays_a_draft(office: Office) -> None:
    page, wanted = opened(office), list[str]()
    page.case_wanted.connect(wanted.append)
    write(page, "نوار")
    screen.until(matches(page).isVisible)
    next(one for one in seen(matches(page), Button)).click()
    office.settle()
    assert wanted == [office.case_id]
    assert office.ask(cases.find_draft, "intake")["chosen_name"] == "نوار"


def test_an_unfinished_card_is_told_with_its_time_and_an_empty_one_can_be_begun(office: Office) -> None:
    page = opened(office)
    assert not unfinished(page).isVisible()
    write(page, "ليلى")
    page.leave()
    office.settle()
    office.clock.move(days=1)
    page.open()
    office.settle()
    assert screen.parts_of(page, Line)[0].text() == "ليلى"
    assert "20 تشرين الثاني" in words(unfinished(page)) and "09:00" in words(unfinished(page))
    next(one for one in seen(unfinished(page), Button)).click()
    office.settle()
    assert not unfinished(page).isVisible()
    assert screen.parts_of(page, Line)[0].text() == ""
    assert office.ask(cases.find_draft, "intake") == {}


def test_whatever_was_chosen_is_kept_and_blanks_are_nothing(office: Office) -> None:
    page = opened(office)
    write(page, "   ")
    page.leave()
    office.settle()
    assert office.ask(cases.find_draft, "intake") == {}
    page.open()
    office.settle()
    next(pick for pick in screen.parts_of(page, OnePick) if pick.accessibleName() == "Signal").click()
    page.leave()
    office.settle()
    assert office.ask(cases.find_draft, "intake")["channel"] == "Signal"


def test_a_card_that_was_saved_is_no_unfinished_one(office: Office) -> None:
    page = opened(office)
    write(page, "ليلى")
    page.save()
    office.settle()
    page.open()
    office.settle()
    assert not unfinished(page).isVisible()


def test_a_draft_of_an_earlier_version_is_told_without_a_time(office: Office) -> None:
    office.ask(cases.keep_draft, "intake", {"chosen_name": "ليلى", "number": ""})
    page = opened(office)
    assert unfinished(page).isVisible() and words(unfinished(page))


@pytest.mark.parametrize(("language", "scale", "width"), [("ar", 150, 1000), ("en", 100, 480)])
def test_nothing_is_clipped(office: Office, language: str, scale: int, width: int) -> None:
    office.ask(cases.keep_draft, "intake", {"chosen_name": "نوار", "begun": "2026-11-19T12:00+03:00"})
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page = opened(office)
    page.resize(width, 900)
    screen.until(matches(page).isVisible)
    screen.settle()
    assert seen(page, QPlainTextEdit)
    assert screen.clipped(page) == []

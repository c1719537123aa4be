"""What was found is told calmly, the safest way on has the focus, and every choice is told as it was made."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.flows.findings import Finding, Generation, Kind
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.finding import words
from gemdesk.ui.pages.finding.page import FindingPage
from tests.ui import screen
from tests.ui.pages.office import NOW, Office, office, press, seen, tab_to

__all__ = ["office"]

GENERATIONS = tuple(
    Generation(f"{epoch:012d}", epoch, NOW - timedelta(days=day)) for day, epoch in enumerate((118, 101, 90, 60))
)
NEWEST = f"generation:{GENERATIONS[0].name}"


def opened(office: Office, finding: Finding) -> FindingPage:
    page = FindingPage(office.tools)
    page.show_finding(finding)
    office.show(page)
    return page


def said(page: FindingPage) -> str:
    return strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def focused(page: FindingPage) -> str:
    return next(choice for choice, way in page.ways.items() if way.act is QApplication.focusWidget())


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_finding_is_told(office: Office, kind: Kind, language: str) -> None:
    office.tools.faces.switch(Face(Texts(language), Look()))
    page = opened(office, Finding(kind, 3, 121, NOW, GENERATIONS, readable=True))
    texts = said(page)
    finding = Finding(kind, 3, 121, NOW)
    for sentence in (words.title(finding), words.what(finding), words.causes(finding)):
        assert strip_controls(sentence(Texts(language))) in texts
    assert len(page.ways) >= 3
    assert screen.clipped(page) == []


@pytest.mark.parametrize(
    ("finding", "safest"),
    [
        (Finding(Kind.SAVES_MISSING, 3, 121, NOW, GENERATIONS), NEWEST),
        # The newest earlier state lacks more than what is there.
        (Finding(Kind.SAVES_MISSING, 2, 121, NOW, GENERATIONS), "lock"),
        (Finding(Kind.SAVES_MISSING, 3, 121, NOW), "lock"),
        (Finding(Kind.SAVES_MISSING, 3, 121, NOW, GENERATIONS, salvageable=True), "salvage"),
        (Finding(Kind.ROLLED_BACK, None, 121, NOW, GENERATIONS), "lock"),
        (Finding(Kind.HEAD_MISSING, None, 0, None, GENERATIONS), "lock"),
        (Finding(Kind.REPLACED, None, 121, NOW, GENERATIONS), "lock"),
        (Finding(Kind.SAVE_CUT, 0, 121, NOW, GENERATIONS), "knowingly"),
        (Finding(Kind.DAMAGED, None, 121, NOW, GENERATIONS, readable=False), NEWEST),
        (Finding(Kind.DAMAGED, None, 121, NOW, readable=False), "salvage"),
        (Finding(Kind.DAMAGED, None, 121, NOW, readable=True), "salvage"),
        (Finding(Kind.FILE_MISSING, None, 121, NOW, GENERATIONS, readable=False), NEWEST),
        (Finding(Kind.FILE_MISSING, None, 121, NOW, readable=False), "lock"),
    ],
)
def test_the_safest_way_stands_first_and_has_the_focus(office: Office, finding: Finding, safest: str) -> None:
    page = opened(office, finding)
    assert focused(page) == safest
    heights = {choice: screen.place(way, page).y() for choice, way in page.ways.items()}
    assert min(heights, key=lambda choice: heights[choice]) == safest


@pytest.mark.parametrize(
    ("finding", "offered"),
    [
        (Finding(Kind.SAVES_MISSING, 3, 121, NOW, GENERATIONS[:1]), {NEWEST, "knowingly", "lock"}),
        (Finding(Kind.DAMAGED, None, 121, NOW, readable=False), {"salvage", "lock"}),
        (Finding(Kind.DAMAGED, None, 121, NOW, readable=True), {"salvage", "knowingly", "lock"}),
        (Finding(Kind.FILE_MISSING, None, 121, NOW, GENERATIONS[:1], readable=False), {NEWEST, "lock"}),
    ],
)
def test_only_what_can_be_done_is_offered(office: Office, finding: Finding, offered: set[str]) -> None:
    assert set(opened(office, finding).ways) == offered


def test_every_way_is_chosen_by_keys_and_told_by_its_name(office: Office) -> None:
    page = opened(office, Finding(Kind.DAMAGED, None, 121, NOW, GENERATIONS[:2], readable=True))
    chosen = QSignalSpy(page.choice)
    names = list(page.ways)
    assert names == [f"generation:{one.name}" for one in GENERATIONS[:2]] + ["salvage", "knowingly", "lock"]
    for name in names:
        tab_to(page.ways[name].act)
        press(Qt.Key.Key_Space)
    assert [chosen.at(at)[0] for at in range(chosen.count())] == names


def test_numbers_are_counted_as_arabic_counts(office: Office) -> None:
    for missing, form in ((1, "عملية حفظ واحدة"), (2, "عمليتا حفظ"), (3, "3 عمليات حفظ"), (11, "11 عملية حفظ")):
        assert form in said(opened(office, Finding(Kind.SAVES_MISSING, missing, 121, NOW)))


def test_a_state_says_what_it_lacks(office: Office) -> None:
    texts = said(opened(office, Finding(Kind.SAVES_MISSING, 3, 121, NOW, GENERATIONS)))
    assert "تنقصها آخر 3 عمليات حفظ" in texts
    assert "تنقصها آخر 20 عملية حفظ" in texts


def test_older_states_are_shown_on_wish(office: Office) -> None:
    page = opened(office, Finding(Kind.DAMAGED, None, 121, NOW, GENERATIONS))
    oldest = f"generation:{GENERATIONS[-1].name}"
    assert oldest not in page.ways
    tab_to(page._more)
    press(Qt.Key.Key_Space)
    assert focused(page) == oldest
    assert not page._more.isVisible()


def test_another_finding_replaces_the_first(office: Office) -> None:
    page = opened(office, Finding(Kind.DAMAGED, None, 121, NOW, GENERATIONS, readable=False))
    page.show_finding(Finding(Kind.SAVE_CUT, 0, 121, NOW))
    screen.settle()
    assert set(page.ways) == {"knowingly", "lock"}
    assert strip_controls(words.newest(Finding(Kind.DAMAGED, None, 1, NOW))(Texts("ar"))) not in said(page)  # type: ignore[misc]  # it has a moment


def test_the_language_is_switched_while_it_is_asked(office: Office) -> None:
    page = opened(office, Finding(Kind.SAVES_MISSING, 3, 121, NOW, GENERATIONS))
    office.tools.faces.switch(Face(Texts("en"), Look("dark", 150)))
    screen.settle()
    assert "lacks 3 saves" in said(page)
    assert screen.clipped(page) == []

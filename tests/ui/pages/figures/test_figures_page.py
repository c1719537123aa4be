"""The page of figures: periods, tables from the leading side, masks in words, nobody named."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel

from gemdesk.domain.casework import Incident, Reply
from gemdesk.domain.records import Consent, Organisation, Referral
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store.change import OFFICE
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.figures.page import FiguresPage
from tests.ui import screen
from tests.ui.pages.office import NAME, PHONE, RECEIVER, Office, seen

AR = Texts("ar")


def fill(work: Work, case_id: str) -> None:
    today = work.clock.today()
    with work.change() as change:
        to = change.add(Organisation(id=new_id(), name=RECEIVER), OFFICE)
        consent = Consent(id=new_id(), case=case_id, receiver=to.id, items=("reason",), on=today, statistics=True)
        change.add(consent, case_id)
        for days in (0, 0, 0, 0, 0, 0, 7, 7):
            told = Incident(id=new_id(), case=case_id, gbv="rape", on=today - timedelta(days=days), reported_on=today)
            change.add(told, case_id)
        for at in range(9):
            on = today - timedelta(days=10)
            sent = Referral(id=f"r{at}", case=case_id, organisation=to.id, reference=f"R-{at}", state="accepted",
                            on=on, sent_on=on, reply_by=on + timedelta(days=14))  # fmt: skip
            change.add(sent, case_id)
            change.add(Reply(id=new_id(), referral=sent.id, state="accepted", on=on + timedelta(days=3)), case_id)


@pytest.fixture
def page(office: Office) -> FiguresPage:
    """The page, open on the quarter of today."""
    office.ask(partial(fill, case_id=office.case_id))
    made = FiguresPage(office.tools)
    office.show(made, 1150, 1300)
    made.open()
    screen.until(lambda: bool(made.delays.rows()))
    return made


def plain(rows: list[list[str]]) -> list[list[str]]:
    return [[strip_controls(cell) for cell in row] for row in rows]


def test_the_quarter_of_today_is_shown_first(office: Office, page: FiguresPage) -> None:
    screen.until(lambda: len(page.delays.rows()) == 8)
    few = strip_controls(AR.say("fewer than {count}", count="5"))
    counts = [row[1] for row in plain(page.delays.rows())]
    assert counts[1] == "6" or counts[1] == AR.say("not shown")
    assert counts[3] == few
    head, row, total = plain(page.answers.rows())
    assert row[0] == RECEIVER
    assert (row[1], row[3], row[-1]) == ("9", "9", "3 أيام")
    assert total[1] == "9"
    assert len(head) == len(row) == 9


def test_another_period_is_reckoned_anew(office: Office, page: FiguresPage) -> None:
    screen.until(lambda: len(page.answers.rows()) == 3)
    assert not page.later.isEnabled()
    page.earlier.click()
    screen.until(lambda: len(page.answers.rows()) == 2)
    assert page.later.isEnabled()
    page.later.click()
    screen.until(lambda: len(page.answers.rows()) == 3)
    page.span.set_codes(("month",))
    page.span.chosen.emit()
    screen.until(lambda: "تشرين الثاني" in page._when.text())
    page.span.set_codes(("year",))
    page.span.chosen.emit()
    screen.until(lambda: "كانون الثاني" in page._when.text())


def test_nobody_is_named(office: Office, page: FiguresPage) -> None:
    screen.until(lambda: len(page.answers.rows()) == 3)
    screen.settle()
    said = " ".join(label.text() for label in seen(page, QLabel))
    assert RECEIVER in said
    assert NAME not in said
    assert PHONE not in said


def test_a_refusal_is_told(office: Office, page: FiguresPage) -> None:
    page._refused(Refusal(Reason.NOT_YOUR_ROLE, ""))
    assert page.banner.isVisible()
    page.earlier.click()
    assert not page.banner.isVisible()


@pytest.mark.parametrize(("language", "scale"), [("ar", 100), ("en", 100), ("ar", 150), ("en", 150)])
def test_nothing_is_clipped(office: Office, page: FiguresPage, language: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page.resize(1166, 1300)
    screen.until(lambda: len(page.answers.rows()) == 3)
    screen.settle()
    assert screen.clipped(page) == []


def _has_others(page: FiguresPage, stood: Sequence[object]) -> bool:
    """Whether the table on delays was filled anew."""
    return page.delays.rows() not in stood


def test_each_line_stands_beneath_its_row(office: Office, page: FiguresPage) -> None:
    screen.until(lambda: len(page.delays.rows()) == 8)
    for act in (page.earlier, page.later):
        stood: Sequence[object] = ([[]], page.delays.rows())
        act.click()
        screen.until(partial(_has_others, page, stood))
        screen.settle()
        bottoms = [page.delays.bottom(at) for at in range(8)]
        assert bottoms[0] > 0
        assert bottoms == sorted(set(bottoms))

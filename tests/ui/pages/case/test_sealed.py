"""The sealed block on the screen: the reason first, closed when nobody looks, its draft sealed."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gemdesk.domain.casework import Sogiesc
from gemdesk.flows import cases, sealed_blocks
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.pages.case.sealed import SealedBlock
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.segment import OnePick, Segment
from tests.flows.seeing import without_key
from tests.ui import screen
from tests.ui.pages.case.tabs import at, go, heard_of, press, rest, words_of
from tests.ui.pages.office import Office, named, seen

OPEN = "فتح القسم المقفل"
WORDS = "أنا كما أنا"


def opened(office: Office) -> tuple[CasePage, SealedBlock]:
    page, details = at(office, "details", Details)
    press(page, OPEN)
    rest(office)
    return page, details.sealed


def areas(block: SealedBlock) -> list[QPlainTextEdit]:
    return list(seen(block, QPlainTextEdit))


def answer(page: QWidget, block: SealedBlock, office: Office) -> None:
    screen.type_text(areas(block)[0], "سبب")
    press(page, "استمرار")
    named(block, OnePick, "بحسب قول الشخص المعني").click()
    screen.type_text(areas(block)[1], WORDS)
    rest(office)


def test_the_reason_is_asked_before_anything_else(office: Office) -> None:
    page, block = opened(office)
    assert (len(areas(block)), seen(block, Segment), seen(block, Combo)) == (1, [], [])
    press(page, "استمرار")
    assert seen(block, Segment) == [], "not without a reason"
    screen.type_text(areas(block)[0], "سبب")
    press(page, "استمرار")
    assert len(seen(block, Segment)) == 1
    assert seen(block, Combo) == [], "and what was told is asked only of who told it"
    named(block, OnePick, "تفضيل عدم الإجابة").click()
    assert seen(block, Combo) == []
    named(block, OnePick, "بحسب قول الشخص المعني").click()
    assert len(seen(block, Combo)) == 3


def test_it_is_saved_closed_and_read_again(office: Office) -> None:
    page, block = opened(office)
    answer(page, block, office)
    press(page, "حفظ بمفتاح مستقل")
    rest(office)
    assert not block.is_open()
    assert len(office.all(Sogiesc)) == 1
    assert WORDS not in words_of(page) + heard_of(page)
    press(page, OPEN)
    rest(office)
    assert WORDS in words_of(page)
    press(page, "حذف القسم")
    rest(office)
    assert office.all(Sogiesc) == []


@pytest.mark.parametrize("away", ["tab", "button", "case"])
def test_nothing_of_it_stays_when_nobody_looks_and_its_draft_comes_back(office: Office, away: str) -> None:
    page, block = opened(office)
    answer(page, block, office)
    if away == "tab":
        go(office, page, "timeline")
    elif away == "button":
        press(page, "إغلاق القسم")
    else:
        page.open(office.ask(cases.take_in, cases.Intake(chosen_name="ليلى")))
    rest(office)
    assert not block.is_open()
    assert WORDS not in heard_of(page)
    assert office.all(Sogiesc) == []
    assert WORDS in office.ask(sealed_blocks.open_block, office.case_id).draft["self_description"]
    page, block = opened(office)
    assert WORDS in words_of(page)


def test_who_has_not_the_key_is_told_so(office: Office) -> None:
    page, details = at(office, "details", Details)

    def put_the_key_away(work: Work) -> None:
        office.tools.jobs._work = without_key(work)

    office.ask(put_the_key_away)
    press(page, OPEN)
    rest(office)
    assert not details.sealed.is_open()
    told = office.tools.faces.face.texts.reason(Refusal(Reason.SEALED_AWAY))
    assert told in words_of(page)


@pytest.mark.parametrize(("language", "scale"), [("ar", 150), ("en", 100)])
def test_nothing_is_clipped(office: Office, language: str, scale: int) -> None:
    page, block = opened(office)
    answer(page, block, office)
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    screen.settle()
    assert screen.clipped(page) == []

"""The queue of approvals: read whole, approved or returned, never one's own."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from gemdesk.domain.casework import Approval
from gemdesk.flows import cases, plans, risk
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.approvals.page import ApprovalsPage
from gemdesk.vault.opened import Role
from tests.ui import screen
from tests.ui.pages.case.tabs import words_of
from tests.ui.pages.office import NAME, Office, office, press

__all__ = ["office"]


def calm(office: Office) -> None:
    for _ in range(3):
        office.settle()


@pytest.fixture
def led(office: Office) -> Office:
    """The same office under a supervisor; a caseworker asked for an assessment and a plan, the supervisor for one."""

    def ask(work: Work) -> None:
        mine = work.vault.opened
        work.vault.opened = replace(mine, role=Role.SUPERVISOR)
        risk.assess(work, office.case_id, {"factors": ("blackmail",), "note": "اتصال أمس"})
        plan = plans.new_version(work, office.case_id)
        goal = plans.save_goal(work, office.case_id, plan.id, "", {"text": "سكن آمن"})
        plans.save_step(work, office.case_id, goal.id, "", {"text": "زيارة المركز"})
        plans.put_in_force(work, office.case_id, plan.id)
        work.vault.opened = replace(mine, role=Role.SUPERVISOR, worker="s-1")
        cases.take_in(work, Intake(chosen_name="لين", risk_factors=("detention",)))

    office.ask(ask)
    return office


def opened(office: Office, width: int = 1150) -> ApprovalsPage:
    page = ApprovalsPage(office.tools)
    office.show(page, width, 760)
    page.open()
    calm(office)
    return page


def choose(office: Office, page: ApprovalsPage, name: str, words: str) -> None:
    """Make the row with this name and these words the current one."""
    for at in range(page.rows.rowCount()):
        page.list.setCurrentIndex(page.rows.index(at, 0))
        calm(office)
        said = words_of(page.decide)
        if name in said and words in said:
            return
    raise AssertionError(f"no {name}, {words}")


def states(office: Office) -> list[tuple[str, str, str]]:
    return [(one.what, one.state, one.by) for one in office.all(Approval)]


def test_what_waits_is_read_whole_and_approved(led: Office) -> None:
    page = opened(led)
    assert page.rows.rowCount() == 3
    choose(led, page, NAME, "خطر مباشر على الشخص المعني: ابتزاز.")
    assert "اتصال أمس" in words_of(page.decide)
    page.decide.approve.click()
    calm(led)
    assert states(led)[-1] == ("assessment", "approved", "s-1")
    assert page.rows.rowCount() == 2
    choose(led, page, NAME, "زيارة المركز")
    assert "سكن آمن" in words_of(page.decide)


def test_a_return_without_a_word_is_refused_at_its_field(led: Office) -> None:
    page = opened(led)
    choose(led, page, NAME, "زيارة المركز")
    before = states(led)
    page.decide.return_.click()
    calm(led)
    assert states(led) == before
    assert "ما زالت هنا معلومة ناقصة." in words_of(page.decide)
    screen.type_text(page.decide.remark, "من يرافق؟")
    page.decide.return_.click()
    calm(led)
    assert states(led)[-1] == ("plan", "returned", "s-1")
    assert led.all(Approval)[-1].comment == "من يرافق؟"


def test_ones_own_is_shown_and_not_decided(led: Office) -> None:
    page = opened(led)
    choose(led, page, "لين", "بالرمز المستخدَم الآن")
    assert not page.decide.approve.isVisible()
    assert not page.decide.return_.isVisible()
    wanted = QSignalSpy(page.part_wanted)
    page.decide.open.click()
    assert wanted.at(0)[1] == "risk"


def test_a_remark_that_was_begun_comes_back(led: Office) -> None:
    page = opened(led)
    choose(led, page, NAME, "زيارة المركز")
    screen.type_text(page.decide.remark, "من يرافق؟")
    page.keep_draft()
    calm(led)
    again = opened(led)
    choose(led, again, NAME, "زيارة المركز")
    assert again.decide.remark.text() == "من يرافق؟"


def test_keys_lead_from_the_queue_to_the_thing_and_back(led: Office) -> None:
    page = opened(led)
    choose(led, page, NAME, "زيارة المركز")
    page.list.setFocus()
    press(Qt.Key.Key_Return)
    assert page.decide.holds_focus()
    left = QSignalSpy(page.left)
    page.back()
    assert page.list.hasFocus()
    page.back()
    assert left.count() == 1


def test_whoever_may_not_approve_is_refused(office: Office) -> None:
    page = ApprovalsPage(office.tools)
    office.show(page)
    stops: list[object] = []
    office.tools.jobs.trouble.connect(stops.append)
    page.open()
    calm(office)
    assert stops
    assert page.rows.rowCount() == 0


@pytest.mark.parametrize(("language", "width"), [("ar", 1150), ("en", 1150), ("ar", 800)])
def test_nothing_is_clipped_with_large_letters(led: Office, language: str, width: int) -> None:
    led.tools.faces.switch(Face(Texts(language), Look("dark", 150)))
    page = opened(led, width)
    assert page.decide.isVisible()
    assert screen.clipped(page) == []
    assert page.minimumSizeHint().width() <= width

"""An answer in five seconds: the code as it is heard, one key, Return; and the list of what waits."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.domain.casework import Reply
from gemdesk.domain.records import Organisation, Referral
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store.change import OFFICE
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.replies.page import RepliesPage
from gemdesk.ui.parts.button import Button
from tests.ui import screen
from tests.ui.pages.office import NAME, PHONE, Office, named, press, seen, tab_to, write

CODES = ("R-7K3Q-2M", "R-7K3Q-9Z", "R-0A1B-1V")


def send(work: Work, case_id: str, reference: str, **fields: Any) -> Referral:
    with work.change() as change:
        to = change.add(Organisation(id=new_id(), name=f"جهة {reference[-2:]}"), OFFICE)
        on = work.clock.today() - timedelta(days=5)
        sent = {"state": "sent", "on": on, "sent_on": on, "reply_by": on + timedelta(days=14), **fields}
        return change.add(Referral(id=new_id(), case=case_id, organisation=to.id, reference=reference, **sent), case_id)


@pytest.fixture
def page(office: Office) -> RepliesPage:
    """The page, open and ready, with three referrals that wait."""
    for late, reference in enumerate(CODES):
        by = office.clock.today() - timedelta(days=late * 3 - 2)
        office.ask(partial(send, case_id=office.case_id, reference=reference, reply_by=by))
    made = RepliesPage(office.tools)
    made.open()
    office.show(made)
    screen.until(lambda: made.rows.rowCount() == len(CODES))
    return made


def settled(office: Office, page: RepliesPage) -> None:
    screen.until(lambda: not page.entry._pause.isActive())
    office.settle()
    screen.settle()


def stored(office: Office, reference: str) -> Referral:
    found: Referral = next(one for one in office.all(Referral) if one.reference == reference)
    return found


def test_code_one_key_return_with_keys_alone(office: Office, page: RepliesPage) -> None:
    assert QApplication.focusWidget() is page.entry.code
    write("٧k٣q9z")
    settled(office, page)
    screen.until(page.entry.form.isVisible)
    # The whole code was typed, so the next key is already the answer.
    write("2")
    press(Qt.Key.Key_Return)
    screen.until(lambda: bool(office.all(Reply)))
    (reply,) = office.all(Reply)
    assert (reply.state, reply.on, reply.way) == ("accepted", office.clock.today(), "phone")
    assert stored(office, "R-7K3Q-9Z").state == "accepted"
    screen.until(page.entry.banner.isVisible)
    assert (page.entry.code.text(), QApplication.focusWidget()) == ("", page.entry.code)
    assert not page.entry.form.isVisible()
    screen.until(lambda: page.rows.rowCount() == len(CODES) - 1)


@pytest.mark.parametrize("typed", ["7k3q2m", "ن٧", "R0a1b1v", "oalbiv", "0a"])
def test_a_code_is_understood_however_it_was_heard_or_typed(office: Office, page: RepliesPage, typed: str) -> None:
    office.ask(partial(send, case_id=office.case_id, reference="R-K7XX-XX"))
    write(typed)
    settled(office, page)
    screen.until(page.entry.form.isVisible)


def test_several_that_begin_so_are_offered_and_the_end_decides(office: Office, page: RepliesPage) -> None:
    write("7k3q")
    settled(office, page)
    assert not page.entry.form.isVisible()
    offered = [button for button in seen(page.entry, Button) if "7K3Q" in button.accessibleName()]
    assert len(offered) == 2
    offered[1].click()
    screen.until(page.entry.form.isVisible)
    assert page.entry.code.text() in CODES
    write("1")
    assert page.entry.form.told.codes() == ("acknowledged",)


def test_not_accepted_asks_for_the_reason_first(office: Office, page: RepliesPage) -> None:
    write("0a1b1v")
    settled(office, page)
    screen.until(page.entry.form.isVisible)
    write("6")
    assert QApplication.focusWidget() is page.entry.form.reason
    press(Qt.Key.Key_Return)
    assert office.all(Reply) == []
    page.entry.form.reason.set_code("no_capacity")
    press(Qt.Key.Key_Return)
    screen.until(lambda: bool(office.all(Reply)))
    assert [(one.state, one.reason) for one in office.all(Reply)] == [("not_accepted", "no_capacity")]


def test_an_answer_that_cannot_follow_is_not_offered(office: Office, page: RepliesPage) -> None:
    office.ask(partial(send, case_id=office.case_id, reference="R-9999-99", state="partly_served"))
    write("9999")
    settled(office, page)
    screen.until(page.entry.form.isVisible)
    press(Qt.Key.Key_Return)
    write("1")
    assert page.entry.form.told.codes() == ()
    write("5")
    assert page.entry.form.told.codes() == ("completed",)


def test_one_that_ended_says_so_and_takes_no_answer(office: Office, page: RepliesPage) -> None:
    office.ask(partial(send, case_id=office.case_id, reference="R-8888-88", state="void"))
    write("8888")
    settled(office, page)
    assert lists.label("referral_state", "void", "ar") in page.entry._found.accessibleName()
    assert not page.entry.form.isVisible()
    press(Qt.Key.Key_Return)
    assert office.all(Reply) == []


def test_an_unknown_code_is_said_to_be_unknown(office: Office, page: RepliesPage) -> None:
    write("zzzz")
    settled(office, page)
    assert page.entry._found.accessibleName() == strip_controls(
        Texts("ar").say("No referral with this code was found.")
    )


def test_a_day_to_come_is_refused_at_its_field(office: Office, page: RepliesPage) -> None:
    write("7k3q2m")
    settled(office, page)
    screen.until(page.entry.form.isVisible)
    write("2")
    page.entry.form.on.set_value(office.clock.today() + timedelta(days=1))
    press(Qt.Key.Key_Return)
    screen.until(lambda: bool(page.entry.form.fields["on"]._refusal.text()))
    assert office.all(Reply) == []


def test_the_list_shows_the_most_overdue_first_and_leads_to_case_and_answer(office: Office, page: RepliesPage) -> None:
    lines = [page._line(page.rows.row(at)) for at in range(3)]
    assert [line.code for line in lines] == ["R-0A1B-1V", "R-7K3Q-9Z", "R-7K3Q-2M"]
    assert [line.chip_tone for line in lines] == ["danger", "danger", "quiet"]
    wanted = QSignalSpy(page.part_wanted)
    page.list.setCurrentIndex(page.rows.index(1, 0))
    named(page, Button, Texts("ar").say("Open the case")).click()
    assert wanted.at(0) == [office.case_id, "papers"]
    tab_to(page.list)
    press(Qt.Key.Key_Return)
    screen.until(page.entry.form.isVisible)
    assert page.entry.code.text() == "R-7K3Q-9Z"


def test_escape_puts_a_begun_answer_away_before_it_leaves(office: Office, page: RepliesPage) -> None:
    left = QSignalSpy(page.left)
    write("7k3q2m")
    settled(office, page)
    page.back()
    assert (page.entry.code.text(), left.count()) == ("", 0)
    page.back()
    assert left.count() == 1


def test_an_answer_that_was_begun_is_there_again(office: Office, page: RepliesPage) -> None:
    write("7k3q2m")
    settled(office, page)
    screen.until(page.entry.form.isVisible)
    write("2")
    page.entry.form.note.set_text("موعد غداً")
    page.keep_draft()
    again = RepliesPage(office.tools)
    again.open()
    office.show(again)
    screen.until(again.entry.form.isVisible)
    assert (again.entry.form.told.codes(), again.entry.form.note.text()) == (("accepted",), "موعد غداً")
    again.back()
    office.settle()
    again.open()
    office.settle()
    assert not again.entry.form.isVisible()


@pytest.mark.parametrize(("language", "scale"), [("ar", 100), ("en", 150)])
def test_nothing_is_clipped_and_nobody_is_named(office: Office, page: RepliesPage, language: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page.resize(1150, 1100)
    page.entry.show_referral(office.all(Referral)[0].id)
    screen.until(page.entry.form.isVisible)
    screen.settle()
    assert screen.clipped(page) == []
    said = " ".join(label.text() for label in seen(page, QLabel)) + repr([page.rows.row(at) for at in range(3)])
    assert NAME not in said
    assert PHONE not in said

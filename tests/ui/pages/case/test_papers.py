"""The papers of a case: what can be said of a referral, and what became of it."""

from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from gemdesk.domain.casework import Reply
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Organisation, Referral
from gemdesk.flows import cases, referral_states, referrals
from gemdesk.flows.referrals import Order
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.pages.case.papers import Papers
from gemdesk.ui.pages.case.referral_card import ReferralCard
from gemdesk.ui.parts.button import Button
from tests.ui import screen
from tests.ui.pages.office import RECEIVER, Office, named, press, seen, write

AR = Texts("ar")


def printed(work: Work, case_id: str) -> str:
    blank = referrals.blank(work, case_id)
    wished = Referral(
        id=blank.id, case=case_id, organisation="", reference=blank.reference, on=blank.on, services=("legal",),
        reason_ar="نرجو المساعدة.",
    )  # fmt: skip
    order = Order(wished, (Item.REASON, Item.SERVICES), ("ar",), RECEIVER)
    return referrals.pass_door(work, referrals.settled(work, order), "printed").release.about


@pytest.fixture
def papers(office: Office) -> Papers:
    """The papers of a case with one letter that was printed."""
    office.give(("reason", "services"))
    office.ask(printed, office.case_id)
    made = Papers(office.tools)
    office.show(made, 800, 900)
    show(office, made)
    return made


def show(office: Office, papers: Papers) -> None:
    papers.take(office.ask(cases.open_case, office.case_id))
    office.settle()
    screen.settle()


def card(papers: Papers) -> ReferralCard:
    (one,) = papers.cards.values()
    return one


def said(papers: Papers) -> str:
    return "\n".join(strip_controls(label.text()) for label in seen(papers, QLabel))


def do(office: Office, papers: Papers, act: str) -> None:
    """Press an act and wait until it was done and shown."""
    named(papers, Button, AR.say(act)).click()
    office.settle()
    show(office, papers)


def test_many_services_are_read_whole_beside_the_state(office: Office, papers: Papers) -> None:
    services = ("legal", "documentation", "health")

    def asks_for_more(work: Work) -> None:
        with work.change() as change:
            one = change.edit(rows.select(change.connection, Referral, "1")[0], services=services, priority="emergency")
            change.edit(one, state="sent", sent_on=office.clock.today(), reply_by=office.clock.today())

    office.ask(asks_for_more)
    show(office, papers)
    assert lists.label("service", services[-1], "ar") in said(papers)
    for width in range(560, 760, 20):
        papers.resize(width, 900)
        screen.settle()
        assert screen.clipped(papers) == [], width


def test_a_printed_letter_waits_to_be_said_sent(office: Office, papers: Papers) -> None:
    (referral,) = office.all(Referral)
    assert (referral.state, referral.sent_on) == ("draft", None)
    acts = card(papers).acts
    assert acts.hand_over.isVisible()
    assert not acts.reply.isVisible()
    acts.hand_over.click()
    assert QApplication.focusWidget() is acts.day.focusProxy()
    do(office, papers, "Write down that it was handed over")
    (referral,) = office.all(Referral)
    assert (referral.state, referral.sent_on) == ("sent", office.clock.today())
    assert acts.reply.isVisible()
    assert not acts.hand_over.isVisible()
    assert not acts.silence.isVisible()


def test_a_day_before_the_letter_is_refused_at_its_field(office: Office, papers: Papers) -> None:
    acts = card(papers).acts
    acts.hand_over.click()
    acts.day.set_value(office.clock.today() - timedelta(days=3))
    acts.accept()
    screen.until(lambda: bool(acts.fields["sent_on"]._refusal.text()))
    assert office.all(Referral)[0].state == "draft"
    acts.day.set_value(office.clock.today())
    acts.accept()
    office.settle()
    assert office.all(Referral)[0].state == "sent"


def test_an_answer_is_entered_here_too_and_told_in_the_history(office: Office, papers: Papers) -> None:
    office.ask(partial(hand_over, referral=office.all(Referral)[0].id))
    show(office, papers)
    card(papers).acts.reply.click()
    write("3")
    press(Qt.Key.Key_Return)
    screen.until(lambda: bool(office.all(Reply)))
    show(office, papers)
    assert "على قائمة الانتظار" in said(papers)
    assert "أُرسلت" in said(papers)
    assert office.all(Referral)[0].state == "waiting_list"


def hand_over(work: Work, referral: str) -> Referral:
    return referral_states.hand_over(work, referral)


def test_silence_is_proposed_when_the_time_is_over_and_not_before(office: Office, papers: Papers) -> None:
    office.ask(partial(hand_over, referral=office.all(Referral)[0].id))
    show(office, papers)
    assert not card(papers).acts.silence.isVisible()
    office.clock.move(days=15)
    show(office, papers)
    assert office.all(Referral)[0].state == "sent"
    assert card(papers).acts.silence.isVisible()
    do(office, papers, "No answer came")
    assert office.all(Referral)[0].state == "no_feedback"


@pytest.mark.parametrize(("act", "state"), [("Revoke the referral", "revoked"), ("It was opened by mistake", "void")])
def test_an_end_asks_for_its_reason(office: Office, papers: Papers, act: str, state: str) -> None:
    office.ask(partial(hand_over, referral=office.all(Referral)[0].id))
    show(office, papers)
    acts = card(papers).acts
    named(papers, Button, AR.say(act)).click()
    assert QApplication.focusWidget() is acts.why
    acts.accept()
    screen.until(lambda: bool(acts.fields["why"]._refusal.text()))
    write("بطلب الشخص")
    press(Qt.Key.Key_Return)
    office.settle()
    show(office, papers)
    assert [(one.state, one.why) for one in office.all(Referral)] == [(state, "بطلب الشخص")]
    assert "بطلب الشخص" in said(papers)


def test_what_is_typed_stays_when_the_case_is_read_again(office: Office, papers: Papers) -> None:
    office.ask(partial(hand_over, referral=office.all(Referral)[0].id))
    show(office, papers)
    named(papers, Button, AR.say("Revoke the referral")).click()
    write("سبب")
    show(office, papers)
    assert card(papers).acts.why.text() == "سبب"
    assert card(papers).acts.why.isVisible()
    card(papers).acts.cancel()
    assert not card(papers).acts.why.isVisible()
    assert office.all(Referral)[0].state == "sent"


def test_the_receiver_is_named_and_the_acts_of_nobody_elses_referral(office: Office, papers: Papers) -> None:
    assert RECEIVER in said(papers)
    assert [one.name for one in office.all(Organisation)] == [RECEIVER]
    assert screen.clipped(papers) == []

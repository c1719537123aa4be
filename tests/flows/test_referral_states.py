"""A referral from its letter to its end: what the caseworker says of it, and what only the receiver can."""

from datetime import timedelta

import pytest

from gemdesk.domain.records import Organisation, Referral
from gemdesk.domain.referrals import State
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import consents, door, referral_states, referrals, replies
from gemdesk.flows.consents import Given
from gemdesk.flows.referrals import Order
from gemdesk.flows.replies import Answer
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from tests.flows.making import consents_of, count, move, suggested
from tests.store.making import DAY


@pytest.fixture
def printed(work: Work, person: CaseFile) -> Referral:
    """A referral whose letter was printed; nobody said yet that it was sent."""
    passed = referrals.pass_door(work, suggested(work, person), "printed")
    return rows.one(work.connection, Referral, passed.release.about)


def stored(work: Work, referral: Referral) -> Referral:
    return rows.one(work.connection, Referral, referral.id)


def test_a_printed_letter_is_not_sent_until_somebody_says_so(work: Work, printed: Referral) -> None:
    assert (printed.state, printed.sent_on, printed.reply_by) == ("draft", None, None)
    assert referrals.blank(work, printed.case).id != printed.id  # nor is it written again
    sent = referral_states.hand_over(work, printed.id)
    assert (sent.state, sent.sent_on) == ("sent", work.clock.today())
    assert sent.reply_by == work.clock.today() + timedelta(
        days={"emergency": 1, "urgent": 3, "normal": 14}[sent.priority]
    )


def test_the_day_of_handing_over_lies_between_letter_and_today(work: Work, printed: Referral) -> None:
    move(work, 2)
    for on, reason in (
        (work.clock.today() + timedelta(days=1), Reason.DAY_TO_COME),
        (DAY - timedelta(days=1), Reason.BEFORE_LETTER),
    ):
        with pytest.raises(Refusal) as stop:
            referral_states.hand_over(work, printed.id, on)
        assert (stop.value.reason, stop.value.where) == (reason, "sent_on")
    assert referral_states.hand_over(work, printed.id, DAY + timedelta(days=1)).sent_on == DAY + timedelta(days=1)


def test_what_no_letter_left_of_is_not_handed_over(work: Work, person: CaseFile) -> None:
    assert person.referral
    with pytest.raises(Refusal) as stop:
        referral_states.hand_over(work, person.referral.id)
    assert stop.value.reason is Reason.NO_LETTER_YET
    door.print_failed(work, referrals.pass_door(work, suggested(work, person), "printed"))
    with pytest.raises(Refusal):
        referral_states.hand_over(work, person.referral.id)
    referrals.pass_door(work, suggested(work, person), "printed")
    referral_states.hand_over(work, person.referral.id)


def test_no_answer_is_written_down_by_a_person_alone(work: Work, printed: Referral) -> None:
    referral_states.hand_over(work, printed.id)
    move(work, 60)
    assert stored(work, printed).state == "sent"
    assert referral_states.note_no_answer(work, printed.id).state == "no_feedback"


@pytest.mark.parametrize("verb", [referral_states.revoke, referral_states.void])
def test_an_end_needs_a_reason(work: Work, printed: Referral, verb: object) -> None:
    referral_states.hand_over(work, printed.id)
    with pytest.raises(Refusal) as stop:
        verb(work, printed.id, "  ")  # type: ignore[operator]  # one of two flows
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "why")
    assert stored(work, printed).state == "sent"
    assert verb(work, printed.id, " انتقل الشخص ").why == "انتقل الشخص"  # type: ignore[operator]  # one of two flows


def test_a_reopened_referral_gets_a_new_clock_and_keeps_its_first_day(work: Work, printed: Referral) -> None:
    sent = referral_states.hand_over(work, printed.id)
    replies.record(work, Answer(printed.id, State.NOT_ACCEPTED, reason="no_capacity"))
    move(work, 30)
    again = referral_states.reopen(work, printed.id, "عاد المكان متاحاً")
    assert (again.state, again.sent_on, again.why) == ("reopened", sent.sent_on, "عاد المكان متاحاً")
    assert again.reply_by and again.reply_by > work.clock.today()
    assert referral_states.hand_over(work, printed.id).sent_on == sent.sent_on


def test_a_withdrawal_revokes_what_is_under_way_to_that_receiver_alone(work: Work, person: CaseFile) -> None:
    passed = referrals.pass_door(work, suggested(work, person), "printed")
    referral_states.hand_over(work, passed.release.about)
    consents.give(work, Given(person.case.id, "عيادة أخرى", ("reason", "services")))
    other = referrals.pass_door(work, other_order(work, person), "printed")
    referral_states.hand_over(work, other.release.about)
    given = next(one for one in consents_of(work, person) if one.receiver == passed.release.receiver)
    consents.withdraw(work, given)
    states = {one.id: one.state for one in rows.select(work.connection, Referral, '"case" = ?', person.case.id)}
    assert (states[passed.release.about], states[other.release.about]) == ("revoked", "sent")


def test_a_withdrawal_beside_another_live_consent_revokes_nothing(work: Work, person: CaseFile) -> None:
    passed = referrals.pass_door(work, suggested(work, person), "printed")
    referral_states.hand_over(work, passed.release.about)
    receiver = rows.one(work.connection, Organisation, passed.release.receiver).name
    consents.give(work, Given(person.case.id, receiver, ("reason", "services")))
    first, second = (one for one in consents_of(work, person) if one.receiver == passed.release.receiver)
    consents.withdraw(work, first)
    assert rows.one(work.connection, Referral, passed.release.about).state == "sent"
    consents.withdraw(work, second)
    assert rows.one(work.connection, Referral, passed.release.about).state == "revoked"


def other_order(work: Work, person: CaseFile) -> Order:
    assert person.referral
    return Order(person.referral, (), receiver="عيادة أخرى")


def test_a_refused_step_leaves_no_event(work: Work, printed: Referral) -> None:
    before = count(work, "event")
    with pytest.raises(Refusal):
        referral_states.reopen(work, printed.id, "سبب")
    assert count(work, "event") == before
    referral_states.void(work, printed.id, "فُتحت سهواً")
    assert count(work, "event") == before + 2

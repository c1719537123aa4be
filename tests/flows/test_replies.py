"""Answers by code: found however the code was read out, entered once, and told again in order."""

from datetime import timedelta
from typing import Any, cast

import pytest

from gemdesk.domain.casework import Reply
from gemdesk.domain.records import Case, Referral
from gemdesk.domain.referrals import ANSWERS, State
from gemdesk.domain.today import Section
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import cases, history, referral_states, referrals, replies, today
from gemdesk.flows.replies import Answer
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import referrals as store
from gemdesk.store import rows
from tests.flows.making import count, move, suggested


@pytest.fixture
def sent(work: Work, person: CaseFile) -> Referral:
    """A referral that was handed over this morning."""
    passed = referrals.pass_door(work, suggested(work, person), "printed")
    return referral_states.hand_over(work, passed.release.about)


def own(work: Work, case_id: str, reference: str, state: str = "sent") -> Referral:
    organisation = rows.select(work.connection, Referral, "1 LIMIT 1")[0].organisation
    with work.change() as change:
        made = Referral(
            id=f"id-{reference}", case=case_id, organisation=organisation, reference=reference, state=state,
            on=work.clock.today(), sent_on=work.clock.today(), reply_by=work.clock.today(),
        )  # fmt: skip
        return change.add(made, case_id)


def test_a_code_is_found_by_its_beginning_in_any_digits(work: Work, sent: Referral) -> None:
    own(work, sent.case, "R-7K3Q-2M")
    own(work, sent.case, "R-7K3Q-9Z")
    own(work, sent.case, "R-R0A1-77")
    assert {one.referral.reference for one in replies.find(work, "٧k٣q")} == {"R-7K3Q-2M", "R-7K3Q-9Z"}
    assert [one.referral.reference for one in replies.find(work, "R7K3Q-9")] == ["R-7K3Q-9Z"]
    assert [one.referral.reference for one in replies.find(work, "roAl")] == ["R-R0A1-77"]
    assert [one.referral.reference for one in replies.find(work, "rroal")] == ["R-R0A1-77"]
    assert [one.referral.id for one in replies.find(work, sent.reference.lower())] == [sent.id]
    assert replies.find(work, "") == replies.find(work, "zzz9") == ()


def test_a_match_names_the_receiver_and_the_case_by_its_code(work: Work, sent: Referral, person: CaseFile) -> None:
    (match,) = replies.find(work, sent.reference)
    assert (match.code, match.answers) == (person.person.code, ANSWERS)
    assert match.receiver
    assert person.person.chosen_name not in repr((match.receiver, match.code))


def test_an_answer_and_its_state_are_one_change(work: Work, sent: Referral) -> None:
    before = count(work, "event")
    replies.record(work, Answer(sent.id, State.ACCEPTED, note=" موعد أول غداً "))
    (reply,) = rows.select(work.connection, Reply, "referral = ?", sent.id)
    assert (reply.state, reply.on, reply.way, reply.note) == ("accepted", work.clock.today(), "phone", "موعد أول غداً")
    assert rows.one(work.connection, Referral, sent.id).state == "accepted"
    assert count(work, "event") == before + 2
    told = history.take_back_last(work)
    assert told is not None
    assert rows.one(work.connection, Referral, sent.id).state == "sent"
    assert count(work, "reply") == 0
    assert [turn.state for turn in replies.turns(work, sent.id)] == [State.SENT]


@pytest.mark.parametrize(
    ("answer", "reason", "where"),
    [
        ({"state": State.NOT_ACCEPTED}, Reason.REQUIRED, "reason"),
        ({"state": State.SENT}, Reason.STEP_NOT_POSSIBLE, "state"),
        ({"state": State.ACCEPTED, "later": 1}, Reason.DAY_TO_COME, "on"),
        ({"state": State.ACCEPTED, "later": -1}, Reason.BEFORE_SENDING, "on"),
        ({"state": State.NOT_ACCEPTED, "reason": "bad luck"}, Reason.UNKNOWN_CODE, "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    work: Work, sent: Referral, answer: dict[str, object], reason: Reason, where: str
) -> None:
    later = int(str(answer.pop("later", 0)))
    before = count(work, "event")
    with pytest.raises(Refusal) as stop:
        replies.record(work, Answer(sent.id, on=work.clock.today() + timedelta(days=later), **answer))  # type: ignore[arg-type]  # fields by name
    assert (stop.value.reason, stop.value.where) == (reason, where)
    assert (count(work, "event"), count(work, "reply")) == (before, 0)
    replies.record(work, Answer(sent.id, State.NOT_ACCEPTED, reason="no_capacity"))


def test_the_history_tells_answers_and_acts_in_order(work: Work, sent: Referral) -> None:
    move(work, 1)
    replies.record(work, Answer(sent.id, State.ACKNOWLEDGED))
    move(work, 4)
    replies.record(
        work, Answer(sent.id, State.NOT_ACCEPTED, reason="waiting_time", on=work.clock.today() - timedelta(days=1))
    )
    referral_states.reopen(work, sent.id, "وعد بموعد")
    replies.record(work, Answer(sent.id, State.ACCEPTED, way="slip"))
    told = replies.turns(work, sent.id)
    assert [turn.state.value for turn in told] == ["accepted", "reopened", "not_accepted", "acknowledged", "sent"]
    assert [turn.reply.way if turn.reply else "" for turn in told] == ["slip", "", "phone", "phone", ""]
    assert told[1].why == "وعد بموعد"
    assert told[2].on == work.clock.today() - timedelta(days=1)
    assert {turn.worker for turn in told} == {work.worker}


def test_what_waits_stands_in_the_order_of_its_clock(work: Work, sent: Referral) -> None:
    late = own(work, sent.case, "R-1111-11")
    own(work, sent.case, "R-2222-22", state="accepted")
    move(work, 2)
    soon = own(work, sent.case, "R-3333-33")
    found = replies.waiting(work, None, 10)
    assert [one.referral for one in found] == [late.id, sent.id, soon.id]
    assert [one.referral for one in replies.waiting(work, found[0], 1)] == [sent.id]
    assert replies.counts(work) == (3, 2)


def test_what_waits_is_walked_by_its_index(work: Work) -> None:
    plan = explained(work)
    assert "referral_waiting" in plan
    assert "TEMP B-TREE" not in plan


def explained(work: Work) -> str:
    asked: list[str] = []
    cast("Any", work.connection).set_trace_callback(asked.append)
    store.waiting(work.connection, "w-1", ("2026-01-01", "x"), 10)
    cast("Any", work.connection).set_trace_callback(None)
    return str(work.connection.execute(f"EXPLAIN QUERY PLAN {asked[-1]}").fetchall())


def test_another_workers_referrals_are_not_found(work: Work, sent: Referral) -> None:
    other = cases.take_in(work, cases.Intake(need="مأوى"))
    hidden = own(work, other, "R-4444-44")
    assert [one.referral.id for one in replies.find(work, "4444")] == [hidden.id]
    with work.change() as change:
        change.edit(rows.one(work.connection, Case, other), worker="w-2")
    assert replies.find(work, "4444") == ()
    assert hidden.id not in {one.referral for one in replies.waiting(work, None, 10)}
    assert replies.counts(work) == (1, 0)
    with pytest.raises(Refusal) as stop:
        replies.record(work, Answer(hidden.id, State.ACCEPTED))
    assert stop.value.reason is Reason.NOT_YOUR_ROLE
    with pytest.raises(Refusal):
        referral_states.revoke(work, hidden.id, "سبب")


def test_what_is_overdue_is_the_same_on_today_and_among_the_referrals(work: Work, sent: Referral) -> None:
    """Of open cases alone, after the last day, and not of a receiver who has said yes."""
    others = [cases.take_in(work, cases.Intake(chosen_name=name)) for name in ("آدم", "لين", "نور")]
    own(work, others[0], "R-2222-22")
    closed = own(work, others[1], "R-3333-33")
    replies.record(work, Answer(own(work, others[2], "R-4444-44").id, State.ACCEPTED))

    def late() -> tuple[int, int, int, int]:
        counted = today.overview(work).counts[Section.UNANSWERED]
        listed = [one for one in replies.waiting(work, None, 60) if one.reply_by and one.reply_by < work.clock.today()]
        return replies.counts(work)[1], len(listed), counted, len(today.page(work, Section.UNANSWERED, None, 60))

    assert late() == (0, 0, 0, 0)
    move(work, 40)
    assert late() == (3, 3, 3, 3)
    with work.change() as change:
        change.edit(rows.one(change.connection, Case, closed.case), status="closed")
    assert late() == (2, 2, 2, 2)
    assert replies.counts(work)[0] == len(replies.waiting(work, None, 60)) == 2
    assert replies.find(work, "3333") != (), "its answer can still be entered"

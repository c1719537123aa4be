"""Closing and reopening on a real vault: status and review day follow, a supervisor approves where one is asked."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gemdesk.domain.casework import Closure
from gemdesk.domain.closing import DECISION, ERASE, Closing
from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Case
from gemdesk.flows import approvals, cases, closing, consents, contacts
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import bare_work, move
from tests.flows.seeing import as_worker
from tests.store.making import MOMENT

TODAY = MOMENT.date()
LATER = TODAY + timedelta(days=400)
WHOLE = Closing("goals_met", (DECISION,), "خلاصة", review_on=LATER)


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="سلمى", number="+963 944 000 318", need="سكن"))


def record(work: Work, case: str) -> Case:
    return rows.one(work.connection, Case, case)


def dues(work: Work, case: str) -> list[str]:
    return [row[0] for row in work.connection.execute("SELECT sort FROM due_line WHERE stream = ?", [case])]


def test_a_closed_case_has_its_review_alone(work: Work, case: str) -> None:
    assert "retention" not in dues(work, case)
    closure = closing.close(work, case, WHOLE)
    now = record(work, case)
    assert (now.status, now.review_on, now.next_due, now.next_step) == ("closed", LATER, None, "")
    assert (closure.act, closure.reason, closure.summary, closure.on) == ("closed", "goals_met", "خلاصة", TODAY)
    assert dues(work, case) == ["retention"]
    assert cases.page(work, "", Filter(open_only=True), None, 9) == []
    with pytest.raises(Refusal) as stop:
        closing.close(work, case, WHOLE)
    assert stop.value.reason is Reason.CASE_NOT_OPEN


def test_a_refused_closing_changes_nothing_and_keeps_its_draft(work: Work, case: str) -> None:
    cases.keep_draft(work, closing.place(case), {"summary": "نص"})
    before = record(work, case)
    with pytest.raises(Refusal):
        closing.close(work, case, Closing("goals_met"))
    assert record(work, case) == before
    assert closing.look(work, case).draft == {"summary": "نص"}
    closing.close(work, case, WHOLE)
    assert closing.look(work, case).draft == {}


def test_running_consents_are_pointed_out(work: Work, case: str) -> None:
    consents.give(work, Given(case, "مكتب السنديان", ("reason",)))
    assert closing.look(work, case).open["consents"] == 1
    with pytest.raises(Refusal) as stop:
        closing.close(work, case, WHOLE)
    assert stop.value.where == "consents"
    closing.close(work, case, Closing("goals_met", (DECISION, "consents"), review_on=LATER))


def test_a_file_that_is_to_be_erased_is_due_at_once(work: Work, case: str) -> None:
    closing.close(work, case, Closing("person_asked", (DECISION,), decision=ERASE))
    assert record(work, case).review_on == TODAY
    assert dues(work, case) == ["retention"]


def test_reopening_needs_a_reason_and_ends_the_review(work: Work, case: str) -> None:
    with pytest.raises(Refusal) as stop:
        closing.reopen(work, case, "عاد")
    assert stop.value.reason is Reason.CASE_NOT_CLOSED
    closing.close(work, case, WHOLE)
    with pytest.raises(Refusal) as stop:
        closing.reopen(work, case, "  ")
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "why")
    closing.reopen(work, case, "حاجة جديدة")
    now = record(work, case)
    assert (now.status, now.review_on) == ("open", None)
    told = rows.select(work.connection, Closure, "1 ORDER BY rowid")
    assert [(one.act, one.why) for one in told] == [("closed", ""), ("reopened", "حاجة جديدة")]
    closing.close(work, case, WHOLE)
    assert record(work, case).status == "closed"


def test_the_review_can_be_put_off(work: Work, case: str) -> None:
    closing.close(work, case, WHOLE)
    with pytest.raises(Refusal) as stop:
        closing.keep_until(work, case, TODAY)
    assert stop.value.reason is Reason.DAY_PAST
    with pytest.raises(Refusal):
        closing.keep_until(work, case, None)
    closing.keep_until(work, case, date(2030, 1, 1))
    assert record(work, case).review_on == date(2030, 1, 1)


def test_nobody_is_reached_and_the_case_is_closed_quietly(work: Work, case: str) -> None:
    assert closing.look(work, case).quiet_from is None
    for _ in range(3):
        contacts.write_attempt(work, case, "no_answer")
        move(work, 5)
    contacts.write_attempt(work, case, "no_answer", welfare=True)
    day = closing.look(work, case).quiet_from
    assert day is not None
    move(work, 60)
    closure = closing.quietly(work, case, "لم يُعثر على طريقة آمنة")
    assert (closure.act, closure.reason, closure.decision) == ("closed", "no_safe_contact", "keep")
    assert record(work, case).review_on == closing.review_day(work, quiet=True)
    assert record(work, case).status == "closed"


# With a supervisor


@pytest.fixture
def team(tmp_path: Path) -> Iterator[tuple[Work, Work, str]]:
    """A caseworker and a supervisor at one vault, and a case."""
    boss = bare_work(tmp_path / "led", SetClock(MOMENT), worker="s-1", role=Role.SUPERVISOR)
    worker = as_worker(boss, "w-1")
    case = cases.take_in(worker, Intake(chosen_name="سلمى"))
    yield worker, boss, case
    boss.close()


def test_a_supervisor_approves_before_the_case_is_closed(team: tuple[Work, Work, str]) -> None:
    worker, boss, case = team
    assert closing.look(worker, case).asks
    proposed = closing.close(worker, case, WHOLE)
    assert (proposed.act, record(worker, case).status) == ("proposed", "open")
    with pytest.raises(Refusal) as stop:
        closing.finish(worker, case)
    assert stop.value.reason is Reason.CLOSURE_NOT_APPROVED
    standing = closing.look(boss, case).standing
    assert standing and standing.last and standing.may_decide
    approvals.decide(boss, standing.last.id, "approved")
    closed = closing.finish(worker, case)
    assert (closed.act, closed.reason, closed.review_on) == ("closed", "goals_met", LATER)
    assert (record(worker, case).status, record(worker, case).review_on) == ("closed", LATER)


def test_what_was_returned_is_proposed_anew(team: tuple[Work, Work, str]) -> None:
    worker, boss, case = team
    first = closing.close(worker, case, WHOLE)
    asked = closing.look(boss, case).standing
    assert asked and asked.last
    approvals.decide(boss, asked.last.id, "returned", "خطة السلامة ناقصة")
    with pytest.raises(Refusal):
        closing.finish(worker, case)
    second = closing.close(worker, case, WHOLE)
    again = closing.look(boss, case).standing
    assert again and again.last and again.about == second.id != first.id
    approvals.decide(boss, again.last.id, "approved")
    assert closing.finish(worker, case).act == "closed"


def test_an_approval_of_before_a_reopening_is_none_of_the_next_closing(team: tuple[Work, Work, str]) -> None:
    worker, boss, case = team
    closing.close(worker, case, WHOLE)
    asked = closing.look(boss, case).standing
    assert asked and asked.last
    approvals.decide(boss, asked.last.id, "approved")
    closing.finish(worker, case)
    closing.reopen(worker, case, "عودة")
    with pytest.raises(Refusal):
        closing.finish(worker, case)
    closing.close(worker, case, WHOLE)
    with pytest.raises(Refusal):
        closing.finish(worker, case)


def test_the_supervisor_closes_without_asking(team: tuple[Work, Work, str]) -> None:
    _, boss, case = team
    assert not closing.look(boss, case).asks
    assert closing.close(boss, case, WHOLE).act == "closed"

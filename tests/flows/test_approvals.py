"""Approval within one vault: who is asked, who decides, and what holds while nobody can."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemdesk.domain.casework import Approval, Goal, Plan
from gemdesk.domain.today import Row, Section
from gemdesk.flows import approval_queue, approvals, cases, plans, risk, today
from gemdesk.flows.cases import Intake
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows
from gemdesk.vault.opened import Role
from tests.flows.making import bare_work, move
from tests.flows.seeing import as_worker
from tests.store.making import MOMENT


@pytest.fixture
def boss(tmp_path: Path) -> Iterator[Work]:
    """A vault whose key place belongs to a supervisor."""
    made = bare_work(tmp_path / "led", SetClock(MOMENT), worker="s-1", role=Role.SUPERVISOR)
    yield made
    made.close()


@pytest.fixture
def worker(boss: Work) -> Work:
    """A caseworker in the same vault."""
    return as_worker(boss, "w-1")


@pytest.fixture
def case(worker: Work) -> str:
    return cases.take_in(worker, Intake(chosen_name="سلمى"))


def told(work: Work) -> list[tuple[str, str, str]]:
    return [(one.what, one.state, one.by) for one in rows.select(work.connection, Approval, "1 ORDER BY rowid")]


def queue(work: Work) -> list[Row]:
    return approval_queue.page(work, None, 60)


def test_a_serious_level_asks_by_itself_and_the_supervisor_approves(boss: Work, worker: Work, case: str) -> None:
    risk.assess(worker, case, {"factors": ("outing",)})
    assert told(boss) == []
    made = risk.assess(worker, case, {"factors": ("blackmail",), "note": "اتصال أمس"})
    (waiting,) = queue(boss)
    subject = approval_queue.subject(boss, waiting.about)
    assert subject.assessment == made
    assert subject.before is not None
    assert (subject.before.level, subject.own, subject.person.chosen_name) == ("low", False, "سلمى")
    standing = approvals.standing(worker, case, "assessment", made.id)
    assert (standing.state, standing.lacks, standing.may_decide) == ("asked", True, False)
    assert approvals.standing(boss, case, "assessment", made.id).may_decide
    approvals.decide(boss, waiting.about, "approved")
    assert not approvals.standing(worker, case, "assessment", made.id).lacks
    assert queue(boss) == []
    assert told(boss) == [("assessment", "asked", "w-1"), ("assessment", "approved", "s-1")]


def test_a_return_needs_a_word_and_comes_back_to_the_worker(boss: Work, worker: Work, case: str) -> None:
    risk.assess(worker, case, {"factors": ("blackmail",)})
    (waiting,) = queue(boss)
    with pytest.raises(Refusal) as stop:
        approvals.decide(boss, waiting.about, "returned", "  ")
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "comment")
    approvals.decide(boss, waiting.about, "returned", "أين خطة السلامة؟")
    (row,) = [row for row in today.page(worker, Section.DUE, None, 60) if row.sort == "approval"]
    assert (row.text, row.detail) == ("أين خطة السلامة؟", "returned:assessment")
    # A newer assessment answers it.
    move(boss, 1)
    risk.assess(worker, case, {"factors": ("outing",)})
    assert not [row for row in today.page(worker, Section.DUE, None, 60) if row.sort == "approval"]


def test_nobody_approves_their_own(boss: Work) -> None:
    own = cases.take_in(boss, Intake(chosen_name="لين", risk_factors=("blackmail",)))
    (waiting,) = queue(boss)
    assert approval_queue.subject(boss, waiting.about).own
    with pytest.raises(Refusal) as stop:
        approvals.decide(boss, waiting.about, "approved")
    assert stop.value.reason is Reason.SELF_APPROVAL
    approvals.decide(as_worker(boss, "s-2", Role.SUPERVISOR), waiting.about, "approved")
    assert queue(boss) == []
    assert rows.select(boss.connection, Approval, '"case" = ?', own)[-1].by == "s-2"


def test_what_was_decided_meanwhile_is_not_decided_again(boss: Work, worker: Work, case: str) -> None:
    risk.assess(worker, case, {"factors": ("blackmail",)})
    (waiting,) = queue(boss)
    approvals.decide(boss, waiting.about, "approved")
    with pytest.raises(Refusal) as stop:
        approvals.decide(as_worker(boss, "s-2", Role.SUPERVISOR), waiting.about, "returned", "متأخر")
    assert stop.value.reason is Reason.ALREADY_DECIDED


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.PRINTING])
def test_only_a_supervisor_sees_the_queue_and_decides(boss: Work, worker: Work, case: str, role: Role) -> None:
    risk.assess(worker, case, {"factors": ("blackmail",)})
    (waiting,) = queue(boss)
    other = as_worker(boss, "w-9", role)
    for act in (
        lambda: approval_queue.page(other, None, 60),
        lambda: approval_queue.subject(other, waiting.about),
        lambda: approvals.decide(other, waiting.about, "approved"),
    ):
        with pytest.raises(Refusal) as stop:
            act()
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
    assert told(boss) == [("assessment", "asked", "w-1")]


def test_a_plan_that_is_put_in_force_is_asked_for_and_read_whole(boss: Work, worker: Work, case: str) -> None:
    risk.assess(worker, case, {"factors": ("blackmail",)})
    plan = plans.new_version(worker, case)
    goal = plans.save_goal(worker, case, plan.id, "", {"text": "سكن آمن"})
    plans.save_step(worker, case, goal.id, "", {"text": "زيارة", "who": "worker"})
    plans.put_in_force(worker, case, plan.id)
    waiting = [row for row in queue(boss) if row.detail == "asked:plan"]
    subject = approval_queue.subject(boss, waiting[0].about)
    assert subject.version is not None
    assert [one.text for one in subject.version.goals] == ["سكن آمن"]
    view = plans.look(worker, case)
    assert view.approval is not None
    assert (view.approval.state, view.approval.what) == ("asked", "plan")
    approvals.decide(boss, waiting[0].about, "returned", "من يرافق؟")
    view = plans.look(worker, case)
    assert view.approval is not None
    assert view.approval.last is not None
    assert view.approval.last.comment == "من يرافق؟"


def test_without_a_supervisor_nobody_is_asked_and_it_is_said_that_there_is_none(work: Work) -> None:
    case = cases.take_in(work, Intake(chosen_name="نور", risk_factors=("blackmail",)))
    assert told(work) == []
    made = risk.look(work, case).assessments[0]
    standing = approvals.standing(work, case, "assessment", made.id)
    assert (standing.alone, standing.wanted, standing.lacks) == (True, True, True)
    with pytest.raises(Refusal) as stop:
        approvals.ask(work, case, "assessment", made.id)
    assert stop.value.reason is Reason.NO_SUPERVISOR
    approvals.settle_alone(work, case, "assessment", made.id)
    assert told(work) == [("assessment", "approved", "w-1")]
    assert not approvals.standing(work, case, "assessment", made.id).lacks


def test_with_a_supervisor_nothing_is_settled_alone(worker: Work, case: str) -> None:
    made = risk.assess(worker, case, {"factors": ("outing",)})
    with pytest.raises(Refusal) as stop:
        approvals.settle_alone(worker, case, "assessment", made.id)
    assert stop.value.reason is Reason.SELF_APPROVAL
    approvals.ask(worker, case, "assessment", made.id)
    assert told(worker) == [("assessment", "asked", "w-1")]


def test_the_rhythm_of_the_office_says_what_is_approved(boss: Work, worker: Work, case: str) -> None:
    days = {"act_within": 3, "contact_every": 7, "assess_again": 30}
    risk.save_rhythms(boss, {"high": {**days, "approved": ("closure",)}, "low": {**days, "approved": ("assessment",)}})
    risk.assess(worker, case, {"factors": ("blackmail",)})
    assert told(boss) == []
    risk.assess(worker, case, {"factors": ("outing",)})
    assert told(boss) == [("assessment", "asked", "w-1")]


def test_every_step_of_an_approval_stands(boss: Work, worker: Work, case: str) -> None:
    with boss.change() as change:
        plan = change.add(Plan(id=new_id(), case=case, version=1, on=boss.clock.today(), state="in_force"), case)
        change.add(Goal(id=new_id(), plan=plan.id, text="هدف"), case)
    asked = approvals.ask(worker, case, "plan", plan.id)
    approvals.decide(boss, asked.id, "approved")
    for one in rows.select(boss.connection, Approval, "1"):
        with pytest.raises(TypeError), boss.change() as change:
            change.edit(one, state="returned")

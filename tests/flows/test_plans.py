"""Needs, the case plan in its versions, follow-ups and tasks of a case."""

from datetime import timedelta
from typing import Any

import pytest

from gemdesk.domain.casework import FollowUp, Goal, Need, Plan, Step
from gemdesk.flows import cases, follow_ups, needs, plans, risk, tasks
from gemdesk.flows.cases import Intake
from gemdesk.flows.plans import Version
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rows, undo
from tests.flows.making import move
from tests.flows.seeing import as_worker

SERVICES = list(lists.values("service"))


@pytest.fixture
def case(work: Work) -> str:
    return cases.take_in(work, Intake(chosen_name="سلمى"))


def newest(work: Work, case: str) -> Version:
    return plans.look(work, case).versions[0]


def written(work: Work, case: str) -> Plan:
    """A draft with two goals, the first with two steps, the second with one."""
    plan = plans.new_version(work, case)
    for text, steps in (("سكن آمن", ("زيارة", "عقد")), ("دواء منتظم", ("موعد",))):
        goal = plans.save_goal(work, case, plan.id, "", {"text": text})
        for step in steps:
            due = work.clock.today() + timedelta(days=4)
            plans.save_step(work, case, goal.id, "", {"text": step, "who": "worker", "due": due})
    return plan


def shape(version: Version) -> list[tuple[str, list[str]]]:
    return [(goal.text, [step.text for step in version.steps[goal.id]]) for goal in version.goals]


def test_a_need_ends_on_a_day_and_may_be_open_again(work: Work, case: str) -> None:
    need = needs.save(work, case, "", {"sort": "shelter", "priority": "urgent"})
    assert (need.state, need.since, need.met_on) == ("open", work.clock.today(), None)
    move(work, 2)
    met = needs.set_state(work, case, need.id, "met")
    assert met.met_on == work.clock.today()
    move(work, 1)
    assert needs.save(work, case, need.id, {"note": "x"}).met_on == met.met_on
    assert needs.set_state(work, case, need.id, "in_progress").met_on is None
    with pytest.raises(Refusal) as stop:
        needs.save(work, case, "", {"sort": ""})
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "sort")


def test_open_needs_stand_first_and_the_urgent_ones_before_the_others(work: Work, case: str) -> None:
    for sort, priority, state in zip(
        SERVICES, ("normal", "emergency", "urgent", "emergency"), ("open", "met", "open", "in_progress"), strict=False
    ):
        needs.save(work, case, "", {"sort": sort, "priority": priority, "state": state})
    told = [(one.priority, one.state) for one in needs.of_case(work, case)]
    assert told == [
        ("emergency", "in_progress"), ("urgent", "open"), ("normal", "open"), ("emergency", "met"),
    ]  # fmt: skip


def test_a_plan_is_written_as_a_draft_and_put_in_force(work: Work, case: str) -> None:
    plan = written(work, case)
    assert plans.new_version(work, case) == plan, "one draft at a time"
    plans.save_plan(work, case, plan.id, {"with_person": True, "review_on": work.clock.today() + timedelta(days=30)})
    assert shape(newest(work, case)) == [("سكن آمن", ["زيارة", "عقد"]), ("دواء منتظم", ["موعد"])]
    move(work, 1)
    held = plans.put_in_force(work, case, plan.id)
    assert (held.state, held.on, held.with_person) == ("in_force", work.clock.today(), True)
    assert {due.sort for due in plans.look(work, case).dues} >= {"service", "review"}


def test_a_plan_without_a_goal_does_not_hold(work: Work, case: str) -> None:
    plan = plans.new_version(work, case)
    with pytest.raises(Refusal) as stop:
        plans.put_in_force(work, case, plan.id)
    assert stop.value.reason is Reason.PLAN_EMPTY


def test_a_new_version_takes_over_what_is_open_and_the_former_one_stays_readable(work: Work, case: str) -> None:
    plan = written(work, case)
    plans.put_in_force(work, case, plan.id)
    before = newest(work, case)
    visit, contract = before.steps[before.goals[0].id]
    plans.set_step(work, case, visit.id, "done")
    plans.set_goal(work, case, before.goals[1].id, "reached")
    before = newest(work, case)
    second = plans.new_version(work, case)
    assert (second.version, second.state) == (2, "draft")
    assert shape(newest(work, case)) == [("سكن آمن", ["عقد"])]
    assert newest(work, case).steps[newest(work, case).goals[0].id][0].due == contract.due
    plans.put_in_force(work, case, second.id)
    now, former = plans.look(work, case).versions
    assert (now.plan.state, former.plan.state) == ("in_force", "replaced")
    assert (former.goals, former.steps) == (before.goals, before.steps)
    # What is due is that of the plan in force, once.
    assert [due.text for due in plans.look(work, case).dues if due.sort == "service"] == ["عقد"]


def test_the_words_of_a_plan_in_force_stay_and_its_steps_go_on(work: Work, case: str) -> None:
    plan = written(work, case)
    plans.put_in_force(work, case, plan.id)
    version = newest(work, case)
    goal, step = version.goals[0], version.steps[version.goals[0].id][0]
    acts: list[tuple[Any, ...]] = [
        (plans.save_plan, plan.id, {"note": "x"}), (plans.save_goal, plan.id, "", {"text": "x"}),
        (plans.save_goal, plan.id, goal.id, {"text": "x"}), (plans.save_step, goal.id, step.id, {"text": "x"}),
        (plans.bin_goal, goal.id), (plans.bin_step, step.id), (plans.bin_draft, plan.id), (plans.put_in_force, plan.id),
    ]  # fmt: skip
    for verb, *args in acts:
        with pytest.raises(Refusal) as stop:
            verb(work, case, *args)
        assert stop.value.reason is Reason.PLAN_IN_FORCE
    assert newest(work, case) == version
    assert plans.set_step(work, case, step.id, "dropped").done_on is None
    assert plans.set_step(work, case, step.id, "done").done_on == work.clock.today()
    assert plans.end(work, case, plan.id).state == "ended"


def test_a_draft_is_thrown_away_whole_and_comes_back_whole(work: Work, case: str) -> None:
    plan = written(work, case)
    before = newest(work, case)
    with work.change() as change:
        change_id = change.id
        for step in rows.select(change.connection, Step, "1"):
            change.bin(step)
        for goal in rows.select(change.connection, Goal, "1"):
            change.bin(goal)
        change.bin(plan)
    assert plans.look(work, case).versions == ()
    with work.change() as change:
        undo.undo(change, change_id)
    assert newest(work, case) == before
    plans.bin_draft(work, case, plan.id)
    assert plans.look(work, case).versions == ()


def test_parts_of_another_case_are_not_reached_through_this_one(work: Work, case: str) -> None:
    other = cases.take_in(work, Intake(chosen_name="آدم"))
    plan = written(work, other)
    need = needs.save(work, other, "", {"sort": SERVICES[0]})
    goal = newest(work, other).goals[0]
    acts: list[tuple[Any, ...]] = [
        (plans.save_plan, plan.id, {"note": "x"}), (plans.save_goal, plan.id, "", {"text": "x"}),
        (plans.set_goal, goal.id, "reached"), (needs.set_state, need.id, "met"),
    ]  # fmt: skip
    for verb, *args in acts:
        with pytest.raises(KeyError):
            verb(work, case, *args)
    assert rows.one(work.connection, Need, need.id).state == "open"
    for verb, *args in acts:
        verb(work, other, *args)


def test_who_may_not_see_the_case_writes_nothing_into_it(work: Work, case: str) -> None:
    other = as_worker(work, "w-2")
    acts: list[tuple[Any, ...]] = [
        (plans.new_version,), (needs.save, "", {"sort": SERVICES[0]}), (tasks.save, "", {"text": "x"}),
        (follow_ups.save, "", {"due": work.clock.today()}), (plans.look,),
    ]  # fmt: skip
    for verb, *args in acts:
        with pytest.raises(Refusal) as stop:
            verb(other, case, *args)
        assert stop.value.reason is Reason.NOT_YOUR_ROLE
        verb(work, case, *args)


def test_a_follow_up_ends_with_what_came_of_it_and_the_rhythm_proposes_the_next(work: Work, case: str) -> None:
    assert follow_ups.proposal(work, case) is None
    risk.assess(work, case, {"factors": ("outing", "eviction")})
    agreed = follow_ups.save(work, case, "", {"sort": "visit", "due": work.clock.today()})
    follow_ups.finish(work, case, agreed.id, "reached", "بخير")
    done = rows.one(work.connection, FollowUp, agreed.id)
    assert (done.done_on, done.outcome, done.note) == (work.clock.today(), "reached", "بخير")
    assert follow_ups.proposal(work, case) == work.clock.today() + timedelta(days=14)


def test_one_that_is_put_off_needs_a_day_and_goes_on(work: Work, case: str) -> None:
    agreed = follow_ups.save(work, case, "", {"sort": "visit", "due": work.clock.today()})
    with pytest.raises(Refusal) as stop:
        follow_ups.finish(work, case, agreed.id, "postponed")
    assert (stop.value.reason, stop.value.where) == (Reason.REQUIRED, "due")
    later = work.clock.today() + timedelta(days=2)
    follow_ups.finish(work, case, agreed.id, "postponed", "", None, later)
    first, second = rows.select(work.connection, FollowUp, "1 ORDER BY rowid")
    assert (first.outcome, second.sort, second.due, second.done_on) == ("postponed", "visit", later, None)


def test_a_task_of_a_case_goes_with_the_case(work: Work, case: str) -> None:
    task = tasks.save(work, case, "", {"text": "تجهيز الملف", "due": None})
    assert (task.case, task.worker, task.due) == (case, "", None)
    assert plans.look(work, case).tasks == (task,)
    changed = tasks.save(work, case, task.id, {"due": work.clock.today()})
    assert [due.about for due in plans.look(work, case).dues if due.sort == "by_hand"] == [changed.id]
    tasks.done(work, case, task.id)
    assert plans.look(work, case).tasks == ()
    with pytest.raises(Refusal):
        tasks.save(work, case, "", {"text": " "})

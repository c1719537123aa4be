"""The case plan in its versions: a draft is written, put in force, and replaced by the next one.

What is in force is not rewritten, only worked through: whoever approved it approved these words. Another version
takes over what is open; the former one stays readable.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gemdesk.domain.access import Right
from gemdesk.domain.casework import FollowUp, Goal, Need, Plan, Step, Task
from gemdesk.domain.due import Due
from gemdesk.domain.dues import reckon
from gemdesk.domain.records import Case, Organisation
from gemdesk.domain.rhythm import next_contact
from gemdesk.domain.risk import newest
from gemdesk.flows import approvals, needs
from gemdesk.flows.approvals import Standing
from gemdesk.flows.sight import case_of, part_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows
from gemdesk.store.change import Change
from gemdesk.store.dues import bundle_of

_OPEN_GOALS = ("open", "partly")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a case plan, whole."""

    plan: Plan
    goals: tuple[Goal, ...]
    steps: dict[str, tuple[Step, ...]]  # by goal


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the page of a case's plan shows."""

    case: Case
    needs: tuple[Need, ...]
    versions: tuple[Version, ...]  # the newest first
    approval: Standing | None  # of the newest version that is no draft
    follow_ups: tuple[FollowUp, ...]  # those to come first, then the done ones, the last first
    tasks: tuple[Task, ...]  # open ones
    dues: tuple[Due, ...]
    next_contact: date | None  # the day that the rhythm proposes after a contact today; nothing without an assessment
    organisations: dict[str, str]  # the names of those that steps lead to
    may_write: bool
    drafts: dict[str, drafts.Draft]


def look(work: Work, case_id: str) -> PlanView:
    """The plan of a case and everything that is planned in it."""
    case = case_of(work, case_id)
    told = tuple(versions(work, case_id))
    held = next((one.plan for one in told if one.plan.state != "draft"), None)
    follow_ups = rows.select(
        work.connection, FollowUp, '"case" = ? ORDER BY done_on IS NOT NULL, CASE WHEN done_on IS NULL THEN due END, '
        "done_on DESC, rowid DESC", case_id,
    )  # fmt: skip
    waiting = '"case" = ? AND done_on IS NULL ORDER BY due IS NULL, due, rowid'
    bundle = bundle_of(work.connection, case)
    return PlanView(
        case, tuple(needs.of_case(work, case_id)), told,
        approvals.standing(work, case_id, "plan", held.id) if held else None,
        tuple(follow_ups), tuple(rows.select(work.connection, Task, waiting, case_id)), tuple(reckon(bundle)),
        next_contact(newest(bundle.assessments), work.clock.today()),
        _organisations(work, told), work.access.may(Right.WRITE),
        {sort: drafts.find(work.connection, f"{sort}:{case_id}", work.worker) for sort in DRAFTS},
    )  # fmt: skip


DRAFTS = ("need", "plan", "goal", "step", "follow_up", "task")


def versions(work: Work, case_id: str) -> Iterator[Version]:
    """Every version of the plan of a case, whole, the newest first."""
    case_of(work, case_id)
    return _versions(work, case_id)


def _versions(work: Work, case_id: str) -> Iterator[Version]:
    for plan in rows.select(work.connection, Plan, '"case" = ? ORDER BY version DESC, rowid DESC', case_id):
        goals = tuple(rows.select(work.connection, Goal, "plan = ? ORDER BY position, rowid", plan.id))
        steps = {
            goal.id: tuple(rows.select(work.connection, Step, "goal = ? ORDER BY position, rowid", goal.id))
            for goal in goals
        }
        yield Version(plan, goals, steps)


def _organisations(work: Work, versions: Iterable[Version]) -> dict[str, str]:
    wanted = {step.organisation for one in versions for steps in one.steps.values() for step in steps}
    found = (one for id_ in wanted if id_ for one in rows.select(work.connection, Organisation, "id = ?", id_))
    return {one.id: one.name for one in found}


def new_version(work: Work, case_id: str) -> Plan:
    """A draft that holds what is open of the version before it; the draft that there is, where there is one."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        told = tuple(versions(work, case_id))
        if told and told[0].plan.state == "draft":
            return told[0].plan
        number = (told[0].plan.version or 0) + 1 if told else 1
        made = change.add(Plan(id=new_id(), case=case_id, version=number, on=work.clock.today()), case_id)
        if told and told[0].plan.state == "in_force":
            _copy(change, told[0], made)
    return made


def _copy(change: Change, before: Version, made: Plan) -> None:
    for goal in before.goals:
        if goal.state not in _OPEN_GOALS:
            continue
        copied = change.add(replace(goal, id=new_id(), plan=made.id), made.case)
        for step in before.steps[goal.id]:
            if step.state == "open":
                change.add(replace(step, id=new_id(), goal=copied.id), made.case)


def save_plan(work: Work, case_id: str, id_: str, values: dict[str, Any]) -> Plan:
    """Change what is said of a draft as a whole."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        drafts.drop(change.connection, f"plan:{case_id}", work.worker)
        return change.edit(_draft(work, case_id, id_), **values)


def put_in_force(work: Work, case_id: str, id_: str) -> Plan:
    """Let a draft hold from today; the one before is replaced, and the approval that is wanted is asked for."""
    case = case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        plan = _draft(work, case_id, id_)
        if not rows.select(change.connection, Goal, "plan = ? LIMIT 1", id_):
            raise Refusal(Reason.PLAN_EMPTY, "")
        for before in rows.select(change.connection, Plan, "\"case\" = ? AND state = 'in_force'", case_id):
            change.edit(before, state="replaced")
        held = change.edit(plan, state="in_force", on=work.clock.today())
        approvals.ask_in(work, change, case_id, "plan", id_, case.risk_level)
    return held


def end(work: Work, case_id: str, id_: str) -> Plan:
    """A plan that was worked through is in force no longer."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        return change.edit(part_of(work, case_id, Plan, id_), state="ended")


def bin_draft(work: Work, case_id: str, id_: str) -> None:
    """Throw a draft away with its goals and steps; they stay in the bin."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        plan = _draft(work, case_id, id_)
        for goal in rows.select(change.connection, Goal, "plan = ?", id_):
            _bin_goal(change, goal)
        change.bin(plan)


def save_goal(work: Work, case_id: str, plan_id: str, id_: str, values: dict[str, Any]) -> Goal:
    """Write a goal into a draft, or with an `id_` change it."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        drafts.drop(change.connection, f"goal:{case_id}", work.worker)
        _draft(work, case_id, plan_id)
        if id_:
            return change.edit(part_of(work, case_id, Goal, id_), **values)
        position = len(rows.select(change.connection, Goal, "plan = ?", plan_id))
        return change.add(Goal(id=new_id(), plan=plan_id, position=position, **values), case_id)


def save_step(work: Work, case_id: str, goal_id: str, id_: str, values: dict[str, Any]) -> Step:
    """Write a step towards a goal of a draft, or with an `id_` change it."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        drafts.drop(change.connection, f"step:{case_id}", work.worker)
        _draft(work, case_id, part_of(work, case_id, Goal, goal_id).plan)
        if id_:
            return change.edit(part_of(work, case_id, Step, id_), **values)
        position = len(rows.select(change.connection, Step, "goal = ?", goal_id))
        return change.add(Step(id=new_id(), goal=goal_id, position=position, **values), case_id)


def set_goal(work: Work, case_id: str, id_: str, state: str) -> Goal:
    """Say how a goal stands."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        return change.edit(part_of(work, case_id, Goal, id_), state=state)


def set_step(work: Work, case_id: str, id_: str, state: str) -> Step:
    """Say how a step stands; one that is done gets the day."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        done = work.clock.today() if state == "done" else None
        return change.edit(part_of(work, case_id, Step, id_), state=state, done_on=done)


def finish_step(work: Work, case_id: str, id_: str) -> str:
    """A step is done today; gives the id of the change."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        change.edit(part_of(work, case_id, Step, id_), state="done", done_on=work.clock.today())
        return change.id


def bin_goal(work: Work, case_id: str, id_: str) -> None:
    """Throw a goal of a draft away with its steps."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        goal = part_of(work, case_id, Goal, id_)
        _draft(work, case_id, goal.plan)
        _bin_goal(change, goal)


def bin_step(work: Work, case_id: str, id_: str) -> None:
    """Throw a step of a draft away."""
    case_of(work, case_id, Right.WRITE)
    with work.change() as change:
        step = part_of(work, case_id, Step, id_)
        _draft(work, case_id, rows.one(change.connection, Goal, step.goal).plan)
        change.bin(step)


def _bin_goal(change: Change, goal: Goal) -> None:
    for step in rows.select(change.connection, Step, "goal = ?", goal.id):
        change.bin(step)
    change.bin(goal)


def _draft(work: Work, case_id: str, id_: str) -> Plan:
    plan = part_of(work, case_id, Plan, id_)
    if plan.state != "draft":
        raise Refusal(Reason.PLAN_IN_FORCE, "")
    return plan

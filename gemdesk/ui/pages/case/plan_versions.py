"""The case plan: the draft that is written, the version in force, and the former ones."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.casework import Goal, Plan, Step
from gemdesk.flows import plans
from gemdesk.flows.plans import PlanView, Version
from gemdesk.kernel.texts import Texts
from gemdesk.ui.forms.edit_card import EditCard
from gemdesk.ui.pages.case.approval_line import ApprovalLine
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.told.plan_version import PlanVersion
from gemdesk.ui.tools import Tools

PLAN_FIELDS = ("with_person", "review_on", "note")
STEP_FIELDS = ("text", "who", "service", "due")


class PlanVersions(QWidget):
    """Shows the newest version, and the one in force while a draft is written; offers the former ones."""

    saved = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._case, self._former = tools, "", False
        self._view: PlanView | None = None
        self.plan = EditCard(tools, lambda t: t.say("Case plan as a whole"), Plan, PLAN_FIELDS)
        self.goal = EditCard(tools, lambda t: t.say("Goal"), Goal, ("text",))
        self.step = EditCard(tools, lambda t: t.say("Step"), Step, STEP_FIELDS)
        self.approval = ApprovalLine(tools)
        self.new = Button(faces, _first_words, sort="primary", icon="plus", press=self._begin)
        self.hold = Button(faces, lambda t: t.say("Put in force"), sort="primary", icon="tick", press=self._hold)
        self.about = Button(faces, lambda t: t.say("Review and note"), icon="note", press=self._edit_plan)
        self.drop = Button(faces, lambda t: t.say("Throw the draft away"), sort="quiet", press=self._drop)
        self.end = Button(faces, lambda t: t.say("End the plan"), sort="quiet", press=self._end)
        self._more = Button(faces, lambda t: t.say("Show the former versions"), sort="quiet", press=self._show_former)
        self._build()
        for card in self.cards():
            card.saved.connect(self.saved)
        self.approval.saved.connect(self.saved)
        faces.follow(self.say)

    def _build(self) -> None:
        self._acts, self._rows = Flow(), QVBoxLayout()
        for act in (self.new, self.hold, self.about, self.drop, self.end):
            self._acts.addWidget(act)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(Label(self._tools.faces, lambda t: t.say("Case plan"), role="name"))
        self._column.addWidget(self.approval)
        self._column.addLayout(self._acts)
        for card in self.cards():
            self._column.addWidget(card)
        self._column.addLayout(self._rows)
        more = Flow()
        more.addWidget(self._more)
        self._column.addLayout(more)

    def cards(self) -> tuple[EditCard, ...]:
        """The forms of the plan, a goal and a step."""
        return self.plan, self.goal, self.step

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(8))
        self._rows.setSpacing(look.px(8))
        self._acts.setSpacing(look.px(10))

    def show_plan(self, view: PlanView) -> None:
        """Show the plan of this case; what is being written stays open while it is the same case."""
        if view.case.id != self._case:
            self._case, self._former = view.case.id, False
            for card in self.cards():
                card.close_card()
        self._view = view
        newest, writes = self._newest(), view.may_write
        draft = newest is not None and newest.plan.state == "draft"
        in_force = newest is not None and newest.plan.state == "in_force"
        self.new.set_words(_new_words if newest else _first_words)
        self.new.setVisible(writes and not draft)
        for act in (self.hold, self.about, self.drop):
            act.setVisible(writes and draft)
        self.end.setVisible(writes and in_force)
        self.approval.show_standing(self._case, view.approval, may_write=writes)
        self._fill(view)
        self._take_up(view)

    def _newest(self) -> Version | None:
        return self._view.versions[0] if self._view and self._view.versions else None

    def _fill(self, view: PlanView) -> None:
        clear(self._rows)
        if not view.versions:
            self._rows.addWidget(Label(self._tools.faces, _no_plan, role="quiet", wrap=True))
        now = [one for one in view.versions if one.plan.state in ("draft", "in_force")] or list(view.versions[:1])
        shown = view.versions if self._former else now
        for version in shown:
            self._rows.addWidget(self._card(version, view))
        self._more.setVisible(len(shown) < len(view.versions))

    def _card(self, version: Version, view: PlanView) -> PlanVersion:
        card = PlanVersion(self._tools, version, view.organisations, may_write=view.may_write)
        card.goal_wanted.connect(self._edit_goal)
        card.step_wanted.connect(self._edit_step)
        card.goal_state.connect(partial(self._do, plans.set_goal))
        card.step_state.connect(partial(self._do, plans.set_step))
        card.goal_binned.connect(partial(self._do, plans.bin_goal))
        card.step_binned.connect(partial(self._do, plans.bin_step))
        return card

    def _take_up(self, view: PlanView) -> None:
        """Open the forms in which something was typed and not saved, where their draft still stands."""
        newest = self._newest()
        if newest is None or newest.plan.state != "draft" or not view.may_write:
            return
        goals = {goal.id: goal for goal in newest.goals}
        steps = {step.id: step for told in newest.steps.values() for step in told}
        if (kept := view.drafts["plan"]) and not self.plan.is_open():
            self._open_plan(kept)
        if (kept := view.drafts["goal"]) and not self.goal.is_open():
            self._open_goal(goals.get(str(kept.get("id", ""))), kept)
        if (kept := view.drafts["step"]) and not self.step.is_open() and newest.goals:
            step = steps.get(str(kept.get("id", "")))
            goal = goals.get(step.goal) if step else newest.goals[-1]
            if goal is not None:
                self._open_step(goal, step, kept)

    # Acts

    def _begin(self) -> None:
        self._do(plans.new_version)

    def _hold(self) -> None:
        if newest := self._newest():
            self._do(plans.put_in_force, newest.plan.id)

    def _drop(self) -> None:
        if newest := self._newest():
            for card in self.cards():
                card.close_card()
            self._do(plans.bin_draft, newest.plan.id)

    def _end(self) -> None:
        if newest := self._newest():
            self._do(plans.end, newest.plan.id)

    def _show_former(self) -> None:
        self._former = True
        if self._view:
            self._fill(self._view)

    def _do(self, verb: Callable[..., object], *args: object) -> None:
        self._tools.jobs.change(
            verb, self._case, *args, then=lambda _: self.saved.emit(), failed=self._tools.jobs.trouble.emit
        )

    # Forms

    def _edit_plan(self) -> None:
        self._open_plan({})
        self.plan.focus("review_on")

    def _open_plan(self, draft: dict[str, object]) -> None:
        if newest := self._newest():
            args = (self._case, newest.plan.id)
            self.plan.open(f"plan:{self._case}", plans.save_plan, args, newest.plan, draft)

    def _edit_goal(self, goal: Goal | None) -> None:
        self._open_goal(goal, {})
        self.goal.focus("text")

    def _open_goal(self, goal: Goal | None, draft: dict[str, object]) -> None:
        if newest := self._newest():
            args = (self._case, newest.plan.id, goal.id if goal else "")
            self.goal.open(f"goal:{self._case}", plans.save_goal, args, goal or Goal(id=""), draft)

    def _edit_step(self, goal: Goal, step: Step | None) -> None:
        self._open_step(goal, step, {})
        self.step.focus("text")

    def _open_step(self, goal: Goal, step: Step | None, draft: dict[str, object]) -> None:
        args = (self._case, goal.id, step.id if step else "")
        self.step.open(f"step:{self._case}", plans.save_step, args, step or Step(id=""), draft)


def _first_words(texts: Texts) -> str:
    return texts.say("Begin a case plan")


def _new_words(texts: Texts) -> str:
    return texts.say("New version of the plan")


def _no_plan(texts: Texts) -> str:
    return texts.say("No case plan yet. It holds what the person and the caseworker agreed on.")

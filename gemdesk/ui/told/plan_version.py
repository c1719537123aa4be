"""One version of a case plan: its goals and steps, with what can be done about each."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.domain.casework import Goal, Step
from gemdesk.flows.plans import Version
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, isolate_free
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words
from gemdesk.ui.told import plan_words
from gemdesk.ui.tools import Tools


class PlanVersion(Card):
    """A draft can be written, one in force can be worked through, a former one can be read."""

    goal_wanted = Signal(object)  # a Goal to be changed, None for a new one
    step_wanted = Signal(object, object)  # the Goal, and a Step to be changed or None for a new one
    goal_state = Signal(str, str)
    step_state = Signal(str, str)
    goal_binned = Signal(str)
    step_binned = Signal(str)

    def __init__(self, tools: Tools, version: Version, organisations: dict[str, str], *, may_write: bool) -> None:
        super().__init__(tools.faces)
        self._tools, self._organisations = tools, organisations
        self._writes = may_write and version.plan.state == "draft"
        self._works = may_write and version.plan.state == "in_force"
        self._head(version)
        for goal in version.goals:
            self._add_goal(goal, version.steps[goal.id])
        if not version.goals:
            self.body.addWidget(Label(tools.faces, _no_goal, role="quiet", wrap=True))
        if self._writes:
            row = QHBoxLayout()
            row.addWidget(Button(tools.faces, _add_goal, icon="plus", press=lambda: self.goal_wanted.emit(None)))
            row.addStretch(1)
            self.body.addLayout(row)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def _head(self, version: Version) -> None:
        plan, faces, line = version.plan, self._tools.faces, Flow()
        line.addWidget(Label(faces, plan_words.version(plan), role="strong"))
        line.addWidget(
            Chip(faces, list_words("plan_state", plan.state), plan_words.PLAN_TONES.get(plan.state, "quiet"))
        )
        if plan.with_person:
            line.addWidget(Chip(faces, lambda t: t.say("written with the person"), "good", icon="tick"))
        if note := plan_words.version_note(plan):
            line.addWidget(Label(faces, note, role="quiet"))
        self.body.addLayout(line)
        if plan.note:
            self.body.addWidget(Label(faces, lambda _: free(isolate_free(plan.note)), role="quiet", wrap=True))

    def _add_goal(self, goal: Goal, steps: tuple[Step, ...]) -> None:
        faces, head = self._tools.faces, QHBoxLayout()
        head.addWidget(Label(faces, value_words(Name(goal.text)), role="strong", wrap=True), 1)
        head.addWidget(
            Chip(faces, list_words("goal_state", goal.state), plan_words.GOAL_TONES.get(goal.state, "quiet"))
        )
        self.body.addLayout(head)
        for step in steps:
            self._add_step(goal, step)
        acts = Flow()
        if self._writes:
            acts.addWidget(self._act(lambda t: t.say("Add a step"), partial(self.step_wanted.emit, goal, None), "plus"))
            acts.addWidget(self._act(lambda t: t.say("Edit the goal"), partial(self.goal_wanted.emit, goal)))
            acts.addWidget(self._act(lambda t: t.say("Delete the goal"), partial(self.goal_binned.emit, goal.id)))
        elif self._works and goal.state in ("open", "partly"):
            for state in ("reached", "partly", "given_up"):
                if state != goal.state:
                    press = partial(self.goal_state.emit, goal.id, state)
                    acts.addWidget(Button(faces, list_words("goal_state", state), sort="quiet", press=press))
        self.body.addLayout(acts)

    def _add_step(self, goal: Goal, step: Step) -> None:
        faces, today = self._tools.faces, self._tools.clock.today()
        row, told, marks, acts = QHBoxLayout(), QVBoxLayout(), Flow(), Flow()
        told.addWidget(Label(faces, value_words(Name(step.text)), wrap=True))
        marks.addWidget(
            Chip(faces, list_words("step_state", step.state), plan_words.STEP_TONES.get(step.state, "quiet"))
        )
        day = plan_words.due(step.due, today) if step.state == "open" else None
        if day:
            marks.addWidget(Chip(faces, *day))
        told.addLayout(marks)
        told.addWidget(Label(faces, plan_words.step_note(step, self._organisations, today), role="quiet", wrap=True))
        if self._writes:
            acts.addWidget(self._act(lambda t: t.say("Edit"), partial(self.step_wanted.emit, goal, step), "note"))
            acts.addWidget(self._act(lambda t: t.say("Delete"), partial(self.step_binned.emit, step.id)))
        elif self._works and step.state == "open":
            acts.addWidget(self._act(lambda t: t.say("Done"), partial(self.step_state.emit, step.id, "done"), "tick"))
            acts.addWidget(self._act(lambda t: t.say("Drop"), partial(self.step_state.emit, step.id, "dropped")))
        row.addSpacing(faces.face.look.px(14))
        row.addLayout(told, 3)
        row.addLayout(acts, 2)
        self.body.addLayout(row)

    def _act(self, words: Words, press: Callable[[], object], icon: str = "") -> Button:
        return Button(self._tools.faces, words, sort="quiet", icon=icon, press=press)


def _no_goal(texts: Texts) -> str:
    return texts.say("No goal yet. A goal says what is to be different for the person.")


def _add_goal(texts: Texts) -> str:
    return texts.say("Add a goal")

"""What threatens a person and what is done about it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from gemdesk.kernel import lists
from gemdesk.ui.pages.case.plans import Plans
from gemdesk.ui.parts.check import Check
from tests.journeys.stations.file import File, typed


class Planning(File):
    """Assessments, plans, needs and their end."""

    def assess(self, factors: Sequence[str], soon: Sequence[str], note: str) -> None:
        """An assessment of the risk; what was ticked before stands there already."""
        eyes = self.eyes
        part = self.tab("Risk")
        eyes.click(eyes.say("New assessment"), within=part)
        eyes.rest()
        for code in lists.shipped("risk_factor"):
            box = cast("Check", eyes.find(eyes.label("risk_factor", code), within=eyes.window.case))
            if box.isChecked() != (code in factors):
                eyes.hit(box)
        for factor in soon:
            eyes.tick(eyes.say("{factor}: within the next days", factor=eyes.label("risk_factor", factor)), within=part)
        eyes.write(eyes.say("Note on the risk"), note, part)
        eyes.click(eyes.say("Save the assessment"), within=part)
        eyes.rest()
        eyes.see(note)
        self.settle()

    def safety_plan(self, place: str, review: date) -> None:
        """A version of the safety plan."""
        eyes = self.eyes
        part = self.tab("Risk")
        eyes.click(eyes.say("Write a new version"), within=part)
        eyes.write(eyes.say("Places to go"), place, part)
        eyes.tick(eyes.say("Written with the person"), within=part)
        eyes.write(eyes.say("To be reviewed on"), typed(review), part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.see(place)

    def need(self, service: str, priority: str) -> None:
        """A need of the case."""
        eyes = self.eyes
        part = self.tab("Plan")
        eyes.click(eyes.say("Add a need"), within=part)
        eyes.choose(eyes.label("service", service), of=eyes.say("Service"), within=part)
        eyes.pick(eyes.label("priority", priority), of=eyes.say("Priority"), within=part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.card(eyes.label("service", service))

    def plan(self, goal: str, step: str, due: date, version: int) -> None:
        """A version of the case plan with one more goal and its step, put in force."""
        eyes = self.eyes
        part = self.tab("Plan")
        eyes.click(eyes.say("Begin a case plan" if version == 1 else "New version of the plan"), within=part)
        eyes.rest()
        eyes.click(eyes.say("Add a goal"), within=part)
        eyes.write(eyes.say("Goal"), goal, part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        rows = eyes.buttons(eyes.say("Add a step"))
        eyes.hit(rows[-1])
        eyes.write(eyes.say("Step"), step, part)
        eyes.write(eyes.say("Due"), typed(due), part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.click(eyes.say("Put in force"), within=part)
        eyes.rest()
        eyes.see(step)
        self.settle()

    def follow_up(self, note: str) -> None:
        """A contact took place that nobody had planned."""
        part = self.tab("Plan")
        eyes = self.eyes
        eyes.click(eyes.say("A contact took place"), within=part)
        eyes.pick(eyes.label("followup_outcome", "reached"), of=eyes.say("Outcome"), within=part)
        eyes.write(eyes.say("Note"), note, part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.see(note, part)

    def finish_plan(self, needs: Sequence[str]) -> None:
        """Needs are met, goals are reached, the plan ends."""
        part = self.tab("Plan")
        eyes = self.eyes
        for service in needs:
            eyes.click(eyes.say("Met"), within=eyes.card(eyes.label("service", service), cast("Plans", part).needs))
            eyes.rest()
        while goals := eyes.buttons(eyes.label("goal_state", "reached"), part):
            eyes.hit(goals[0])
            eyes.rest()
        while tasks := eyes.buttons(eyes.say("Done"), part):
            eyes.hit(tasks[0])
            eyes.rest()
        eyes.click(eyes.say("End the plan"), within=part)
        eyes.rest()

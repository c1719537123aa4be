"""What the page of a case's plan says of needs, versions, steps, follow-ups and tasks."""

from collections.abc import Callable
from datetime import date

from gemdesk.domain.casework import FollowUp, Need, Plan, Step
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

NEED_TONES: dict[str, Tone] = {"open": "warning", "in_progress": "info", "met": "good", "not_met": "danger"}
PLAN_TONES: dict[str, Tone] = {"draft": "warning", "in_force": "good"}
GOAL_TONES: dict[str, Tone] = {"open": "info", "reached": "good", "partly": "warning"}
STEP_TONES: dict[str, Tone] = {"open": "info", "done": "good"}
OUTCOME_TONES: dict[str, Tone] = {"reached": "good", "not_reached": "warning", "unsafe": "danger"}
PRIORITY_TONES: dict[str, Tone] = {"emergency": "danger", "urgent": "warning"}


def due(day: date | None, today: date) -> tuple[Words, Tone] | None:
    """The chip of a day by which something is to be done."""
    if day is None:
        return None
    late = (today - day).days
    if late > 0:
        return (lambda t: t.count("Late by {count} day", "Late by {count} days", late)), "danger"
    if not late:
        return (lambda t: t.say("Due today")), "warning"
    return (lambda t: t.say("Due on {day}", day=dates.short_day(day, today, t.language))), "quiet"


def need_note(need: Need, today: date) -> Words | None:
    """Since when there is a need, or when it ended."""
    since, ended = need.since, need.met_on
    if ended is not None:
        return lambda t: t.say("Ended on {day}", day=dates.short_day(ended, today, t.language))
    if since is not None:
        return lambda t: t.say("Since {day}", day=dates.short_day(since, today, t.language))
    return None


def version(plan: Plan) -> Words:
    """Which version of the plan this is."""
    number, on = plan.version or 1, plan.on or date.min
    return lambda t: t.say("Version {number} of {day}", number=t.number(number), day=dates.day(on, t.language))


def version_note(plan: Plan) -> Words | None:
    """When a version is looked at again."""
    review = plan.review_on
    return (lambda t: t.say("To be reviewed on {day}", day=dates.day(review, t.language))) if review else None


def step_note(step: Step, organisations: dict[str, str], today: date) -> Words:
    """Who takes a step, for which service, with whom, by when; or when it was done."""
    said: list[Callable[[Texts], object]] = [lambda t: lists.alone("step_who", step.who, t.language)]
    if step.service:
        said.append(lambda t: lists.alone("service", step.service, t.language))
    if step.organisation in organisations:
        said.append(lambda _: Name(organisations[step.organisation]))
    if done := step.done_on:
        said.append(lambda t: t.say("done on {day}", day=dates.short_day(done, today, t.language)))
    return lambda t: str(Joined(" · ".join(isolated(part(t)) for part in said)))


def follow_up(one: FollowUp, today: date) -> Words:
    """What kind of follow-up, and when it was done."""
    done = one.done_on
    kind: Words = lambda t: lists.alone("followup_sort", one.sort, t.language)  # noqa: E731 - typed
    if done is None:
        return kind
    return lambda t: t.say("{kind}, {day}", kind=kind(t), day=dates.short_day(done, today, t.language))

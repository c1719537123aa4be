"""Why a level is what it is, what it asks for first, and where its approval stands, in the words of the moment."""

from collections.abc import Callable
from datetime import date

from gemdesk.domain.casework import Assessment
from gemdesk.domain.rhythm import paced
from gemdesk.domain.risk import Cause
from gemdesk.flows.approvals import Standing
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Joined
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

TONES: dict[str, Tone] = {
    "critical": "danger", "high": "danger", "medium": "warning", "low": "good", "not_assessed": "quiet",
}  # fmt: skip
_CAUSES: dict[str, Callable[[Texts, Joined], str]] = {
    "imminent": lambda t, factors: t.say("Threatens within the next days: {factors}.", factors=factors),
    "first_among_others": lambda t, factors: t.say(
        "Come together, and one of them weighs heavily by itself: {factors}.", factors=factors
    ),
    "imminent_other": lambda t, factors: t.say("Is expected within the next days: {factors}.", factors=factors),
    "first_rank": lambda t, factors: t.say("Weighs heavily by itself: {factors}.", factors=factors),
    "second_rank": lambda t, factors: t.say("A direct danger to the person: {factors}.", factors=factors),
    "several": lambda t, factors: t.say("Several factors at the same time: {factors}.", factors=factors),
    "single": lambda t, factors: t.say("One factor, and no direct danger was named: {factors}.", factors=factors),
    "none": lambda t, _: t.say("It was asked, and no risk factor was named."),
}
_FIRST_ACTIONS: dict[str, Words] = {
    "critical": lambda t: t.say("First: a safe place and a safe way to reach the person, and the supervisor is told."),
    "high": lambda t: t.say("First: contact with the person, the safety plan, and an urgent referral where one helps."),
    "medium": lambda t: t.say("First: contact with the person and a case plan."),
    "low": lambda t: t.say("First: contact with the person at the next occasion."),
}


def cause(told: Cause) -> Words:
    """The sentence of a rule."""
    return lambda t: _CAUSES[told.rule](t, _factors(t, told.factors))


def _factors(texts: Texts, codes: tuple[str, ...]) -> Joined:
    return texts.list([lists.label("risk_factor", code, texts.language) for code in codes])


def factors(codes: tuple[str, ...]) -> Words:
    """The factors that were named."""
    if not codes:
        return lambda t: t.say("No risk factor was named.")
    return lambda t: t.say("{factors}", factors=_factors(t, codes))


def raises_to(level: str) -> Words:
    """What a factor does to the level."""
    words: dict[str, Words] = {
        "critical": lambda t: t.say("raises to critical"),
        "high": lambda t: t.say("raises to high"),
        "medium": lambda t: t.say("raises to medium"),
    }
    return words.get(level, lambda t: t.say("by itself low"))


def first_action(level: str) -> Words:
    """What comes first at a level."""
    return _FIRST_ACTIONS.get(level, lambda _: "")


def agreed(assessment: Assessment) -> list[Words]:
    """The days that the level asks for: first action, contacts, next assessment."""
    held = paced(assessment)
    act_by, again_by, days = held.act_by, held.again_by, held.contact_days or 1
    if act_by is None or again_by is None:
        return []
    return [
        lambda t: t.say("First action by {day}.", day=dates.day(act_by, t.language)),
        lambda t: t.count("Contact every {count} day.", "Contact every {count} days.", days),
        lambda t: t.say("To be assessed again by {day}.", day=dates.day(again_by, t.language)),
    ]


def assessed(assessment: Assessment) -> Words:
    """When an assessment was made and by whom."""
    on, worker = assessment.on or date.min, assessment.worker
    if not worker:
        return lambda t: t.say("Assessed on {day}", day=dates.day(on, t.language))
    return lambda t: t.say("Assessed on {day} by {worker}", day=dates.day(on, t.language), worker=Code(worker))


def approval(standing: Standing) -> tuple[Words, Tone] | None:
    """The chip of an approval; nothing where none is wanted and none was asked for."""
    state, tones = standing.state, _APPROVALS
    if state:
        return (lambda t: lists.alone("approval_state", state, t.language)), tones.get(state, "warning")
    return ((lambda t: t.say("not approved")), "warning") if standing.wanted else None


_APPROVALS: dict[str, Tone] = {"approved": "good", "returned": "danger"}


def approval_note(standing: Standing) -> Words | None:
    """Who approved or returned it, and when; or why nobody can."""
    last = standing.last
    if last is None or last.at is None:
        no_one: Words = lambda t: t.say("Nobody who can open this vault is a supervisor.")  # noqa: E731 - typed
        return no_one if standing.wanted and standing.alone else None
    by, at = Code(last.by), last.at.date()
    if last.state == "approved":
        return lambda t: t.say("Approved by {worker} on {day}.", worker=by, day=dates.day(at, t.language))
    if last.state == "returned":
        return lambda t: t.say("Returned by {worker} on {day}.", worker=by, day=dates.day(at, t.language))
    return lambda t: t.say("{worker} asked for approval on {day}.", worker=by, day=dates.day(at, t.language))

"""What is said of referrals, their clocks and their answers."""

from datetime import date

from gemdesk.domain.records import Referral
from gemdesk.domain.referrals import State, days_late
from gemdesk.flows.replies import Turn
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

STATE_TONES: dict[str, Tone] = {
    "draft": "quiet", "sent": "info", "acknowledged": "info", "accepted": "good", "waiting_list": "warning",
    "partly_served": "good", "completed": "good", "not_accepted": "danger", "no_feedback": "warning",
    "revoked": "quiet", "reopened": "info", "void": "quiet",
}  # fmt: skip


def clock(referral: Referral, today: date) -> tuple[Words, Tone] | None:
    """How much time there is for an answer; nothing where none is awaited."""
    by, late = referral.reply_by, days_late(referral, today)
    if by is None or referral.state not in ("sent", "acknowledged", "reopened"):
        return None
    if late:
        return (lambda t: t.count("Answer late by {count} day", "Answer late by {count} days", late)), "danger"
    if by == today:
        return (lambda t: t.say("Answer due today")), "warning"
    return (lambda t: t.say("Answer due by {day}", day=dates.short_day(by, today, t.language))), "quiet"


def turn(told: Turn, today: date) -> Words:
    """One turn of a referral's history: day, state, how it came and why."""
    return lambda t: _turn(told, today, t)


def _turn(told: Turn, today: date, texts: Texts) -> str:
    day, state = (
        dates.short_day(told.on, today, texts.language),
        lists.label("referral_state", told.state, texts.language),
    )
    reply = told.reply
    if reply is not None and reply.reason:
        why = lists.label("not_accepted_reason", reply.reason, texts.language)
        return texts.say("{day}: {state}; {why}", day=day, state=Name(state), why=Name(why))
    if reply is not None and reply.way:
        way = lists.label("reply_way", reply.way, texts.language)
        return texts.say("{day}: {state} ({way})", day=day, state=Name(state), way=Name(way))
    if told.why:
        return texts.say("{day}: {state}; {why}", day=day, state=Name(state), why=Name(told.why))
    return texts.say("{day}: {state}", day=day, state=Name(state))


def served(told: Turn, today: date) -> Words | None:
    """When a service began, where an answer says so."""
    day = told.reply.first_service if told.reply else None
    return (lambda t: t.say("First service on {day}", day=dates.short_day(day, today, t.language))) if day else None


def recorded(reference: str, state: State) -> Words:
    """That an answer was written down."""
    return lambda t: t.say(
        "Written down for {reference}: {state}.",
        reference=Name(reference),
        state=Name(lists.label("referral_state", state.value, t.language)),
    )

"""Counts and days of the figures in words, and what stands in the place of one that is not shown."""

from gemdesk.domain.figures import Outcome, Period
from gemdesk.domain.masking import FEWEST, Cell, Mask
from gemdesk.kernel import dates
from gemdesk.ui.look.face import Words


def cell(count: Cell | None) -> Words:
    """A count, or why it is not shown."""
    if count is Mask.FEW:
        return lambda t: t.say("fewer than {count}", count=t.number(FEWEST))
    if count is Mask.BESIDE:
        return lambda t: t.say("not shown")
    return lambda t: t.number(count) if isinstance(count, int) else "—"


def days(middle: float | Mask | None) -> Words:
    """A middle number of days, or why there is none."""
    if middle is None:
        return lambda _: "—"
    if middle is Mask.BESIDE:
        return cell(middle)
    if isinstance(middle, Mask):
        return lambda t: t.say("too few answers")
    whole = round(middle)
    return lambda t: t.count("{count} day", "{count} days", whole)


OUTCOMES: dict[Outcome, Words] = {
    Outcome.ACKNOWLEDGED: lambda t: t.say("Receipt confirmed only"),
    Outcome.ACCEPTED: lambda t: t.say("Accepted"),
    Outcome.WAITING_LIST: lambda t: t.say("Waiting list"),
    Outcome.NOT_ACCEPTED: lambda t: t.say("Not accepted"),
    Outcome.NO_FEEDBACK: lambda t: t.say("No answer"),
    Outcome.OPEN: lambda t: t.say("Still open"),
}


def span(period: Period) -> Words:
    """From when until when a period lasts."""
    return lambda t: t.say(
        "from {first} to {last}", first=dates.day(period.first, t.language), last=dates.day(period.last, t.language)
    )

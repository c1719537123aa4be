"""The figures in words: what each counts, over whom, and what stands in its place when it is not shown."""

from gemdesk.domain.figures import ASSESSED_WITHIN, Span
from gemdesk.domain.masking import FEWEST, Mask
from gemdesk.flows.figures import Quality
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words

SPANS: dict[Span, Words] = {
    Span.MONTH: lambda t: t.say("Month"),
    Span.QUARTER: lambda t: t.say("Quarter"),
    Span.YEAR: lambda t: t.say("Year"),
}
QUALITY: dict[Quality, Words] = {
    Quality.ASSESSED: lambda t: t.count(
        "Cases registered: the risk was assessed within {count} day",
        "Cases registered: the risk was assessed within {count} days",
        ASSESSED_WITHIN,
    ),
    Quality.PLANNED: lambda t: t.say("Cases registered: a case plan followed the assessment"),
    Quality.CONSENTED: lambda t: t.say("Cases registered: a consent was recorded"),
    Quality.FOLLOWED_UP: lambda t: t.say("Follow-ups due: done by their day"),
    Quality.GOALS_MET: lambda t: t.say("Cases closed: because the goals were met"),
    Quality.APPROVED: lambda t: t.say("Approvals asked for: given"),
}


def of(shown: tuple[int, int] | Mask) -> Words:
    """A part of a whole, or why it is not shown."""
    if isinstance(shown, Mask):
        return (lambda t: t.say("fewer than {count}", count=t.number(FEWEST))) if shown is Mask.FEW else _hidden
    part, whole = shown
    if not whole:
        return lambda _: "—"
    return lambda t: t.say("{part} of {whole}", part=t.number(part), whole=t.number(whole))


def share(shown: tuple[int, int] | Mask) -> Words:
    """The same as a share of a hundred."""
    if isinstance(shown, Mask) or not shown[1]:
        return lambda _: "—"
    part, whole = shown
    return lambda t: t.say("{share}%", share=t.number(round(100 * part / whole)))


def _hidden(texts: Texts) -> str:
    return texts.say("not shown")


def masked(texts: Texts) -> str:
    """What the masks mean."""
    return texts.say(
        "Counts under {count} are not shown, and beside them those from which they could be reckoned. Different"
        " periods that overlap can still tell more together than each alone.",
        count=texts.number(FEWEST),
    )

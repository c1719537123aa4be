"""What is said of closing a case."""

from gemdesk.domain.casework import Closure
from gemdesk.flows.closing import ClosureView
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name
from gemdesk.ui.look.face import Words

_MONTHS: dict[int, Words] = {
    6: lambda t: t.say("in 6 months"),
    12: lambda t: t.say("in 1 year"),
    36: lambda t: t.say("in 3 years"),
}


def months(count: int) -> Words:
    """A day that many months ahead."""
    return _MONTHS[count]


def still_open(check: str, count: int) -> Words:
    """How much of a check is open."""
    return lambda t: _still_open(check, count, t)


def _still_open(check: str, count: int, texts: Texts) -> str:
    match check:
        case "goals":
            return texts.count("{count} goal of the plan is open", "{count} goals of the plan are open", count)
        case "needs":
            return texts.count("{count} need is not met", "{count} needs are not met", count)
        case "referrals":
            return texts.count("{count} referral is under way", "{count} referrals are under way", count)
        case "tasks":
            return texts.count("{count} task is open", "{count} tasks are open", count)
        case _:
            return texts.count("{count} consent is running", "{count} consents are running", count)


def standing(view: ClosureView) -> Words:
    """How the closing of a case stands, in one sentence."""
    last = view.latest
    on = last.on if last is not None else None
    if last is None or on is None or last.act != "closed":
        return _open_words(view, last)
    return lambda t: t.say(
        "Closed on {date}: {reason}.",
        date=dates.day(on, t.language),
        reason=Name(lists.label("closure_reason", last.reason, t.language)),
    )


def _open_words(view: ClosureView, last: Closure | None) -> Words:
    if last is not None and last.act == "proposed" and last.on is not None:
        on = last.on
        return lambda t: t.say(
            "Closing was proposed on {date}: {reason}.",
            date=dates.day(on, t.language),
            reason=Name(lists.label("closure_reason", last.reason, t.language)),
        )
    if last is not None and last.act == "reopened" and last.on is not None:
        day = last.on
        return lambda t: t.say("The case was reopened on {date}.", date=dates.day(day, t.language))
    if view.case.status == "closed":
        return lambda t: t.say("The case is closed.")
    return lambda t: t.say("The case is open.")


def kept(view: ClosureView) -> Words | None:
    """Until when a closed file is kept, and what was decided."""
    last, review = view.latest, view.case.review_on
    if view.case.status != "closed":
        return None
    if last is not None and last.decision == "erase":
        return lambda t: t.say("It was decided with the person that the file is erased.")
    if review is None:
        return lambda t: t.say("No day was set on which the file is looked at again.")
    return lambda t: t.say("Kept; to be looked at again on {date}.", date=dates.day(review, t.language))


def quiet(view: ClosureView) -> Words | None:
    """That a quiet closing can be proposed, once nobody was reached for long enough."""
    day = view.quiet_from
    if day is None:
        return None
    return lambda t: t.say(
        "Nobody was reached. From {date} on the case can be closed quietly: nothing is sent.",
        date=dates.day(day, t.language),
    )

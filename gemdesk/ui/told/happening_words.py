"""What the timeline says of the work on a case: assessments, plans, attempts, approvals, replies, files."""

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Incident,
    Plan,
    Reply,
    SafetyPlan,
    SealedNote,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.records import File
from gemdesk.kernel import lists
from gemdesk.kernel.typed import FilePath, Name, isolate_free
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.parts.listed import list_words

# The headings that say nothing of the record itself.
_TITLES: dict[type[Record], Words] = {
    Attempt: lambda t: t.say("Attempt to reach the person"),
    SealedNote: lambda t: t.say("Sealed note"),
    Assessment: lambda t: t.say("Risk assessment"),
    FollowUp: lambda t: t.say("Follow-up"),
    Incident: lambda t: t.say("An incident was told"),
    Reply: lambda t: t.say("Reply to a referral"),
    File: lambda t: t.say("File kept in the case"),
}


def title(record: Record) -> Words | None:
    """The heading of a happening; None for a kind that is not known here."""
    match record:
        case SafetyPlan(version=version):
            return lambda t: t.say("Safety plan, version {number}", number=t.number(version or 1))
        case Plan(version=version):
            return lambda t: t.say("Case plan, version {number}", number=t.number(version or 1))
        case Approval(what=what):
            return lambda t: t.say("Approval: {what}", what=Name(lists.label("approval_what", what, t.language)))
        case Closure(act=act):
            return _closure(act)
    return _TITLES.get(type(record))


def _closure(act: str) -> Words:
    if act == "proposed":
        return lambda t: t.say("Closing the case was proposed")
    return (lambda t: t.say("Case reopened")) if act == "reopened" else (lambda t: t.say("Case closed"))


def body(record: Record) -> Words | None:
    """The text of a happening, or nothing."""
    match record:
        case SealedNote():
            return lambda t: t.say("What stands here opens with a key place that reads sealed things.")
        case File(name=name):
            return lambda t: t.say("{name}", name=FilePath(name))
        case Closure(act="reopened", why=text) | Closure(summary=text) | Approval(comment=text):
            return _free(text)
        case Attempt(note=text) | Assessment(note=text) | FollowUp(note=text) | Reply(note=text) | Plan(note=text):
            return _free(text)
        case Incident(note=text):
            return _free(text)
    return None


def _free(text: str) -> Words | None:
    return (lambda _: free(isolate_free(text))) if text else None


def chip(record: Record) -> tuple[Words, Tone] | None:
    """The state that stands beneath a happening, or nothing."""
    match record:
        case Attempt(outcome=code):
            return list_words("attempt_outcome", code), "good" if code == "reached" else "quiet"
        case Assessment(level=code):
            return list_words("risk_level", code), "warning"
        case Plan(state=code):
            return list_words("plan_state", code), "quiet"
        case FollowUp(outcome=code) if code:
            return list_words("followup_outcome", code), "quiet"
        case Incident(gbv=code):
            return list_words("gbv_type", code), "quiet"
        case Approval(state=code):
            return list_words("approval_state", code), "good" if code == "approved" else "warning"
        case Reply(state=code):
            return list_words("referral_state", code), "info"
        case Closure(reason=code) if code:
            return list_words("closure_reason", code), "quiet"
    return None

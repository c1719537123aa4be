"""What Today says of its sections and of each thing that is due."""

from collections.abc import Callable
from datetime import date

from gemdesk.domain.today import Row, Section
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

SECTIONS: dict[Section, Words] = {
    Section.DUE: lambda t: t.say("Due now"),
    Section.NOW: lambda t: t.say("To be called now"),
    Section.UNSEEN: lambda t: t.say("High risk, not seen"),
    Section.UNANSWERED: lambda t: t.say("Without a reply"),
    Section.COMING: lambda t: t.say("Next days"),
}
NOTHING: dict[Section, Words] = {
    Section.DUE: lambda t: t.say("No tasks for today"),
    Section.NOW: lambda t: t.say("Nobody who waits for a contact can be called at this hour"),
    Section.UNSEEN: lambda t: t.say("Everybody at high risk was seen in time"),
    Section.UNANSWERED: lambda t: t.say("No reply is overdue"),
    Section.COMING: lambda t: t.say("Nothing is due in the next days"),
}
HINTS: dict[Section, Words] = {
    Section.NOW: lambda t: t.say(
        "Only safe hours that are written as times of the day are read, such as 17:00 to 19:00."
    ),
    Section.UNSEEN: lambda t: t.say("A contact counts when the person was reached."),
    Section.UNANSWERED: lambda t: t.say("Referrals appear here once the time for the answer is over."),
    Section.COMING: lambda t: t.say("What is due within a week appears here."),
}


def counted(section: Section, count: int, most: int) -> Words:
    """The name of a section with how much it holds."""
    if not count:
        return SECTIONS[section]
    return lambda t: t.say("{section} ({count})", section=SECTIONS[section](t), count=_count(t, count, most))


def _count(texts: Texts, count: int, most: int) -> object:
    return Code(f"{texts.number(most - 1)}+") if count >= most else texts.number(count)


def what(row: Row, texts: Texts) -> str:
    """What is due, in a few words."""
    said = _SAYINGS.get((row.sort, row.detail)) or _SAYINGS.get((row.sort, ""))
    return said(row, texts) if said else lists.alone("task_sort", row.sort, texts.language)


def _labelled(name: str) -> Callable[[Row, Texts], str]:
    return lambda row, t: t.say("Follow-up: {kind}", kind=lists.label(name, row.detail, t.language))


def _reply(row: Row, texts: Texts) -> str:
    receiver, waits = Name(row.receiver), row.detail in ("sent", "acknowledged", "reopened")
    if not row.receiver:
        return texts.say("No reply yet to a referral") if waits else texts.say("How a referral went on")
    if waits:
        return texts.say("No reply yet from {receiver}", receiver=receiver)
    state = lists.label("referral_state", row.detail, texts.language)
    return texts.say("How it went on with {receiver} (last word: {state})", receiver=receiver, state=state)


def _consent(row: Row, texts: Texts) -> str:
    if not row.receiver:
        return texts.say("A consent ends")
    return texts.say("The consent for {receiver} ends", receiver=Name(row.receiver))


def _service(row: Row, texts: Texts) -> str:
    return texts.say("Step of the plan: {text}", text=Name(row.text))


def _returned(row: Row, texts: Texts) -> str:
    thing = lists.label("approval_what", row.detail.partition(":")[2], texts.language)
    return texts.say("Returned with remarks: {thing}", thing=thing)


def _asked(row: Row, texts: Texts) -> str:
    thing = lists.label("approval_what", row.detail.partition(":")[2], texts.language)
    return texts.say("Waiting for approval: {thing}", thing=thing)


_Saying = Callable[[Row, Texts], str]
_SAYINGS: dict[tuple[str, str], _Saying] = {
    ("by_hand", ""): lambda row, t: isolated(Name(row.text)) if row.text else t.say("Next step"),
    ("assessment", "first"): lambda _, t: t.say("First assessment of the risk"),
    ("assessment", "reopened"): lambda _, t: t.say("Assessment after the reopening"),
    ("assessment", "again"): lambda _, t: t.say("Assessment of the risk once more"),
    ("plan", "first"): lambda _, t: t.say("There is no case plan yet"),
    ("plan", "draft"): lambda _, t: t.say("The case plan is still a draft"),
    ("plan", "safety_plan"): lambda _, t: t.say("There is no safety plan yet"),
    ("followup", "first_action"): lambda _, t: t.say("First action after the assessment"),
    ("followup", "rhythm"): lambda _, t: t.say("Contact by the rhythm of the risk level"),
    ("followup", ""): _labelled("followup_sort"),
    ("service", ""): _service,
    ("referral_reply", ""): _reply,
    ("consent_expiry", ""): _consent,
    ("review", "plan"): lambda _, t: t.say("Review of the case plan"),
    ("review", "safety_plan"): lambda _, t: t.say("Review of the safety plan"),
    ("review", "case"): lambda _, t: t.say("Review of the case"),
    ("contact", "try"): lambda _, t: t.say("Another try to reach the person"),
    ("contact", "welfare"): lambda _, t: t.say("Welfare check through somebody trusted; no call before"),
    ("contact", "closure"): lambda _, t: t.say("No contact: the team decides about closing quietly"),
    ("approval", "asked:assessment"): _asked, ("approval", "asked:plan"): _asked, ("approval", "asked:closure"): _asked,
    ("approval", "returned:assessment"): _returned, ("approval", "returned:plan"): _returned,
    ("approval", "returned:closure"): _returned,
    ("approval", "approved:closure"): lambda _, t: t.say("The closing was approved and can be done"),
    ("retention", ""): lambda _, t: t.say("Is the closed case kept any longer?"),
}  # fmt: skip

# The tab of a case in which each kind is done; of the others the timeline is shown.
PARTS: dict[str, str] = {
    "assessment": "risk", "plan": "plan", "followup": "plan", "service": "plan", "review": "plan", "contact": "contact",
    "referral_reply": "papers", "approval": "risk", "by_hand": "plan", "retention": "closure",
}  # fmt: skip


def thing(detail: str) -> Words:
    """What an approval is about, from the detail of its row: `asked:plan`."""
    return lambda t: lists.alone("approval_what", detail.partition(":")[2], t.language)


def by_hand(text: str) -> Words:
    """A task in somebody's own words."""
    return lambda _: isolated(Name(text))


def part(row: Row) -> str:
    """The tab that a row leads to."""
    if row.detail == "safety_plan":
        return "risk"
    if row.sort == "approval" and not row.detail.endswith(":assessment"):
        return row.detail.partition(":")[2]
    return PARTS.get(row.sort, "timeline")


def when(due: date, today: date) -> tuple[Words, Tone]:
    """How late a thing is, or when it is due."""
    late = (today - due).days
    if late > 0:
        return (lambda t: t.count("Late by {count} day", "Late by {count} days", late)), "danger"
    if not late:
        return (lambda t: t.say("Today")), "warning"
    return (lambda t: dates.short_day(due, today, t.language)), "quiet"

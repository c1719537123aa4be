"""What the timeline and the cards say of a record, in the language of the moment."""

from datetime import date

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.records import Case, Consent, Entry, Organisation, Referral, Release, SafeContact
from gemdesk.flows.cases import CaseView
from gemdesk.flows.timeline import Happening
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, Name, isolate_free, isolated
from gemdesk.ui.look.direction import free
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.told import happening_words

# icon and tone of each sort of happening
MARKS: dict[str, tuple[str, Tone]] = {
    "opened": ("document", "good"),
    "call": ("phone", "warning"),
    "message": ("message", "warning"),
    "visit": ("people", "warning"),
    "note": ("note", "quiet"),
    "incident": ("shield", "danger"),
    "consent": ("shield", "soft"),
    "referral": ("send", "info"),
    "release": ("document", "info"),
    "reply": ("message", "info"),
    "attempt": ("phone", "quiet"),
    "assessment": ("shield", "warning"),
    "safety_plan": ("list", "good"),
    "plan": ("list", "good"),
    "follow_up": ("tick", "good"),
    "approval": ("check", "good"),
    "closure": ("document", "quiet"),
    "file": ("clip", "quiet"),
    "sealed_note": ("lock", "quiet"),
    "meeting": ("people", "warning"),
    "legal": ("document", "info"),
    "health": ("plus", "info"),
    "safety": ("shield", "good"),
    "assistance": ("home", "info"),
}
RISK_TONES: dict[str, Tone] = {
    "critical": "danger", "high": "danger", "medium": "warning", "low": "good", "not_assessed": "quiet",
}  # fmt: skip
STATUS_TONES: dict[str, Tone] = {"open": "good", "on_hold": "info", "closed": "quiet"}


def risk(level: str) -> Words:
    """The words of a risk level, which never read as words about the person."""
    words: dict[str, Words] = {
        "critical": lambda t: t.say("Critical risk"),
        "high": lambda t: t.say("High risk"),
        "medium": lambda t: t.say("Medium risk"),
        "low": lambda t: t.say("Low risk"),
    }
    return words.get(level, lambda t: t.say("Risk not assessed"))


def when(happening: Happening, today: date) -> Words:
    """The day of a happening, and its time when that is today and was told."""
    at = happening.at
    if at.date() != today:
        return lambda t: dates.short_day(at.date(), today, t.language)
    if not happening.timed:
        return lambda t: t.say("Today")
    return lambda t: t.say("today, {time}", time=dates.time_of_day(at))


def _organisation(known: dict[str, Organisation], id_: str) -> Name:
    found = known.get(id_)
    return Name(found.name if found else "")


def _list(texts: Texts, name: str, codes: tuple[str, ...]) -> Joined:
    return texts.list([lists.label(name, code, texts.language) for code in codes])


def title(happening: Happening, view: CaseView) -> Words:
    """The heading of a happening."""
    record = happening.record
    if isinstance(record, Case):
        return lambda t: t.say("Case opened")
    if isinstance(record, Consent):
        receiver = _organisation(view.organisations, record.receiver)
        if record.act == "withdrawn":
            return lambda t: t.say("Consent withdrawn: {receiver}", receiver=receiver)
        if record.act == "narrowed":
            return lambda t: t.say("Consent narrowed: {receiver}", receiver=receiver)
        return lambda t: t.say("Consent given: {receiver}", receiver=receiver)
    if isinstance(record, Referral):
        receiver = _organisation(view.organisations, record.organisation)
        return lambda t: t.say("Referral: {receiver}", receiver=receiver)
    if isinstance(record, Release):
        return _release(record.how)
    if (work := happening_words.title(record)) is not None:
        return work
    return lambda t: lists.alone("entry_sort", happening.sort, t.language)


def _release(how: str) -> Words:
    words: dict[str, Words] = {
        "saved": lambda t: t.say("Referral letter saved as a copy"),
        "printed": lambda t: t.say("Referral letter printed"),
        "not_completed": lambda t: t.say("A letter did not come to be, although it was allowed"),
    }
    return words.get(how, lambda t: lists.label("release_how", how, t.language))


def body(happening: Happening, view: CaseView) -> Words | None:
    """The text of a happening, or nothing."""
    record = happening.record
    if isinstance(record, Entry):
        return lambda _: free(isolate_free(record.text))
    if isinstance(record, Consent) and record.act != "withdrawn":
        return lambda t: _consent(record, t)
    if isinstance(record, Referral):
        return lambda t: _list(t, "service", record.services)
    if isinstance(record, Release) and record.items:
        receiver = _organisation(view.organisations, record.receiver)
        return lambda t: t.say(
            "What {receiver} learns: {items}", receiver=receiver, items=_list(t, "item", record.items)
        )
    return happening_words.body(record)


def _consent(record: Consent, texts: Texts) -> str:
    items = _list(texts, "item", record.items)
    if record.valid_until is None:
        return texts.say("May be shared: {items}.", items=items)
    until = dates.day(record.valid_until, texts.language)
    return texts.say("May be shared until {until}: {items}.", items=items, until=until)


def chip(happening: Happening) -> tuple[Words, Tone] | None:
    """The state that stands beneath a happening, or nothing."""
    record = happening.record
    if isinstance(record, Referral):
        return (lambda t: lists.alone("referral_state", record.state, t.language)), "info"
    if isinstance(record, Entry) and record.standing == "opinion":
        return (lambda t: lists.alone("entry_standing", "opinion", t.language)), "quiet"
    return happening_words.chip(record)


def contact_fact(contact: SafeContact | None) -> Words:
    """By which way the person is reached; the number stands on the safe-contact card alone."""
    if contact is None:
        return lambda t: t.say("No safe way is known yet")
    return lambda t: lists.alone("channel", contact.channel, t.language)


def contact_note(contact: SafeContact | None) -> Words:
    """Hours, code word and whether a message may be left."""
    if contact is None:
        return lambda t: t.say("Nobody is called before one is known.")
    return lambda t: _contact_note(contact, t)


def _contact_note(contact: SafeContact, texts: Texts) -> str:
    said = [isolated(Name(contact.hours))] if contact.hours else []
    if contact.code_word:
        said.append(texts.say("Code word: {word}", word=Name(contact.code_word)))
    if not contact.leave_message:
        said.append(texts.say("No message may be left"))
    return "\u00a0· ".join(said)


def live(grants: tuple[Grant, ...]) -> list[Grant]:
    """The consents that hold today."""
    return [grant for grant in grants if grant.standing is Standing.LIVE]


def consent_fact(grants: tuple[Grant, ...]) -> Words:
    """For how many receivers there is a live consent."""
    receivers = len({grant.given.receiver for grant in live(grants)})
    if not receivers:
        return lambda t: t.say("No live consent")
    return lambda t: t.count("Live for {count} receiver", "Live for {count} receivers", receivers)


def consent_note(grants: tuple[Grant, ...]) -> Words:
    """When the next of the live consents ends."""
    ends = [grant.valid_until for grant in live(grants) if grant.valid_until]
    if not ends:
        return lambda t: t.say("Nothing may leave without one.") if not live(grants) else t.say("No end was set.")
    return lambda t: t.say("The next one ends on {day}", day=dates.day(min(ends), t.language))


def step_note(case: Case, today: date) -> tuple[Words, Tone]:
    """When the next step is due, and how near that is."""
    due = case.next_due
    if due is None:
        return (lambda t: t.say("No day was set")), "quiet"
    if due < today:
        late = (today - due).days
        return (lambda t: t.count("Late by {count} day", "Late by {count} days", late)), "danger"
    if due == today:
        return (lambda t: t.say("Due today")), "warning"
    return (lambda t: t.say("Due on {day}", day=dates.short_day(due, today, t.language))), "quiet"

"""What the safe-contact card says, of the person in their own form of address."""

from datetime import date, datetime

from gemdesk.domain import safe_hours
from gemdesk.domain.casework import Attempt
from gemdesk.domain.no_contact import Act, Next, is_welfare
from gemdesk.domain.records import SafeContact
from gemdesk.kernel import dates, lists
from gemdesk.kernel.messages import C_
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Email, Name, Phone, Typed
from gemdesk.ui.addressed import said
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

# What the card's acts say, of a number to call and of an address to write to.
_NUMBER: dict[str, Words] = {
    "before": lambda t: t.say("Before a call"),
    "show": lambda t: t.say("Show the number for a call"),
    "show_still": lambda t: t.say("Show the number all the same"),
    "cover": lambda t: t.say("Cover the number"),
    "covered": lambda t: t.say("The number is covered"),
}
_ADDRESS: dict[str, Words] = {
    "before": lambda t: t.say("Before a message"),
    "show": lambda t: t.say("Show the address for a message"),
    "show_still": lambda t: t.say("Show the address all the same"),
    "cover": lambda t: t.say("Cover the address"),
    "covered": lambda t: t.say("The address is covered"),
}
# How one speaks on the telephone, so that the first sentence is right.
SPEAKING = {
    "feminine": C_("feminine", "Spoken to as: she, her"),
    "masculine": C_("masculine", "Spoken to as: he, him"),
    "plural": C_("plural", "Spoken to as: they, them"),
    "avoid": C_("avoid", "Spoken to without gendered words"),
}
_TRY = {
    "feminine": C_("feminine", "The next try to reach her: {day}."),
    "masculine": C_("masculine", "The next try to reach him: {day}."),
    "plural": C_("plural", "The next try to reach them: {day}."),
    "avoid": C_("avoid", "The next try to make contact: {day}."),
}
_WELFARE = {
    "feminine": C_("feminine", "A trusted person finds out how she is, from {day} on. Nobody calls her before."),
    "masculine": C_("masculine", "A trusted person finds out how he is, from {day} on. Nobody calls him before."),
    "plural": C_("plural", "A trusted person finds out how they are, from {day} on. Nobody calls them before."),
    "avoid": C_("avoid", "A trusted person looks after this, from {day} on. No call is made before."),
}
_CLOSURE = {
    "feminine": C_("feminine", "From {day} on a quiet closure can be proposed: nothing is sent to her."),
    "masculine": C_("masculine", "From {day} on a quiet closure can be proposed: nothing is sent to him."),
    "plural": C_("plural", "From {day} on a quiet closure can be proposed: nothing is sent to them."),
    "avoid": C_("avoid", "From {day} on a quiet closure can be proposed: nothing is sent."),
}
_ACTS = {Act.TRY: _TRY, Act.WELFARE: _WELFARE, Act.CLOSURE: _CLOSURE}
TONES: dict[str, Tone] = {
    "reached": "good", "no_answer": "quiet", "wrong_person": "warning", "switched_off": "quiet",
    "unsafe_signal": "danger", "message_left": "info",
}  # fmt: skip


def acts(contact: SafeContact | None) -> dict[str, Words]:
    """What the acts of the card say for the way by which the person is reached."""
    return _ADDRESS if contact and contact.channel == "e-mail" else _NUMBER


def outside(contact: SafeContact) -> Words:
    """What is asked before the number or address is shown outside the safe hours."""
    hours = Name(contact.hours)
    if acts(contact) is _ADDRESS:
        return lambda t: t.say("It is outside the safe hours: {hours}. A message now can reach others.", hours=hours)
    return lambda t: t.say("It is outside the safe hours: {hours}. A call now can reach others.", hours=hours)


def after(contact: SafeContact | None, opened: datetime) -> tuple[Words, Words]:
    """What is asked once the number or address was shown, and the way out when nothing followed."""
    at = dates.time_of_day(opened)
    if acts(contact) is _ADDRESS:
        return (
            lambda t: t.say("The address was shown at {time}. What came of it?", time=at),
            lambda t: t.say("No message was sent"),
        )
    return (
        lambda t: t.say("The number was shown at {time}. What came of it?", time=at),
        lambda t: t.say("No call was made"),
    )


def number(text: str) -> Typed:
    """The number as what it is: a phone, or an e-mail address."""
    return Email(text) if "@" in text else Phone(text)


def message(contact: SafeContact) -> tuple[Words, Tone]:
    """Whether a message may be left."""
    if contact.leave_message:
        return (lambda t: t.say("A message may be left")), "good"
    return (lambda t: t.say("No message may be left")), "danger"


def is_outside(contact: SafeContact, now: datetime) -> bool:
    """Whether this moment is known to lie outside the safe hours."""
    hours = safe_hours.read(contact.hours)
    return hours != safe_hours.UNKNOWN and not safe_hours.is_now(hours, now)


def hours(contact: SafeContact, now: datetime) -> tuple[Words, Tone] | None:
    """How this moment lies to the safe hours; nothing where none were taken down."""
    if not contact.hours:
        return None
    if safe_hours.read(contact.hours) == safe_hours.UNKNOWN:
        return (lambda t: t.say("The safe hours have to be read")), "warning"
    if is_outside(contact, now):
        return (lambda t: t.say("Outside the safe hours now")), "danger"
    return (lambda t: t.say("Within the safe hours now")), "good"


def next_step(step: Next, address: str, today: date) -> Words:
    """What follows when the person was not reached, in whole sentences."""

    def words(texts: Texts) -> str:
        day = dates.short_day(step.due, today, texts.language)
        since = dates.short_day(step.since, today, texts.language)
        sentences = [
            texts.count(
                "Not reached since {since}, with tries on {count} day.",
                "Not reached since {since}, with tries on {count} days.",
                step.days,
                since=since,
            )
        ]
        if step.unsafe:
            sentences.append(texts.say("Something told that calling is not safe."))
        sentences.append(said(texts, _ACTS[step.act], address, day=day))
        if step.other_hour:
            sentences.append(texts.say("The tries were all at about the same hour; another safe hour is better."))
        if step.other_channel and not step.other_hour:
            sentences.append(texts.say("If another safe way was agreed, that one is tried."))
        return " ".join(sentences)

    return words


def attempt(one: Attempt) -> Words:
    """By which way an attempt was made."""
    if is_welfare(one):
        return lambda t: t.say("Welfare check through a trusted person")
    return lambda t: lists.alone("channel", one.channel, t.language)


def moment(at: datetime, today: date) -> Words:
    """Day and time of an attempt."""
    return lambda t: t.say(
        "{day}, {time}", day=dates.short_day(at.date(), today, t.language), time=dates.time_of_day(at)
    )

"""What the directory says of an organisation: how people are received there, and when that was looked at."""

from datetime import date

from gemdesk.domain.records import Organisation, Service
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone

VETTING_TONES: dict[str, Tone] = {"affirming": "good", "neutral": "info", "unknown": "quiet", "unsafe": "danger"}


def vetting(code: str) -> Words:
    """How people are received there, as a chip of its own."""
    words: dict[str, Words] = {
        "neutral": lambda t: t.say("Receives people neutrally"),
        "unknown": lambda t: t.say("Not known how people are received"),
    }
    return words.get(code, lambda t: lists.alone("vetting", code, t.language))


def checked(last: date | None, today: date) -> Words:
    """When an entry was last looked over."""
    if last is None:
        return lambda t: t.say("Never checked")
    return lambda t: t.say("Last checked on {day}", day=dates.short_day(last, today, t.language))


def codes(name: str, found: tuple[str, ...]) -> Words:
    """Codes of a list as a list in words."""
    return lambda t: _codes(name, found, t)


def _codes(name: str, found: tuple[str, ...], texts: Texts) -> Joined:
    return texts.list([lists.label(name, code, texts.language) for code in found])


def safe_for(organisation: Organisation) -> Words | None:
    """For whom it is known as safe."""
    if not organisation.safe_for:
        return None
    return lambda t: t.say("Safe for: {groups}", groups=_codes("population", organisation.safe_for, t))


def unsafe_for(organisation: Organisation) -> Words | None:
    """For whom it is known as unsafe."""
    if not organisation.unsafe_for:
        return None
    return lambda t: t.say("Unsafe for: {groups}", groups=_codes("population", organisation.unsafe_for, t))


def never_refer(organisation: Organisation) -> Words:
    """That nobody is referred there, and why."""
    why = organisation.never_refer_reason
    if not why:
        return lambda t: t.say("Nobody is referred there.")
    return lambda t: t.say("Nobody is referred there: {why}", why=Name(why))


def service_note(service: Service) -> Words:
    """For whom a service is, what it costs and how much room there is."""
    return lambda t: _service_note(service, t)


def _service_note(service: Service, texts: Texts) -> str:
    said = [isolated(_codes("population", service.for_whom, texts))] if service.for_whom else []
    said += [isolated(lists.alone("cost", service.cost, texts.language))] if service.cost else []
    said += [isolated(Name(service.capacity))] if service.capacity else []
    return " · ".join(said)

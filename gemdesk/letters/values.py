"""What a letter can say: the records of a referral as typed values in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gemdesk.domain.ages import band_of
from gemdesk.domain.consents import Grant
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Office, Organisation, Person, Referral, SafeContact
from gemdesk.domain.referrals import reply_by
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Email, Name, Phone
from gemdesk.letters import own_facts
from gemdesk.letters.own_facts import OwnFact

# That a trusted adult agreed tells that the person is a child, so it is said only where the age is.
_SAID_TO_ALL = frozenset({"signed", "verbal_witnessed"})
_OF_A_CONSENT = ("consent_date", "consent_how", "consent_unsaid", "consent_items")


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that a referral letter is written from."""

    person: Person
    contact: SafeContact | None
    referral: Referral
    organisation: Organisation
    office: Office
    consents: tuple[Grant, ...] = ()  # live ones, each with what it really covers for this receiver
    own: tuple[OwnFact, ...] = ()  # fields of the organisation's own


def _number(contact: SafeContact) -> str:
    return Email(contact.number) if "@" in contact.number else Phone(contact.number)


def _name(person: Person, language: str) -> str:
    if language == "ar" or not person.chosen_name or person.chosen_name.isascii():
        return person.chosen_name
    latin = (name for name in person.other_scripts if not any("\u0600" <= letter <= "\u06ff" for letter in name))
    return next(latin, person.chosen_name)


def _labels(name: str, codes: Sequence[str], language: str, texts: Texts) -> str:
    return texts.list([lists.label(name, code, language) for code in lists.on_paper(name, codes)])


def of(subject: Subject, language: str, items: Sequence[Item]) -> dict[str, object]:
    """The values of a letter by name; an empty one is '' and leaves its part of the letter out.

    `items` are what the letter discloses: the consent paragraph names them. Under `consents` stand
    the values of every consent behind them, one by one; on its own each of those values is empty.
    """
    texts = Texts(language)
    person, contact, referral = subject.person, subject.contact, subject.referral
    wrote = referral.on or date.min
    band = person.age_band or band_of(person.age)
    answer = reply_by(wrote, referral.priority)
    values: dict[str, object] = {
        "reference": Code(referral.reference),
        "date": dates.day(wrote, language),
        "priority": Name(lists.alone("priority", referral.priority, language)),
        "respond_by": dates.day(answer, language),
        "addressee": Name(addressee(subject)),
        "reason": referral.reason_ar if language == "ar" else referral.reason_en,
        "chosen_name": Name(_name(person, language)),
        "address_words": Name(lists.label("address", person.address, language)),
        "age": Code("" if person.age is None else str(person.age)),
        "age_band": Name(lists.label("age_band", band, language) if band else ""),
        "languages": _labels("language", person.languages, language, texts),
        "displacement": Name(lists.label("displacement", person.displacement, language) if person.displacement else ""),
        "place": Name(person.place),
        "needs": _labels("specific_needs", person.specific_needs, language, texts),
    }
    values |= _contact(contact, language)
    values |= {"own_label": "", "own_words": "", "own_facts": own_facts.rows(subject.own, items, language)}
    values |= _consents(subject, language, items, texts)
    return values


def addressee(subject: Subject) -> str:
    """To whom the letter is addressed on paper."""
    return subject.referral.addressee or subject.organisation.addressee or subject.organisation.name


def _contact(contact: SafeContact | None, language: str) -> dict[str, object]:
    if contact is None:
        return dict.fromkeys(("channel", "number", "hours", "who_may_answer", "code_word", "no_message"), "")
    return {
        "channel": Name(lists.alone("channel", contact.channel, language)),
        "number": _number(contact) if contact.number else "",
        "hours": Name(contact.hours),
        "who_may_answer": Name(contact.who_may_answer.strip(" —-")),
        "code_word": Name(contact.code_word),
        "no_message": "" if contact.leave_message else "1",
    }


def _consents(subject: Subject, language: str, items: Sequence[Item], texts: Texts) -> dict[str, object]:
    behind = [grant for grant in subject.consents if grant.given.on and not grant.items.isdisjoint(items)]
    ends = [grant.valid_until for grant in behind if grant.valid_until]
    until = dates.day(min(ends), language) if ends else ""
    return {
        **dict.fromkeys(_OF_A_CONSENT, ""),
        "consents": tuple(_consent(grant, language, items, texts) for grant in behind),
        "until": until if len(behind) == 1 else "",
        "first_until": until if len(behind) > 1 else "",
    }


def _consent(grant: Grant, language: str, items: Sequence[Item], texts: Texts) -> dict[str, object]:
    how = grant.given.how
    said = how in _SAID_TO_ALL or Item.AGE in items or Item.AGE_BAND in items
    return {
        "consent_date": dates.day(grant.given.on or date.min, language),
        "consent_how": Name(lists.label("consent_how", how, language)) if said else "",
        "consent_unsaid": "" if said else "1",
        "consent_items": _labels("item", [item for item in items if item in grant.items], language, texts),
    }

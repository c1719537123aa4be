"""What a letter can say: the records of a referral as typed values in one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gemdesk.domain.ages import band_of
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Office, Organisation, Person, Referral, SafeContact
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Email, Name, Phone

ANSWER_DAYS = {"emergency": 1, "urgent": 3, "normal": 14}


@dataclass(frozen=True, slots=True)
class Subject:
    """Everything that a referral letter is written from."""

    person: Person
    contact: SafeContact | None
    referral: Referral
    organisation: Organisation
    office: Office
    consent: Consent | None  # the latest of those behind the letter
    valid_until: date | None = None


def _number(contact: SafeContact) -> str:
    return Email(contact.number) if "@" in contact.number else Phone(contact.number)


def _name(person: Person, language: str) -> str:
    if language == "ar" or not person.chosen_name or person.chosen_name.isascii():
        return person.chosen_name
    latin = (name for name in person.other_scripts if not any("\u0600" <= letter <= "\u06ff" for letter in name))
    return next(latin, person.chosen_name)


def _labels(name: str, codes: Sequence[str], language: str, texts: Texts) -> str:
    return texts.list([lists.label(name, code, language) for code in codes])


def of(subject: Subject, language: str, items: Sequence[Item]) -> dict[str, object]:
    """The values of a letter by name; an empty one is '' and leaves its part of the letter out.

    `items` are what the letter discloses: the consent paragraph names them.
    """
    texts = Texts(language)
    person, contact, referral = subject.person, subject.contact, subject.referral
    wrote = referral.on or date.min
    band = person.age_band or band_of(person.age)
    answer = wrote + timedelta(days=ANSWER_DAYS[referral.priority])
    values: dict[str, object] = {
        "reference": Code(referral.reference),
        "date": dates.day(wrote, language),
        "priority": Name(lists.alone("priority", referral.priority, language)),
        "respond_by": dates.day(answer, language),
        "addressee": Name(referral.addressee or subject.organisation.addressee or subject.organisation.name),
        "reason": referral.reason_ar if language == "ar" else referral.reason_en,
        "chosen_name": Name(_name(person, language)),
        "address_words": Name(lists.label("address", person.address, language)),
        "age": Code("" if person.age is None else str(person.age)),
        "age_band": Name(lists.label("age_band", band, language) if band else ""),
        "languages": _labels("language", person.languages, language, texts),
        "displacement": Name(lists.label("displacement", person.displacement, language) if person.displacement else ""),
        "place": Name(person.place),
        "needs": _labels("specific_needs", person.specific_needs, language, texts),
        "items": _labels("item", items, language, texts),
    }
    values |= _contact(contact, language)
    values |= _consent(subject, language)
    return values


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


def _consent(subject: Subject, language: str) -> dict[str, object]:
    consent = subject.consent
    if consent is None or consent.on is None:
        return {"consent_date": "", "consent_how": "", "until": ""}
    return {
        "consent_date": dates.day(consent.on, language),
        "consent_how": Name(lists.label("consent_how", consent.how, language)),
        "until": dates.day(subject.valid_until, language) if subject.valid_until else "",
    }

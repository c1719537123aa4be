"""What a case still lacks after its 60-second card: a list to complete when there is time, never a reason to refuse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gemdesk.domain import ages
from gemdesk.domain.casework import Relative
from gemdesk.domain.records import Case, Consent, Person, SafeContact

_WITHOUT_NUMBER = ("none", "through")  # channels that have no number of the person


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: the kind of record and its field."""

    kind: str
    field: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case, as far as it can be incomplete."""

    case: Case
    person: Person
    contact: SafeContact | None
    consents: Sequence[Consent] = ()
    relatives: Sequence[Relative] = ()


def missing(known: Known) -> tuple[Gap, ...]:
    """What is missing, the most urgent first; of a closed case nothing is asked for any more."""
    return () if known.case.status == "closed" else tuple(_missing(known))


def _missing(known: Known) -> Iterator[Gap]:
    yield from _of_contact(known.contact)
    if known.case.risk_level == "not_assessed":
        yield Gap(Case.KIND, "risk_factors")
    if not known.case.next_step:
        yield Gap(Case.KIND, "next_step")
    if not known.consents:
        yield Gap(Consent.KIND, "items")
    person = known.person
    if ages.is_minor(person.age, person.age_band) and not any(one.guardian for one in known.relatives):
        yield Gap(Relative.KIND, "guardian")
    yield from _of_person(person)


def _of_contact(contact: SafeContact | None) -> Iterator[Gap]:
    if contact is None:
        yield Gap(SafeContact.KIND, "number")
        return
    if contact.channel == "none":
        return  # asked and answered: there is no safe way
    if not contact.number and contact.channel not in _WITHOUT_NUMBER:
        yield Gap(SafeContact.KIND, "number")
    for name in ("hours", "code_word", "who_may_answer"):
        if not getattr(contact, name):
            yield Gap(SafeContact.KIND, name)


def _of_person(person: Person) -> Iterator[Gap]:
    if not person.chosen_name:
        yield Gap(Person.KIND, "chosen_name")
    if person.age is None and not person.age_band:
        yield Gap(Person.KIND, "age")
    for name in ("languages", "displacement", "place", "specific_needs", "household_size"):
        if not getattr(person, name):
            yield Gap(Person.KIND, name)

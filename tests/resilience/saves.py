"""The saves that the trials make, all through the real flows, and what each of them leaves behind."""

import random
from dataclasses import dataclass
from enum import StrEnum, unique

from gemdesk.flows import cases, consents
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.work import Work


@unique
class Verb(StrEnum):
    """What is done in one save."""

    PERSON = "person"  # person, safe contact, case and entry
    NOTE = "note"  # an entry; its draft goes
    DRAFT = "draft"  # what is typed and not yet saved
    DETAILS = "details"  # fields of two records
    CONSENT = "consent"  # an organisation and a consent for it


@dataclass(frozen=True, slots=True)
class Save:
    """One save; its number is its own in the life of its vault."""

    number: int
    verb: Verb

    @property
    def text(self) -> str:
        """Words that no other save has, some hundreds of bytes."""
        return f"{_WORDS[self.verb]} {self.number}" + (" " + "كلمات كثيرة" * 20 if self.verb is Verb.NOTE else "")

    @property
    def phone(self) -> str:
        """A number that no other save has."""
        return f"09{self.number:08d}"


_WORDS = {
    Verb.PERSON: "شخص", Verb.NOTE: "ملاحظة", Verb.DRAFT: "مسودة", Verb.DETAILS: "تفاصيل", Verb.CONSENT: "جمعية",
}  # fmt: skip


def plan(seed: int, begin: int, count: int) -> list[Save]:
    """Some saves in an order that the seed decides."""
    choose = random.Random(seed)
    return [Save(begin + at, choose.choice(list(Verb))) for at in range(count)]


def perform(work: Work, case: str, save: Save) -> None:
    """Make one save."""
    match save.verb:
        case Verb.PERSON:
            cases.take_in(work, card(save))
        case Verb.NOTE:
            cases.note(work, case, save.text)
        case Verb.DRAFT:
            cases.keep_draft(work, place(case), {"text": save.text})
        case Verb.DETAILS:
            values = {"person": {"chosen_name": save.text, "place": save.text}, "case": {"next_step": save.text}}
            cases.complete(work, case, {kind: dict(fields) for kind, fields in values.items()})
        case Verb.CONSENT:
            consents.give(work, Given(case, save.text, ("chosen_name", "safe_contact")))


def card(save: Save) -> Intake:
    """The intake of a person: four records in one save."""
    return Intake(chosen_name=save.text, number=save.phone, need=save.text, note=save.text)


def place(case: str) -> str:
    """Where the draft of a note is kept."""
    return f"note:{case}"

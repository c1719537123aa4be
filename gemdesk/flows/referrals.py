"""Referrals: what may be said to a receiver, the letter's picture, the letter through the door."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gemdesk.domain import vetting
from gemdesk.domain.access import Right
from gemdesk.domain.answers import Answer, answers
from gemdesk.domain.checks import require
from gemdesk.domain.consents import Permission
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Case, Consent, Office, Organisation, Person, Referral, SafeContact
from gemdesk.flows import consents, custom_fields, door, keys
from gemdesk.flows.codes import free_code
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.letters import compose as letters
from gemdesk.letters.template import load
from gemdesk.letters.values import Subject, addressee
from gemdesk.press import coverage, pdf
from gemdesk.store import drafts, rows

KIND = "referral"


@dataclass(frozen=True, slots=True)
class Order:
    """A letter as it is wanted: the referral, what to disclose, in which languages."""

    referral: Referral
    ticked: tuple[Item, ...]
    languages: tuple[str, ...] = ("ar",)
    receiver: str = ""  # a name as it was typed, which wins over the referral's organisation


@dataclass(frozen=True, slots=True)
class Sheet:
    """What may be told to a receiver, item by item, and what this letter tells."""

    permission: Permission
    offered: tuple[Item, ...]
    required: tuple[Item, ...]
    refusal: Refusal | None
    tells: tuple[Item, ...]
    answers: tuple[Answer, ...]  # for everything required or offered


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that was composed and set."""

    body: bytes
    items: tuple[Item, ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...]  # characters that would stand as empty frames on paper
    addressee: str  # as it stands on paper


# Topics have no block of their own in the letter: the words of the reason speak of them.
TOPICS = (
    Item.HEALTH, Item.DOCUMENTATION, Item.DEPORTATION, Item.VIOLATION, Item.ASSISTANCE, Item.FAMILY, Item.HOUSEHOLD,
)  # fmt: skip


def blank(work: Work, case_id: str) -> Referral:
    """A new referral of a case: what was kept of an unfinished one, else empty; of today and not stored."""
    case_of(work, case_id, Right.WRITE)
    drafts_of_case = "\"case\" = ? AND state = 'draft' ORDER BY rowid DESC"
    for found in rows.select(work.connection, Referral, drafts_of_case, case_id):
        if _is_unfinished(work, found):
            return replace(found, on=work.clock.today())
    reference = free_code(work, Referral, "reference", "R")
    return Referral(id=new_id(), case=case_id, organisation="", reference=reference, on=work.clock.today())


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new or unfinished referral starts from."""

    referral: Referral
    receiver: str  # the organisation's name
    organisations: tuple[Organisation, ...]
    draft: drafts.Draft
    others_print: bool  # somebody with a key to this vault prints for others


def begin(work: Work, case_id: str) -> Beginning:
    """The referral of a case to go on with, and the organisations there are to choose from."""
    case_of(work, case_id, Right.WRITE)
    referral, known = blank(work, case_id), consents.organisations(work)
    receiver = next((one.name for one in known if one.id == referral.organisation), "")
    used = tuple(one for one in known if not one.retired)
    others = keys.has_printing_staff(work)
    return Beginning(referral, receiver, used, drafts.find(work.connection, place(case_id), work.worker), others)


def place(case_id: str) -> str:
    """Where the draft of a case's referral is kept."""
    return f"referral:{case_id}"


def settled(work: Work, order: Order) -> Order:
    """The order with the organisation of the name that was typed, or with none while nobody has that name."""
    if not order.receiver.strip():
        return order
    found = consents.find_organisation(work.connection, order.receiver)
    return replace(order, referral=replace(order.referral, organisation=found.id if found else ""))


def sheet(work: Work, order: Order) -> Sheet:
    """What the receiver may know and what the letter as ordered would tell."""
    case_of(work, order.referral.case)
    order = settled(work, order)
    referral, template = order.referral, load(KIND)
    allowed = door.ask(work, referral.case, template.purpose, referral.organisation)
    tells = letters.disclosed(template, _subject(work, referral), order.ticked)
    stop = _never(work, referral.organisation) or door.refusal(
        work, tells, referral.case, template.purpose, referral.organisation, order.receiver
    )
    if not (referral.organisation or order.receiver.strip()):
        stop = Refusal(Reason.REQUIRED, "organisation")
    required, offered = template.required(), (*template.optional(), *TOPICS)
    told = answers(
        rows.select(work.connection, Consent, '"case" = ?', referral.case),
        template.purpose, referral.organisation, work.clock.today(), (*required, *offered), work.reached(),
    )  # fmt: skip
    return Sheet(allowed, offered, required, stop, tells, told)


def _never(work: Work, organisation: str) -> Refusal | None:
    """Why the directory lets nobody be referred to a receiver, or nothing."""
    found = rows.select(work.connection, Organisation, "id = ?", organisation)
    return vetting.refusal(found[0]) if found else None


def covered(sheet_: Sheet) -> tuple[Item, ...]:
    """Everything that the letter offers and the consent covers."""
    return tuple(item for item in (*sheet_.required, *sheet_.offered) if item in sheet_.permission.items)


def suggested(sheet_: Sheet) -> tuple[Item, ...]:
    """What is ticked at first: what is covered, but no topic, since nobody knows whether the reason speaks of it."""
    return tuple(item for item in covered(sheet_) if item not in TOPICS)


def _subject(work: Work, referral: Referral) -> Subject:
    db = work.connection
    case = rows.one(db, Case, referral.case)
    contacts = rows.select(db, SafeContact, "person = ? ORDER BY rowid DESC LIMIT 1", case.person)
    offices = rows.select(db, Office, "1 LIMIT 1")
    found = rows.select(db, Organisation, "id = ?", referral.organisation)
    return Subject(
        rows.one(db, Person, case.person), contacts[0] if contacts else None, referral,
        found[0] if found else Organisation(id="", name=""), offices[0] if offices else Office(id=""),
        door.ask(work, case.id, load(KIND).purpose, referral.organisation).grants,
        custom_fields.facts(work, {"person": case.person, "case": case.id}),
    )  # fmt: skip


def write(work: Work, order: Order) -> Written:
    """Compose and set the letter; for the preview as well as for the door."""
    case_of(work, order.referral.case, Right.WRITE)
    order = settled(work, order)
    if order.receiver and not order.referral.organisation and not order.referral.addressee:
        order = replace(order, referral=replace(order.referral, addressee=order.receiver))
    subject = _subject(work, order.referral)
    letter = letters.compose(KIND, subject, order.languages, order.ticked)
    missing = coverage.unprintable(letter.document)
    return Written(pdf.render(letter.document), letter.items, letter.sources, missing, addressee(subject))


_OF_A_LETTER = ("organisation", "addressee", "priority", "services", "letterhead")


def renewed(work: Work, order: Order) -> Order:
    """The order as a new referral with a reference of its own where a letter of this one left and said otherwise.

    The same letter again, in another language too, stays what it is.
    """
    order = settled(work, order)
    wished = order.referral
    known = rows.select(work.connection, Referral, "id = ?", wished.id)
    if not known or not _is_other(known[0], wished):
        return order
    if _is_unfinished(work, known[0]):
        return order
    reference = free_code(work, Referral, "reference", "R")
    return replace(order, referral=replace(wished, id=new_id(), reference=reference, state="draft"))


def _is_unfinished(work: Work, referral: Referral) -> bool:
    """Whether nothing of a referral left the vault, so that it may still become another."""
    return referral.state == "draft" and not door.left(work.connection, referral.id)


def _is_other(stored: Referral, wished: Referral) -> bool:
    # A reason that is written for a language in which nothing had been said is no other reason.
    reasons = ((stored.reason_ar, wished.reason_ar), (stored.reason_en, wished.reason_en))
    if any(before and before != after for before, after in reasons):
        return True
    return any(getattr(stored, name) != getattr(wished, name) for name in _OF_A_LETTER)


def keep(work: Work, referral: Referral, receiver: str = "") -> Referral:
    """Store a referral or what changed of it; a receiver's name makes its organisation when it is new."""
    case_of(work, referral.case, Right.WRITE)
    with work.change() as change:
        if receiver:
            made = consents.organisation_named(work, change, receiver, referral.addressee)
            referral = replace(referral, organisation=made.id)
        known = rows.select(change.connection, Referral, "id = ?", referral.id)
        drafts.drop(change.connection, place(referral.case), work.worker)
        if not known:
            return change.add(referral, referral.case)
        # The day of one whose letter left is the day on which it left first.
        day = ("on",) if _is_unfinished(work, known[0]) else ()
        names = (*_OF_A_LETTER, "reason_ar", "reason_en", *day)
        return change.edit(known[0], **{name: getattr(referral, name) for name in names})


def _check(order: Order) -> None:
    require(order.referral)
    for language in order.languages:
        field = f"reason_{language}"
        if not getattr(order.referral, field).strip():
            raise Refusal(Reason.REQUIRED, field)
    if not lists.on_paper("service", order.referral.services):
        raise Refusal(Reason.REQUIRED, "services")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A letter as it would be now: its order with the ticks in it, what it tells, and its pages."""

    order: Order
    sheet: Sheet
    written: Written


def draw(work: Work, order: Order, left_out: Sequence[Item] = TOPICS) -> Drawn:
    """The letter with everything that is covered but for what is left out; of one that left and was changed, a new one.

    `Drawn.order` is the one to go on with.
    """
    order = renewed(work, order)
    ticked = tuple(item for item in covered(sheet(work, order)) if item not in left_out)
    order = replace(order, ticked=ticked)
    return Drawn(order, sheet(work, order), write(work, order))


def ready(work: Work, order: Order, left_out: Sequence[Item] = TOPICS) -> Drawn:
    """The letter as it could leave now; raises the first `Refusal` of one that could not."""
    drawn = draw(work, order, left_out)
    if drawn.sheet.refusal:
        raise drawn.sheet.refusal
    _check(settled(work, drawn.order))
    return drawn


def pass_door(work: Work, order: Order, how: str) -> door.Passed:
    """Store the referral, write the letter with the date of today and take it through the door."""
    return door.leave(work, parcel(work, order, how))


def parcel(work: Work, order: Order, how: str) -> door.Parcel:
    """Store the referral and write the letter with the date of today, as it could go through the door."""
    case_of(work, order.referral.case)
    work.require(Right.LETTERS)
    order = renewed(work, order)
    order = replace(order, referral=replace(order.referral, on=work.clock.today()))
    _check(order)
    if stop := _never(work, order.referral.organisation):
        raise stop
    referral = replace(keep(work, order.referral), on=order.referral.on)
    written = write(work, replace(order, referral=referral))
    template = load(KIND)
    return door.Parcel(
        case=referral.case, what=template.release, how=how, receiver=referral.organisation, purpose=template.purpose,
        items=written.items, body=written.body, name=f"{referral.reference}.pdf", media="application/pdf",
        language="+".join(order.languages), about=referral.id, addressee=written.addressee,
    )  # fmt: skip


def save_copy(work: Work, order: Order, target: Path) -> door.Passed:
    """Save the letter as a file: through the door, then to the place that was chosen."""
    door.require_outside(work, target)
    passed = pass_door(work, order, "saved")
    door.write(work, passed, target)
    return passed


def file_name(order: Order) -> str:
    """A file name that names nobody: the reference and the languages."""
    return f"{order.referral.reference}-{'-'.join(order.languages)}.pdf"

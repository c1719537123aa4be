"""The consent ledger: giving, narrowing, withdrawing; what left before a withdrawal."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from gemdesk.domain.access import Right
from gemdesk.domain.consents import Grant, grants, permission
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent, Organisation, Referral, Release
from gemdesk.flows import referral_states
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE, Change
from gemdesk.store.drafts import Draft
from gemdesk.vault.connection import Connection


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal, everything that had left on the strength of what was withdrawn, and what may leave still."""

    consent: Consent
    left: tuple[Release, ...]
    still: tuple[Item, ...]  # items that another live consent covers for the same receiver and purpose


def organisations(work: Work) -> list[Organisation]:
    """All organisations, in order of their folded names."""
    work.require(Right.DIRECTORY)
    return sorted(rows.select(work.connection, Organisation, "1"), key=lambda found: fold(found.name))


def find_organisation(connection: Connection, name: str) -> Organisation | None:
    """The organisation of that name, however it is spelt."""
    wanted = fold(name)
    for known in rows.select(connection, Organisation, "1") if wanted else ():
        if wanted in {fold(known.name), *map(fold, known.other_names)}:
            return known
    return None


def organisation_named(work: Work, change: Change, name: str, addressee: str = "") -> Organisation:
    """The organisation of that name, made when there is none; spelling variants are the same name.

    `Refusal` for a name without a letter or figure: all of those would be one and the same.
    """
    if not fold(name):
        raise Refusal(Reason.REQUIRED, "name")
    found = find_organisation(change.connection, name)
    return found or change.add(Organisation(id=new_id(), name=name.strip(), addressee=addressee), OFFICE)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The consents of a case as they stand today, and what taking down another starts from."""

    grants: tuple[Grant, ...]  # the latest first
    organisations: tuple[Organisation, ...]
    receiver: str  # whom an unfinished referral is for: the consent is wanted for them
    draft: Draft


def place(case_id: str) -> str:
    """Where the draft of a case's consent is kept."""
    return f"consent:{case_id}"


def ledger(work: Work, case_id: str) -> Ledger:
    """The consents of a case, with what was typed for another one and not saved."""
    case_of(work, case_id)
    db, known = work.connection, organisations(work)
    events = rows.select(db, Consent, '"case" = ?', case_id)
    unfinished = rows.select(db, Referral, "\"case\" = ? AND state = 'draft' ORDER BY rowid DESC LIMIT 1", case_id)
    stored = next((one.name for one in known if unfinished and one.id == unfinished[0].organisation), "")
    typed = drafts.find(db, f"referral:{case_id}", work.worker).get("receiver", stored)
    return Ledger(
        tuple(reversed(grants(events, work.clock.today(), work.reached()))), tuple(known), str(typed),
        drafts.find(db, place(case_id), work.worker),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """A consent as it is taken down."""

    case: str
    receiver: str  # an organisation's name
    items: tuple[str, ...]
    withheld: tuple[str, ...] = ()
    purpose: str = "referral"
    how: str = "verbal_witnessed"
    on: date | None = None
    valid_until: date | None = None
    language: str = "ar"


def end_after(on: date, months: int) -> date:
    """The day that many calendar months after `on`; the last of the month where there is no such day."""
    year, month = on.year + (on.month - 1 + months) // 12, (on.month - 1 + months) % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def give(work: Work, given: Given) -> Consent:
    """Record a consent; what was neither ticked nor withheld was not discussed and means no."""
    case_of(work, given.case, Right.WRITE)
    if not (given.items or given.withheld):
        raise Refusal(Reason.REQUIRED, "items")
    with work.change() as change:
        receiver = organisation_named(work, change, given.receiver)
        consent = Consent(
            id=new_id(), case=given.case, purpose=given.purpose, receiver=receiver.id, items=given.items,
            withheld=given.withheld, how=given.how, on=given.on or work.clock.today(),
            valid_until=given.valid_until, language=given.language,
        )  # fmt: skip
        drafts.drop(change.connection, place(given.case), work.worker)
        return change.add(consent, given.case)


def narrow(
    work: Work, consent: Consent, items: tuple[str, ...], withheld: tuple[str, ...] = (), until: date | None = None
) -> Consent:
    """Record that from today a consent covers no more than these items, and no longer than `until`."""
    case_of(work, consent.case, Right.WRITE)
    event = Consent(
        id=new_id(), case=consent.case, act="narrowed", about=consent.id, purpose=consent.purpose,
        receiver=consent.receiver, items=items, withheld=withheld, how=consent.how, on=work.reached(),
        valid_until=until, language=consent.language,
    )  # fmt: skip
    with work.change() as change:
        return change.add(event, consent.case)


def withdraw(work: Work, consent: Consent) -> Withdrawal:
    """Record that a consent was withdrawn today; nothing leaves on it from now on."""
    case_of(work, consent.case, Right.WRITE)
    with work.change() as change:
        event = Consent(
            id=new_id(), case=consent.case, act="withdrawn", about=consent.id, purpose=consent.purpose,
            receiver=consent.receiver, how=consent.how, on=work.reached(), language=consent.language,
        )  # fmt: skip
        change.add(event, consent.case)
        referral_states.revoke_without_consent(work, change, consent.case, consent.receiver, consent.purpose)
    left = rows.select(work.connection, Release, '"case" = ?', consent.case)
    never_came_to_be = {release.about for release in left if release.how == "not_completed"}
    events = rows.select(work.connection, Consent, '"case" = ?', consent.case)
    still = permission(events, consent.purpose, consent.receiver, work.clock.today(), work.reached()).items
    return Withdrawal(
        event,
        tuple(one for one in left if consent.id in one.consents and one.id not in never_came_to_be),
        tuple(item for item in Item if item in still and item.value in consent.items),
    )

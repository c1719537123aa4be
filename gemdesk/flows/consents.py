"""The consent ledger: giving, narrowing, withdrawing; what left before a withdrawal."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gemdesk.domain import consents as consent_rules
from gemdesk.domain.access import Right
from gemdesk.domain.ages import is_minor
from gemdesk.domain.casework import Task
from gemdesk.domain.consents import Grant, grants, permission
from gemdesk.domain.definition import Item, definition_of
from gemdesk.domain.records import Consent, Organisation, Person, Referral, Release
from gemdesk.flows import referral_states
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, strip_controls
from gemdesk.store import drafts, rows
from gemdesk.store.change import OFFICE, Change
from gemdesk.store.drafts import Draft
from gemdesk.vault.connection import Connection

_RECALL_DAYS = 3  # until the receivers of what had left are asked
_LONGEST = definition_of(Task).field("text").meaning.longest


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal, everything that had left on the strength of what was withdrawn, and what may leave still."""

    consent: Consent
    left: tuple[Release, ...]
    still: tuple[Item, ...]  # items that another live consent covers for the same receiver and purpose
    recalls: tuple[Task, ...] = ()  # one for each receiver of what had left


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
    minor: bool = False  # the person is under 18
    language: str = ""  # the first of the person's languages


def place(case_id: str) -> str:
    """Where the draft of a case's consent is kept."""
    return f"consent:{case_id}"


def ledger(work: Work, case_id: str) -> Ledger:
    """The consents of a case, with what was typed for another one and not saved."""
    case = case_of(work, case_id)
    db, known = work.connection, organisations(work)
    person = rows.one(db, Person, case.person)
    events = rows.select(db, Consent, '"case" = ?', case_id)
    unfinished = rows.select(db, Referral, "\"case\" = ? AND state = 'draft' ORDER BY rowid DESC LIMIT 1", case_id)
    stored = next((one.name for one in known if unfinished and one.id == unfinished[0].organisation), "")
    typed = drafts.find(db, f"referral:{case_id}", work.worker).get("receiver", stored)
    return Ledger(
        tuple(reversed(grants(events, work.clock.today(), work.reached()))), tuple(known), str(typed),
        drafts.find(db, place(case_id), work.worker), is_minor(person.age, person.age_band),
        next(iter(person.languages), ""),
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
    script: str = ""  # version of the consent talk
    witness: str = ""
    guardian: str = ""
    interpreter: bool = False
    statistics: bool = False
    copy_given: bool = False

    def consent(self, receiver: str, on: date) -> Consent:
        """The event that it becomes; `on` where no day was said."""
        names = ("case", "items", "withheld", "purpose", "how", "valid_until", "language", "script", "interpreter",
                 "statistics", "copy_given")  # fmt: skip
        return Consent(
            id=new_id(), receiver=receiver, on=self.on or on, witness=self.witness.strip(),
            guardian=self.guardian.strip(), **{name: getattr(self, name) for name in names},
        )  # fmt: skip


def end_after(on: date, months: int) -> date:
    """The day that many calendar months after `on`; the last of the month where there is no such day."""
    year, month = on.year + (on.month - 1 + months) // 12, (on.month - 1 + months) % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def give(work: Work, given: Given) -> Consent:
    """Record a consent; what was neither ticked nor withheld was not discussed and means no.

    `Refusal` END_BEFORE_START for one that would end before its own day, UNDER_AGE for somebody under 18
    where neither their assent nor an adult is part of it.
    """
    case = case_of(work, given.case, Right.WRITE)
    if not (given.items or given.withheld):
        raise Refusal(Reason.REQUIRED, "items")
    if given.valid_until and given.valid_until < (given.on or work.clock.today()):
        raise Refusal(Reason.END_BEFORE_START, "valid_until")
    person = rows.one(work.connection, Person, case.person)
    with work.change() as change:
        receiver = organisation_named(work, change, given.receiver)
        consent = given.consent(receiver.id, work.clock.today())
        if is_minor(person.age, person.age_band):
            consent_rules.require_young(consent)
        consent_rules.require_named(consent)
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


def withdraw(work: Work, consent: Consent, texts: Texts | None = None) -> Withdrawal:
    """Record that a consent was withdrawn today; nothing leaves on it from now on.

    For each receiver of what had left there is a task, to ask that it be destroyed.
    """
    case_of(work, consent.case, Right.WRITE)
    told = rows.select(work.connection, Release, '"case" = ?', consent.case)
    never_came_to_be = {release.about for release in told if release.how == "not_completed"}
    left = tuple(one for one in told if consent.id in one.consents and one.id not in never_came_to_be)
    with work.change() as change:
        event = Consent(
            id=new_id(), case=consent.case, act="withdrawn", about=consent.id, purpose=consent.purpose,
            receiver=consent.receiver, how=consent.how, on=work.reached(), language=consent.language,
        )  # fmt: skip
        change.add(event, consent.case)
        referral_states.revoke_without_consent(work, change, consent.case, consent.receiver, consent.purpose)
        recalls = _recall(work, change, consent.case, left, texts or Texts("ar"))
    events = rows.select(work.connection, Consent, '"case" = ?', consent.case)
    still = permission(events, consent.purpose, consent.receiver, work.clock.today(), work.reached()).items
    return Withdrawal(
        event, left, tuple(item for item in Item if item in still and item.value in consent.items), recalls
    )


def _recall(work: Work, change: Change, case_id: str, left: Iterable[Release], texts: Texts) -> tuple[Task, ...]:
    """A task for each receiver, to ask that what was received be destroyed."""
    made = []
    for receiver in dict.fromkeys(release.receiver for release in left):
        name = rows.one(change.connection, Organisation, receiver).name
        said = texts.say("Ask {receiver} to destroy what was received: the consent was withdrawn", receiver=Name(name))
        task = Task(
            id=new_id(), case=case_id, text=strip_controls(said)[:_LONGEST], worker=work.worker,
            due=work.reached() + timedelta(days=_RECALL_DAYS),
        )  # fmt: skip
        made.append(change.add(task, case_id))
    return tuple(made)

"""Cases: the list, one case whole, intake, notes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gemdesk.domain import ages
from gemdesk.domain import consents as consent_rules
from gemdesk.domain.access import Right
from gemdesk.domain.completeness import Gap, Known, missing
from gemdesk.domain.consents import Grant
from gemdesk.domain.lines import Filter, Line
from gemdesk.domain.records import Case, Consent, Entry, File, Organisation, Person, Referral, Release, SafeContact
from gemdesk.flows import contacts, people, risk, sealed_notes
from gemdesk.flows.codes import free_code
from gemdesk.flows.sight import case_of, is_closed
from gemdesk.flows.timeline import Happening, happenings
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits
from gemdesk.store import drafts, lines, rows, search_ladder

Draft = drafts.Draft


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases a filter lets through, and how many there are."""

    found: int
    all: int


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that the page of one case shows."""

    case: Case
    person: Person
    contact: SafeContact | None  # without its number: `contacts.open_number` is the way to it
    grants: tuple[Grant, ...]
    referrals: tuple[Referral, ...]
    files: tuple[File, ...]
    timeline: tuple[Happening, ...]
    organisations: dict[str, Organisation]
    note_draft: Draft
    gaps: tuple[Gap, ...] = ()  # what is to be completed
    may_seal: bool = False  # whether who is at work writes and reads sealed notes


def page(work: Work, typed: str, filter_: Filter, after: Line | None, limit: int) -> list[Line]:
    """The next lines after a line; of a search, the surest first. No names: no lines."""
    if not work.access.may(Right.NAMES):
        return []
    if not typed.strip():
        return lines.page(work.connection, _own(work, filter_), after.mark if after else None, limit)
    most = search_ladder.MOST if after else limit
    rungs = {hit.id: hit.rung for hit in search_ladder.cases(work.connection, typed, _own(work, filter_), most)}
    if after:
        behind = list(rungs).index(after.case) + 1 if after.case in rungs else len(rungs)
        rungs = dict(list(rungs.items())[behind:])
    return [replace(line, rung=rungs[line.case]) for line in lines.among(work.connection, list(rungs))]


def counts(work: Work, filter_: Filter) -> Counts:
    """How many cases the list holds behind what is shown of it."""
    if not work.access.may(Right.NAMES):
        return Counts(0, 0)
    every = _own(work, Filter())
    return Counts(lines.count(work.connection, _own(work, filter_)), lines.count(work.connection, every))


def _own(work: Work, filter_: Filter) -> Filter:
    """The filter with what it leaves to the flow: whose cases are wished, and whose are shown at all."""
    seen_by = "" if work.access.may(Right.ALL_CASES) else work.worker
    return replace(filter_, worker=work.worker if filter_.mine else filter_.worker, seen_by=seen_by)


def open_case(work: Work, case_id: str) -> CaseView:
    """One case with all that belongs to it; KeyError when it is not in this vault, `Refusal` when it is not shown."""
    db = work.connection
    case = case_of(work, case_id)
    person = rows.one(db, Person, case.person)
    contact = contacts.newest(work, person.id)
    consents = rows.select(db, Consent, '"case" = ?', case_id)
    referrals = rows.select(db, Referral, '"case" = ? ORDER BY "on" DESC, rowid DESC', case_id)
    releases = rows.select(db, Release, '"case" = ?', case_id)
    named = {c.receiver for c in consents} | {r.organisation for r in referrals} | {r.receiver for r in releases}
    return CaseView(
        case, person, contacts.covered(contact),
        tuple(consent_rules.grants(consents, work.clock.today(), work.reached())), tuple(referrals),
        _papers(rows.select(db, File, '"case" = ? ORDER BY at DESC', case_id), releases),
        happenings(work, case),
        {id_: rows.one(db, Organisation, id_) for id_ in named},
        sealed_notes.open_draft(work, case_id, drafts.find(db, f"note:{case_id}", work.worker)),
        missing(Known(case, person, contact, consents, people.relatives_of(work, person.id))),
        sealed_notes.may_seal(work),
    )  # fmt: skip


def _papers(files: Iterable[File], releases: Iterable[Release]) -> tuple[File, ...]:
    """The files without the copies of letters that never came to be; the ledger keeps those attempts."""
    told = list(releases)
    undone = {release.about for release in told if release.how == "not_completed"}
    failed = {(one.digest, one.at) for one in told if one.id in undone}
    came = {(one.digest, one.at) for one in told if one.how != "not_completed" and one.id not in undone}
    return tuple(file for file in files if (file.digest, file.at) not in failed - came)


@dataclass(frozen=True, slots=True)
class Intake:
    """The 60-second card: what is known now; all else is completed later."""

    chosen_name: str = ""
    address: str = "avoid"
    channel: str = "phone"
    number: str = ""
    hours: str = ""
    code_word: str = ""
    leave_message: bool = False
    risk_factors: tuple[str, ...] = ()
    need: str = ""
    due: date | None = None
    note: str = ""


def take_in(work: Work, card: Intake) -> str:
    """Make person, safe contact and case from the card; gives the case's id. An empty card is refused."""
    work.require(Right.WRITE)
    if not (card.chosen_name or card.number or card.need or card.note or card.risk_factors):
        raise Refusal(Reason.REQUIRED, "chosen_name")
    case_id, person_id = new_id(), new_id()
    code = free_code(work, Person, "code", "C")
    person = Person(id=person_id, code=code, chosen_name=card.chosen_name, address=card.address)
    contact = SafeContact(
        id=new_id(), person=person_id, channel=card.channel, number=latin_digits(card.number), hours=card.hours,
        code_word=card.code_word, leave_message=card.leave_message,
    )  # fmt: skip
    due = card.due or (work.clock.today() if card.need else None)
    case = Case(
        id=case_id, person=person_id, opened=work.clock.today(), worker=work.worker, next_step=card.need, next_due=due
    )
    case, assessment = risk.taken_in(work, case, card.risk_factors)
    with work.change() as change:
        for record in (person, contact, case):
            change.add(record, case_id)
        if assessment:
            risk.add_in(work, change, assessment)
        if card.note:
            change.add(_entry(work, case_id, card.note, "note", "fact"), case_id)
        drafts.drop(change.connection, "intake", work.worker)
    return case_id


def _entry(work: Work, case_id: str, text: str, sort: str, standing: str) -> Entry:
    return Entry(id=new_id(), case=case_id, sort=sort, standing=standing, text=text, at=work.clock.now())


def note(work: Work, case_id: str, text: str, sort: str = "note", standing: str = "fact") -> Entry:
    """Write a timeline entry and forget its draft."""
    case_of(work, case_id, Right.WRITE)
    entry = _entry(work, case_id, text, sort, standing)
    with work.change() as change:
        change.add(entry, case_id)
        drafts.drop(change.connection, f"note:{case_id}", work.worker)
    return entry


_ASSESSED = frozenset({"risk_level", "risk_factors", "risk_note"})


def complete(work: Work, case_id: str, values: dict[str, dict[str, Any]]) -> None:
    """Change fields of person, safe contact and case by kind, in one save; the risk follows assessments alone."""
    case = case_of(work, case_id, Right.WRITE)
    contact = contacts.newest(work, case.person)
    person_fields = dict(values.get(Person.KIND, {}))
    if {"age", "age_band"} <= person_fields.keys():
        person_fields["age"], person_fields["age_band"] = ages.one_of(person_fields["age"], person_fields["age_band"])
    case_fields = dict(values.get(Case.KIND, {}))
    if _ASSESSED & case_fields.keys():
        raise TypeError("the risk of a case follows its assessments")
    with work.change() as change:
        change.edit(rows.one(work.connection, Person, case.person), **person_fields)
        contact_fields = values.get(SafeContact.KIND, {})
        if contact:
            change.edit(contact, **contact_fields)
        elif contact_fields:
            change.add(SafeContact(id=new_id(), **{"person": case.person, **contact_fields}), case_id)
        change.edit(case, **case_fields)
        drafts.drop(change.connection, f"details:{case_id}", work.worker)


def keep_draft(work: Work, place: str, body: Draft) -> None:
    """Keep what is typed at a place of the screen; it is no record, leaves no event, and the same is not kept twice.

    Of a case that is not shown any more nothing is kept.
    """
    if _is_closed(work, place) or drafts.holds(work.connection, place, work.worker, body):
        return
    with work.saving():
        drafts.keep(work.connection, place, work.worker, body, work.moment())


def find_draft(work: Work, place: str) -> Draft:
    """What was typed at a place and not saved; of a case as long as it is shown."""
    return {} if _is_closed(work, place) else drafts.find(work.connection, place, work.worker)


_OF_PEOPLE = ("intake",)


def _is_closed(work: Work, place: str) -> bool:
    """Whether a place speaks of people who are not shown to who is at work."""
    sort, _, about = place.partition(":")
    if sort in _OF_PEOPLE:
        return not work.access.may(Right.WRITE)
    return is_closed(work, about)

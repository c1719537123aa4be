"""Everything that happened in a case, whichever record tells it, in one list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Incident,
    Plan,
    Reply,
    SafetyPlan,
    SealedNote,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.records import Case, Consent, Entry, File, Referral, Release
from gemdesk.flows.sight import case_of
from gemdesk.flows.work import Work
from gemdesk.store import rows

_OF_CASE = '"case" = ?'
_OF_REFERRALS = 'referral IN (SELECT id FROM referral WHERE "case" = ?)'
_DONE = '"case" = ? AND done_on IS NOT NULL'
# The copy of a letter, kept as it left, stands in the ledger of what left; a file that was taken in stands for itself.
_KEPT = """"case" = ? AND original = '' AND NOT EXISTS (
    SELECT 1 FROM release r WHERE r."case" = file."case" AND r.digest = file.digest AND r.at = file.at)"""
# Kind of record, how those of a case are found, the field that says when.
_SOURCES: tuple[tuple[type[Record], str, str], ...] = (
    (Entry, _OF_CASE, "at"),
    (SealedNote, _OF_CASE, "at"),
    (Consent, _OF_CASE, "on"),
    (Referral, _OF_CASE, "on"),
    (Reply, _OF_REFERRALS, "on"),
    (Release, _OF_CASE, "at"),
    (Attempt, _OF_CASE, "at"),
    (Incident, _OF_CASE, "reported_on"),
    (Assessment, _OF_CASE, "on"),
    (SafetyPlan, _OF_CASE, "on"),
    (Plan, _OF_CASE, "on"),
    (FollowUp, _DONE, "done_on"),
    (Approval, _OF_CASE, "at"),
    (Closure, _OF_CASE, "on"),
    (File, _KEPT, "at"),
)
# What a filter of the timeline lets through, by the sorts of happenings.
GROUPS: dict[str, frozenset[str]] = {
    "notes": frozenset({"note", "sealed_note", "incident", "legal", "health", "safety", "assistance", "system"}),
    "contact": frozenset({"call", "visit", "message", "meeting", "attempt", "follow_up"}),
    "plans": frozenset({"assessment", "safety_plan", "plan", "approval", "opened", "closure"}),
    "consent": frozenset({"consent"}),
    "referral": frozenset({"referral", "reply", "release"}),
    "file": frozenset({"file"}),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on the timeline, whichever record tells it."""

    sort: str
    at: datetime
    record: Record
    timed: bool = True  # False: only the day is known, and the time is a place in the order


def happenings(work: Work, case: Case) -> tuple[Happening, ...]:
    """Everything that happened in a case, the latest first."""
    case_of(work, case.id)
    zone = work.clock.now().tzinfo
    found = list(_opened(case, zone))
    for kind, where, field in _SOURCES:
        when = _when(field, zone)
        for record in rows.select(work.connection, kind, where, case.id):
            if at := when(record):
                sort = record.sort if isinstance(record, Entry) else kind.KIND
                found.append(Happening(sort, at, record, timed=field == "at"))
    return tuple(sorted(found, key=lambda happening: happening.at, reverse=True))


def _opened(case: Case, zone: tzinfo | None) -> Iterator[Happening]:
    if case.opened:
        yield Happening("opened", datetime.combine(case.opened, time.min, zone), case, timed=False)


def _when(field: str, zone: tzinfo | None) -> Callable[[Record], datetime | None]:
    def read(record: Record) -> datetime | None:
        found = getattr(record, field)
        if isinstance(found, datetime):
            return found
        # A day without a time stands where the work of a day begins.
        return datetime.combine(found, time(9), zone) if isinstance(found, date) else None

    return read

"""What is due, one row for each thing, kept in the order of Today beside the records it is reckoned from."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from gemdesk.domain import safe_hours
from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Need,
    Plan,
    Reply,
    SafetyPlan,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.dues import Bundle, Due, reckon
from gemdesk.domain.records import Case, Consent, Referral
from gemdesk.kernel.fold import fold
from gemdesk.store import rows
from gemdesk.store.fresh import Begun
from gemdesk.vault.connection import Connection

R = TypeVar("R", bound=Record)
_Common = tuple[str, str, str, int]  # what all rows of a case share: worker, level, name to sort by, hours
ALWAYS = "9999-12-31"  # of use for ever
_LAST = "\uffff"  # behind all names
_INSERT = (
    "INSERT INTO due_line (stream, sort, about, due, worker, risk_level, name_key, text, detail, until, hours) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# The name of a person, with channel and hours of the newest safe contact.
_WHO = (
    "SELECT p.chosen_name, coalesce(c.channel, 'none'), coalesce(c.hours, '') FROM person p "
    "LEFT JOIN safe_contact c ON c.rowid = (SELECT max(rowid) FROM safe_contact WHERE person = p.id) WHERE p.id = ?"
)
_STEPS = "goal IN (SELECT g.id FROM goal g JOIN plan p ON p.id = g.plan WHERE p.\"case\" = ? AND p.state = 'in_force')"
_REPLIES = 'referral IN (SELECT id FROM referral WHERE "case" = ?)'


# Most cases have few kinds of record: one question tells which, instead of one for each kind.
_OF_CASE: tuple[type[Record], ...] = (
    Task, FollowUp, Plan, SafetyPlan, Need, Referral, Consent, Assessment, Attempt, Approval, Closure,
)  # fmt: skip
_THERE = "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{kind.KIND}" WHERE "case" = ?1)' for kind in _OF_CASE)


def bundle_of(connection: Connection, case: Case) -> Bundle:
    """The records of a case that dues are reckoned from, each kind in the order of writing."""
    flags = connection.execute(_THERE, [case.id]).fetchone()
    there = {kind for kind, is_there in zip(_OF_CASE, flags, strict=True) if is_there}

    def of(kind: type[R], where: str = '"case" = ?', beside: type[Record] | None = None) -> tuple[R, ...]:
        if (beside or kind) not in there:
            return ()
        return tuple(rows.select(connection, kind, f"{where} ORDER BY rowid", case.id))

    return Bundle(
        case, of(Task), of(FollowUp), of(Step, _STEPS, Plan), of(Plan), of(SafetyPlan), of(Need), of(Referral),
        of(Reply, _REPLIES, Referral), of(Consent), of(Assessment), of(Attempt), of(Approval), of(Closure),
    )  # fmt: skip


def write(connection: Connection, stream: str) -> None:
    """Bring the due lines of a stream up to date: those of its cases, or of the office's own tasks."""
    connection.execute("DELETE FROM due_line WHERE stream = ?", [stream])
    cases = rows.select(connection, Case, "stream = ?", stream)
    for case in cases:
        name, channel, hours = connection.execute(_WHO, [case.person]).fetchone()
        common = (case.worker, case.risk_level, fold(name) or _LAST, _hours(channel, hours))
        _insert(connection, _told(stream, reckon(bundle_of(connection, case)), common))
    own = "\"case\" = '' AND stream = ? AND done_on IS NULL ORDER BY rowid"
    for task in [] if cases else rows.select(connection, Task, own, stream):
        if task.due:
            due = Due("by_hand", task.id, task.due, task.text, "task")
            _insert(connection, _told(stream, [due], (task.worker, "", _LAST, safe_hours.UNKNOWN)))


def write_new(connection: Connection, begun: Iterable[Begun]) -> None:
    """Write the due lines of cases of which there were none."""
    _insert(connection, [row for one in begun for row in _told(one.stream, reckon(one.bundle), _common(one))])


def _common(one: Begun) -> _Common:
    channel, hours = (one.contact.channel, one.contact.hours) if one.contact else ("none", "")
    return one.case.worker, one.case.risk_level, fold(one.person.chosen_name) or _LAST, _hours(channel, hours)


_hours = lru_cache(1024)(safe_hours.of)  # the same few words in most contacts


def _told(stream: str, dues: Iterable[Due], common: _Common) -> list[tuple[str | int, ...]]:
    worker, risk_level, name, hours = common
    return [
        (
            stream, due.sort, due.about, due.due.isoformat(), worker, risk_level, name, due.text, due.detail,
            due.until.isoformat() if due.until else ALWAYS, hours,
        )
        for due in dues
    ]  # fmt: skip


def _insert(connection: Connection, told: list[tuple[str | int, ...]]) -> None:
    connection.executemany(_INSERT, told)

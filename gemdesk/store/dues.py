"""What is due, one row for each thing, kept in the order of Today beside the records it is reckoned from."""

from typing import TypeVar

from gemdesk.domain.casework import (
    Approval,
    Assessment,
    Attempt,
    Closure,
    FollowUp,
    Need,
    Plan,
    Reply,
    Step,
    Task,
)  # fmt: skip
from gemdesk.domain.definition import Record
from gemdesk.domain.dues import Bundle, reckon
from gemdesk.domain.records import Case, Consent, Person, Referral
from gemdesk.kernel.fold import fold
from gemdesk.store import rows
from gemdesk.vault.connection import Connection

R = TypeVar("R", bound=Record)
_STEPS = "goal IN (SELECT g.id FROM goal g JOIN plan p ON p.id = g.plan WHERE p.\"case\" = ? AND p.state = 'in_force')"
_REPLIES = 'referral IN (SELECT id FROM referral WHERE "case" = ?)'


def bundle_of(connection: Connection, case: Case) -> Bundle:
    """The records of a case that dues are reckoned from."""

    def of(kind: type[R], where: str = '"case" = ?') -> tuple[R, ...]:
        return tuple(rows.select(connection, kind, where, case.id))

    return Bundle(
        case, of(Task), of(FollowUp), of(Step, _STEPS), of(Plan), of(Need), of(Referral), of(Reply, _REPLIES),
        of(Consent), of(Assessment), of(Attempt), of(Approval), of(Closure),
    )  # fmt: skip


def write(connection: Connection, stream: str) -> None:
    """Bring the due lines of a stream's cases up to date."""
    connection.execute("DELETE FROM due_line WHERE stream = ?", [stream])
    for case in rows.select(connection, Case, "stream = ?", stream):
        person = rows.one(connection, Person, case.person)
        name = fold(person.chosen_name) or "\uffff"
        connection.executemany(
            "INSERT INTO due_line (stream, sort, about, due, worker, risk_level, name_key, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (stream, due.sort, due.about, due.due.isoformat(), case.worker, case.risk_level, name, due.text)
                for due in reckon(bundle_of(connection, case))
            ],
        )

"""The case list: one row per case, kept in its order of showing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gemdesk.domain.lines import Filter, Line
from gemdesk.domain.records import Case, Person
from gemdesk.kernel.fold import fold
from gemdesk.store import rows
from gemdesk.store.fresh import Begun
from gemdesk.vault.connection import Connection

_COLUMNS = '"case", code, name, name_key, due_key, status, risk_level, worker, next_step, next_due'
_WRITE = f"INSERT OR REPLACE INTO case_line ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LATER = "9999-12-31"  # cases without a due day stand after those with one


def write(connection: Connection, stream: str) -> None:
    """Bring the lines of a stream's cases up to date."""
    found = rows.select(connection, Case, "stream = ?", stream)
    if not found:
        connection.execute('DELETE FROM case_line WHERE "case" = ?', [stream])  # it was thrown away
    for case in found:
        connection.execute(_WRITE, _told(case, rows.one(connection, Person, case.person)))


def write_new(connection: Connection, begun: Iterable[Begun]) -> None:
    """Write the lines of cases of which there were none."""
    connection.executemany(_WRITE, [_told(one.case, one.person) for one in begun])


def _told(case: Case, person: Person) -> tuple[str | None, ...]:
    name = person.chosen_name or next(iter(person.other_scripts), "")
    due = case.next_due.isoformat() if case.next_due else None
    return (
        case.id, person.code, name, fold(name) or "\uffff", due or _LATER, case.status, case.risk_level,
        case.worker, case.next_step, due,
    )  # fmt: skip


def _line(row: tuple[Any, ...]) -> Line:
    due = date.fromisoformat(row[9]) if row[9] else None
    return Line(row[0], row[1], row[2], row[5], row[6], row[7], row[8], due, (row[4], row[3], row[0]))


def conditions(filter_: Filter) -> tuple[str, list[object]]:
    """The SQL that a filter adds to a WHERE over `case_line`, and its values."""
    parts: list[str] = []
    values: list[object] = []
    if filter_.worker:
        parts.append("worker = ?")
        values.append(filter_.worker)
    if filter_.seen_by:
        parts.append("worker IN (?, '')")
        values.append(filter_.seen_by)
    if filter_.high_risk:
        parts.append("risk_level IN ('high', 'critical')")
    if filter_.overdue_on:
        parts.append("due_key < ?")  # of a case without a due day it lies behind all days
        values.append(filter_.overdue_on.isoformat())
    if filter_.open_only:
        parts.append("status = 'open'")
    return "".join(f" AND {part}" for part in parts), values


def page(
    connection: Connection, filter_: Filter, after: tuple[str, str, str] | None = None, size: int = 60
) -> list[Line]:
    """The next lines after a mark, in order of due day, name and id."""
    narrowed, values = conditions(filter_)
    found = connection.execute(
        f'SELECT {_COLUMNS} FROM case_line WHERE (due_key, name_key, "case") > (?, ?, ?){narrowed} '
        'ORDER BY due_key, name_key, "case" LIMIT ?',
        [*(after or ("", "", "")), *values, size],
    )
    return [_line(row) for row in found]


def among(connection: Connection, cases: list[str]) -> list[Line]:
    """The lines of the named cases, in the order in which they are named."""
    marks = ", ".join("?" * len(cases))
    found = connection.execute(f'SELECT {_COLUMNS} FROM case_line WHERE "case" IN ({marks})', cases)
    place = {case: number for number, case in enumerate(cases)}
    return sorted((_line(row) for row in found), key=lambda line: place[line.case])


def count(connection: Connection, filter_: Filter) -> int:
    """How many cases the filter lets through."""
    narrowed, values = conditions(filter_)
    row = connection.execute(f"SELECT count(*) FROM case_line WHERE 1{narrowed}", values).fetchone()
    return int(row[0]) if row else 0


def count_up_to(connection: Connection, filter_: Filter, most: int) -> int:
    """How many cases the filter lets through, without counting further than `most`."""
    narrowed, values = conditions(filter_)
    counted = f"SELECT count(*) FROM (SELECT 1 FROM case_line WHERE 1{narrowed} LIMIT ?)"
    return int(connection.execute(counted, [*values, most]).fetchone()[0])

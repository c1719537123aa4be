"""The rows of Today: each section one walk along an index of what is due, begun where the page before ended."""

from collections.abc import Sequence
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any

from gemdesk.domain.referrals import AWAITING
from gemdesk.domain.today import COMING_DAYS, Mark, Question, Row, Section
from gemdesk.vault.connection import Connection

_COLUMNS = (
    "d.due, d.name_key, d.stream, d.sort, d.about, d.detail, d.text, d.risk_level, d.hours, "
    "coalesce(l.name, ''), coalesce(l.code, '')"
)
_ORDER = "due, name_key, stream, sort, about"
_EVERYTHING: Mark = ("", "", "", "", "")
_LOOK_THROUGH = 2000  # rows among which those are sought who may be called now

# What is not of use any more, and what another role decides. Beginning with `sort`, which stands in every index.
_OF_USE = "(d.sort <> 'consent_expiry' OR d.until >= :today)"
_NOT_OTHERS = "(d.sort <> 'approval' OR d.detail NOT LIKE 'asked%')"
_TO_CALL = (
    "d.sort IN ('followup', 'contact') "  # by which the index of these alone is found
    "AND ((d.sort = 'followup' AND d.detail NOT IN ('visit', 'meeting', 'welfare_check')) "
    "OR (d.sort = 'contact' AND d.detail = 'try'))"
)
# Nobody is called of whom another way was decided, or before the time of the next try.
_NOT_HELD_BACK = (
    "NOT EXISTS (SELECT 1 FROM due_line o WHERE o.stream = d.stream AND o.sort = 'contact' "
    "AND (o.detail <> 'try' OR o.due > :today))"
)
_AWAITED = ", ".join(repr(state.value) for state in AWAITING)
_SECTIONS: dict[Section, str] = {
    Section.DUE: "d.due <= :today",
    Section.NOW: f"d.due <= :today AND {_TO_CALL}",
    Section.UNSEEN: "d.due < :today AND d.sort = 'followup' AND d.risk_level IN ('high', 'critical')",
    # As the page of referrals counts what is overdue: the last day is still in time, and who accepted owes no answer.
    Section.UNANSWERED: f"d.due < :today AND d.sort = 'referral_reply' AND d.detail IN ({_AWAITED})",
    Section.COMING: "d.due > :today AND d.due <= :soon",
    Section.TO_APPROVE: "d.sort = 'approval' AND d.detail LIKE 'asked%'",
}
# Where the organisation stands of which a row speaks.
_RECEIVED = {"referral_reply": ("referral", "organisation"), "consent_expiry": ("consent", "receiver")}
_OF_PEOPLE = frozenset({Section.NOW, Section.UNSEEN})


def page(connection: Connection, question: Question, after: Mark | None = None, size: int = 60) -> list[Row]:
    """The next rows of a section after a mark, in order of day and name; of people each once, the first row."""
    walks = [_walk(connection, question, worker, after, size) for worker in _workers(question)]
    return [_row(told, question) for told in islice(merge(*walks, key=lambda row: row[:5]), size)]


def count_up_to(connection: Connection, question: Question, most: int) -> int:
    """How many rows a section holds, without counting further than `most`; of people, how many people."""
    found = 0
    for worker in _workers(question):
        what = "DISTINCT d.stream" if question.section in _OF_PEOPLE else "1"
        inner = f"SELECT {what} {_from(question, worker)} LIMIT :most"
        values = {**_values(question, worker), "most": most - found, "look": _LOOK_THROUGH}
        found += int(connection.execute(f"SELECT count(*) FROM ({inner})", values).fetchone()[0])
        if found >= most:
            return most
    return found


def next_day(connection: Connection, question: Question) -> date | None:
    """The first day after today on which something is due."""
    days = []
    for worker in _workers(question):
        own = "" if worker is None else " AND worker = :worker"
        sql = f"SELECT min(due) FROM due_line WHERE due > :today{own}"
        days.append(connection.execute(sql, _values(question, worker)).fetchone()[0])
    return min((date.fromisoformat(day) for day in days if day), default=None)


def receivers(connection: Connection, found: Sequence[Row]) -> dict[str, str]:
    """The names of the organisations that the rows speak of, by what each row is about."""
    names: dict[str, str] = {}
    asked = {sort: [row.about for row in found if row.sort == sort] for sort in _RECEIVED}
    for sort, about in asked.items():
        table, column = _RECEIVED[sort]
        marks = ", ".join("?" * len(about))
        names |= dict(
            connection.execute(
                f"SELECT r.id, o.name FROM {table} r CROSS JOIN organisation o ON o.id = r.{column} "
                f"WHERE r.id IN ({marks})",
                about,
            )
        )
    return names


def _workers(question: Question) -> tuple[str | None, ...]:
    """The walks that a question needs: one for everybody's, else one for the own rows and one for nobody's."""
    return (None,) if question.worker is None else tuple(dict.fromkeys((question.worker, "")))


def _walk(
    connection: Connection, question: Question, worker: str | None, after: Mark | None, size: int
) -> list[tuple[Any, ...]]:
    values = {**_values(question, worker), "size": size, "look": _LOOK_THROUGH}
    values |= dict(zip(("m1", "m2", "m3", "m4", "m5"), after or _EVERYTHING, strict=True))
    sql = (
        f"SELECT {_COLUMNS} {_from(question, worker)}{_once(question)} "
        "AND (d.due, d.name_key, d.stream, d.sort, d.about) > (:m1, :m2, :m3, :m4, :m5) "
        "ORDER BY d.due, d.name_key, d.stream, d.sort, d.about LIMIT :size"
    )
    return connection.execute(sql, values).fetchall()


def _from(question: Question, worker: str | None) -> str:
    """The rows of a section, and the line of each one's case."""
    parts = [_SECTIONS[question.section], _OF_USE]
    if worker is not None:
        parts.append("d.worker = :worker")
    if not question.approves:
        parts.append(_NOT_OTHERS)
    line = 'LEFT JOIN case_line l ON l."case" = d.stream'
    if question.section is not Section.NOW:
        return f"FROM due_line d {line} WHERE {' AND '.join(parts)}"
    # Where nobody may be called, the whole of a large vault would be looked through; and of those that are looked
    # through only what stands in the index, since each row lies on another page.
    wanted = f"WHERE {' AND '.join(parts)} ORDER BY {_ORDER} LIMIT :look"
    looked = f"SELECT stream, sort, about, hours FROM due_line d {wanted}"
    whole = "CROSS JOIN due_line d ON d.stream = f.stream AND d.sort = f.sort AND d.about = f.about"
    return f"FROM ({looked}) f {whole} {line} WHERE f.hours & :hour = :hour AND {_NOT_HELD_BACK}"


def _once(question: Question) -> str:
    """That no row of the same person stands before it: in the question, since a page may end between the two."""
    if question.section not in _OF_PEOPLE:
        return ""
    same = _SECTIONS[question.section].replace("d.", "e.")
    return (
        f" AND NOT EXISTS (SELECT 1 FROM due_line e WHERE e.stream = d.stream AND {same} "
        "AND (e.due, e.sort, e.about) < (d.due, d.sort, d.about))"
    )


def _values(question: Question, worker: str | None) -> dict[str, object]:
    return {
        "today": question.today.isoformat(), "worker": worker, "hour": question.hour,
        "soon": (question.today + timedelta(days=COMING_DAYS)).isoformat(),
    }  # fmt: skip


def _row(told: tuple[Any, ...], question: Question) -> Row:
    due, name_key, stream, sort, about, detail, text, risk_level, hours, name, code = told
    return Row(
        case=stream if code else "", sort=sort, about=about, due=date.fromisoformat(due), text=text, detail=detail,
        name=name, code=code, risk_level=risk_level, now=bool(hours) and hours & question.hour == question.hour,
        mark=(due, name_key, stream, sort, about),
    )  # fmt: skip

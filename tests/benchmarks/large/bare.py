"""The bare question of SQLCipher for the same rows, as whoever knows nothing of a program would ask it."""

import time

from gemdesk.domain.lines import Filter
from gemdesk.kernel.fold import fold
from gemdesk.store import lines
from gemdesk.vault.connection import Connection

_LINE = 'l."case", l.code, l.name, l.status, l.risk_level, l.worker, l.next_step, l.next_due'
PAGE = 60


def took(connection: Connection, sql: str, *values: object) -> float:
    """Milliseconds of one question with all its rows."""
    began = time.perf_counter()
    connection.execute(sql, values).fetchall()
    return (time.perf_counter() - began) * 1000


def of_filter(connection: Connection, filter_: Filter) -> float:
    """The first lines that a filter lets through."""
    narrowed, values = lines.conditions(filter_)
    order = 'ORDER BY due_key, name_key, "case" LIMIT ?'
    return took(connection, f"SELECT {_LINE} FROM case_line l WHERE 1{narrowed} {order}", *values, PAGE)


def of_typed(connection: Connection, typed: str) -> float:
    """The first lines whose names begin with the typed words, and from the third letter on those of notes."""
    words = fold(typed).split()
    if not words:
        return of_filter(connection, Filter())
    query = " AND ".join(f'"{word}"*' for word in words)
    found = 0.0
    for index in ("search_word", "search_note") if len(words[-1]) > 2 else ("search_word",):
        found += took(
            connection,
            f"SELECT {_LINE} FROM {index} w CROSS JOIN search_row r ON r.id = w.rowid "
            f'CROSS JOIN case_line l ON l."case" = r.stream WHERE {index} MATCH ? ORDER BY w.rowid LIMIT ?',
            query,
            PAGE,
        )
    return found

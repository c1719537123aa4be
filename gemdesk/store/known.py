"""Who is in the vault under a name or a number, asked for many of them at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gemdesk.vault.connection import Connection

_AT_ONCE = 500  # keys in one question


@dataclass(frozen=True, slots=True)
class Known:
    """A case whose person has a name or number that was asked for."""

    case: str
    code: str
    worker: str


def by_name(connection: Connection, keys: Iterable[str]) -> dict[str, Known]:
    """The latest case under each folded name, for those that there are."""
    wanted = sorted(set(filter(None, keys)))
    found: dict[str, Known] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        some = wanted[begin : begin + _AT_ONCE]
        rows = connection.execute(
            'SELECT name_key, "case", code, worker FROM case_line '
            f"WHERE name_key IN ({', '.join('?' * len(some))}) ORDER BY rowid",
            some,
        )
        found.update((row[0], Known(row[1], row[2], row[3])) for row in rows)
    return found


def by_number(connection: Connection, keys: Iterable[str], key_of: Callable[[str], str]) -> dict[str, Known]:
    """The latest case under each number; `key_of` gives the key of a number as it is stored."""
    wanted = set(filter(None, keys))
    if not wanted:
        return {}
    rows = connection.execute(
        'SELECT s.number, l."case", l.code, l.worker FROM safe_contact s JOIN case_line l ON l."case" = s.stream '
        "WHERE s.number <> '' ORDER BY s.rowid"
    )
    return {key: Known(row[1], row[2], row[3]) for row in rows if (key := key_of(row[0])) in wanted}

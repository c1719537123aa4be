"""After a salvage: what the tables lack is put back from the trail, and what is derived is made anew."""

from collections.abc import Iterable

from gemdesk.domain.definition import Record
from gemdesk.domain.records import Person
from gemdesk.store import derived, rows
from gemdesk.store.rebuild import rebuild
from gemdesk.vault.connection import Connection
from gemdesk.vault.transactions import transaction


def mend(connection: Connection) -> int:
    """Complete a salvaged database; gives how many records the trail brought back."""
    with transaction(connection):
        back = _bring_back(connection)
        _found_cases(connection)
        derived.make_search(connection)
        derived.make_lists(connection)
    return back


def _bring_back(connection: Connection) -> int:
    """Insert the records that only the trail still knows, those first on which others stand."""
    streams = dict(connection.execute("SELECT record, stream FROM event WHERE field = ''").fetchall())
    waiting = [
        record
        for (kind, id_), record in rebuild(connection).items()
        if id_ in streams and not _stored(connection, kind, id_)
    ]
    begun = len(waiting)
    while waiting:
        left = [record for record in waiting if not _inserted(connection, record, streams[record.id])]
        if len(left) == len(waiting):
            break  # what they stand on is lost
        waiting = left
    return begun - len(waiting)


def _stored(connection: Connection, kind: str, id_: str) -> bool:
    return connection.execute(f'SELECT 1 FROM "{kind}" WHERE id = ?', [id_]).fetchone() is not None


def _inserted(connection: Connection, record: Record, stream: str) -> bool:
    """Whether a record could be inserted: what it refers to is there, and what is unique is free."""
    kind = type(record).KIND
    for column, table in _references(connection, kind):
        value = getattr(record, column)
        if value is not None and not _stored(connection, table, str(value)):
            return False
    return rows.insert(connection, record, stream, yielding=True)


def _references(connection: Connection, table: str) -> Iterable[tuple[str, str]]:
    found = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return [(row[3], row[2]) for row in found]


def _found_cases(connection: Connection) -> None:
    """A case whose person is lost gets an empty person, so that what hangs on it can be read."""
    lost = connection.execute(
        'SELECT DISTINCT person, stream FROM "case" WHERE person NOT IN (SELECT id FROM person)'
    ).fetchall()
    for id_, stream in lost:
        rows.insert(connection, Person(id=id_, code=f"?{id_[-8:]}"), stream)

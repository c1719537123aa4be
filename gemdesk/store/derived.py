"""What is derived from the records and can be made anew from them: the search, the case list, what is due."""

from gemdesk.domain.casework import Task
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import Case
from gemdesk.store import dues, lines, rows, search
from gemdesk.vault.connection import Connection


def make_search(connection: Connection) -> None:
    """Make the search anew."""
    search.empty(connection)
    for kind in KINDS.values():
        for record in rows.select(connection, kind, "1 ORDER BY rowid"):
            search.write(connection, record, rows.stream_of(connection, record))


def make_lists(connection: Connection) -> None:
    """Make the case list and the list of what is due anew."""
    connection.execute("DELETE FROM case_line")
    connection.execute("DELETE FROM due_line")
    streams = f'SELECT stream FROM "{Case.KIND}" UNION SELECT stream FROM {Task.KIND} WHERE "case" = \'\''
    for (stream,) in connection.execute(streams).fetchall():
        lines.write(connection, stream)
        dues.write(connection, stream)


_MAKERS = {"search": make_search, "lists": make_lists}


def bring_up(connection: Connection) -> None:
    """Make anew what the steps of the schema left stale; only on the newest schema, which the records are read by."""
    for (what,) in connection.execute("SELECT what FROM stale").fetchall():
        _MAKERS[what](connection)
    connection.execute("DELETE FROM stale")

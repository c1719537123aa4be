"""Other people at work with the vault of a test, and everything that lies in its tables."""

from dataclasses import replace

from gemdesk.flows.work import Work
from gemdesk.vault.opened import Role


def without_key(work: Work) -> Work:
    """The same vault behind a key place that does not open sealed things."""
    opened = replace(work.vault.opened, keys=work.vault.opened.keys.without_sealed())
    return replace(work, vault=replace(work.vault, opened=opened))


def as_worker(work: Work, worker: str, role: Role = Role.CASEWORKER) -> Work:
    """The same vault with somebody else at work."""
    opened = replace(work.vault.opened, worker=worker, role=role)
    return replace(work, vault=replace(work.vault, opened=opened))


def everything(work: Work) -> str:
    """Every value of every table, as text."""
    tables = [row[0] for row in work.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = []
    for table in tables:
        for row in work.connection.execute(f'SELECT * FROM "{table}"'):
            found += [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in row]
    return "\n".join(found)

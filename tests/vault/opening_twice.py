"""Whole vaults with a seal, opened and left in every way, for the tests of what is told on opening."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from gemdesk.vault import folder, session
from gemdesk.vault.connection import Connection
from gemdesk.vault.findings import Choice, Finding, Found
from gemdesk.vault.names import DATABASE, HEAD
from gemdesk.vault.opened import Opened
from gemdesk.vault.session import Schema, Session
from gemdesk.vault.transactions import transaction
from tests.vault.making import LIGHT, OLD

DAY = datetime(2026, 11, 20, 9, tzinfo=timezone(timedelta(hours=3)))
SEAL = (
    "CREATE TABLE seal (id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, chain BLOB NOT NULL)",
    "INSERT INTO seal (id, epoch, chain) VALUES (1, 0, zeroblob(32))",
    "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
)


def migrate(connection: Connection) -> int:
    """A schema of two steps, of which the second brings the seal."""
    if connection.execute("PRAGMA user_version").fetchone()[0] < 2:
        with transaction(connection):
            for statement in SEAL:
                connection.execute(statement)
            connection.execute("PRAGMA user_version = 2")
    return 0


SCHEMA = Schema(2, migrate)


@dataclass
class Calendar:
    """A clock that is moved by hand."""

    moment: datetime = DAY

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **step: float) -> None:
        self.moment += timedelta(**step)


@dataclass
class Place:
    """A vault in a folder, and the days on which it is used."""

    folder: Path
    opened: Opened
    calendar: Calendar

    def begin(self, choice: Choice | None = None, key_file: Path | None = None, *, examined: bool = True) -> Session:
        """Open it; `examined`: saves reach the file, as they do once the examination has ended."""
        made = session.begin(self.folder, self.opened, SCHEMA, self.calendar, key_file=key_file, choice=choice)
        if examined:
            made.saves.release()
        return made

    def finding(self, key_file: Path | None = None) -> Finding | None:
        """What opening it finds; it is closed again."""
        try:
            self.begin(key_file=key_file).close()
        except Found as found:
            return found.finding
        return None

    @property
    def database(self) -> Path:
        return self.folder / DATABASE


def make_place(path: Path) -> Place:
    """A new empty vault, closed."""
    calendar = Calendar()
    temporary, opened = folder.prepare(path, OLD, worker="worker-1", policy=LIGHT)
    session.make(temporary, opened, SCHEMA, calendar).close()
    folder.finish(temporary, path)
    return Place(path, opened, calendar)


def write(open_: Session, *bodies: str) -> None:
    """One save for each text."""
    for body in bodies:
        with open_.saves.save():
            open_.connection.execute("INSERT INTO note (body) VALUES (?)", [body])


def bodies(open_: Session) -> list[str]:
    """All texts, in order."""
    return [row[0] for row in open_.connection.execute("SELECT body FROM note ORDER BY id")]


def die(open_: Session) -> None:
    """End a session as a killed process does: nothing more is written, the log stays."""
    log, index = open_.folder / f"{DATABASE}-wal", open_.folder / f"{DATABASE}-shm"
    files = (open_.database, log, index, open_.folder / HEAD)
    kept = {path: path.read_bytes() for path in files if path.exists()}
    open_.abandon()
    for path, content in kept.items():
        path.write_bytes(content)

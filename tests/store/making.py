"""Encrypted vaults and records for the tests of store, letters and flows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gemdesk.domain.records import Case, Entry, Organisation, Person, SafeContact
from gemdesk.kernel.ids import new_id
from gemdesk.store.change import OFFICE, Change, change
from gemdesk.store.migrations import runner
from gemdesk.store.trail import Device, make_device
from gemdesk.vault import opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.keys import Keys
from gemdesk.vault.transactions import transaction

DAY = date(2026, 11, 20)
MOMENT = datetime.fromisoformat("2026-11-20T09:00:00+03:00")


@dataclass(frozen=True, slots=True)
class Vault:
    """An open vault database, what opens it again, and the installation that writes."""

    path: Path
    keys: Keys
    connection: Connection
    device: Device

    @contextmanager
    def change(self) -> Iterator[Change]:
        """One change at a fixed moment."""
        with transaction(self.connection), change(self.connection, self.device, "w-1", MOMENT.isoformat()) as open_:
            yield open_

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What a question finds."""
        return list(self.connection.execute(sql, values))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(str(self.rows(f'SELECT count(*) FROM "{table}"')[0][0]))


def new_vault(folder: Path) -> Vault:
    """A new encrypted database with the newest schema."""
    path, keys = folder / "vault.db", Keys.fresh()
    connection = opening.connect(path, keys, newest=runner.NEWEST, create=True)
    runner.migrate(connection)
    return Vault(path, keys, connection, make_device(connection, MOMENT.isoformat()))


def copied_vault(folder: Path) -> Vault:
    """A copy of a new vault; all copies have the same keys."""
    content, keys, device = _model()
    path = folder / "vault.db"
    path.write_bytes(content)
    return Vault(path, keys, opening.connect(path, keys, newest=runner.NEWEST), device)


@cache
def _model() -> tuple[bytes, Keys, Device]:
    """The file of a new vault, made once: SQLCipher takes a quarter of a second for the schema."""
    with TemporaryDirectory() as folder:
        made = new_vault(Path(folder))
        opening.checkpoint(made.connection)
        made.connection.close()
        return made.path.read_bytes(), made.keys, made.device


def add_case(open_: Change, code: str, name: str = "", **fields: object) -> Case:
    """A person with a case in a stream of its own."""
    person = Person(id=new_id(), code=code, chosen_name=name)
    case = Case(id=new_id(), person=person.id, opened=DAY, **fields)  # type: ignore[arg-type]  # fields by name
    open_.add(person, case.id)
    return open_.add(case, case.id)


def add_contact(open_: Change, case: Case, number: str) -> SafeContact:
    """The safe contact of a case's person."""
    return open_.add(SafeContact(id=new_id(), person=case.person, number=number), case.id)


def add_entry(open_: Change, case: Case, text: str) -> Entry:
    """A timeline entry."""
    return open_.add(Entry(id=new_id(), case=case.id, text=text, at=MOMENT), case.id)


def add_organisation(open_: Change, name: str) -> Organisation:
    """An organisation in the office's stream."""
    return open_.add(Organisation(id=new_id(), name=name), OFFICE)

"""The entries that the organisation added to the lists, as they stand in the vault."""

from collections.abc import Iterator

from gemdesk.domain.definition import Record, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomValue, ListEntry
from gemdesk.kernel import lists
from gemdesk.kernel.lists import Own, Value
from gemdesk.store import rows
from gemdesk.vault.connection import Connection


def read(connection: Connection) -> Own:
    """All of them, retired ones too, in the order in which they were added."""
    return lists.own(
        (entry.list_name, value_of(entry)) for entry in rows.select(connection, ListEntry, "1 ORDER BY rowid")
    )


def value_of(entry: ListEntry) -> Value:
    """An entry as a value of its list."""
    words = {"ar": entry.ar, "en": entry.en}
    return Value(entry.code, words, entry.retired, entry.letter_visible, entry.sensitivity)


def is_used(connection: Connection, record: Record) -> bool:
    """Whether a record is an entry whose code another one holds; reads every table that may."""
    if not isinstance(record, ListEntry):
        return False
    return any(
        connection.execute(f'SELECT 1 FROM "{kind}" WHERE "{name}" LIKE ? LIMIT 1', [f"%{record.code}%"]).fetchone()
        for kind, name in (*_fields_of(record.list_name), (CustomValue.KIND, "value"))
    )


def _fields_of(list_name: str) -> Iterator[tuple[str, str]]:
    """Table and column of every field of a list; where there are several codes, they stand in one text."""
    for kind, record in KINDS.items():
        for field in definition_of(record).fields:
            if field.meaning.values == list_name:
                yield kind, field.name

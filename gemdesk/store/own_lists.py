"""The entries that the organisation added to the lists, as they stand in the vault."""

from gemdesk.domain.own import ListEntry
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

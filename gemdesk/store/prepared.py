"""What writing a new record takes that its own fields tell: checked, spelt, digested and folded, without a vault.

So it can be done ahead, and in another process, of what is made in great numbers.
"""

import secrets
from collections.abc import Iterator
from typing import NamedTuple

from gemdesk.domain.checks import require
from gemdesk.domain.definition import Record, definition_of, plain
from gemdesk.domain.events import made
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomValue
from gemdesk.store import rows, search

_SALT = 16  # bytes


class Prepared(NamedTuple):
    """A new record that holds to its checks, as its table, the trail and the search take it."""

    kind: str
    id: str
    stream: str
    columns: tuple[object, ...]  # in the order of the fields
    digest: bytes
    text: str  # of the event that makes it
    parts: tuple[search.Part, ...] | None  # None where the vault has to be asked

    def value(self, name: str) -> object:
        """What the column of a field holds."""
        return self.columns[rows.names(self.kind).index(name)]

    def record(self) -> Record:
        """The record again."""
        return rows.record(KINDS[self.kind], self.id, self.columns)


def prepare(record: Record, stream: str) -> Prepared:
    """Check a new record and do what needs nothing but it; raises the first `Refusal` of its checks."""
    require(record)
    kind = type(record)
    fields = {field.name: plain(getattr(record, field.name)) for field in definition_of(kind).fields}
    salts = secrets.token_bytes(_SALT * len(fields))
    digest, text = made(fields, dict(zip(fields, _pieces(salts), strict=True)))
    parts = None if kind is CustomValue else tuple(search.parts_of(record))
    return Prepared(kind.KIND, record.id, stream, rows.columns(record), digest, text, parts)


def _pieces(salts: bytes) -> Iterator[bytes]:
    return (salts[at : at + _SALT] for at in range(0, len(salts), _SALT))

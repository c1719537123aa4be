"""Codes for people to read, write and say, that no record of the vault has yet."""

from gemdesk.domain.definition import Record
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_code
from gemdesk.store import rows


def free_code(work: Work, kind: type[Record], name: str, prefix: str) -> str:
    """A drawn code that stands in the field `name` of no stored record of this kind."""
    while True:
        code = new_code(prefix)
        if not rows.select(work.connection, kind, f'"{name}" = ? LIMIT 1', code):
            return code

"""Reading a file of sheets, told apart by what it holds and not by how it is called."""

from pathlib import Path

from gemdesk.exchange import sheet_book, sheet_text
from gemdesk.exchange.sheet import Sheet, content
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason

_ARCHIVE = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # workbooks of before 2007, and those locked with a passphrase


def read(path: Path, page: str = "", encoding: str = "", progress: Progress | None = None) -> Sheet:
    """The sheet in a file; `page` and `encoding` are what a person chose, empty for the likeliest.

    `Refusal` for what cannot be read as a sheet or is too large, `Cancelled` when it is no longer wished.
    """
    raw = content(path)
    if raw.startswith(_COMPOUND):
        raise Refusal(Reason.SHEET_OLD_OR_LOCKED, "file", name=path.name)
    if raw.startswith(_ARCHIVE):
        found = sheet_book.read(path.name, raw, page, progress)
    else:
        found = sheet_text.read(path.name, raw, encoding, progress)
    if not found.rows:
        raise Refusal(Reason.SHEET_EMPTY, "file", name=path.name)
    return found

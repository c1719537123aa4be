"""Sheets of workbooks (XLSX): measured before they are unpacked, formulas left as the text they are.

A workbook is an archive of XML. Nothing in it is run, reckoned or fetched: no formula, no macro, no link.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from gemdesk.exchange.sheet import BLANK, Cell, Room, Row, Sheet, too_large, trimmed, unreadable
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.typed import strip_controls

_MOST_PARTS = 2_000
_MOST_UNPACKED = 64 * 1024 * 1024  # bytes of all parts; 50,000 rows of 20 columns take about 50 million
_MOST_RATIO = 100  # bytes unpacked from one, beyond what is harmless anyway
_HARMLESS = 8 * 1024 * 1024
_MOST_SMALL = 4 * 1024 * 1024  # bytes of a part that becomes a tree as a whole
_STREAMED = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
# No workbook declares a document type; what it could declare are entities that grow without end.
_DECLARATION = re.compile(rb"<\0?!\0?[DE]\0?[ON]\0?[CT]")
# What the library's parsers and the archive raise for a file that is not what it should be.
_FAULTS = (
    OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, EOFError, RuntimeError, SyntaxError,
    AssertionError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read(name: str, raw: bytes, page: str, progress: Progress | None) -> Sheet:
    """A page of the workbook in these bytes: the one of that name, else the first that holds anything."""
    _measure(name, raw)
    # Raised outside of the handler: the cause would carry what stands in the file into a report.
    try:
        found = _Book(name, raw, progress).sheet(page)
    except _FAULTS:
        found = None
    if found is None:
        raise unreadable(name)
    return found


def _measure(name: str, raw: bytes) -> None:
    """Refuse an archive by what it says of itself; more than it says is never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            whole = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or whole > _MOST_UNPACKED:
                raise too_large(name)
            if whole > _HARMLESS and whole > _MOST_RATIO * len(raw):
                raise too_large(name)
            if any(part.file_size > _MOST_SMALL and not _STREAMED.fullmatch(part.filename) for part in parts):
                raise too_large(name)
            is_fit = all(_is_fit(archive, part) for part in parts)
    except _FAULTS:
        is_fit = False
    if not is_fit:
        raise unreadable(name)


def _is_fit(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part can be read without a passphrase and declares nothing."""
    if part.flag_bits & 1:
        return False
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    return not is_xml or not _DECLARATION.search(archive.read(part))


class _Book:
    """Reads one workbook; its pages are walked row by row and never held as a whole by the library."""

    def __init__(self, name: str, raw: bytes, progress: Progress | None) -> None:
        self._name, self._raw, self._progress = name, raw, progress

    def sheet(self, wanted: str) -> Sheet | None:
        """The wanted page, or the first that holds anything; None when the workbook has no page of cells."""
        from openpyxl import load_workbook  # it takes a quarter of a second, and few come this far

        with warnings.catch_warnings():
            # It warns of what it leaves out: pictures, rules, styles. None of that is wanted.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(self._raw), read_only=True, keep_links=False, keep_vba=False)
            pages = {one.title: one for one in book.worksheets}
            order = [one.title for one in book.worksheets if one.sheet_state == "visible"] or list(pages)
            first: Sheet | None = None
            for title in [wanted] if wanted in pages else order:
                rows = tuple(self._rows(pages[title]))
                made = Sheet(self._name, rows, strip_controls(title), tuple(map(strip_controls, pages)))
                if rows:
                    return made
                first = first or made
            return first

    def _rows(self, page: Any) -> Iterator[Row]:
        room = Room(self._name, self._progress)
        # What a page says about its own size may be wrong in either direction.
        page.reset_dimensions()
        for number, cells in enumerate(page.iter_rows(), 1):
            room.walk(len(cells))
            row = room.take(trimmed(number, [_cell(one) for one in cells]))
            if row.cells:
                yield row


def _cell(found: Any) -> Cell:
    value = found.value
    if value is None:
        return BLANK
    if isinstance(value, datetime):
        return Cell(_moment(value), value.date())
    if isinstance(value, date):
        return Cell(value.isoformat(), value)
    if isinstance(value, bool | time | timedelta):
        return Cell(str(value))
    if isinstance(value, int | float):
        return Cell(_number(value))
    text = strip_controls(str(getattr(value, "text", value)))
    return Cell(text, is_formula=found.data_type == "f")


def _moment(value: datetime) -> str:
    return value.isoformat(" ", "minutes") if value.time() != time() else value.date().isoformat()


def _number(value: float) -> str:
    """A number as a person would write it: phone numbers are kept in sheets as numbers."""
    is_whole = abs(value) < 1e15 and value == int(value)
    return str(int(value)) if is_whole else repr(value)

"""Sheets kept as text: which encoding, which sign between the cells, and the cells.

Sheets of small offices come from many programs: with or without a mark of their encoding, with semicolons
where the comma divides decimals, with quotation marks that nobody closed.
"""

import csv
import io
import re
from collections.abc import Iterator

from gemdesk.exchange.sheet import BLANK, MOST_BYTES, Cell, Room, Row, Sheet, trimmed, unreadable
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.typed import strip_controls

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
GUESSES = ("cp1256", "cp1254", "cp1252")  # the old encodings of Arabic, Turkish and Western Windows
_DIVIDERS = (";", ",", "\t", "|")
_DECLARED = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
_SAMPLE = 64 * 1024  # characters that are looked at to find the dividing sign
_SAMPLE_ROWS = 60
# What other sorts of files begin with: pictures, papers, archives, programs.
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ")
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HARMLESS_ODD = 4  # signs that no text has, in however short a one: they come with what is pasted
_FORMULA = re.compile(r"=\s*\S|[@+-]\s*[A-Za-z]\w*\(")


def read(name: str, raw: bytes, encoding: str, progress: Progress | None) -> Sheet:
    """The sheet in these bytes; `encoding` is the one that a person chose, or empty."""
    if not raw.strip(b"\0 \t\r\n") or raw.startswith(_FOREIGN):
        raise unreadable(name)
    text, found = decoded(raw, encoding)
    if text is None or len(_ODD.findall(text[:_SAMPLE])) > max(_HARMLESS_ODD, len(text[:_SAMPLE]) // 20):
        raise unreadable(name)
    rows = _rows(name, text, progress)
    return Sheet(name, tuple(rows), encoding=found, guessed=not encoding and found in GUESSES)


def decoded(raw: bytes, encoding: str = "") -> tuple[str | None, str]:
    """The text of these bytes and the encoding that it was read in; no text where none can be."""
    wanted = [encoding] if encoding else [*_marked(raw), "utf-8", *GUESSES[:1]]
    for one in wanted:
        try:
            return raw.decode(one), one
        except (UnicodeError, LookupError):
            continue
    return None, ""


def _marked(raw: bytes) -> list[str]:
    """The encodings that the bytes themselves tell of."""
    found = [name for mark, name in _MARKS if raw.startswith(mark)]
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Digits, blanks and dividing signs have one byte of nothing in every pair, always on the same side.
    if not found and max(even, odd) * 20 > len(head) // 2 and not min(even, odd):
        found.append("utf-16-be" if even else "utf-16-le")
    return found


def divider(text: str) -> str:
    """The sign between the cells: the one that cuts most of the first rows into equally many cells."""
    sample = text[:_SAMPLE]
    if found := _DECLARED.match(sample):
        return found[1]
    return max(_DIVIDERS, key=lambda sign: _evenness(sample, sign))


def _evenness(sample: str, sign: str) -> tuple[int, int]:
    widths: dict[int, int] = {}
    for at, cells in enumerate(_cut(sample, sign)):
        if at >= _SAMPLE_ROWS:
            break
        if len(cells) > 1:
            widths[len(cells)] = widths.get(len(cells), 0) + 1
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _cut(text: str, sign: str) -> Iterator[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    lines = io.StringIO(text, newline="")
    if text.count('"') & 1:
        # One was never closed, and would swallow every row behind it.
        return csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=sign)


def _rows(name: str, text: str, progress: Progress | None) -> list[Row]:
    sign, begin = divider(text), 1
    if declared := _DECLARED.match(text):
        text, begin = text[declared.end() :], 2
    room = Room(name, progress)
    room.walk(text.count(sign))  # before the cells between them are made
    # Raised outside of the handler: the cause would carry what stands in the file into a report.
    try:
        found = (
            room.take(trimmed(number, [_cell(one) for one in cells]))
            for number, cells in enumerate(_cut(text, sign), begin)
        )
        return [row for row in found if row.cells]
    except csv.Error:
        pass
    raise unreadable(name)


def _cell(raw: str) -> Cell:
    if not raw:
        return BLANK
    text = strip_controls(raw)
    return Cell(text, is_formula=bool(_FORMULA.match(text.lstrip())))

"""A sheet read as a directory: organisations with their services, and every cell that could not be read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gemdesk.domain.definition import Kind
from gemdesk.domain.readings import Read, Unread, Why, sure, unsettled
from gemdesk.domain.records import Organisation
from gemdesk.exchange import cell_dates, cell_texts, cell_words
from gemdesk.exchange.directory_columns import FLAGS, Column, column_of
from gemdesk.exchange.sheet import Cell, Row, Sheet, column_name
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.reasons import Reason

# What a text begins with that a spreadsheet program would reckon, and the mark that keeps it from that.
GUARDED, GUARD = ("=", "+", "-", "@", "\t", "\r"), "'"
_LOOKED_AT = 20  # rows among which the heads are looked for
_SHOWN = 200  # characters of a cell that was not read
_NOTHING: tuple[object, ...] = (None, "", ())
_BETWEEN = str.maketrans("؛;|\n", "\0" * 4)


@dataclass(slots=True)
class Found:
    """One organisation of the sheet: what its cells say, and its services; what is blank says nothing."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    services: list[dict[str, Any]] = field(default_factory=list)
    cells: dict[str, Unread] = field(default_factory=dict)  # where each value stands, as it is told if passed over


@dataclass(frozen=True, slots=True)
class Directory:
    """What a sheet holds."""

    found: tuple[Found, ...]
    doubts: tuple[Unread, ...]
    strange: tuple[str, ...]  # heads of columns that are not known
    unnamed: tuple[int, ...]  # rows without a name


def read(sheet: Sheet, today: date) -> Directory:
    """Read a sheet; `Refusal` when no column of it holds names of organisations."""
    head, columns = _heads(sheet)
    reader = _Reader(columns, today)
    for row in sheet.rows:
        if row.number > head.number:
            reader.take(row)
    strange = tuple(cell.text for at, cell in enumerate(head.cells) if at not in columns and cell.text.strip())
    return Directory(tuple(reader.found.values()), tuple(reader.doubts), strange, tuple(reader.unnamed))


def _heads(sheet: Sheet) -> tuple[Row, dict[int, Column]]:
    """The row with most known heads among the first, and its columns."""
    best: tuple[Row, dict[int, Column]] | None = None
    for row in sheet.rows[:_LOOKED_AT]:
        columns: dict[int, Column] = {}
        for at, cell in enumerate(row.cells):
            column = column_of(cell.text)
            if column is not None and column not in columns.values():
                columns[at] = column
        if best is None or len(columns) > len(best[1]):
            best = (row, columns)
    if best is None or not any(_is_name(column) for column in best[1].values()):
        raise Refusal(Reason.DIRECTORY_WITHOUT_NAMES, "file")
    return best


def _is_name(column: Column) -> bool:
    return column.record is Organisation and column.name == "name"


class _Reader:
    """Reads row by row; rows of the same organisation become one."""

    def __init__(self, columns: dict[int, Column], today: date) -> None:
        self._columns, self._today, self._words = columns, today, Vocabulary()
        self.found: dict[str, Found] = {}
        self.doubts: list[Unread] = []
        self.unnamed: list[int] = []

    def take(self, row: Row) -> None:
        """Read one row."""
        mine, service = self._values(row)
        name = fold(str(mine.get("name", "")))
        if not name:
            self.unnamed.append(row.number)
            return
        one = self.found.setdefault(name, Found(row.number))
        self._join(one, row, mine)
        if service.get("sector") and service not in one.services:
            one.services.append(service)

    def _values(self, row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
        """What a row says of the organisation, and of its service."""
        mine: dict[str, Any] = {}
        service: dict[str, Any] = {}
        for at, column in self._columns.items():
            cell = row.cell(at)
            if _says_nothing(cell.text, column):
                continue
            read_ = self._read(_bare(cell), column)
            if read_.value in _NOTHING:
                self._doubt(row, at, read_.why)
            else:
                (mine if column.record is Organisation else service)[column.name] = read_.value
        return mine, service

    def _doubt(self, row: Row, at: int, why: Why | None) -> None:
        self.doubts.append(self._at(row, at, why))

    def _at(self, row: Row, at: int, why: Why | None) -> Unread:
        return Unread(row.number, column_name(at), self._columns[at].head, row.cell(at).text[:_SHOWN], why)

    def _read(self, cell: Cell, column: Column) -> Read:
        meaning = column.meaning
        match meaning.kind:
            case Kind.FLAG:
                said = self._words.codes(FLAGS).get(fold(cell.text))
                is_told = said in ("yes", "no")
                return sure(said == "yes") if is_told else cell_words.read_code(cell, FLAGS, self._words)
            case Kind.CHOICE:
                return cell_words.read_code(cell, meaning.values, self._words)
            case Kind.CHOICES:
                return cell_words.read_codes(cell, meaning.values, self._words)
            case Kind.DATE:
                return cell_dates.read_day(cell, self._today)
            case Kind.TEXTS:
                return _texts(cell, meaning.longest)
            case Kind.LONG_TEXT:
                return cell_texts.read_paragraphs(cell, meaning.longest)
        return cell_texts.read_line(cell, meaning.longest)

    def _join(self, one: Found, row: Row, mine: dict[str, Any]) -> None:
        """Take what a row says; where an earlier row of the same organisation says otherwise, that one stays."""
        for at, column in self._columns.items():
            if column.record is not Organisation or column.name not in mine:
                continue
            value = mine[column.name]
            one.cells.setdefault(column.name, self._at(row, at, None))
            if one.values.setdefault(column.name, value) != value and column.name != "name":
                self._doubt(row, at, None)


def _says_nothing(text: str, column: Column) -> bool:
    """Whether a cell is blank in meaning; "no" is a word of its own where yes or no is asked."""
    is_word = column.meaning.kind is Kind.FLAG and any(sign.isalpha() for sign in text)
    return cell_texts.is_unknown(text) or (cell_texts.is_nothing(text) and not is_word)


def _bare(cell: Cell) -> Cell:
    guarded = cell.text.startswith(GUARD) and cell.text[1:].startswith(GUARDED)
    # A text that begins with a plus is a phone number here, and nothing is ever reckoned.
    return Cell(cell.text[1:], cell.day) if guarded else cell


def _texts(cell: Cell, longest: int) -> Read:
    parts = [cell_texts.read_line(Cell(part), longest) for part in cell.text.translate(_BETWEEN).split("\0")]
    if any(part.readings and not part.settled for part in parts):
        return unsettled(Why.TOO_LONG)
    return sure(tuple(str(part.value) for part in parts if part.value))

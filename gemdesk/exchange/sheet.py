"""A sheet as it stands: rows of cells with their addresses, whatever sort of file it came in.

What comes in is hostile until it has been read: every limit is asked before the room for it is taken.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason

MOST_BYTES = 32 * 1024 * 1024  # of the file; 10,000 rows take about one
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000  # up to the last one of each row that is not blank
MOST_WALKED = 8_000_000  # cells, blank ones among them
_LAST_ROW = 1_048_576  # of any sheet; programs write blank rows up to it


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, without bidirectional controls; never the result of a formula."""

    text: str = ""
    day: date | None = None  # where the file itself says that it is a day
    is_formula: bool = False


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a sheet shows it; cells after the last one that is not blank are left away."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The cell of a column, counted from 0."""
        return self.cells[column] if 0 <= column < len(self.cells) else BLANK


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file of sheets."""

    name: str  # of the file
    rows: tuple[Row, ...]  # without blank ones
    page: str = ""  # its name among the pages of the file
    pages: tuple[str, ...] = ()
    encoding: str = ""  # of a text file
    guessed: bool = False  # whether the encoding is no more than the likeliest

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in self.rows), default=0)


def column_name(column: int) -> str:
    """The name of a column as sheets show it: A, B, ... Z, AA; `column` counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def trimmed(number: int, cells: list[Cell]) -> Row:
    """A row without the blank cells at its end."""
    while cells and not cells[-1].text.strip():
        cells.pop()
    return Row(number, tuple(cells))


class Room:
    """Counts what a sheet takes, and refuses the sheet when it is too much."""

    def __init__(self, name: str, progress: Progress | None) -> None:
        self._name, self._progress = name, progress
        self._cells, self._rows, self._walked = 0, 0, 0

    def walk(self, cells: int) -> None:
        """Count the cells of a row before it is looked at, blank ones too."""
        self._walked += cells
        if self._walked > MOST_WALKED:
            raise too_large(self._name)

    def take(self, row: Row) -> Row:
        """Count a row; `Refusal(SHEET_TOO_LARGE)` when the sheet has more of anything than is read."""
        self._cells += len(row.cells)
        self._rows += bool(row.cells)
        if self._rows > MOST_ROWS or row.number > _LAST_ROW:
            raise too_large(self._name)
        if len(row.cells) > MOST_COLUMNS or self._cells > MOST_CELLS:
            raise too_large(self._name)
        if self._progress is not None and row.number % 500 == 0:
            self._progress.step(row.number)
        return row


def too_large(name: str) -> Refusal:
    """The refusal of a file that holds more than is read at once."""
    return Refusal(Reason.SHEET_TOO_LARGE, "file", name=name, rows=MOST_ROWS, columns=MOST_COLUMNS)


def unreadable(name: str) -> Refusal:
    """The refusal of a file that is no sheet that can be read here."""
    return Refusal(Reason.SHEET_UNREADABLE, "file", name=name)


def content(path: Path) -> bytes:
    """The bytes of a file; `Refusal` when there is none, or more of them than are read."""
    # A pipe would keep the reader waiting, and a device might never end.
    try:
        if not path.is_file():
            raise unreadable(path.name)
        with path.open("rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except OSError:
        raw = None
    if raw is None:
        raise unreadable(path.name)
    if len(raw) > MOST_BYTES:
        raise too_large(path.name)
    return raw

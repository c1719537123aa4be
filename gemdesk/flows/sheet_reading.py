"""A sheet with what its columns are taken for, and how each of its cells is read as that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gemdesk.domain.definition import definition_of
from gemdesk.domain.readings import Aside, Doubt, Read, Spot, Target, Why, checked, sure
from gemdesk.domain.records import Entry, Person, SafeContact
from gemdesk.exchange import cell_dates, cell_numbers, cell_texts, cell_words, sheet_layout, sheets
from gemdesk.exchange.cell_dates import Custom
from gemdesk.exchange.sheet import Cell, Row, Sheet, column_name
from gemdesk.exchange.sheet_layout import Layout
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.kernel.progress import Progress

_LISTS = {Target.RISK: "risk_level", Target.ADDRESS: "address", Target.DISPLACEMENT: "displacement"}
_SEVERAL = {Target.SERVICES: "service", Target.LANGUAGES: "language"}
_CONTACT = frozenset({Target.HOURS, Target.CODE_WORD})
_NAMES = frozenset({Target.NAME, Target.FAMILY_NAME})
_HALF = definition_of(Person).field("chosen_name").meaning.longest // 2 - 1  # of a name in two columns
_IN_DIGITS = frozenset({Target.AGE, Target.OPENED, Target.NUMBER})


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet with what its columns are taken for."""

    sheet: Sheet
    layout: Layout

    @property
    def first_rows(self) -> tuple[tuple[int, str], ...]:
        """Number and text of the rows among which the head can be."""
        rows = self.sheet.rows[: sheet_layout.LOOKED_AT]
        return tuple((row.number, " · ".join(filter(None, sheet_layout.short(row)))) for row in rows)

    @property
    def columns(self) -> tuple["Column", ...]:
        """What is shown of each column, to see whether it is taken for the right thing."""
        taken, _aside = sheet_layout.people(self.sheet, self.layout)
        heads = sheet_layout.heads(self.sheet, self.layout)
        return tuple(
            Column(column_name(at), heads[at], target, tuple(sheet_layout.samples(taken, at, 3)))
            for at, target in enumerate(self.layout.targets)
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its letter, its head, its target and some of what stands in it."""

    letter: str
    head: str
    target: Target
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One row that becomes a person: how each of its cells was read, by column."""

    row: Row
    reads: tuple[Read, ...]

    @property
    def number(self) -> int:
        """Its number as the sheet shows it."""
        return self.row.number


@dataclass(frozen=True, slots=True)
class Plan:
    """The dry run: rows, doubts in the order of the sheet, and the rows that are no person."""

    opened: Opened
    today: date
    rows: tuple[Planned, ...]
    doubts: tuple[Doubt, ...]
    aside: tuple[tuple[int, Aside, str], ...]  # number of the row, why, and its first words

    persons: Mapping[Spot, Doubt] = field(default_factory=dict)  # those of the doubts that are about a row's person
    numbered: Mapping[int, Planned] = field(default_factory=dict)  # the rows by their numbers

    @property
    def layout(self) -> Layout:
        """What the columns are taken for."""
        return self.opened.layout


def with_doubts(plan: Plan, doubts: Iterable[Doubt]) -> Plan:
    """The plan with these doubts, in the order of the sheet."""
    ordered = tuple(sorted(doubts, key=lambda doubt: doubt.spot))
    persons = {doubt.spot: doubt for doubt in ordered if doubt.spot.person}
    return replace(plan, doubts=ordered, persons=persons, numbered={one.number: one for one in plan.rows})


def open_sheet(path: Path, page: str = "", encoding: str = "", progress: Progress | None = None) -> Opened:
    """Read a file and guess what its columns are about; see `exchange.sheets` for what is refused."""
    sheet = sheets.read(path, page, encoding, progress)
    return Opened(sheet, sheet_layout.guess(sheet))


def set_head(opened: Opened, number: int) -> Opened:
    """The same sheet with its heads in another row; 0: it has none."""
    return replace(opened, layout=sheet_layout.with_head(opened.sheet, number))


def set_target(opened: Opened, column: int, target: Target) -> Opened:
    """The same sheet with another target for a column."""
    return replace(opened, layout=sheet_layout.with_target(opened.layout, column, target))


class Reader:
    """Reads the cells of a sheet by the targets of their columns and the customs of the rest of each column."""

    def __init__(self, layout: Layout, rows: list[Row], today: date) -> None:
        self._layout, self._today, self._words = layout, today, Vocabulary()
        self.width = len(layout.targets)
        self._joins = set(layout.targets) >= _NAMES
        self._customs = {at: cell_dates.custom_of(row.cell(at) for row in rows) for at in layout.columns(Target.OPENED)}
        self._digits = {
            at: _usual_digits(row.cell(at) for row in rows)
            for at, target in enumerate(layout.targets)
            if target in _IN_DIGITS
        }

    def read(self, column: int, cell: Cell) -> Read:
        """How a cell is read; digits of another script than the column's are pointed out."""
        target = self._layout.targets[column]
        if target in _NAMES and self._joins:
            return cell_texts.read_line(cell, _HALF)
        found = read_cell(target, cell, self._today, self._words, self._customs.get(column))
        odd = column in self._digits and found.why is None and _digits_of(cell.text) - {self._digits[column]}
        return checked(Why.OTHER_DIGITS, *found.readings) if odd and cell.day is None else found


def read_cell(target: Target, cell: Cell, today: date, words: Vocabulary, custom: Custom | None = None) -> Read:
    """How a cell is read as what its column is taken for."""
    if target is Target.LEFT_OUT:
        return sure("")
    if target is Target.CODE:
        return cell_texts.read_code(cell)
    if target is Target.AGE:
        return cell_numbers.read_age(cell, today)
    if target is Target.OPENED:
        return cell_dates.read_day(cell, today, custom)
    if target is Target.NUMBER:
        return cell_numbers.read_number(cell)
    if target in _LISTS:
        return cell_words.read_code(cell, _LISTS[target], words)
    if target in _SEVERAL:
        return cell_words.read_codes(cell, _SEVERAL[target], words)
    return _read_text(target, cell)


def _read_text(target: Target, cell: Cell) -> Read:
    if target in (Target.NOTE, Target.KEPT):
        return cell_texts.read_paragraphs(cell, definition_of(Entry).field("text").meaning.longest)
    name = "chosen_name" if target is Target.FAMILY_NAME else target.value
    kind = SafeContact if target in _CONTACT else Person
    return cell_texts.read_line(cell, definition_of(kind).field(name).meaning.longest)


def _digits_of(text: str) -> set[str]:
    """The scripts of the digits of a text, each by its zero."""
    return {chr(ord(sign) - int(sign)) for sign in text[:200] if sign.isdecimal()}


def _usual_digits(cells: Iterator[Cell]) -> str:
    found = Counter(zero for cell in cells if cell.day is None for zero in _digits_of(cell.text))
    return found.most_common(1)[0][0] if found else "0"


def person_spot(plan: Plan, one: Planned) -> Spot:
    """The place of the question about a row's person; chosen without being in doubt, it leaves the row out."""
    return Spot(one.number, max(plan.layout.column(Target.NAME), 0), person=True)


def as_note(cell: Cell) -> str:
    """What stands in a cell, as a note can hold it; empty where it is longer than any note."""
    return str(_read_text(Target.NOTE, cell).value or "")

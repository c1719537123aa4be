"""The dry run of a sheet: what every row would become, and every cell that a person has to see. Nothing is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gemdesk.domain.definition import definition_of
from gemdesk.domain.readings import (
    Choice,
    Doubt,
    Read,
    Same,
    Spot,
    Target,
    Why,
    checked,
    sure,
    unsettled,
)
from gemdesk.domain.records import Entry, Person, SafeContact
from gemdesk.exchange import cell_dates, cell_numbers, cell_texts, cell_words, sheet_layout, sheets
from gemdesk.exchange.cell_dates import Custom
from gemdesk.exchange.sheet import Cell, Row, Sheet, column_name
from gemdesk.exchange.sheet_layout import Aside, Layout
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.fold import fold
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits

Choices = Mapping[Spot, Choice]
_LISTS = {Target.RISK: "risk_level", Target.ADDRESS: "address", Target.DISPLACEMENT: "displacement"}
_SEVERAL = {Target.SERVICES: "service", Target.LANGUAGES: "language"}
_CONTACT = frozenset({Target.HOURS, Target.CODE_WORD})
_IN_DIGITS = frozenset({Target.AGE, Target.OPENED, Target.NUMBER})
_CALLABLE = 9  # digits at the end of a number that are the same with and without its country's


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet with what its columns are taken for."""

    sheet: Sheet
    layout: Layout

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

    @property
    def layout(self) -> Layout:
        """What the columns are taken for."""
        return self.opened.layout


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


def draft(opened: Opened, today: date, progress: Progress | None = None) -> Plan:
    """Read every row; the vault is not asked. `Cancelled` when it is no longer wished."""
    taken, aside = sheet_layout.people(opened.sheet, opened.layout)
    reader = _Reader(opened.layout, taken, today)
    planned: list[Planned] = []
    for at, row in enumerate(taken):
        if progress is not None and at % 100 == 0:
            progress.step(at, len(taken))
        planned.append(Planned(row, tuple(reader.read(column, row.cell(column)) for column in range(reader.width))))
    bare = Plan(opened, today, tuple(planned), (), tuple((row.number, why, _first(row)) for row, why in aside))
    cells = [doubt for one in planned for doubt in _doubts(opened.layout, one)]
    return replace(bare, doubts=tuple(sorted([*cells, *_doubled(bare)], key=lambda doubt: doubt.spot)))


def _first(row: Row) -> str:
    return next((text for cell in row.cells if (text := " ".join(cell.text[:120].split()))), "")


class _Reader:
    """Reads the cells of a sheet by the targets of their columns and the customs of the rest of each column."""

    def __init__(self, layout: Layout, rows: list[Row], today: date) -> None:
        self._layout, self._today, self._words = layout, today, Vocabulary()
        self.width = len(layout.targets)
        self._customs = {at: cell_dates.custom_of(row.cell(at) for row in rows) for at in layout.columns(Target.OPENED)}
        self._digits = {
            at: _usual_digits(row.cell(at) for row in rows)
            for at, target in enumerate(layout.targets)
            if target in _IN_DIGITS
        }

    def read(self, column: int, cell: Cell) -> Read:
        """How a cell is read; digits of another script than the column's are pointed out."""
        target = self._layout.targets[column]
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


def _doubts(layout: Layout, one: Planned) -> Iterator[Doubt]:
    for column, read in enumerate(one.reads):
        if read.why is not None:
            cell = one.row.cell(column)
            yield Doubt(Spot(one.number, column), layout.targets[column], cell.text, read)


def value(plan: Plan, one: Planned, column: int, choices: Choices) -> object:
    """What a cell becomes: as it was decided, else as it was read; nothing where that is open."""
    choice = choices.get(Spot(one.number, column))
    if choice is None:
        return one.reads[column].value
    if choice.typed:
        return retyped(plan, plan.layout.targets[column], choice.typed)
    return one.reads[column].readings[choice.at] if choice.at >= 0 else None


# Readings that are offered to choose from, and are not what the words say.
_NOT_MEANT = frozenset({Why.SOME_WORDS_UNKNOWN, Why.UNKNOWN_WORD, Why.NOT_AN_AGE, Why.NO_SUCH_DAY})


def retyped(plan: Plan, target: Target, text: str) -> object:
    """What a person's own words for a cell become; `Refusal` where they cannot be read either."""
    found = read_cell(target, Cell(text), plan.today, Vocabulary())
    if not found.readings or found.why in _NOT_MEANT:
        reason = {Target.OPENED: Reason.NOT_A_DATE, Target.AGE: Reason.NOT_A_NUMBER}.get(target, Reason.CELL_NOT_READ)
        raise Refusal(reason, "typed")
    return found.readings[0]


def name_of(plan: Plan, one: Planned, choices: Choices) -> str:
    """The name that a row gives, with the family's where that stands in a column of its own."""
    columns = [plan.layout.column(target) for target in (Target.NAME, Target.FAMILY_NAME)]
    parts = [str(value(plan, one, at, choices) or "") for at in columns if at >= 0]
    return " ".join(filter(None, parts))[: definition_of(Person).field("chosen_name").meaning.longest]


def number_key(number: str) -> str:
    """What two spellings of a number have in common; empty for what is no number."""
    digits = "".join(sign for sign in latin_digits(number) if sign.isdecimal()).lstrip("0")
    return digits[-_CALLABLE:] if len(digits) >= cell_numbers.LEAST else ""


def keys_of(plan: Plan, one: Planned) -> tuple[str, str]:
    """Folded name and number by which a row is compared with others."""
    at = plan.layout.column(Target.NUMBER)
    readings = one.reads[at].readings if at >= 0 else ()
    return fold(name_of(plan, one, {})), number_key(str(readings[0])) if readings else ""


def person_spot(plan: Plan, one: Planned) -> Spot:
    """The place of the question about a row's person; chosen without being in doubt, it leaves the row out."""
    return Spot(one.number, max(plan.layout.column(Target.NAME), 0), person=True)


def as_note(cell: Cell) -> str:
    """What stands in a cell, as a note can hold it; empty where it is longer than any note."""
    return str(_read_text(Target.NOTE, cell).value or "")


def _doubled(plan: Plan) -> Iterator[Doubt]:
    """The rows that may be about the person of an earlier row."""
    names: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for one in plan.rows:
        name, number = keys_of(plan, one)
        of_name, of_number = names.get(name) if name else None, numbers.get(number) if number else None
        earlier = of_name if of_name is not None else of_number
        if earlier is not None:
            both = of_name is not None and of_number is not None
            yield same_doubt(plan, one, Why.SAME_ROW, both=both, row=earlier, by_name=of_name is not None)
        names.setdefault(name, one.number)
        numbers.setdefault(number, one.number)


def same_doubt(plan: Plan, one: Planned, why: Why, *, both: bool, **facts: object) -> Doubt:
    """The doubt whether a row is about somebody who is there; settled by itself unless name and number agree."""
    readings = (Same.ANOTHER, Same.ADDED, Same.LEFT_OUT)
    read = unsettled(why, *readings) if both else checked(why, *readings)
    return Doubt(person_spot(plan, one), Target.NAME, name_of(plan, one, {}), read, {**facts, "both": both})


def undecided(plan: Plan, choices: Choices) -> list[Doubt]:
    """The doubts that nobody has decided about yet."""
    return [doubt for doubt in plan.doubts if not doubt.read.settled and doubt.spot not in choices]


_BY_WORD = frozenset({Why.UNKNOWN_WORD, Why.SOME_WORDS_UNKNOWN, Why.WORD_WITHIN})


def alike(plan: Plan, doubt: Doubt) -> list[Doubt]:
    """The doubts that can be decided together with one: the same question in the same column, about the same word."""

    def question(one: Doubt) -> tuple[object, ...]:
        word = fold(one.text) if one.why in _BY_WORD else ""
        return one.why, one.spot.column, one.spot.person, bool(one.read.readings), word

    wanted = question(doubt)
    return [other for other in plan.doubts if question(other) == wanted]


def decide_alike(plan: Plan, doubt: Doubt, choice: Choice) -> dict[Spot, Choice]:
    """The same decision for everything that is alike: of two days the one of the same custom, else the same reading.

    What was typed holds for the cells that say the very same.
    """
    chosen = doubt.read.readings[choice.at] if choice.at >= 0 else None
    found: dict[Spot, Choice] = {}
    for other in alike(plan, doubt):
        at = choice.at
        if choice.typed and other.text != doubt.text:
            continue
        if doubt.why is Why.TWO_DAYS and isinstance(chosen, date):
            at = _same_custom(other, day_first=_is_day_first(doubt, chosen))
        if at < len(other.read.readings):
            found[other.spot] = replace(choice, at=at)
    return found


def _is_day_first(doubt: Doubt, day: object) -> bool:
    first = fold(doubt.text).split()[0]
    return isinstance(day, date) and first.isdecimal() and int(first) == day.day


def _same_custom(doubt: Doubt, *, day_first: bool) -> int:
    return next((at for at, day in enumerate(doubt.read.readings) if _is_day_first(doubt, day) is day_first), 0)

"""The dry run of a sheet: what every row would become, and every cell that a person has to see. Nothing is written."""

from collections.abc import Iterator
from datetime import date

from gemdesk.domain.readings import Aside, Doubt, Same, Spot, Target, Why, checked, unsettled
from gemdesk.exchange import cell_numbers, sheet_layout
from gemdesk.exchange.sheet import Row
from gemdesk.exchange.sheet_layout import Layout
from gemdesk.flows.sheet_choices import name_of
from gemdesk.flows.sheet_reading import Opened, Plan, Planned, Reader, person_spot, with_doubts
from gemdesk.kernel.fold import fold
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.typed import latin_digits

_CALLABLE = 9  # digits at the end of a number that are the same with and without its country's


def draft(opened: Opened, today: date, progress: Progress | None = None) -> Plan:
    """Read every row; the vault is not asked. `Cancelled` when it is no longer wished."""
    taken, aside = sheet_layout.people(opened.sheet, opened.layout)
    reader = Reader(opened.layout, taken, today)
    planned: list[Planned] = []
    for at, row in enumerate(taken):
        if progress is not None and at % 100 == 0:
            progress.step(at, len(taken))
        planned.append(Planned(row, tuple(reader.read(column, row.cell(column)) for column in range(reader.width))))
    bare = Plan(opened, today, tuple(planned), (), tuple(map(_told, aside)))
    cells = [doubt for one in planned for doubt in _doubts(opened.layout, one)]
    return with_doubts(bare, [*cells, *_doubled(bare)])


def _told(aside: tuple[Row, Aside]) -> tuple[int, Aside, str]:
    row, why = aside
    return row.number, why, next(filter(None, sheet_layout.short(row)), "")


def _doubts(layout: Layout, one: Planned) -> Iterator[Doubt]:
    for column, read in enumerate(one.reads):
        if read.why is not None:
            cell = one.row.cell(column)
            yield Doubt(Spot(one.number, column), layout.targets[column], cell.text, read)


def number_key(number: str) -> str:
    """What two spellings of a number have in common; empty for what is no number."""
    digits = "".join(sign for sign in latin_digits(number) if sign.isdecimal()).lstrip("0")
    return digits[-_CALLABLE:] if len(digits) >= cell_numbers.LEAST else ""


def number_of(plan: Plan, one: Planned) -> str:
    """The number that a row gives, as it was read; the first where there are several."""
    at = plan.layout.column(Target.NUMBER)
    readings = one.reads[at].readings if at >= 0 else ()
    return str(readings[0]) if readings else ""


def code_of(plan: Plan, one: Planned) -> str:
    """The code that a row gives, as it was read."""
    at = plan.layout.column(Target.CODE)
    readings = one.reads[at].readings if at >= 0 else ()
    return str(readings[0]) if readings else ""


def _doubled(plan: Plan) -> Iterator[Doubt]:
    """The rows that may be about the person of an earlier row."""
    names: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for one in plan.rows:
        name, number = fold(name_of(plan, one, {})), number_key(number_of(plan, one))
        of_name, of_number = names.get(name) if name else None, numbers.get(number) if number else None
        earlier = of_name if of_name is not None else of_number
        if earlier is not None:
            both = of_name is not None and of_number is not None
            by = "name" if of_name is not None else "number"
            yield same_doubt(plan, one, Why.SAME_ROW, both=both, row=earlier, by=by)
        names.setdefault(name, one.number)
        numbers.setdefault(number, one.number)


def same_doubt(plan: Plan, one: Planned, why: Why, *, both: bool, **facts: object) -> Doubt:
    """The doubt whether a row is about somebody who is there; settled by itself unless `both` name and number agree."""
    # Of whom was erased there is nothing to add to; taken in anew, they get another code.
    readings = (Same.LEFT_OUT, Same.ANOTHER) if why is Why.ERASED else (Same.ANOTHER, Same.ADDED, Same.LEFT_OUT)
    read = unsettled(why, *readings) if both else checked(why, *readings)
    return Doubt(person_spot(plan, one), Target.NAME, name_of(plan, one, {}), read, {**facts, "both": both})

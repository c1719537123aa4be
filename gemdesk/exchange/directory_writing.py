"""The directory as the bytes of a sheet: text stays text, whatever it begins with."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gemdesk.domain.definition import Kind
from gemdesk.domain.records import Organisation, Service
from gemdesk.exchange.directory_columns import COLUMNS, FLAGS, Column
from gemdesk.exchange.directory_reading import GUARD, GUARDED
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import latin_digits

Cell = str | date | None
_BETWEEN = "؛ "  # between several values of a cell, in Arabic; the Latin one elsewhere
_WIDEST = 48  # letters


def columns(*, with_free_words: bool) -> tuple[Column, ...]:
    """The columns that go along."""
    return tuple(column for column in COLUMNS if with_free_words or not column.free_words)


def grid(
    entries: Iterable[tuple[Organisation, Sequence[Service]]], texts: Texts, *, with_free_words: bool
) -> list[list[Cell]]:
    """Heads and rows: one for each service, or one for an organisation without any."""
    wanted = columns(with_free_words=with_free_words)
    rows: list[list[Cell]] = [[texts.say(column.head) for column in wanted]]
    for organisation, services in entries:
        offered: list[Service | None] = [*services] or [None]
        rows += [[_cell(organisation, service, column, texts) for column in wanted] for service in offered]
    return rows


def _cell(organisation: Organisation, service: Service | None, column: Column, texts: Texts) -> Cell:
    record = organisation if column.record is Organisation else service
    if record is None or (column.name == "street" and organisation.street_hidden):
        return None
    value, meaning = getattr(record, column.name), column.meaning
    between = _BETWEEN if texts.rtl else "; "
    match meaning.kind:
        case Kind.FLAG:
            return lists.label(FLAGS, "yes", texts.language) if value else None
        case Kind.CHOICE:
            return lists.label(meaning.values, value, texts.language) if value else None
        case Kind.CHOICES:
            return between.join(lists.label(meaning.values, code, texts.language) for code in value) or None
        case Kind.TEXTS:
            return between.join(value) or None
        case Kind.CONTACT:
            return latin_digits(value) or None
        case Kind.DATE:
            return value if isinstance(value, date) else None
    return str(value) or None


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as a text file that spreadsheet programs open in any script."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([[_guarded(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> str:
    """A text that a spreadsheet program would reckon or run gets a mark in front; reading takes it away again."""
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else cell
    return GUARD + text if text.startswith(GUARDED) else text


def as_workbook(rows: Sequence[Sequence[Cell]], *, rtl: bool) -> bytes:
    """The rows as a workbook whose texts are no formulas, and that does not tell who made it."""
    from openpyxl import Workbook  # it takes a quarter of a second

    book = Workbook()
    page = book.active
    book.properties.creator = ""
    page.sheet_view.rightToLeft = rtl
    page.freeze_panes = "B2"
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value is not None:
                _write(page.cell(number, place), value, is_head=number == 1)
    for place, column in enumerate(zip(*rows, strict=True), 1):
        width = max(len(str(value)) for value in column if value is not None)
        page.column_dimensions[page.cell(1, place).column_letter].width = min(width, _WIDEST) + 2
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(cell: Any, value: str | date, *, is_head: bool) -> None:
    from openpyxl.styles import Font

    cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.data_type = "s"  # else a text with an equals sign in front would be a formula
        cell.quotePrefix = True
    if is_head:
        cell.font = Font(bold=True)

"""Sheets are read as they stand, from whatever program they come; what is hostile is refused within its limits."""

import os
import time
import traceback
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from gemdesk.exchange import sheet, sheet_book, sheets
from gemdesk.exchange.sheet import Cell, Sheet, column_name
from gemdesk.exchange.sheet_text import decoded, divider
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.progress import Cancelled, Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from tests.exchange.books import repacked, write_book, write_text

WORD = "زنبقة"
DAY = datetime.fromisoformat("2026-11-05T09:30")
ROWS = (("الاسم", "العمر"), ("", ""), (WORD, "٢٣"), ("رنا; خوري", '"29" سنة'))


def texts(found: Sheet) -> dict[int, list[str]]:
    """The texts of a sheet by the numbers of its rows."""
    return {row.number: [cell.text for cell in row.cells] for row in found.rows}


def outcome(path: Path) -> Sheet | Reason:
    """The sheet of a file, or why there is none; every other exception is a mistake of ours."""
    try:
        return sheets.read(path)
    except Refusal as stop:
        return stop.reason


def refused(path: Path, reason: Reason, encoding: str = "") -> None:
    """The file is refused, and what is told or logged of it holds nothing from inside it."""
    with pytest.raises(Refusal) as caught:
        sheets.read(path, encoding=encoding)
    assert caught.value.reason is reason
    told = "".join(Texts(code).reason(caught.value) for code in ("ar", "en"))
    assert path.name in told
    assert WORD not in told + "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_every_encoding_and_with_every_sign(tmp_path: Path, sign: str, encoding: str) -> None:
    # The Windows encoding of Arabic has no digits of its own.
    rows = [[cell.replace("٢٣", "23") for cell in row] for row in ROWS]
    found = sheets.read(write_text(tmp_path / "a.csv", rows, sign=sign, encoding=encoding))
    assert texts(found) == {1: ["الاسم", "العمر"], 3: [WORD, "23"], 4: ["رنا; خوري", '"29" سنة']}
    assert found.guessed == (encoding == "cp1256")


def test_another_encoding_can_be_chosen(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [["İsim", "Yaş"], ["Şule", "29"]], encoding="cp1254")
    assert texts(sheets.read(path))[2] != ["Şule", "29"]
    assert texts(sheets.read(path, encoding="cp1254"))[2] == ["Şule", "29"]
    refused(write_text(tmp_path / "b.csv", [[WORD]], encoding="cp1256"), Reason.SHEET_UNREADABLE, encoding="utf-8")


def test_a_declared_sign_counts_and_its_line_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=,\r\nname;other,age\r\na;b,2\r\n", "utf-8")
    assert texts(sheets.read(path)) == {2: ["name;other", "age"], 3: ["a;b", "2"]}


def test_the_sign_is_the_one_that_cuts_evenly() -> None:
    assert divider("a;b;c\n1,5;2,5;3,5\n1;2,0;3\n") == ";"
    assert divider("title, with a comma\n\nname;age\nx;1\ny;2\n") == ";"
    assert divider("name,age\nx;y,1\nz,2\n") == ","


def test_a_quotation_mark_that_nobody_closed_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name;note\nx;"قال\ny;لا\nz;نعم\n', "utf-8")
    assert texts(sheets.read(path)) == {1: ["name", "note"], 2: ["x", '"قال'], 3: ["y", "لا"], 4: ["z", "نعم"]}
    path.write_text('name;note\nx;"قال\ny"\nz;نعم\n', "utf-8")  # closed: the line break belongs to the cell
    assert texts(sheets.read(path)) == {1: ["name", "note"], 2: ["x", "قال\ny"], 3: ["z", "نعم"]}


def test_formulas_are_text_and_controls_of_direction_go(tmp_path: Path) -> None:
    rows = [['=HYPERLINK("x")', "@SUM(A1)", "-نص", "+963 944", "\u202eabc\u202c", "=1+2"]]
    cells = sheets.read(write_text(tmp_path / "a.csv", rows)).rows[0].cells
    assert [cell.is_formula for cell in cells] == [True, True, False, False, False, True]
    assert [cell.text for cell in cells][3:] == ["+963 944", "abc", "=1+2"]


def test_a_workbook_gives_days_numbers_texts_and_formulas_as_they_stand(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["الاسم", None, "x"],
        [WORD, 23, 963944000111.0, date(2026, 11, 5), DAY, True, 1.5, "=SUM(B1:B2)"],
        [],
        [None, "05/11/2026", "\u202eabc"],
    ]
    found = sheets.read(write_book(tmp_path / "a.xlsx", rows))
    assert texts(found) == {
        1: ["الاسم", "", "x"],
        2: [WORD, "23", "963944000111", "2026-11-05", "2026-11-05 09:30", "True", "1.5", "=SUM(B1:B2)"],
        4: ["", "05/11/2026", "abc"],
    }
    cells = found.rows[1].cells
    assert [cell.day for cell in cells[3:5]] == [date(2026, 11, 5)] * 2
    assert [cell.is_formula for cell in cells] == [False] * 7 + [True]
    assert found.rows[2].cells[1].day is None


def test_the_first_page_that_holds_anything_is_read_or_the_one_that_was_chosen(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [], more={"ب": [["x"]], "ج": [["y"]]})
    assert (texts(sheets.read(path)), sheets.read(path).pages) == ({1: ["x"]}, ("الحالات", "ب", "ج"))
    assert texts(sheets.read(path, page="ج")) == {1: ["y"]}

    def hide(book: "object") -> None:
        book["ب"].sheet_state = "hidden"  # type: ignore[index]  # a workbook

    hidden = write_book(tmp_path / "b.xlsx", [], more={"ب": [["x"]], "ج": [["y"]]}, change=hide)
    assert texts(sheets.read(hidden)) == {1: ["y"]}


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", [[WORD]])
    path = tmp_path / "b.xlsx"
    for raw in (
        b"",
        b"\n \r\n",
        b"%PDF-1.7 x",
        b"\x89PNG\r\n",
        os.urandom(4000),
        book.read_bytes()[:-300],
        b"PK\x03\x04",
    ):
        path.write_bytes(raw)
        refused(path, Reason.SHEET_UNREADABLE)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    refused(path, Reason.SHEET_OLD_OR_LOCKED)
    path.write_text(";;\n;;\n", "utf-8")
    refused(path, Reason.SHEET_EMPTY)
    refused(write_book(tmp_path / "c.xlsx", []), Reason.SHEET_EMPTY)
    path.unlink()
    refused(path, Reason.SHEET_UNREADABLE)


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    os.mkfifo(path)  # opening it would wait for somebody to write
    refused(path, Reason.SHEET_UNREADABLE)
    path.unlink()
    path.symlink_to("/dev/zero")
    refused(path, Reason.SHEET_UNREADABLE)


def test_the_limits_hold_on_either_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 50)
    monkeypatch.setattr(sheet, "MOST_COLUMNS", 20)
    path = tmp_path / "a.csv"
    for write in (write_text, write_book):
        assert len(sheets.read(write(path, [["x"]] * 50)).rows) == 50
        refused(write(path, [["x"]] * 51), Reason.SHEET_TOO_LARGE)
        assert sheets.read(write(path, [["x"] * 20])).width == 20
        refused(write(path, [["x"] * 21]), Reason.SHEET_TOO_LARGE)
    monkeypatch.setattr(sheet, "MOST_CELLS", 100)
    assert sheets.read(write_text(path, [["x"] * 5] * 20)).width == 5
    refused(write_text(path, [["x"] * 5] * 21), Reason.SHEET_TOO_LARGE)
    monkeypatch.setattr(sheet, "MOST_BYTES", 1000)
    assert sheets.read(write_text(path, [["x" * 900]])).width == 1
    refused(write_text(path, [["x" * 1100]]), Reason.SHEET_TOO_LARGE)


def test_blank_rows_to_the_end_of_a_sheet_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name;age\r\nx;1\r\n" + b";\r\n" * 200_000)
    assert len(sheets.read(path).rows) == 2


def test_a_text_of_nothing_but_dividing_signs_is_refused_before_its_cells_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name" + b";" * (9 << 20))
    tracemalloc.start()
    refused(path, Reason.SHEET_TOO_LARGE)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4 * path.stat().st_size
    path.write_bytes(b"name" + b";" * 1000 + b"\nx;1\n")
    assert texts(sheets.read(path)) == {1: ["name"], 2: ["x", "1"]}


def test_a_row_far_down_and_a_column_far_out_are_refused_without_being_built(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["x"]])
    for old, new in ((b'r="A1"', b'r="XFD1"'), (b'<row r="1"', b'<row r="999999999"')):
        made = repacked(write_book(path, [["x"]]), partial(in_sheet, old, new))
        begun = time.perf_counter()
        refused(made, Reason.SHEET_TOO_LARGE)
        assert time.perf_counter() - begun < 20


def in_sheet(old: bytes, new: bytes, name: str, part: bytes) -> bytes:
    """A part with other bytes, where it is the first page."""
    return part.replace(old, new) if "sheet1" in name else part


BOMB = b'<!DOCTYPE x [<!ENTITY a "%s">]>' % (b"y" * 100)


@pytest.mark.parametrize(
    ("alter", "extra", "reason"),
    [
        (lambda name, part: part.replace(b"<worksheet", BOMB + b"<worksheet", 1), {}, Reason.SHEET_UNREADABLE),
        (
            lambda name, part: (BOMB.decode() + part.decode()).encode("utf-16") if "styles" in name else part,
            {},
            Reason.SHEET_UNREADABLE,
        ),
        (lambda name, part: part, {"xl/media/a.bin": b"\0" * (9 << 20)}, Reason.SHEET_TOO_LARGE),
        (lambda name, part: part, {"xl/worksheets/sheet9.xml": b" " * (9 << 20)}, Reason.SHEET_TOO_LARGE),
        (lambda name, part: part, {"xl/a.xml": os.urandom(5 << 20)}, Reason.SHEET_TOO_LARGE),
        (lambda name, part: part, {f"xl/{n}.bin": b"" for n in range(2001)}, Reason.SHEET_TOO_LARGE),
        (lambda name, part: part[: len(part) // 2], {}, Reason.SHEET_UNREADABLE),
        (lambda name, part: b"" if "workbook.xml" in name else part, {}, Reason.SHEET_UNREADABLE),
    ],
)
def test_a_hostile_workbook_is_refused(
    tmp_path: Path, alter: Callable[[str, bytes], bytes], extra: dict[str, bytes], reason: Reason
) -> None:
    path = write_book(tmp_path / "a.xlsx", [[WORD, "x"]])
    assert texts(sheets.read(repacked(path, lambda _name, part: part))) == {1: [WORD, "x"]}
    refused(repacked(path, alter, extra), reason)


def test_what_a_workbook_links_to_is_never_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "other"
    os.mkfifo(place)  # whoever opened it would wait for ever
    target = f'<Relationship Id="r9" TargetMode="External" Target="file://{place}" Type="externalLinkPath"/>'
    path = write_book(tmp_path / "a.xlsx", [["='file://other'!A1", "x"]])
    repacked(path, lambda name, part: part.replace(b"</Relationships>", target.encode() + b"</Relationships>"))
    assert texts(sheets.read(path)) == {1: ["='file://other'!A1", "x"]}


@settings(max_examples=60, deadline=None)
@given(spots=some.lists(some.tuples(some.integers(0, 10_000), some.integers(0, 255)), min_size=1, max_size=12))
def test_a_workbook_with_wrong_bytes_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[int, int]]
) -> None:
    path = tmp_path_factory.mktemp("book") / "a.xlsx"
    raw = bytearray(write_book(path, [["الاسم", 1], [WORD, "=A1"]]).read_bytes())
    for at, byte in spots:
        raw[at % len(raw)] = byte
    path.write_bytes(raw)
    assert isinstance(outcome(path), Sheet | Reason)


@settings(max_examples=60, deadline=None)
@given(
    old=some.sampled_from(["row", "v", "c ", "sst", "r=", "1", "count", "t=", "s=", "A1"]), new=some.text(max_size=6)
)
def test_a_workbook_with_wrong_words_in_its_parts_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str
) -> None:
    path = write_book(tmp_path_factory.mktemp("book") / "a.xlsx", [["الاسم", 1], [WORD, "=A1"]])
    wanted = new.encode("utf-8", "replace")
    repacked(path, lambda name, part: part.replace(old.encode(), wanted) if name.startswith("xl/") else part)
    assert isinstance(outcome(path), Sheet | Reason)


@settings(max_examples=150, deadline=None)
@given(raw=some.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(raw)
    assert isinstance(outcome(path), Sheet | Reason)


TEXT = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\r\u2028\u2029"), max_size=30)


@settings(max_examples=100, deadline=None)
@example(rows=[["", "\b"]])
@given(rows=some.lists(some.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=6))
def test_nothing_of_a_sound_text_sheet_is_lost(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    whole = [["الاسم", "ملاحظات"], *rows]
    path = write_text(tmp_path_factory.mktemp("any") / "a.csv", whole)
    found = outcome(path)
    if isinstance(found, Reason):
        assert sum(sign < " " and sign not in "\t\n" for row in whole for sign in "".join(row)) > 4
    elif divider(path.read_text("utf-8")) == ";":
        assert texts(found) == {number: cells for number, row in enumerate(whole, 1) if (cells := trimmed(row))}


def trimmed(row: list[str]) -> list[str]:
    """A row as it is kept: without controls of direction, and without blanks at its end."""
    cells = [strip_controls(cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def test_it_can_be_cancelled_and_tells_how_far_it_is(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", [["x"]] * 2000)
    steps: list[int] = []
    sheets.read(path, progress=Progress(lambda done, _whole: steps.append(done)))
    assert steps == [500, 1000, 1500, 2000]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        sheets.read(path, progress=stopped)


def test_columns_are_called_as_sheets_call_them() -> None:
    assert [column_name(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_numbers_are_written_as_a_person_would() -> None:
    assert [sheet_book._number(value) for value in (23, 963944000111.0, 1.5, float("inf"))] == [
        "23", "963944000111", "1.5", "inf",
    ]  # fmt: skip
    assert Cell().text == ""
    assert decoded("أ".encode("utf-16"))[1] == "utf-16"

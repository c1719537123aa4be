"""Lists ask for their rows as they scroll into view, keep their place, and read out each row as a sentence."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.tables.case_line import CaseLine, Heading, risk_tone
from gemdesk.ui.tables.case_list import CaseList
from gemdesk.ui.tables.case_row import second_line
from gemdesk.ui.tables.rows import FIRST, PAGE, Rows
from tests.ui import screen
from tests.ui.conftest import MakeFaces

LEVELS = ("high", "medium", "low", "not_assessed")


class Shelf:
    """Many rows, and which of them were asked for."""

    def __init__(self, many: int) -> None:
        self.rows = list(range(many))
        self.asked: list[tuple[str, int | None, int]] = []

    def guarded(self, function: Callable[..., Any], *args: object) -> Any:
        return function(self, *args)

    def looked(self, _late: Callable[[], bool], function: Callable[..., Any], *args: object) -> Any:
        return self.guarded(function, *args)

    def take_warnings(self) -> tuple[Trouble, ...]:
        return ()

    def take_touched(self) -> frozenset[str]:
        return frozenset()

    def close(self) -> None:
        pass


def fetch(shelf: Shelf, text: str, after: int | None, limit: int) -> list[int]:
    shelf.asked.append((text, after, limit))
    found = [row for row in shelf.rows if text in str(row)]
    begin = 0 if after is None else found.index(after) + 1
    return found[begin : begin + limit]


def line(row: int) -> CaseLine:
    level = LEVELS[row % 4]
    return CaseLine(f"k{row}", f"سلمى {row}", f"GEM-{row:04}", level, "خطر مرتفع", "مكالمة اليوم", "اليوم", "warning")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(1000)


@pytest.fixture
def jobs(app: QApplication, shelf: Shelf) -> Iterator[Jobs]:
    made = Jobs(lambda: shelf)
    yield made
    made.close()


def shown_list(faces: Faces, rows: Rows) -> CaseList:
    made = CaseList(faces, screen.both("الحالات", "Cases"), rows)
    made.resize(faces.face.look.px(400), faces.face.look.px(600))
    made.show()
    rows.ask("")
    screen.until(lambda: rows.rowCount() > 0)
    screen.settle()
    return made


def test_only_the_first_page_is_asked_for(jobs: Jobs, shelf: Shelf, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    shown_list(make_faces(), rows)
    assert rows.rowCount() == FIRST
    assert shelf.asked == [("", None, FIRST)]


def test_scrolling_down_asks_for_more_and_ends(jobs: Jobs, shelf: Shelf, make_faces: MakeFaces) -> None:
    shelf.rows = shelf.rows[:150]
    rows = Rows(jobs, fetch, line)
    view = shown_list(make_faces(), rows)
    for many in (FIRST + PAGE, FIRST + 2 * PAGE, 150):
        view.scrollToBottom()
        screen.until(lambda many=many: rows.rowCount() == many)  # type: ignore[misc]  # bound at once
    view.scrollToBottom()
    screen.settle()
    assert not rows.canFetchMore()
    ends = [None, FIRST - 1, FIRST + PAGE - 1, FIRST + 2 * PAGE - 1]
    assert shelf.asked == [("", end, FIRST if end is None else PAGE) for end in ends]
    assert [rows.row(at) for at in range(150)] == shelf.rows


def test_only_the_last_question_is_answered(jobs: Jobs, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    answers: list[int] = []
    rows.replaced.connect(lambda: answers.append(rows.rowCount()))
    for text in ("9", "99", "999"):
        rows.ask(text)
    screen.until(lambda: bool(answers))
    screen.settle()
    assert answers == [1]
    assert rows.row(0) == 999


def test_rows_stay_until_the_answer_is_there(jobs: Jobs, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    shown_list(make_faces(), rows)
    rows.ask("99")
    assert rows.rowCount() == FIRST
    screen.until(lambda: rows.rowCount() < FIRST)


def test_the_place_is_kept_when_rows_are_read_again(jobs: Jobs, shelf: Shelf, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    view = shown_list(make_faces(), rows)
    moved: list[str] = []
    view.moved.connect(moved.append)
    view.setFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.key() == moved[-1]
    kept, before = view.key(), list(moved)
    shelf.rows.insert(0, 5000)
    answers: list[int] = []
    rows.replaced.connect(lambda: answers.append(1))
    rows.reload()
    screen.until(lambda: bool(answers))
    assert view.key() == kept
    assert moved == before, "nobody moved"
    assert rows.row(0) == 5000


def test_return_opens_the_row(jobs: Jobs, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    view = shown_list(make_faces(), rows)
    opened: list[str] = []
    view.opened.connect(opened.append)
    view.set_key("k2")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["k2"]


def test_a_row_is_read_out_as_one_sentence(jobs: Jobs, make_faces: MakeFaces) -> None:
    rows = Rows(jobs, fetch, line)
    shown_list(make_faces(), rows)
    spoken = rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "سلمى 0. خطر مرتفع. مكالمة اليوم. اليوم. GEM-0000"


def row_image(view: CaseList, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


def column_of(image: QImage, colour: str) -> list[int]:
    return [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name() == colour]


def test_the_bar_of_the_chosen_row_stands_at_the_leading_edge(
    jobs: Jobs, make_faces: MakeFaces, catalogue: Path
) -> None:
    faces = make_faces("ar")
    view = shown_list(faces, Rows(jobs, fetch, line))
    assert not column_of(row_image(view, 1), faces.face.look.colour("accent").name())
    view.set_key("k1")
    view.clearFocus()
    screen.settle()
    bar = column_of(row_image(view, 1), faces.face.look.colour("accent").name())
    assert min(bar) > view.viewport().width() - 20
    faces.switch(Face(screen.texts("en", catalogue), faces.face.look))
    screen.settle()
    assert max(column_of(row_image(view, 1), faces.face.look.colour("accent").name())) < 20


def test_a_high_risk_has_a_shape_and_not_only_a_colour(jobs: Jobs, make_faces: MakeFaces) -> None:
    faces = make_faces("ar")
    view = shown_list(faces, Rows(jobs, fetch, line))
    view.set_key("k7")
    screen.settle()
    grey = [row_image(view, row).convertToFormat(QImage.Format.Format_Grayscale8) for row in range(3)]
    # Beyond the letter at the lower edge of the disc, where the shape stands.
    spot = QRect(grey[0].width() - 66, 50, 18, 11)
    dark = [sum(one.pixelColor(x, y).value() < 130 for x in range(spot.left(), spot.right())
                for y in range(spot.top(), spot.bottom())) for one in grey]  # fmt: skip
    assert dark[0] > 10
    assert dark[1] == dark[2] == 0
    assert [risk_tone(level) for level in LEVELS] == ["danger", "warning", "good", "quiet"]


def test_the_code_stands_left_to_right_in_an_arabic_row(app: QApplication) -> None:
    for value in ("GEM-0042", "0042 7-19"):
        shown = direction.based(second_line(line(1)._replace(code=value)), rtl=True)
        assert screen.visual_order(shown, value) == value
    bare = direction.based("0042 7-19  ·  مكالمة", rtl=True)
    assert screen.visual_order(bare, "0042 7-19") != "0042 7-19", "not isolated it would be turned round"


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_of_a_row_do_not_overlap(jobs: Jobs, make_faces: MakeFaces, language: str, scale: int) -> None:
    long = "اسم طويل جداً " * 6
    rows = Rows(jobs, fetch, lambda row: line(row)._replace(name=long, second=long, chip_tone="info"))
    faces = make_faces(language, "light", scale)
    view = shown_list(faces, rows)
    view.set_key("k5")
    screen.settle()
    image, px = row_image(view, 1), faces.face.look.px
    # Between the name and the chip there is a gap without ink, from top to bottom of the chip.
    part = image.copy(0, px(14), image.width(), px(20))
    chip = column_of(part, faces.face.look.colour("info_soft").name())
    edge = max(chip) + px(3) if language == "ar" else min(chip) - px(3)
    assert len({image.pixel(edge, y) for y in range(px(8), px(36))}) == 1


GROUPS = (None, Heading("في الملاحظات", "ورد فيها"), Heading("كتابة مشابهة", "أسماء متقاربة"))


def grouped(jobs: Jobs) -> Rows:
    """Rows of which the first two stand alone and each three that follow are a group."""
    return Rows(jobs, fetch, line, group=lambda row: GROUPS[min((row + 1) // 3, 2)], page=4)


def test_a_heading_stands_above_each_group(jobs: Jobs, shelf: Shelf, make_faces: MakeFaces) -> None:
    shelf.rows = shelf.rows[:10]
    rows = grouped(jobs)
    view = shown_list(make_faces(), rows)
    view.scrollToBottom()
    screen.until(lambda: rows.count() == 8)
    view.scrollToBottom()
    screen.until(lambda: rows.count() == 10)
    assert [at for at in range(rows.rowCount()) if rows.is_heading(at)] == [2, 6]
    assert shelf.asked == [("", None, 4), ("", 3, 4), ("", 7, 4)], "no heading is the row after which is asked"
    spoken = [rows.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in (2, 3)]
    assert spoken[0] == "في الملاحظات. ورد فيها"
    assert spoken[1].startswith("سلمى 2")
    assert (rows.row_of("k1"), rows.row_of("k2"), rows.row_of("k9")) == (1, 3, 11)


def test_a_heading_is_neither_walked_to_nor_chosen(jobs: Jobs, make_faces: MakeFaces) -> None:
    view = shown_list(make_faces(), grouped(jobs))
    moved: list[str] = []
    view.moved.connect(moved.append)
    view.setFocus()
    view.set_key("k1")
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert moved == ["k2", "k1"]
    heading, row = (view.visualRect(view.model().index(at, 0)).center() for at in (2, 3))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert view.key() == "k1"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert view.key() == "k2"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_heading_is_painted_at_the_leading_edge(jobs: Jobs, make_faces: MakeFaces, language: str) -> None:
    faces = make_faces(language)
    view = shown_list(faces, grouped(jobs))
    image = row_image(view, 2)
    written = column_of(image, faces.face.look.colour("text").name())
    assert written
    assert (min(written) > image.width() // 2) == (language == "ar")


def test_a_failed_fetch_is_told_and_can_be_asked_again(shelf: Shelf, jobs: Jobs) -> None:
    fails = [False]

    def moody(shelf: Shelf, text: str, after: int | None, limit: int) -> list[int]:
        if fails[0]:
            raise Trouble(Reason.DISK_FAULT)
        return fetch(shelf, text, after, limit)

    stops: list[Stop] = []
    jobs.trouble.connect(stops.append)
    rows = Rows(jobs, moody, line)
    rows.ask("")
    screen.until(lambda: rows.rowCount() == FIRST)
    fails[0] = True
    rows.fetchMore()
    screen.until(lambda: len(stops) == 1)
    fails[0] = False
    rows.fetchMore()
    screen.until(lambda: rows.rowCount() == FIRST + PAGE)

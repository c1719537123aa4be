"""Small counts stay hidden from whoever reckons with all that is shown; held against counting every possible table."""

from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemdesk.domain import masking
from gemdesk.domain.figures import NOT_ANSWERED, Outcome, middle
from gemdesk.domain.masking import FEWEST, Cell, Mask, Shown

HIGHEST = 12  # more than any cell of the tables here could be


def possible(cell: Cell, truth: int) -> range:
    """What a reader may think of a cell by itself; that nothing but a nought is under one is known to the cleverest."""
    if cell is Mask.FEW:
        return range(min(truth, 1), FEWEST)
    if cell is Mask.BESIDE:
        return range(FEWEST if truth >= FEWEST else 0, HIGHEST * 4)
    return range(truth, truth + 1)


def readings(shown: Shown, counts: Sequence[Sequence[int]]) -> list[tuple[tuple[int, ...], ...]]:
    """Every table that agrees with what is shown."""
    width = len(counts[0])
    inner = [
        [possible(cell, truth) for cell, truth in zip(row, true, strict=True)]
        for row, true in zip(shown.rows, counts, strict=True)
    ]
    ends = [
        min(one.stop, max(HIGHEST, true + 3))
        for row, truth in zip(inner, counts, strict=True)
        for one, true in zip(row, truth, strict=True)
    ]
    choices = [range(one.start, end) for one, end in zip((one for row in inner for one in row), ends, strict=True)]
    found = []
    for flat in product(*choices):
        rows = tuple(flat[at : at + width] for at in range(0, len(flat), width))
        if all(
            sum(row) in possible(cell, sum(true))
            for row, cell, true in zip(rows, shown.row_totals, counts, strict=True)
        ):
            columns = list(zip(*rows, strict=True))
            true_columns = list(zip(*counts, strict=True))
            pairs = zip(columns, shown.column_totals, true_columns, strict=True) if shown.column_totals else ()
            whole = shown.total is None or sum(flat) in possible(shown.total, sum(map(sum, counts)))
            if whole and all(sum(column) in possible(cell, sum(true)) for column, cell, true in pairs):
                found.append(rows)
    return found


def given_away(
    shown: Shown, counts: Sequence[Sequence[int]], fits: Callable[[Sequence[int]], bool] = lambda _row: True
) -> list[tuple[int, int]]:
    """The masked cells that have one value only in every table that agrees with what is shown, and of which `fits`."""
    all_ = [rows for rows in readings(shown, counts) if fits(rows[0])]
    assert tuple(map(tuple, counts)) in all_
    masked = [
        (at, place) for at, row in enumerate(shown.rows) for place, cell in enumerate(row) if isinstance(cell, Mask)
    ]
    return [(at, place) for at, place in masked if len({rows[at][place] for rows in all_}) == 1]


def as_table(counts: Sequence[int]) -> Shown:
    row, total = masking.line(counts)
    return Shown((row,), (total,))


def test_a_single_small_count_is_not_reckoned_from_the_total() -> None:
    counts = (3, 20, 9, 11)
    alone = Shown(((Mask.FEW, 20, 9, 11),), (43,))
    assert given_away(alone, [counts]) == [(0, 0)]  # what would be there without a second mask
    row, total = masking.line(counts)
    assert (row, total) == ((Mask.FEW, 20, Mask.BESIDE, 11), 43)
    assert given_away(as_table(counts), [counts]) == []


@pytest.mark.parametrize(
    "counts", [(1, 1, 9), (4, 4, 9), (1, 5), (4, 0, 0), (1, 5, 6), (4, 4), (3,), (0, 0), (2, 2, 2, 0)]
)
def test_what_bounds_alone_would_give_away_is_masked_too(counts: tuple[int, ...]) -> None:
    assert given_away(as_table(counts), [counts]) == []


@pytest.mark.parametrize("counts", [[[1, 1, 1, 1]], [[4, 3, 2, 1], [1, 1, 1, 1]], [[1]], [[0, 4], [0, 0]]])
def test_what_a_mask_itself_would_give_away_is_not_told(counts: list[list[int]]) -> None:
    assert given_away(masking.table(counts), counts) == []


def test_large_counts_and_noughts_stand_as_they_are() -> None:
    assert masking.line((5, 0, 60)) == ((5, 0, 60), 65)
    shown = masking.table([(5, 8), (0, 40)])
    assert shown == Shown(((5, 8), (0, 40)), (13, 40), (5, 48), 53)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 11), min_size=1, max_size=5))
def test_no_line_gives_a_small_count_away(counts: list[int]) -> None:
    shown = as_table(counts)
    assert all(isinstance(cell, Mask) for cell, count in zip(shown.rows[0], counts, strict=True) if 0 < count < FEWEST)
    assert given_away(shown, [counts]) == []


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=2)
    )
)
def test_no_table_gives_a_small_count_away(counts: list[list[int]]) -> None:
    shown = masking.table(counts)
    assert given_away(shown, counts) == []
    small = [(at, place) for at, row in enumerate(counts) for place, count in enumerate(row) if 0 < count < FEWEST]
    assert all(isinstance(shown.rows[at][place], Mask) for at, place in small)
    if not small and all(not 0 < sum(line) < FEWEST for line in (*counts, *zip(*counts, strict=True))):
        assert not any(isinstance(cell, Mask) for row in shown.rows for cell in row)


def test_a_table_of_many_receivers_is_masked_at_once() -> None:
    counts = [[(at * place) % 13 for place in range(1, 8)] for at in range(120)]
    shown = masking.table(counts)
    assert len(shown.rows) == 120
    assert any(isinstance(cell, int) and cell >= FEWEST for row in shown.rows for cell in row)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (41, 60, (41, 60)), (0, 60, (0, 60)), (60, 60, (60, 60)), (0, 0, (0, 0)), (5, 10, (5, 10)),
        (57, 60, Mask.BESIDE), (3, 60, Mask.BESIDE), (1, 6, Mask.BESIDE), (4, 8, Mask.BESIDE), (2, 4, Mask.FEW),
    ],
)  # fmt: skip
def test_a_share_hides_either_side_that_is_small(part: int, whole: int, shown: object) -> None:
    assert masking.share(part, whole) == shown


@pytest.mark.parametrize("whole", range(5, 30))
def test_a_masked_share_could_be_several(whole: int) -> None:
    masked = [part for part in range(whole + 1) if masking.share(part, whole) is Mask.BESIDE]
    assert len(masked) > 1


# The days until the answers, beside the counts


ANSWERED = len(Outcome) - len(NOT_ANSWERED)  # the counts of answers stand first


def by_days(counts: Sequence[int], shown: Shown, days: float | Mask | None) -> list[tuple[int, int]]:
    """What is given away when it is known too what the days tell: some answers at least, few, or none."""
    marks = {Mask.FEW: range(1, FEWEST), Mask.BESIDE: range(999)}
    answers = marks[days] if isinstance(days, Mask) else range(1) if days is None else range(FEWEST, 999)
    return given_away(shown, [counts], lambda row: sum(row[:ANSWERED]) in answers)


def days_beside(counts: Sequence[int], shown: Shown) -> float | Mask | None:
    return middle({1: sum(counts[:ANSWERED])}, shown.rows[0], shown.row_totals[0])


@pytest.mark.parametrize("counts", [(3, 2, 0, 0, 1, 1), (1, 1, 1, 1, 0, 10)])
def test_the_days_until_the_answers_give_no_count_away(counts: tuple[int, ...]) -> None:
    shown, answers = as_table(counts), sum(counts[:ANSWERED])
    assert by_days(counts, shown, 1 if answers >= FEWEST else Mask.FEW) != []  # what the days alone would ask for
    assert days_beside(counts, shown) is Mask.BESIDE
    assert by_days(counts, shown, Mask.BESIDE) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_no_line_with_its_days_gives_a_small_count_away(counts: list[int]) -> None:
    shown = as_table(counts)
    assert by_days(counts, shown, days_beside(counts, shown)) == []


def test_the_days_are_told_where_there_are_answers_enough() -> None:
    for counts, days in (((0, 20, 0, 0, 3, 0), 1), ((0, 7, 0, 0, 0, 9), 1), ((0, 0, 0, 0, 7, 8), None)):
        assert days_beside(counts, as_table(counts)) == days
    assert days_beside((1, 2, 0, 0, 9, 9), as_table((1, 2, 0, 0, 9, 9))) is Mask.FEW
    assert days_beside((0, 3, 0, 0, 9, 9), as_table((0, 3, 0, 0, 9, 9))) is Mask.BESIDE

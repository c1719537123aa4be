"""Salvage: pages of a real vault destroyed by chance, what came back counted against what stood on intact pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.resilience.parts import Bench, Conclusion, Control, Trial, part
from tests.vault.cases import many_cases
from tests.vault.salvaging import Whole, destroyed, trial, whole

TOO_FEW, FALSE = "fewer than 95 %", "a row that never was"
GOAL = 0.95
_SHARES = (0.01, 0.05, 0.2)
_CASES, _CASES_IN_SHORT = 500, 60


def _vault(place: Path, cases: int) -> Whole:
    place.mkdir()
    made = many_cases(place, cases)
    made.connection.close()
    return whole(made.path, made.keys)


def _judged(before: Whole, folder: Path, gone: set[int], told: set[int]) -> Trial:
    """One salvage, with the pages that are gone and those that the judge is told of."""
    found = trial(before, folder, destroyed(before.content, gone), told)
    fault = FALSE if found.false else TOO_FEW if found.share < GOAL else ""
    note = f"{len(gone)} pages: {found.share:.2%} of {found.expected}, {found.false} false"
    counts = {"pages destroyed": len(gone), "rows on intact pages": found.expected, "orphans": found.salvaged.orphans}
    return Trial(fault, note, counts, {"share": [found.share]})


def _seen(place: Path) -> Control:
    """A fifth of the pages is gone and the judge is told of a hundredth: that looks like a salvage that loses rows."""
    before = _vault(place / "control", _CASES_IN_SHORT)
    folder = place / "control-salvage"
    folder.mkdir()
    found = _judged(before, folder, before.some_pages(0.2, 1), before.some_pages(0.01, 1))
    return Control(found.fault == TOO_FEW, f"pages lost that were not told of: {found.note}")


def _told(values: Mapping[str, Sequence[float]]) -> Conclusion:
    """How much came back where no goal is set: the least, the middle, the most."""
    shares = values["share"]
    return Conclusion("", f"rows back: least {min(shares):.1%}, median {median(shares):.1%}, most {max(shares):.1%}")


@part(
    "salvage",
    does="1, 5 or 20 % of the pages of a vault destroyed, chosen by chance; salvaged into a new vault",
    kinds=(TOO_FEW, FALSE),
    trials=42,
    short=1,
    control=_seen,
    conclude=_told,
)
def salvage(bench: Bench) -> Iterator[Trial]:
    """Random pages of one vault, another choice each time."""
    before = _vault(bench.place / "cases", _CASES_IN_SHORT if bench.short else _CASES)
    for number in bench.numbers():
        gone = before.some_pages(_SHARES[number % 3], number)
        yield _judged(before, bench.folder(number), gone, gone)


@part(
    "salvage without a plan",
    does="the same, and all pages of the schema, or all pages above others, are destroyed too: rows are placed by what"
    " they look like, and what could be of two tables is left out; no goal is set, what came back is given",
    kinds=(FALSE,),
    trials=24,
    short=1,
    control=_seen,
    conclude=_told,
)
def salvage_without_a_plan(bench: Bench) -> Iterator[Trial]:
    """In turn without schema, without upper pages, without both."""
    before = _vault(bench.place / "cases", _CASES_IN_SHORT if bench.short else _CASES)
    for number in bench.numbers():
        gone = before.some_pages(_SHARES[number % 3], number)
        which = number // 3 % 3
        gone |= (before.schema if which != 1 else set()) | (before.interior if which != 0 else set())
        found = _judged(before, bench.folder(number), gone, gone)
        yield replace(found, fault=found.fault * (found.fault == FALSE), note="")

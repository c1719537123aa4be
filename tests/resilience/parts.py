"""What a part of the trials is: what is done how often, what may go wrong, and the control that would show it.

A new part is one function in a module of this folder, decorated with `part`, and its module in `run.MODULES`:

    @part("name", does="...", trials=200, short=5, kinds=("lost",), control=broken_on_purpose)
    def name(bench: Bench) -> Iterator[Trial]:
        for number in bench.numbers():
            yield Trial(...)
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome of one trial; an empty `fault` is as it should be."""

    fault: str = ""  # one of the part's kinds
    note: str = ""  # what to look at, when there is a fault
    counts: Mapping[str, int] = field(default_factory=dict)  # of what was done in it; added up
    values: Mapping[str, Sequence[float]] = field(default_factory=dict)  # what was measured; gathered


@dataclass(frozen=True, slots=True)
class Control:
    """Whether the thing broken on purpose was seen, and what was broken."""

    seen: bool
    told: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What all the measured values of a part say together; an empty `fault` when that is as promised."""

    fault: str
    told: str


class NotHere(Exception):
    """This machine cannot do this part; the text says what it lacks."""


class Bench:
    """Where a part works and which of its trials are wanted now."""

    def __init__(self, place: Path, whole: int, *, begun: int = 0, spread: int | None = None) -> None:
        """`whole` trials are wanted; `begun` of them are done; `spread`: only so many, evenly chosen from all."""
        self.place = place
        self.whole = whole
        self._begun = begun
        self._spread = spread
        self._given: Path | None = None

    @property
    def short(self) -> bool:
        """Whether only a few trials are wanted, as in the tests."""
        return self._spread is not None

    def some(self, things: Sequence[T]) -> Sequence[T]:
        """All of them; in short the first alone, since finding the cases of each takes longer than a few trials."""
        return things[:1] if self.short else things

    def numbers(self, whole: int | None = None) -> Iterator[int]:
        """The numbers of the trials to do; a part that goes through all there is says how many that are."""
        if whole is not None:
            self.whole = whole
        if self._spread is None:
            yield from range(self._begun, self.whole)
        else:
            yield from sorted({step * self.whole // self._spread for step in range(self._spread) if self.whole})

    def folder(self, number: int) -> Path:
        """A new folder; the one that was given before is emptied away."""
        if self._given is not None:
            shutil.rmtree(self._given, ignore_errors=True)
        self._given = self.place / f"trial{number}"
        self._given.mkdir()
        return self._given


Run = Callable[[Bench], Iterator[Trial]]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the table."""

    name: str
    does: str  # what was done, for the table
    kinds: tuple[str, ...]  # of faults, each with its own count
    trials: int  # of a full run; 0: as many cases as there are, each once
    short: int  # of the run in the tests; 0: not in the tests
    run: Run
    control: Callable[[Path], Control]
    conclude: Callable[[Mapping[str, Sequence[float]]], Conclusion] | None = None

    @property
    def sweeps(self) -> bool:
        """Whether every case there is is tried once, so that nothing is left to chance."""
        return self.trials == 0


PARTS: dict[str, Part] = {}


def part(
    name: str,
    *,
    does: str,
    kinds: tuple[str, ...],
    trials: int,
    short: int,
    control: Callable[[Path], Control],
    conclude: Callable[[Mapping[str, Sequence[float]]], Conclusion] | None = None,
) -> Callable[[Run], Run]:
    """Enter a function into the table as a part."""

    def enter(run: Run) -> Run:
        PARTS[name] = Part(name, does, kinds, trials, short, run, control, conclude)
        return run

    return enter

"""Filling a vault with invented people, in the same changes in which everything else is saved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from gemdesk.domain.access import Right
from gemdesk.domain.definition import Record
from gemdesk.exchange.crowd import Crowd
from gemdesk.flows.work import Work
from gemdesk.kernel.progress import Progress
from gemdesk.store.change import OFFICE
from gemdesk.store.prepared import Prepared, prepare

_AT_ONCE = 180  # handfuls in one change: each change writes nearly every page of the indexes by random ids anew
_IN_HAND = 2_000  # records that are handed on together


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many invented cases with how many timeline entries in all, of whom and of when."""

    cases: int
    entries: int
    now: datetime
    worker: str
    seed: int = 7


def fill(work: Work, cases: int, entries: int, *, seed: int = 7, progress: Progress | None = None) -> int:
    """Take in so many invented cases with so many timeline entries in all; how many records were made."""
    return take_in(work, drawn(Wanted(cases, entries, work.clock.now(), work.worker, seed)), progress)


def take_in(work: Work, prepared: Iterable[list[Prepared]], progress: Progress | None = None) -> int:
    """Take in what was `drawn`, here or in another process; how many records were made."""
    work.require(Right.IMPORT)
    waiting, made = iter(prepared), 0
    while first := next(waiting, None):
        with work.change() as change:
            for several in chain([first], islice(waiting, _AT_ONCE - 1)):
                change.add_prepared(several)
                made += len(several)
        if progress:
            progress.step(made, 0)
    return made


def drawn(wanted: Wanted) -> Iterator[list[Prepared]]:
    """The invented records, each in an order in which it can be stored."""
    waiting = _records(wanted)
    while several := list(islice(waiting, _IN_HAND)):
        yield [prepare(record, stream) for record, stream in several]


def _records(wanted: Wanted) -> Iterator[tuple[Record, str]]:
    crowd = Crowd(wanted.seed, wanted.now, wanted.worker)
    for record in crowd.directory():
        yield record, OFFICE
    cases, entries, workers = wanted.cases, wanted.entries, 12 if wanted.cases > 500 else 1
    for number in range(1, cases + 1):
        share = entries * number // cases - entries * (number - 1) // cases
        life = crowd.life(number, share, workers=workers)
        for record in life.records:
            yield record, life.case

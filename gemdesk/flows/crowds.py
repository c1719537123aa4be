"""Filling a vault with invented people, in the same changes in which everything else is saved."""

from collections.abc import Iterator
from itertools import islice

from gemdesk.domain.access import Right
from gemdesk.domain.definition import Record
from gemdesk.exchange.crowd import Crowd
from gemdesk.flows.work import Work
from gemdesk.kernel.progress import Progress
from gemdesk.store.change import OFFICE

_AT_ONCE = 12_000  # records in one change: few enough to hold, many enough that its end costs little


def fill(work: Work, cases: int, entries: int, *, seed: int = 7, progress: Progress | None = None) -> int:
    """Take in so many invented cases with so many timeline entries in all; how many records were made."""
    work.require(Right.IMPORT)
    crowd = Crowd(seed, work.clock.now(), work.worker)
    waiting = _records(crowd, cases, entries)
    made = 0
    while batch := list(islice(waiting, _AT_ONCE)):
        with work.change() as change:
            change.add_all(batch)
        made += len(batch)
        if progress:
            progress.step(made, 0)
    return made


def _records(crowd: Crowd, cases: int, entries: int) -> Iterator[tuple[Record, str]]:
    for record in crowd.directory():
        yield record, OFFICE
    workers = 12 if cases > 500 else 1
    for number in range(1, cases + 1):
        share = entries * number // cases - entries * (number - 1) // cases
        life = crowd.life(number, share, workers=workers)
        for record in life.records:
            yield record, life.case

"""Draws invented people in a process beside, while this one writes them: nothing secret is ever there."""

import multiprocessing
import os
import queue
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.queues import Queue
from typing import TYPE_CHECKING

from gemdesk.flows import crowds
from gemdesk.store.prepared import Prepared

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

_AHEAD = 120  # handfuls that wait to be written, so that neither process waits for the other
_LOOK = 2.0  # seconds after which it is asked whether the other one lives


class DrawingEnded(RuntimeError):
    """The process beside ended before everything was drawn."""


@contextmanager
def beside(wanted: crowds.Wanted) -> Iterator[Iterator[list[Prepared]]]:
    """What `crowds.drawn` draws; in a process of its own where there is a core for it.

    To be begun before any key is in this process: the other one is its copy.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        yield crowds.drawn(wanted)
        return
    context = multiprocessing.get_context("fork")
    waiting: Queue[list[Prepared]] = context.Queue(_AHEAD)
    other = context.Process(target=_draw, args=(wanted, waiting), daemon=True)
    other.start()
    try:
        yield _taken(waiting, other)
    finally:
        other.kill()
        other.join()
        waiting.close()


def _draw(wanted: crowds.Wanted, waiting: "Queue[list[Prepared]]") -> None:
    for several in crowds.drawn(wanted):
        waiting.put(several)
    waiting.put([])


def _taken(waiting: "Queue[list[Prepared]]", other: "ForkProcess") -> Iterator[list[Prepared]]:
    while True:
        try:
            several = waiting.get(timeout=_LOOK)
        except queue.Empty:
            if other.is_alive():
                continue
            raise DrawingEnded from None
        if not several:
            return
        yield several

"""Clocks that jump by years, before and within a session: nobody is locked out, and the order of saves stays."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from gemdesk.flows import sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Stop
from gemdesk.store import trail
from gemdesk.vault.examination import Examination
from tests.resilience import judge
from tests.resilience.judge import CORRUPT, HALF, LOST, Fate, History
from tests.resilience.parts import Bench, Control, Trial, part
from tests.resilience.saves import Save, Verb, perform, plan
from tests.resilience.vaults import NOW, Vault, make

LOCKED_OUT, WRONG_ORDER = "locked out", "wrong order"
_YEARS = timedelta(days=3653)
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_JUMPS = (-_YEARS, _YEARS, -_DAY, _HOUR, -_HOUR, 0 * _DAY, 40 * _DAY)
_SESSIONS, _SAVES = 4, 5


def jumping(folder: Path, seed: int) -> Trial:
    """Some sessions of one vault, each at another time, with a jump before every save."""
    vault, history, choose = make(folder), History(), random.Random(seed)
    saves = plan(seed, 0, _SESSIONS * _SAVES)
    epochs: list[int] = []
    for number in range(_SESSIONS):
        clock = SetClock(NOW + choose.choice(_JUMPS))
        try:
            work = vault.begin(clock)
        except Stop as stop:
            return Trial(LOCKED_OUT, f"session {number} at {clock.now()}: {judge.told(stop)}")
        for save in saves[number * _SAVES :][:_SAVES]:
            clock.move(seconds=choose.choice(_JUMPS).total_seconds())
            _save(work, vault, save, history)
            epochs.append(work.vault.saves.head.epoch)
        _examine(work, clock)
        work.close()
    if epochs != sorted(set(epochs)):
        return Trial(WRONG_ORDER, f"epochs {epochs}")
    order, found = _order(vault, saves), judge.judge(vault, history)
    return order if order.fault else Trial(found.fault, found.note, {**order.counts, **found.counts})


def _save(work: Work, vault: Vault, save: Save, history: History) -> None:
    history.saves.append(save)
    perform(work, vault.case, save)
    history.fates[save.number] = Fate.DONE


def _examine(work: Work, clock: SetClock) -> None:
    examination = Examination(work.vault, sessions.SCHEMA.newest, clock.now)
    examination.finish(examination.run())


def _order(vault: Vault, saves: list[Save]) -> Trial:
    """The trail tells the people in the order in which they were taken in, whatever the clock said."""
    wanted = [save.text for save in saves if save.verb is Verb.PERSON]
    told, clocks = _told(vault)
    if [text for text in told if text in wanted] != wanted:
        return Trial(WRONG_ORDER, f"trail: {told}")
    return Trial(counts={"saves": len(saves), "clocks that ran backwards": sum(b < a for a, b in pairwise(clocks))})


def _told(vault: Vault) -> tuple[list[str], list[str]]:
    """The chosen names of all people and the clocks of their events, in the order of the trail."""
    work = vault.begin()
    try:
        made = [
            (payload.value, event.clock)
            for event, payload in trail.events(work.connection)
            if event.kind == "person" and not event.field and payload is not None
        ]
    finally:
        work.close()
    names = [next((text for text in _names() if f'"{text}"' in value), "") for value, _clock in made]
    return names, [clock for _value, clock in made]


def _names() -> list[str]:
    # Longest first, so that no name is taken for the beginning of another.
    return [Save(number, Verb.PERSON).text for number in reversed(range(_SESSIONS * _SAVES))]


def _by_the_clock(place: Path) -> Control:
    """Ordered by what the clock said, the same trail is wrong: so the trial would see it."""
    vault = make(place / "vault")
    clock = SetClock(NOW)
    work = vault.begin(clock)
    saves = [Save(number, Verb.PERSON) for number in range(3)]
    for save, days in zip(saves, (0, -3653, 40), strict=True):
        clock.move(days=days)
        perform(work, vault.case, save)
    work.close()
    names, clocks = _told(vault)
    sorted_by_clock = [name for _clock, name in sorted(zip(clocks, names, strict=True))]
    right = [save.text for save in saves]
    mine = [name for name in sorted_by_clock if name in right]
    return Control(mine != right and not _order(vault, saves).fault, "ordered by its clock, the same trail is wrong")


@part(
    "clock",
    does="four sessions of a vault, each begun 10 years before or after, a day, an hour or 40 days off, with such a"
    " jump before every save and an examination in each; the counter of saves must grow, the trail keep its order,"
    " every save be there",
    kinds=(LOCKED_OUT, WRONG_ORDER, LOST, HALF, CORRUPT),
    trials=200,
    short=2,
    control=_by_the_clock,
)
def clock(bench: Bench) -> Iterator[Trial]:
    """One history of jumps for each trial."""
    for number in bench.numbers():
        yield jumping(bench.folder(number) / "vault", number)

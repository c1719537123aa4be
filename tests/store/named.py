"""Vaults with many people of whom the name alone matters, and how often the right one is found."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Case, Person
from gemdesk.store import lines, rows, search, search_ladder
from gemdesk.vault.opening import checkpoint
from gemdesk.vault.transactions import transaction
from tests.store.making import DAY, Vault, new_vault
from tests.store.names import VARIANTS, Name, names, with_error

WORKERS = 100  # among whom the cases are shared out
FIRST = 20  # hits among which the right one has to be
Spelling = Callable[[Name, random.Random], str]


class Figure(NamedTuple):
    """How many of the asked names were found among the first hits."""

    found: int
    asked: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of all that were asked, in hundred."""
        return 100 * self.found / self.asked


def named_vault(folder: Path, count: int) -> tuple[Vault, list[Name]]:
    """A vault with so many people; the id of a case is its place in the list of names."""
    made, people = new_vault(folder), names(count)
    for begin in range(0, count, 1000):
        with transaction(made.connection):
            for at, name in enumerate(people[begin : begin + 1000], begin):
                person = Person(id=f"p{at}", code=f"C-{at:06}", chosen_name=name.arabic)
                rows.insert(made.connection, person, str(at))
                rows.insert(
                    made.connection, Case(id=str(at), person=person.id, opened=DAY, worker=f"w-{at % WORKERS}"), str(at)
                )
                search.write(made.connection, person, str(at))
                lines.write(made.connection, str(at))
        checkpoint(made.connection)
    return made, people


def _folded(vary: Callable[[str, random.Random], str]) -> Spelling:
    return lambda name, draw: vary(name.arabic, draw)


# What is asked for a person, and of how many in hundred the right one has to be found.
GOALS: dict[str, tuple[Spelling, float]] = {
    **{f"folded: {sort}": (_folded(vary), 100.0) for sort, vary in VARIANTS.items()},
    "Latin spelling": (Name.latin, 97.0),
    "one typing error": (lambda name, draw: with_error(name.arabic, draw), 90.0),
}


def figure(vault: Vault, people: list[Name], spelling: Spelling, asked: int, seed: int = 3) -> Figure:
    """Ask for so many people in a spelling; right is whoever bears the same name."""
    draw = random.Random(seed)
    missed = []
    for name in draw.sample(people, asked):
        typed = spelling(name, draw)
        hits = search_ladder.cases(vault.connection, typed, Filter())[:FIRST]
        if not any(people[int(hit.id)].arabic == name.arabic for hit in hits):
            missed.append(f"{typed} ({name.arabic})")
    return Figure(asked - len(missed), asked, tuple(missed))

"""One trial of a salvage: pages of a real vault destroyed, what came back counted against what could."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gemdesk.kernel.progress import Progress
from gemdesk.store import trail
from gemdesk.store.migrations import runner
from gemdesk.vault import btree, opening, salvage, trees
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import Keys
from gemdesk.vault.pages import Pages
from gemdesk.vault.salvage import Salvaged, Tables
from gemdesk.vault.survey import Survey

SEED_ROWS = frozenset({"seal"})  # what the schema puts into a new database
Rows = dict[str, Counter[tuple[object, ...]]]


@dataclass(frozen=True)
class Whole:
    """A database before anything happened to it: its bytes, its rows, and the pages that each row stands on."""

    content: bytes
    keys: Keys
    rows: Rows
    stands_on: dict[str, list[frozenset[int]]]
    interior: frozenset[int]
    schema: frozenset[int]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.content) // PAGE_BYTES

    def still_whole(self, gone: Iterable[int]) -> int:
        """How many rows stand on none of these pages."""
        lost = frozenset(gone)
        return sum(not lost & pages for rows in self.stands_on.values() for pages in rows)

    def some_pages(self, share: float, seed: int) -> set[int]:
        """A share of the pages, by chance."""
        return set(random.Random(seed).sample(range(1, self.pages + 1), round(share * self.pages)))


@dataclass(frozen=True)
class Trial:
    """What one salvage brought back."""

    salvaged: Salvaged
    rows: Rows
    expected: int  # rows all of whose pages are intact
    false: int  # rows that the vault never had, in that table

    @property
    def share(self) -> float:
        """Rows that came back of those on intact pages."""
        return sum(found.total() for name, found in self.rows.items() if name not in SEED_ROWS) / self.expected


def all_rows(connection: Connection) -> Rows:
    """Every row of every ordinary table."""
    kept = [name for name, tree in trees.of_schema(connection).items() if tree.kept]
    return {name: Counter(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in kept}


def whole(path: Path, keys: Keys) -> Whole:
    """Read a closed database in its good state."""
    connection = opening.connect(path, keys, newest=runner.NEWEST)
    known, rows = trees.of_schema(connection), all_rows(connection)
    connection.close()
    stands_on: dict[str, list[frozenset[int]]] = {name: [] for name in rows}
    interior, schema = set(), set()
    with Pages(path, keys) as pages:
        survey = Survey(pages, Progress())
        for number in pages.numbers():
            page = pages.read(number)
            assert page is not None
            kind = btree.kind_of(page, number)
            if kind in btree.INTERIOR:
                interior.add(number)
            if kind is not None and survey.top(number) == 1:
                schema.add(number)
        for number, tree in survey.leaves(known):
            if tree and tree.kept and tree.name not in SEED_ROWS:
                stands_on[tree.name] += _cells(pages, number)
    return Whole(path.read_bytes(), keys, rows, stands_on, frozenset(interior), frozenset(schema))


def _cells(pages: Pages, number: int) -> list[frozenset[int]]:
    found = []
    page = pages.read(number)
    assert page is not None
    for cell in btree.cells(page, number):
        used = {number}

        def read(one: int, used: set[int] = used) -> bytes | None:
            used.add(one)
            return pages.read(one)

        assert btree.whole(cell, read) is not None
        found.append(frozenset(used))
    return found


def destroyed(content: bytes, gone: Iterable[int], seed: int = 0) -> bytes:
    """The bytes of a database with these pages overwritten by noise."""
    changed, chance = bytearray(content), random.Random(seed)
    for number in sorted(gone):
        changed[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] = chance.randbytes(PAGE_BYTES)
    return bytes(changed)


def trial(before: Whole, folder: Path, content: bytes, gone: Iterable[int], *, by_trail: bool = True) -> Trial:
    """Salvage a damaged content in an empty folder and compare it with what was there before."""
    damaged, target = folder / "damaged.db", folder / "new.db"
    damaged.write_bytes(content)
    tables = Tables(runner.NEWEST, runner.migrate, trail.kinds_of if by_trail else None)
    salvaged = salvage.read_into(damaged, target, before.keys, tables)
    assert damaged.read_bytes() == content
    connection = opening.connect(target, before.keys, newest=runner.NEWEST)
    rows = all_rows(connection)
    connection.close()
    false = sum(sum((found - before.rows[name]).values()) for name, found in rows.items() if name not in SEED_ROWS)
    return Trial(salvaged, rows, before.still_whole(gone), false)

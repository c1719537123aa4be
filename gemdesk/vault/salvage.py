"""Salvage: what can still be read of a damaged database, written into a new one under the same keys.

The damaged file is only read. Each page is authenticated by itself; rows of intact pages are taken
wherever they hang, and those that hang on nothing are placed only where they plainly belong: by what they
look like, or where that is not plain by what the trail, once it is read, says of their ids.

Not known here: whether an authentic page is of today. Next to pages of an older state a row may be
old, and a long one pieced together of two times; the trail's digests tell.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.progress import Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import faults, opening, trees
from gemdesk.vault.btree import Row
from gemdesk.vault.connection import Connection
from gemdesk.vault.keys import Keys
from gemdesk.vault.likeness import owners
from gemdesk.vault.pages import Pages
from gemdesk.vault.survey import Survey
from gemdesk.vault.trees import Tree

_VERSION_AT = 60  # of `user_version` in page 1
_ROWS_AT_ONCE = 20_000  # to a commit, so that the log stays small
_CACHE_KIB = 32 * 1024

TablesOf = Callable[[Connection, Iterable[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Tables:
    """What salvage has to be told of the tables of a vault, none of which it knows."""

    newest: int  # number of the newest schema
    make: Callable[[Connection], object]  # makes them as they were in the damaged database, see `version`
    of: TablesOf | None = None  # the tables that rows of such ids are of, by what was read before
    complete: Callable[[Connection], object] | None = None  # called when the rows are in and all rules stand again


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was read, and what was not."""

    rows: dict[str, int]  # table -> rows written
    pages: int
    pages_damaged: int
    orphans: int  # rows among `rows` whose place in their table was lost
    lost: int  # rows on intact pages of which a later part is lost
    unplaced: int  # intact pages that hang on nothing and plainly belong nowhere
    refused: int  # rows that were there already or break a rule of their table
    dangling: int  # references to rows that were not found, counted after `Tables.complete`


class _Loose(Connection, Protocol):
    """The driver's own connection, which can put off its guard."""

    def set_authorizer(self, authorizer: None) -> None:
        """Allow everything."""
        ...


def version(damaged: Path, keys: Keys) -> int | None:
    """The schema's number in a damaged database; None when its first page is lost. Trouble as `read_into`."""
    with Pages(damaged, keys) as pages:
        first = pages.read(1)
    return int.from_bytes(first[_VERSION_AT : _VERSION_AT + 4], "big") if first else None


def read_into(damaged: Path, target: Path, keys: Keys, tables: Tables, progress: Progress | None = None) -> Salvaged:
    """Make a new database at `target` with all rows that can be read; `damaged` and its log stay as they are.

    Trouble: VAULT_DAMAGED when no page is authentic under these keys (then nothing is written), and what
    `opening.connect` raises. An end before the end takes the target away.
    """
    progress = progress or Progress()
    with Pages(damaged, keys) as pages:
        survey = Survey(pages, progress)
        if survey.damaged == survey.count:
            raise Trouble(Reason.VAULT_DAMAGED)
        connection = opening.connect(target, keys, newest=tables.newest, create=True)
        try:
            try:
                filling = _Filling(connection, survey, tables.of, progress)
                with faults.told():
                    tables.make(connection)
                    filling.run()
            finally:
                connection.close()
            dangling = _finished(target, keys, tables)
        except BaseException:
            for end in ("", "-wal", "-shm"):
                target.with_name(target.name + end).unlink(missing_ok=True)
            raise
    return filling.result(dangling)


def _finished(target: Path, keys: Keys, tables: Tables) -> int:
    """The new database opened by the ordinary way, completed and examined; gives its dangling references."""
    connection = opening.connect(target, keys, newest=tables.newest)
    try:
        with faults.told():
            if tables.complete:
                tables.complete(connection)
            dangling = sum(1 for _row in connection.execute("PRAGMA foreign_key_check"))
        opening.checkpoint(connection)
        opening.examine(connection)
    finally:
        connection.close()
    return dangling


class _Filling:
    """The rows on their way from the pages into the new tables."""

    def __init__(self, connection: Connection, survey: Survey, of: TablesOf | None, progress: Progress) -> None:
        self._connection, self._survey, self._progress = connection, survey, progress
        self._of = of
        self._rows = Counter[str]()
        self._verbs: dict[str, str] = {}
        self._waiting = 0
        self._orphans = self._lost = self._unplaced = self._refused = 0

    def run(self) -> None:
        """Fill all tables; rules between tables are off, since their rows come in the order of the file."""
        connection = self._connection
        cast("_Loose", connection).set_authorizer(None)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
        all_ = trees.of_schema(connection)
        self._survey.guess_roots(all_)
        for name in (name for name, tree in all_.items() if tree.kept):
            self._rows[name] = 0
            seeded = connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 - our schema
            # What the schema itself puts in yields to what the vault had there.
            self._verbs[name] = "INSERT OR REPLACE" if seeded else "INSERT OR IGNORE"
        connection.execute("BEGIN IMMEDIATE")
        orphans = []
        for number, tree in self._survey.leaves(all_):
            if tree is None or (tree.kept and not self._fill(tree, number)):
                orphans.append(number)
        unlike = []
        for number, tree in owners(self._survey, all_, orphans).items():
            if tree is None:
                unlike.append(number)
            elif tree.kept:
                self._adopt(tree, number)
        for number in unlike:  # last, when all that can be read of the trail is in
            if known := self._known(all_, number):
                self._adopt(known, number)
            else:
                self._unplaced += 1
        connection.execute("COMMIT")

    def _adopt(self, tree: Tree, number: int) -> None:
        """Write the rows of a page whose place was lost."""
        before = self._rows.total()
        self._fill(tree, number)
        self._orphans += self._rows.total() - before

    def _known(self, all_: Mapping[str, Tree], number: int) -> Tree | None:
        """The one tree that the ids of a page's rows are known to be of, if all of them can be of it."""
        rows = [row for _rowid, row in self._survey.rows(number) if row]
        ids = [row[0] for row in rows if isinstance(row[0], str)]
        names = self._of(self._connection, ids) if self._of else set()
        tree = all_.get(names.pop()) if len(names) == 1 else None
        if tree is None or not tree.kept or tree.of_index != self._survey.of_index(number):
            return None
        return tree if all(tree.fits(row) for row in rows) else None

    def _fill(self, tree: Tree, number: int) -> bool:
        """Write the rows of a page; False when none of them can be of this tree."""
        rows = list(self._survey.rows(number))
        whole = [(rowid, row) for rowid, row in rows if row is not None]
        fitting = [(rowid, row) for rowid, row in whole if tree.fits(row)]
        if whole and not fitting:
            return False
        written = self._write(tree, fitting)
        self._rows[tree.name] += written
        self._lost += len(rows) - len(whole)
        self._refused += len(whole) - written
        self._pause(number, len(fitting))
        return True

    def _write(self, tree: Tree, rows: list[tuple[int | None, Row]]) -> int:
        """Write rows of one tree, shorter ones from before a column was added too; gives how many were new."""
        verb, written = self._verbs[tree.name], 0
        for width in {len(row) for _rowid, row in rows}:
            values = [tree.values(rowid, row) for rowid, row in rows if len(row) == width]
            written += self._connection.executemany(tree.insertion(width, verb), values).rowcount
        return written

    def _pause(self, number: int, rows: int) -> None:
        self._waiting += rows
        if self._waiting >= _ROWS_AT_ONCE:
            self._waiting = 0
            self._connection.execute("COMMIT")
            opening.checkpoint(self._connection)
            self._progress.step(self._survey.count + number, 2 * self._survey.count)
            self._connection.execute("BEGIN IMMEDIATE")

    def result(self, dangling: int) -> Salvaged:
        """What came of it."""
        return Salvaged(
            rows=dict(self._rows),
            pages=self._survey.count,
            pages_damaged=self._survey.damaged,
            orphans=self._orphans,
            lost=self._lost,
            unplaced=self._unplaced,
            refused=self._refused,
            dangling=dangling,
        )

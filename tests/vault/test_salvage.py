"""Salvage: what stands on intact pages comes back, nothing else does, and the damaged file stays as it is."""

import importlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.progress import Cancelled, Progress
from gemdesk.kernel.reasons import Reason
from gemdesk.store.migrations import runner
from gemdesk.vault import opening, salvage
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import Keys
from gemdesk.vault.pages import Pages
from gemdesk.vault.salvage import Tables
from tests.vault.cases import many_cases
from tests.vault.salvaging import Whole, all_rows, destroyed, trial, whole

CASES = 60
GOAL = 0.95
NAME = "ياسمين"
TABLES = Tables(runner.NEWEST, runner.migrate)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """A vault of sixty cases, closed."""
    vault = many_cases(tmp_path_factory.mktemp("cases"), CASES)
    vault.connection.close()
    return whole(vault.path, vault.keys)


@pytest.fixture
def damaged(before: Whole, tmp_path: Path) -> Path:
    """A copy of that vault, to be damaged."""
    path = tmp_path / "damaged.db"
    path.write_bytes(before.content)
    return path


def read(damaged: Path, keys: Keys, tables: Tables = TABLES, progress: Progress | None = None) -> salvage.Salvaged:
    """Salvage into `new.db` beside the damaged file."""
    return salvage.read_into(damaged, damaged.with_name("new.db"), keys, tables, progress)


def reason(action: Callable[[], object]) -> Reason | None:
    """The reason of the trouble that an action met."""
    try:
        action()
    except Trouble as trouble:
        return trouble.reason
    return None


def test_of_a_whole_vault_every_row_comes_back(before: Whole, tmp_path: Path) -> None:
    found = trial(before, tmp_path, before.content, ())
    assert found.rows == before.rows
    assert found.expected == sum(rows.total() for name, rows in before.rows.items() if name != "seal")
    assert found.salvaged.rows == {name: rows.total() for name, rows in before.rows.items()}
    said = found.salvaged
    assert (said.pages, said.pages_damaged, said.orphans, said.lost) == (before.pages, 0, 0, 0)
    assert (said.unplaced, said.refused, said.dangling) == (0, 0, 0)


def test_rows_keep_their_order(before: Whole, damaged: Path) -> None:
    """The newest installation is the one with the highest rowid."""
    read(damaged, before.keys)
    asked = 'SELECT rowid, id FROM "case" ORDER BY rowid'
    numbered = []
    for path in (damaged, damaged.with_name("new.db")):
        connection = opening.connect(path, before.keys, newest=runner.NEWEST)
        numbered.append(connection.execute(asked).fetchall())
        connection.close()
    assert numbered[0] == numbered[1]
    assert len(numbered[0]) == CASES


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("share", [0.01, 0.05, 0.2])
def test_destroyed_pages(before: Whole, tmp_path: Path, share: float, seed: int) -> None:
    gone = before.some_pages(share, seed)
    found = trial(before, tmp_path, destroyed(before.content, gone), gone)
    assert found.salvaged.pages_damaged == len(gone)
    assert found.false == 0
    assert GOAL <= found.share <= 1
    assert found.expected < before.still_whole(())  # the pages destroyed did hold rows


@pytest.mark.parametrize("part", ["page 1", "schema", "interior"])
def test_destroyed_structure(before: Whole, tmp_path: Path, part: str) -> None:
    """The schema's pages, and then every page above others: all rows hang on nothing."""
    gone = {"page 1": frozenset({1}), "schema": before.schema, "interior": before.interior}[part]
    found = trial(before, tmp_path, destroyed(before.content, gone), gone)
    assert found.false == 0
    assert GOAL <= found.share <= 1
    assert (found.salvaged.orphans > 100) == (part == "interior")


def test_what_looks_like_nothing_else_is_placed_by_the_trail(before: Whole, tmp_path: Path) -> None:
    """No schema, no page above others: rows that could be of two tables by their looks alone."""
    gone = set(before.schema | before.interior)
    alone, found = tmp_path / "alone", tmp_path / "found"
    alone.mkdir()
    found.mkdir()
    content = destroyed(before.content, gone)
    by_looks = trial(before, alone, content, gone, by_trail=False)
    by_trail = trial(before, found, content, gone)
    assert by_looks.share < by_trail.share <= 1
    assert by_trail.false == by_looks.false == 0
    assert by_trail.salvaged.unplaced < by_looks.salvaged.unplaced


@pytest.mark.parametrize("at", [0, 15, 16, 40, 99, 100, 105, PAGE_BYTES - 80, PAGE_BYTES - 1])
def test_a_flipped_bit_loses_its_page_alone(before: Whole, tmp_path: Path, at: int) -> None:
    content = bytearray(before.content)
    content[at] ^= 1
    found = trial(before, tmp_path, bytes(content), {1})
    # The salt is known without the file, so that a bit in it harms nothing.
    assert found.salvaged.pages_damaged == (at >= 16)
    assert found.share == 1


@pytest.mark.parametrize("lost", [1, PAGE_BYTES, 10 * PAGE_BYTES + 5])
def test_a_cut_file(before: Whole, tmp_path: Path, lost: int) -> None:
    missing = -(-lost // PAGE_BYTES)
    gone = range(before.pages - missing + 1, before.pages + 1)
    found = trial(before, tmp_path, before.content[:-lost], gone)
    assert (found.salvaged.pages, found.salvaged.pages_damaged) == (before.pages, missing)
    assert (found.false, found.share) == (0, 1)


def test_a_file_cut_to_its_half_without_its_first_page(before: Whole, tmp_path: Path) -> None:
    half = before.pages // 2
    gone = {1, *range(half + 1, before.pages + 1)}
    found = trial(before, tmp_path, destroyed(before.content[: half * PAGE_BYTES], {1}), gone)
    assert found.false == 0
    assert GOAL <= found.share <= 1


def test_noise_at_the_end_is_no_row(before: Whole, tmp_path: Path) -> None:
    content = destroyed(before.content + bytes(3 * PAGE_BYTES + 7), range(before.pages + 1, before.pages + 4))
    found = trial(before, tmp_path, content, ())
    assert (found.salvaged.pages_damaged, found.false, found.share) == (4, 0, 1)


def test_an_old_page_makes_up_no_row(before: Whole, tmp_path: Path) -> None:
    """A page of an earlier day is authentic in its place: a row of one page is an old one or a new one."""
    path = tmp_path / "later.db"
    path.write_bytes(before.content)
    connection = opening.connect(path, before.keys, newest=runner.NEWEST)
    connection.execute("DELETE FROM release WHERE rowid % 3 = 0")
    connection.execute("UPDATE entry SET text = 'later ' || text WHERE rowid % 2 = 0")
    connection.close()
    later = whole(path, before.keys)
    content, old = bytearray(later.content), 0
    for at in range(PAGE_BYTES, len(before.content), 3 * PAGE_BYTES):
        old += content[at : at + PAGE_BYTES] != before.content[at : at + PAGE_BYTES]
        content[at : at + PAGE_BYTES] = before.content[at : at + PAGE_BYTES]
    assert old > 10
    found = trial(later, tmp_path, bytes(content), ())
    assert found.salvaged.pages_damaged == 0
    for name in ("entry", "release", "consent", "event"):
        ever = set(before.rows[name]) | set(later.rows[name])
        assert {row for row in found.rows[name] if len(str(row)) < 1000} <= ever
    assert any(row not in later.rows["entry"] for row in found.rows["entry"])  # the old pages were read


OTHERS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "short": lambda content: content[:500],
    "noise": lambda content: destroyed(content, range(1, len(content) // PAGE_BYTES + 1)),
    "zeros": lambda content: bytes(len(content)),
    "moved by one byte": lambda content: content[1:],
}


@pytest.mark.parametrize("sort", [*OTHERS, "another vault's", "clear", "missing", "folder"])
def test_what_is_no_file_of_this_vault_writes_nothing(before: Whole, damaged: Path, sort: str) -> None:
    keys = Keys.fresh() if sort == "another vault's" else before.keys
    if sort in OTHERS:
        damaged.write_bytes(OTHERS[sort](before.content))
    elif sort != "another vault's":
        damaged.unlink()
        if sort == "clear":
            control = importlib.import_module("sqlite3").connect(damaged)
            control.execute("CREATE TABLE person (id TEXT)")
            control.close()
        elif sort == "folder":
            damaged.mkdir()
    lying_there = sorted(damaged.parent.iterdir())
    assert reason(lambda: read(damaged, keys)) is Reason.VAULT_DAMAGED
    assert sorted(damaged.parent.iterdir()) == lying_there


def test_one_page_is_enough(before: Whole, damaged: Path) -> None:
    """The control of the test above: a single authentic page, and there is a new database."""
    damaged.write_bytes(destroyed(before.content, range(2, before.pages + 1)))
    assert read(damaged, before.keys).pages_damaged == before.pages - 1
    assert damaged.with_name("new.db").exists()


def test_nothing_is_written_over(before: Whole, damaged: Path) -> None:
    damaged.with_name("new.db").write_bytes(b"mine")
    assert reason(lambda: read(damaged, before.keys)) is Reason.VAULT_EXISTS
    assert damaged.with_name("new.db").read_bytes() == b"mine"


def test_the_version_is_read_from_the_damaged_file(before: Whole, damaged: Path) -> None:
    assert salvage.version(damaged, before.keys) == runner.NEWEST
    damaged.write_bytes(destroyed(before.content, {1}))
    assert salvage.version(damaged, before.keys) is None


def test_the_rebuilding_completes_and_is_counted_after(before: Whole, damaged: Path) -> None:
    """Search is derived: full text search finds again once it was rebuilt; lost parents are counted."""
    lost = before.stands_on["person"][0]
    damaged.write_bytes(destroyed(before.content, lost))
    found = []

    def rebuild(connection: Connection) -> None:
        asked = "SELECT count(*) FROM search_word WHERE search_word MATCH ?"
        found.append(connection.execute(asked, [f'"{NAME}"']).fetchone()[0])
        connection.execute("INSERT INTO search_word (search_word) VALUES ('rebuild')")
        found.append(connection.execute(asked, [f'"{NAME}"']).fetchone()[0])
        found.append(connection.execute("PRAGMA foreign_keys").fetchone()[0])

    said = read(damaged, before.keys, replace(TABLES, complete=rebuild))
    assert found[0] == 0
    assert found[1] > 5
    assert found[2] == 1
    missing = before.rows["person"].total() - said.rows["person"]
    assert missing > 0
    assert said.dangling == 2 * missing  # the case and the contact of each


@pytest.mark.parametrize("at", ["make", "complete", "progress"])
def test_an_early_end_leaves_nothing(before: Whole, damaged: Path, at: str) -> None:
    def fail(_connection: object) -> None:
        raise KeyError(at)

    steps = []

    def stop(done: int, _all: int) -> None:
        steps.append(done)
        progress.cancel()

    progress = Progress(stop)
    tables = {"make": replace(TABLES, make=fail), "complete": replace(TABLES, complete=fail), "progress": TABLES}[at]
    with pytest.raises(Cancelled if at == "progress" else KeyError):
        read(damaged, before.keys, tables, progress if at == "progress" else None)
    assert sorted(path.name for path in damaged.parent.iterdir()) == ["damaged.db"]
    assert bool(steps) == (at == "progress")


def test_nothing_in_clear_reaches_the_disk(before: Whole, damaged: Path) -> None:
    def shown(content: bytes) -> bool:
        return NAME.encode() in content

    with Pages(damaged, before.keys) as pages:
        assert any(shown(pages.read(number) or b"") for number in pages.numbers())
    looked_at = list[str]()

    def look(_connection: Connection) -> None:
        looked_at.extend(path.name for path in damaged.parent.iterdir())
        assert not any(shown(path.read_bytes()) for path in damaged.parent.iterdir())

    read(damaged, before.keys, replace(TABLES, complete=look))
    look(None)  # type: ignore[arg-type]  # not asked
    assert {"damaged.db", "new.db", "new.db-wal"} <= set(looked_at)


@pytest.fixture
def logged(before: Whole, damaged: Path) -> Iterator[Path]:
    """A database whose last three saves stand in its log alone, as after a kill, and one that was never committed."""
    working = damaged.with_name("working.db")
    damaged.rename(working)
    connection = opening.connect(working, before.keys, newest=runner.NEWEST)
    for number in range(3):
        connection.execute("INSERT INTO draft VALUES (?, 'w-1', ?, '')", [f"saved {number}", "x" * 9000])
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    never = [(f"never saved {number}", "y" * 1500) for number in range(200)]
    connection.executemany("INSERT INTO draft VALUES (?, 'w-1', ?, '')", never)
    for end in ("", "-wal"):
        shutil.copy(working.with_name(working.name + end), damaged.with_name(damaged.name + end))
    connection.execute("ROLLBACK")
    connection.close()
    yield damaged
    working.unlink()


def places(path: Path, keys: Keys) -> set[str]:
    """The drafts of a vault that belong to the saves above."""
    connection = opening.connect(path, keys, newest=runner.NEWEST)
    found = {str(row[0]) for row in connection.execute("SELECT place FROM draft") if "saved" in str(row[0])}
    connection.close()
    return found


SAVED = {"saved 0", "saved 1", "saved 2"}
_FRAME = 24 + PAGE_BYTES


def test_what_was_committed_in_the_log_comes_too(before: Whole, logged: Path) -> None:
    log = logged.with_name("damaged.db-wal")
    assert log.stat().st_size > 50 * _FRAME  # what was never committed lies there
    read(logged, before.keys)
    assert places(logged.with_name("new.db"), before.keys) == SAVED
    log.unlink()
    logged.with_name("new.db").unlink()
    read(logged, before.keys)
    assert places(logged.with_name("new.db"), before.keys) == set()


@pytest.mark.parametrize("at", [0, 17, 32 + 12, 32 + 20, 32 + 24 + 100])
def test_a_flipped_bit_in_the_log_loses_little(before: Whole, logged: Path, at: int) -> None:
    """SQLite drops the whole log without a word; salvage loses at most the page that was hit."""
    log = logged.with_name("damaged.db-wal")
    content = bytearray(log.read_bytes())
    content[at] ^= 1
    log.write_bytes(content)
    read(logged, before.keys)
    kept = places(logged.with_name("new.db"), before.keys)
    assert kept == SAVED or (at > 32 + 24 and len(kept) >= 2)
    assert places(logged, before.keys) == set()  # the control: opened the ordinary way


def test_what_an_older_log_left_behind_is_not_read(before: Whole, damaged: Path) -> None:
    """SQLite begins a log anew over the old one; what stands behind the new end is of an earlier time."""
    working = damaged.with_name("working.db")
    damaged.rename(working)
    connection = opening.connect(working, before.keys, newest=runner.NEWEST)
    connection.execute("INSERT INTO draft VALUES ('one', 'w-1', ?, '')", ["z" * 50_000])
    for text in ("saved early", "saved later"):
        connection.execute("INSERT OR REPLACE INTO draft VALUES (?, 'w-2', '', '')", [text])
        connection.execute("DELETE FROM draft WHERE worker = 'w-2' AND place <> ?", [text])
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    for end in ("", "-wal"):
        shutil.copy(working.with_name(working.name + end), damaged.with_name(damaged.name + end))
    connection.close()
    assert damaged.with_name("damaged.db-wal").stat().st_size > 10 * _FRAME
    read(damaged, before.keys)
    assert places(damaged.with_name("new.db"), before.keys) == {"saved later"}


def test_a_log_of_another_vault_is_not_read(before: Whole, logged: Path, tmp_path: Path) -> None:
    other = opening.connect(tmp_path / "other.db", Keys.fresh(), newest=0, create=True)
    other.execute("CREATE TABLE note (body TEXT)")
    shutil.copy(tmp_path / "other.db-wal", logged.with_name("damaged.db-wal"))
    other.close()
    said = read(logged, before.keys)
    assert said.pages_damaged == 0
    assert places(logged.with_name("new.db"), before.keys) == set()


def test_all_that_was_deleted_stays_deleted(before: Whole, damaged: Path) -> None:
    connection = opening.connect(damaged, before.keys, newest=runner.NEWEST)
    connection.execute("DELETE FROM entry WHERE rowid % 3 > 0")
    connection.execute("DELETE FROM event_value WHERE seq % 3 > 0")
    left = all_rows(connection)
    connection.close()
    after = whole(damaged, before.keys)
    gone = after.interior
    found = trial(after, damaged.parent, destroyed(after.content, gone), gone)
    assert found.false == 0
    assert set(found.rows["event_value"]) <= set(left["event_value"])
    assert found.rows["entry"].total() <= left["entry"].total() < before.rows["entry"].total()

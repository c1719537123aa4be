"""The encrypted file: unreadable without its key, every rule set, damage named."""

import importlib
import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from sqlcipher3 import dbapi2

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import faults, opening
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import Keys
from gemdesk.vault.names import DATABASE
from gemdesk.vault.opened import Opened
from tests.vault.making import NEWEST, ended, flip, open_database, start

SENTINEL = "ياسمين Sentinel 4711"
BODIES = [f"{SENTINEL} {n} {'x' * 700}" for n in range(60)]


@pytest.fixture
def plain() -> ModuleType:
    """The ordinary SQLite of Python, which the program itself may not import."""
    return importlib.import_module("sqlite3")


@pytest.fixture
def filled(place: Path, opened: Opened) -> Path:
    """The database file of a vault with some rows and some freed pages, closed."""
    connection = open_database(place, opened)
    connection.executemany("INSERT INTO note (body) VALUES (?)", [(body,) for body in BODIES])
    connection.execute("CREATE INDEX note_body ON note (body)")
    connection.execute("CREATE TABLE gone AS SELECT randomblob(30000) AS x")
    connection.execute("DROP TABLE gone")
    connection.close()
    return place / DATABASE


def reason(action: Callable[[], object]) -> Reason | None:
    """The reason of the trouble that an action met."""
    try:
        action()
    except Trouble as trouble:
        return trouble.reason
    return None


def holds_sentinel(folder: Path) -> bool:
    """Whether a file under the folder shows the sentinel, in any encoding it could be kept in."""
    forms = [SENTINEL.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    forms += [SENTINEL[:7].encode("utf-8").hex().encode(), SENTINEL.encode().hex().upper().encode()]
    return any(form in path.read_bytes() for path in folder.rglob("*") if path.is_file() for form in forms)


def read_all(path: Path, keys: Keys) -> list[str]:
    """Open a database, read every row and check it all."""
    connection = opening.connect(path, keys, newest=NEWEST)
    try:
        with faults.told():
            found = [body for (body,) in connection.execute("SELECT body FROM note ORDER BY id")]
        opening.examine(connection)
    finally:
        connection.close()
    return found


def test_nothing_can_be_read_without_the_key(filled: Path, opened: Opened, tmp_path: Path, plain: ModuleType) -> None:
    connection = open_database(filled.parent, opened)
    connection.execute("INSERT INTO note (body) VALUES (?)", (SENTINEL,))
    assert (filled.parent / f"{DATABASE}-wal").stat().st_size > 0
    assert not holds_sentinel(filled.parent)
    connection.close()
    assert not holds_sentinel(filled.parent)
    with pytest.raises(plain.DatabaseError):
        plain.connect(filled).execute("SELECT count(*) FROM sqlite_schema").fetchone()

    clear = tmp_path / "clear" / "clear.db"
    clear.parent.mkdir()
    control = plain.connect(clear)
    control.execute("CREATE TABLE note (body TEXT)")
    control.executemany("INSERT INTO note VALUES (?)", [(body,) for body in BODIES])
    control.commit()
    control.close()
    assert holds_sentinel(clear.parent)


def test_every_byte_is_noise(filled: Path) -> None:
    """No page has a byte value far more often than chance; a clear page of zeros or text would."""
    whole = filled.read_bytes()
    for at in range(0, len(whole), PAGE_BYTES):
        page = whole[at : at + PAGE_BYTES]
        assert max(page.count(bytes([value])) for value in range(256)) < 60
    assert max(BODIES[0].encode().count(bytes([value])) for value in range(256)) > 60


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("cipher_memory_security", "1"),
        ("cipher_log_level", "NONE"),
        ("cipher_status", "1"),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("synchronous", 2),
        ("mmap_size", 0),
        ("cache_size", -20480),
        ("journal_mode", "wal"),
    ],
)
def test_every_rule_holds(connection: Connection, pragma: str, value: object) -> None:
    assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_the_wrong_keys_are_damage_not_a_new_database(filled: Path, opened: Opened) -> None:
    """Keys come from an authentic slot, so a file that they do not open is the wrong file."""
    before = filled.read_bytes()
    assert reason(lambda: read_all(filled, Keys.fresh())) is Reason.VAULT_DAMAGED
    assert filled.read_bytes() == before
    assert read_all(filled, opened.keys) == BODIES


def test_a_flipped_bit_in_any_page_is_named(filled: Path, opened: Opened) -> None:
    """Four places in each page, content, nonce and tag among them; and never a wrong row."""
    length = filled.stat().st_size
    assert length > 20 * PAGE_BYTES
    for page in range(0, length, PAGE_BYTES):
        for at in (page + 5, page + 2000, page + PAGE_BYTES - 70, page + PAGE_BYTES - 30):
            whole = flip(filled, at, bit=at % 8)
            assert reason(lambda: read_all(filled, opened.keys)) is Reason.VAULT_DAMAGED, at
            filled.write_bytes(whole)
    assert read_all(filled, opened.keys) == BODIES


def cut_half_a_page(whole: bytes) -> bytes:
    return whole[: -PAGE_BYTES // 2]


def cut_a_page(whole: bytes) -> bytes:
    return whole[:-PAGE_BYTES]


def add_a_page(whole: bytes) -> bytes:
    return whole + whole[-PAGE_BYTES:]


def add_half_a_page(whole: bytes) -> bytes:
    return whole + bytes(PAGE_BYTES // 2)


def swap_two_pages(whole: bytes) -> bytes:
    pages = [whole[at : at + PAGE_BYTES] for at in range(0, len(whole), PAGE_BYTES)]
    pages[3], pages[4] = pages[4], pages[3]
    return b"".join(pages)


def empty_it(_whole: bytes) -> bytes:
    return b""


def keep_only_the_salt(whole: bytes) -> bytes:
    return whole[:16]


def fill_with_zeros(whole: bytes) -> bytes:
    return bytes(len(whole))


@pytest.mark.parametrize(
    "damage",
    [
        cut_half_a_page,
        cut_a_page,
        add_a_page,
        add_half_a_page,
        swap_two_pages,
        empty_it,
        keep_only_the_salt,
        fill_with_zeros,
    ],
)
def test_a_file_of_another_shape_is_damage(filled: Path, opened: Opened, damage: Callable[[bytes], bytes]) -> None:
    whole = filled.read_bytes()
    damaged = damage(whole)
    assert damaged != whole
    filled.write_bytes(damaged)
    assert reason(lambda: read_all(filled, opened.keys)) is Reason.VAULT_DAMAGED
    assert filled.read_bytes() == damaged
    filled.write_bytes(whole)
    assert read_all(filled, opened.keys) == BODIES


@pytest.mark.parametrize(
    "damage", [cut_half_a_page, cut_a_page, add_a_page, add_half_a_page, empty_it, keep_only_the_salt]
)
def test_the_length_is_checked_on_opening(filled: Path, opened: Opened, damage: Callable[[bytes], bytes]) -> None:
    """Before a single row is read."""
    filled.write_bytes(damage(filled.read_bytes()))
    assert reason(lambda: open_database(filled.parent, opened)) is Reason.VAULT_DAMAGED


def test_a_missing_database_is_not_made_again(filled: Path, opened: Opened) -> None:
    filled.unlink()
    assert reason(lambda: open_database(filled.parent, opened)) is Reason.VAULT_DAMAGED
    assert not filled.exists()


def test_a_clear_database_is_refused(filled: Path, opened: Opened, plain: ModuleType) -> None:
    filled.unlink()
    control = plain.connect(filled)
    control.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    control.close()
    assert filled.read_bytes().startswith(b"SQLite format 3\0")
    assert reason(lambda: open_database(filled.parent, opened)) is Reason.VAULT_DAMAGED


def test_a_new_database_never_takes_the_place_of_a_file(filled: Path, opened: Opened) -> None:
    before = filled.read_bytes()
    made = lambda: opening.connect(filled, opened.keys, newest=NEWEST, create=True)  # noqa: E731 - used twice
    assert reason(made) is Reason.VAULT_EXISTS
    assert filled.read_bytes() == before
    filled.unlink()
    filled.touch()
    assert reason(made) is Reason.VAULT_EXISTS


def test_a_newer_version_is_named_and_left_alone(filled: Path, opened: Opened) -> None:
    connection = open_database(filled.parent, opened)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = filled.read_bytes()
    assert reason(lambda: open_database(filled.parent, opened)) is Reason.VAULT_NEWER
    assert filled.read_bytes() == before
    opening.connect(filled, opened.keys, newest=NEWEST + 1).close()


def test_a_checkpoint_empties_the_log(connection: Connection, place: Path) -> None:
    log = place / f"{DATABASE}-wal"
    connection.execute("INSERT INTO note (body) VALUES ('one')")
    assert log.stat().st_size > 0
    assert opening.checkpoint(connection)
    assert log.stat().st_size == 0


def test_a_reader_hinders_a_checkpoint_and_nothing_is_lost(connection: Connection, place: Path, opened: Opened) -> None:
    reader = open_database(place, opened)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM note").fetchone() == (0,)
    connection.execute("INSERT INTO note (body) VALUES ('one')")
    connection.set_busy_timeout(0)  # type: ignore[attr-defined]  # no need to wait five seconds
    assert not opening.checkpoint(connection)
    reader.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM note").fetchone() == (1,)
    reader.close()
    assert opening.checkpoint(connection)


def test_what_was_committed_before_a_kill_is_there(filled: Path, opened: Opened) -> None:
    """The log of a killed process is taken over on opening, then emptied."""

    def write_and_die() -> None:
        connection = open_database(filled.parent, opened)
        connection.execute("INSERT INTO note (body) VALUES ('committed')")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO note (body) VALUES ('not committed')")
        os.kill(os.getpid(), signal.SIGKILL)

    assert ended(start(write_and_die))
    assert (filled.parent / f"{DATABASE}-wal").stat().st_size > 0
    assert read_all(filled, opened.keys) == [*BODIES, "committed"]


def test_a_path_is_never_a_uri(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("file:x.db?mode=memory")
    opening.connect(path, Keys.fresh(), newest=NEWEST, create=True).close()
    assert (tmp_path / path).stat().st_size > 0


def test_one_thread_unless_wished_otherwise(connection: Connection, place: Path, opened: Opened) -> None:
    shared = opening.connect(place / DATABASE, opened.keys, newest=NEWEST, across_threads=True)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: shared.execute("SELECT 1").fetchone()).result() == (1,)
        with pytest.raises(dbapi2.ProgrammingError):
            pool.submit(lambda: connection.execute("SELECT 1").fetchone()).result()
    shared.close()


def test_our_own_mistakes_are_not_called_trouble(connection: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError), faults.told():
        connection.execute("SELECT nothing FROM nowhere")
    with pytest.raises(dbapi2.IntegrityError), faults.told():
        connection.execute("INSERT INTO note (id) VALUES ('not a number')")
    with pytest.raises(KeyError), faults.told():
        raise KeyError
    assert faults.trouble_of(None) is None


def test_a_busy_database_is_in_use(connection: Connection, place: Path, opened: Opened) -> None:
    other = open_database(place, opened)
    other.set_busy_timeout(0)  # type: ignore[attr-defined]  # no need to wait five seconds
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble) as trouble, faults.told():
        other.execute("BEGIN IMMEDIATE")
    assert trouble.value.reason is Reason.VAULT_IN_USE
    connection.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()


def test_a_copy_of_a_vault_opens_elsewhere(filled: Path, opened: Opened, tmp_path: Path) -> None:
    shutil.copytree(filled.parent, tmp_path / "copy")
    assert read_all(tmp_path / "copy" / DATABASE, opened.keys) == BODIES


def prepared(connection: dbapi2.Connection) -> int:
    """How often the driver prepares two statements anew that come after three hundred others."""
    for number in range(300):
        connection.execute(f"SELECT name, {number} FROM sqlite_schema LIMIT 0").fetchall()
    asked: list[object] = []

    def authorise(*question: object) -> int:
        asked.append(question)
        return 0

    connection.set_authorizer(authorise)
    for _round in range(20):
        for mark in "ab":
            connection.execute(f"SELECT name, '{mark}' FROM sqlite_schema LIMIT 0").fetchall()
    return len(asked)


def test_statements_that_come_late_are_prepared_once(connection: Connection) -> None:
    assert prepared(cast("dbapi2.Connection", connection)) < 10
    usual = dbapi2.connect(":memory:", isolation_level=None)
    assert prepared(usual) > 50, "the driver's own cache is full by then"
    usual.close()

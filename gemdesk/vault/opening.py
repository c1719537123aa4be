"""Opening the encrypted database, every rule asserted; the only module here that loads SQLCipher.

The reasons for each rule are measured in the security notes: what is not set is not promised, and
what does not read back as it was set keeps the vault closed.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.files import trouble_of
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import faults, lookaside
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.fitness import require_fit
from gemdesk.vault.keys import DATABASE_SALT_BYTES, Keys

_LEAST_CIPHER = (4, 12)
# The driver keeps the statements that were used most and throws the newest away once it has as many: in a full
# cache every new one is prepared anew at each use, which costs ten times its run.
_STATEMENTS = 1024
# A page that is not held has to be read and decrypted again. In a vault of 100,000 cases a search under a filter
# meets some 700 of them for 60 rows; with the driver's own 8,000 KiB most had just been thrown away.
_CACHE_KIB = 20 * 1024
_CLEAR_HEADER = b"SQLite format 3\0"

# pragma, what is set, what must read back. Before the key: nothing secret may reach unwiped memory or a log.
_BEFORE_KEY = (("cipher_memory_security", "ON", "1"), ("cipher_log_level", "NONE", "NONE"))
_AFTER_KEY = (
    ("temp_store", "MEMORY", "2"),
    ("secure_delete", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),
    ("synchronous", "FULL", "2"),
    ("mmap_size", "0", "0"),
    ("wal_autocheckpoint", "0", "0"),  # the log moves when `saves` says so, never while the file is examined
)
_CIPHER = (
    ("cipher_status", "1"),
    ("cipher_use_hmac", "1"),
    ("cipher_hmac_algorithm", "HMAC_SHA512"),
    ("cipher_page_size", str(PAGE_BYTES)),
    ("cipher_plaintext_header_size", "0"),
)

# What SQL may do once the rules stand. Any other pragma may be read, not set.
_SETTABLE = frozenset({
    "analysis_limit", "application_id", "cache_size", "data_version", "defer_foreign_keys", "incremental_vacuum",
    "optimize", "query_only", "user_version", "wal_checkpoint",
    "foreign_key_check", "foreign_key_list", "index_info", "index_list", "index_xinfo", "table_info", "table_list",
    "table_xinfo",
    "cipher_integrity_check", "integrity_check", "quick_check",
})  # fmt: skip
_NEVER_CALLED = frozenset({"cipher_migrate", "cipher_add_random", "cipher_profile"})
_NO_FUNCTION = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer"})


def connect(
    path: Path,
    keys: Keys,
    *,
    newest: int,
    create: bool = False,
    across_threads: bool = False,
    move_log: bool = True,
) -> Connection:
    """Open a vault's database with its raw key, or make a new one; never one in the place of another.

    `newest` is the highest `user_version` the caller knows. Trouble: VAULT_DAMAGED, VAULT_NEWER,
    VAULT_EXISTS (create), FOLDER_UNFIT, FOLDER_READ_ONLY, DISK_FULL, DISK_FAULT, CIPHER_UNFIT.
    With `across_threads` the caller sees to it that one thread at a time uses the connection. Without `move_log`
    what an interruption left in the log stays there, and the file as it was.
    """
    path = path.resolve()
    require_fit(path.parent)
    if create:
        _claim(path)
    else:
        _inspect(path, keys)
    finish = _write_ahead if move_log else _choose_log
    connection = _connected(path, keys, newest, across_threads=across_threads, finish=finish)
    connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")
    return connection


def reader(path: Path, keys: Keys, *, newest: int) -> Connection:
    """A connection for any thread that changes neither file nor log, not even when it is the last to close."""
    path = path.resolve()
    _inspect(path, keys)
    return _connected(path, keys, newest, across_threads=True, finish=_only_read, mode="ro")


@cache
def prepare() -> None:
    """What holds for every connection of this process: memory that is taken when one is opened is locked and wiped.

    Called by the first of them; earlier it costs nobody time.
    """
    lookaside.make_room()
    first = cast("Connection", dbapi2.connect(":memory:"))
    try:
        _rule(first, *_BEFORE_KEY[0])
    finally:
        first.close()


def _connected(
    path: Path,
    keys: Keys,
    newest: int,
    *,
    across_threads: bool,
    finish: Callable[[Connection, Path], None],
    mode: str = "rw",
) -> Connection:
    with faults.told():
        prepare()
        # As a URI, since the mode can be said in no other way: it never makes a file.
        name = f"{path.as_uri()}?mode={mode}"
        opened = dbapi2.connect(
            name,
            uri=True,
            isolation_level=None,
            check_same_thread=not across_threads,
            cached_statements=_STATEMENTS,
        )
        connection = cast("Connection", opened)
        try:
            for rule in _BEFORE_KEY:
                _rule(connection, *rule)
            # Not by PRAGMA: the text of a statement stays in a cache.
            opened.set_key(f"x'{keys.database().hex()}{keys.database_salt().hex()}'")
            _start(connection, newest)
            finish(connection, path)
            opened.set_authorizer(_authorise)
        except BaseException:
            connection.close()
            raise
    return connection


def copy_into(source: Path, keys: Keys, target: Path, new_keys: Keys, *, newest: int) -> None:
    """Write the whole database anew, under other keys, into a file that does not exist; every table and index.

    The source must not be open elsewhere. Trouble as `connect`, for either file.
    """
    connection = connect(source, keys, newest=newest)
    try:
        made = connect(target, new_keys, newest=newest, create=True)
        made.close()
        # The one place where a second database is attached, with both keys in this process' hands.
        cast("dbapi2.Connection", connection).set_authorizer(None)
        with faults.told():
            key = f"x'{new_keys.database().hex()}{new_keys.database_salt().hex()}'"
            connection.execute("ATTACH DATABASE ? AS made KEY ?", [str(target.resolve()), key])
            connection.execute("SELECT sqlcipher_export('made')").fetchall()
            version = int(_read(connection, "user_version"))
            connection.execute(f"PRAGMA made.user_version = {version:d}")
            connection.execute("DETACH DATABASE made")
    finally:
        connection.close()
    # What was only written is not yet known to be there.
    again = connect(target, new_keys, newest=newest)
    try:
        examine(again)
    finally:
        again.close()


def checkpoint(connection: Connection) -> bool:
    """Move all committed work from the log into the file and empty the log; False when a reader hinders it."""
    with faults.told():
        busy, *_pages = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def examine(connection: Connection) -> None:
    """Read and authenticate every page and check the structure; Trouble VAULT_DAMAGED. Seconds for a large vault.

    Both checks are needed: each finds damage that the other misses.
    """
    with faults.told():
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        structure = connection.execute("PRAGMA quick_check").fetchall()
    if pages or structure != [("ok",)]:
        raise Trouble(Reason.VAULT_DAMAGED)


def _claim(path: Path) -> None:
    """Take the name of a new database; whatever lies there already is left alone."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise Trouble(Reason.VAULT_EXISTS) from None
    except OSError as fault:
        raise trouble_of(fault) from None


def _inspect(path: Path, keys: Keys) -> None:
    """Look at a file before SQLite does: an empty file would be taken for a new database."""
    try:
        with path.open("r+b") as file:
            start = file.read(DATABASE_SALT_BYTES)
            length = file.seek(0, os.SEEK_END)
    except (FileNotFoundError, IsADirectoryError):
        # Somebody holds its keys, so there was a database.
        raise Trouble(Reason.VAULT_DAMAGED) from None
    except OSError as fault:
        raise trouble_of(fault, Reason.DISK_FAULT) from None
    if start == _CLEAR_HEADER or start != keys.database_salt() or length < PAGE_BYTES:
        raise Trouble(Reason.VAULT_DAMAGED)
    if not os.access(path.parent, os.W_OK):
        raise Trouble(Reason.FOLDER_READ_ONLY)


def _start(connection: Connection, newest: int) -> None:
    """From the key to a connection on which every rule holds."""
    if _cipher_version(connection) < _LEAST_CIPHER:
        raise _unfit("cipher_version")
    # The first read: from here on a page that is not authentic is an error.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    for pragma, expected in _CIPHER:
        if _read(connection, pragma) != expected:
            raise _unfit(pragma)
    if int(_read(connection, "user_version")) > newest:
        raise Trouble(Reason.VAULT_NEWER)
    for rule in _AFTER_KEY:
        _rule(connection, *rule)


def _only_read(connection: Connection, _path: Path) -> None:
    _rule(connection, "query_only", "ON", "1")


def _choose_log(connection: Connection, _path: Path) -> None:
    _rule(connection, "journal_mode", "WAL", "wal")


def _write_ahead(connection: Connection, path: Path) -> None:
    """Choose the log, and move what an interruption left in it into the file."""
    _choose_log(connection, path)
    if checkpoint(connection) and path.stat().st_size != int(_read(connection, "page_count")) * PAGE_BYTES:
        # A cut or an added page, which not every integrity check sees.
        raise Trouble(Reason.VAULT_DAMAGED)


def _rule(connection: Connection, pragma: str, value: str, expected: str) -> None:
    connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
    if _read(connection, pragma) != expected:
        raise _unfit(pragma)


def _read(connection: Connection, pragma: str) -> str:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return "" if row is None else str(row[0])


def _cipher_version(connection: Connection) -> tuple[int, ...]:
    numbers = _read(connection, "cipher_version").split(" ")[0].split(".")
    return tuple(int(number) for number in numbers if number.isdigit())


def _unfit(check: str) -> Trouble:
    return Trouble(Reason.CIPHER_UNFIT, check=check)


def _authorise(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    """Refuse other databases, loaded code and any loosening of the rules, whatever SQL asks for it."""
    if action in (dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH):
        allowed = False
    elif action == dbapi2.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _NO_FUNCTION
    elif action == dbapi2.SQLITE_PRAGMA:
        name = (first or "").lower()
        allowed = name in _SETTABLE or (second is None and name not in _NEVER_CALLED)
    else:
        allowed = True
    return int(dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY)

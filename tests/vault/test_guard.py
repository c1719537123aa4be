"""What SQL may do on an open vault, each refusal beside the same statement where nobody guards."""

from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from gemdesk.vault.connection import Connection

_DENIED = "not authorized|prohibited|authorization denied"
FORBIDDEN = [
    "ATTACH ':memory:' AS other",
    "ATTACH 'other.db' AS other",
    "VACUUM INTO 'other.db'",
    "PRAGMA writable_schema = ON",
    "PRAGMA trusted_schema = ON",
    "PRAGMA temp_store = FILE",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA secure_delete = OFF",
    "PRAGMA cell_size_check = OFF",
    "PRAGMA mmap_size = 1000000",
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA cipher_log = stderr",
    "PRAGMA cipher_log_level = TRACE",
    "PRAGMA cipher_default_use_hmac = ON",
    "PRAGMA rekey = 'x'",
    "pragma Main.Writable_Schema(1)",
]
ALLOWED = [
    "PRAGMA user_version = 2",
    "PRAGMA defer_foreign_keys = ON",
    "PRAGMA table_info(note)",
    "SELECT name FROM pragma_table_info('note')",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA optimize",
    "PRAGMA quick_check",
    "PRAGMA cipher_integrity_check",
    "SELECT name FROM sqlite_schema",
    "CREATE TEMP TABLE passing (x)",
    "INSERT INTO note (body) VALUES (upper('a')) RETURNING id",
    "ALTER TABLE note ADD COLUMN more TEXT",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_sql_cannot_loosen_the_rules(
    connection: Connection, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(dbapi2.DatabaseError, match=_DENIED):
        connection.execute(sql).fetchall()
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_without_the_guard_each_of_them_would_run(sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same statements on a connection of the same library that nobody guards."""
    monkeypatch.chdir(tmp_path)
    bare = dbapi2.connect("bare.db", isolation_level=None)
    bare.set_key("x'" + "11" * 48 + "'")
    bare.execute("CREATE TABLE note (x)")
    bare.execute(sql).fetchall()
    bare.execute("PRAGMA cipher_log_level = NONE")
    bare.close()


@pytest.mark.parametrize("sql", ALLOWED)
def test_what_the_store_needs_is_allowed(connection: Connection, sql: str) -> None:
    connection.execute(sql).fetchall()


def test_no_code_is_loaded(connection: Connection, tmp_path: Path) -> None:
    """Even after the loading is switched on; the control gets as far as looking for the file."""
    bare = dbapi2.connect(":memory:")
    cases: list[tuple[Any, str]] = [(connection, _DENIED), (bare, "nothing-there")]
    for database, message in cases:
        database.enable_load_extension(True)
        with pytest.raises(dbapi2.DatabaseError, match=message):
            database.execute("SELECT load_extension(?)", (str(tmp_path / "nothing-there"),)).fetchall()
    bare.close()


def test_full_text_search_works_under_the_rules(connection: Connection) -> None:
    connection.execute("CREATE VIRTUAL TABLE found USING fts5(body, content='note', content_rowid='id')")
    connection.execute("INSERT INTO found (found, rank) VALUES ('secure-delete', 1)")
    connection.execute(
        "CREATE TRIGGER note_in AFTER INSERT ON note BEGIN "
        "INSERT INTO found (rowid, body) VALUES (new.id, new.body); END"
    )
    connection.execute("INSERT INTO note (body) VALUES (?)", ("ياسمين في الحديقة",))
    assert connection.execute("SELECT rowid FROM found WHERE found MATCH 'ياسمين'").fetchall() == [(1,)]

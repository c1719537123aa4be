"""What salvage stands on: pages, records and the placing of pages, each held against what SQLCipher itself writes."""

import random
import shutil
from pathlib import Path

import pytest

from gemdesk.vault import btree, opening, salvage
from gemdesk.vault.btree import Cell, Malformed, Row
from gemdesk.vault.connection import Connection
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.keys import Keys
from gemdesk.vault.likeness import Likeness, owner
from gemdesk.vault.pages import Pages, Sealed
from gemdesk.vault.salvage import Tables
from gemdesk.vault.trees import Column, Tree, of_schema

EDGES = [edge + by for bits in (7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 63) for edge in (2**bits,) for by in (-1, 0, 1)]
WHOLE = [0, 1, -1, 2, *(n for n in EDGES if n < 2**63), *(-n for n in EDGES if n <= 2**63)]
# Around the lengths at which a row begins to go on elsewhere, in a table and in an index, and at further pages.
LENGTHS = [0, 1, 5, 57, 58, 120, 8180, 8192, 70_000, *range(970, 1010), *range(3960, 4030)]


def schema(connection: Connection) -> None:
    """One table of each make."""
    connection.execute("CREATE TABLE loose (id TEXT PRIMARY KEY, value ANY, more REAL) STRICT")
    connection.execute("CREATE TABLE named (value BLOB, id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT")
    connection.execute(
        "CREATE TABLE tight (value BLOB, first TEXT, second INTEGER, PRIMARY KEY (second, first)) STRICT, WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX named_note ON named (note, id)")
    connection.execute("PRAGMA user_version = 1")


def made(folder: Path) -> tuple[Path, Keys, Connection]:
    """An empty database with these tables, open."""
    path, keys = folder / "vault.db", Keys.fresh()
    connection = opening.connect(path, keys, newest=1, create=True)
    schema(connection)
    return path, keys, connection


def filled(folder: Path) -> tuple[Path, Keys]:
    """The same with every sort and length of value."""
    chance = random.Random(7)
    path, keys, connection = made(folder)
    values: list[object] = [None, 1.5, -0.0, 1e300, "", "نور", "a" * 5000, b"", b"\0" * 9000, *WHOLE]
    values += [chance.randbytes(length) for length in LENGTHS] + ["ن" * length for length in LENGTHS]
    connection.execute("BEGIN")
    for number, value in enumerate(values):
        connection.execute("INSERT INTO loose VALUES (?, ?, ?)", [f"{number}", value, float(number)])
    for rowid in (*WHOLE, *range(1000, 1600)):
        connection.execute("INSERT INTO named VALUES (?, ?, ?)", [chance.randbytes(rowid % 300), rowid, f"n{rowid}"])
    for number, length in enumerate(LENGTHS * 3):
        connection.execute("INSERT INTO tight VALUES (?, ?, ?)", [chance.randbytes(length), f"t{number}", -number])
    connection.execute("COMMIT")
    connection.close()
    return path, keys


def rows_of(path: Path, keys: Keys) -> dict[str, list[str]]:
    connection = opening.connect(path, keys, newest=1)
    tables = ("loose", "named", "tight")
    found = {table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}"))) for table in tables}
    connection.close()
    return found


def test_values_of_every_sort_and_length(tmp_path: Path) -> None:
    path, keys = filled(tmp_path)
    salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, schema))
    before, after = rows_of(path, keys), rows_of(tmp_path / "new.db", keys)
    assert all(len(rows) > 300 for rows in before.values())
    assert before == after


def test_a_row_from_before_a_column_was_added(tmp_path: Path) -> None:
    path, keys, connection = made(tmp_path)
    connection.execute("INSERT INTO loose (id, value) VALUES ('old', 1)")
    connection.execute("ALTER TABLE loose ADD COLUMN later TEXT NOT NULL DEFAULT 'nothing yet'")
    connection.execute("INSERT INTO loose (id, value, later) VALUES ('new', 2, 'something')")
    connection.close()

    def with_later(connection: Connection) -> None:
        schema(connection)
        connection.execute("ALTER TABLE loose ADD COLUMN later TEXT NOT NULL DEFAULT 'nothing yet'")

    said = salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, with_later))
    assert said.rows["loose"] == 2
    assert rows_of(path, keys) == rows_of(tmp_path / "new.db", keys)


def test_rows_of_a_table_that_is_not_known_are_left(tmp_path: Path) -> None:
    """An older schema has no place for them; nothing of them turns up elsewhere."""
    path, keys, connection = made(tmp_path)
    connection.execute("CREATE TABLE newer (id TEXT PRIMARY KEY, value ANY, more REAL) STRICT")
    connection.executemany("INSERT INTO newer VALUES (?, ?, 1.0)", [(str(n), "x" * 300) for n in range(100)])
    connection.close()
    said = salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, schema))
    assert said.rows == {"loose": 0, "named": 0, "tight": 0}


def test_what_the_schema_puts_in_yields(tmp_path: Path) -> None:
    path, keys, connection = made(tmp_path)
    connection.execute("INSERT INTO loose VALUES ('one', 'of the vault', 1.0)")
    connection.close()

    def seeded(connection: Connection) -> None:
        schema(connection)
        connection.execute("INSERT INTO loose VALUES ('one', 'of the schema', 1.0)")

    said = salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, seeded))
    assert said.rows["loose"] == 1
    assert rows_of(path, keys) == rows_of(tmp_path / "new.db", keys)


def test_a_lost_part_of_a_long_row_loses_that_row_alone(tmp_path: Path) -> None:
    path, keys, connection = made(tmp_path)
    connection.executemany("INSERT INTO named VALUES (?, ?, '')", [(bytes([65 + n]) * 30_000, n) for n in range(5)])
    connection.close()
    content = bytearray(path.read_bytes())
    with Pages(path, keys) as pages:
        hit = next(n for n in pages.numbers() if b"C" * 4000 in (pages.read(n) or b""))
    content[(hit - 1) * PAGE_BYTES + 9] ^= 1
    path.write_bytes(content)
    said = salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, schema))
    assert (said.rows["named"], said.lost, said.pages_damaged) == (4, 1, 1)


def test_an_old_row_does_not_go_on_in_a_page_that_was_freed(tmp_path: Path) -> None:
    """The freed page is authentic and holds zeros: with it a row would come that never was."""
    path, keys, connection = made(tmp_path)
    connection.executemany("INSERT INTO named VALUES (?, ?, '')", [(b"x" * 30, 1), (b"y" * 7000, 2)])
    opening.checkpoint(connection)
    root, before = of_schema(connection)["named"].root, path.read_bytes()
    connection.execute("DELETE FROM named WHERE id = 2")
    connection.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * PAGE_BYTES : root * PAGE_BYTES] = before[(root - 1) * PAGE_BYTES : root * PAGE_BYTES]
    path.write_bytes(content)
    said = salvage.read_into(path, tmp_path / "new.db", keys, Tables(1, schema))
    assert (said.rows["named"], said.lost, said.pages_damaged) == (1, 1, 0)


def test_what_was_never_committed_is_not_read(tmp_path: Path) -> None:
    _path, keys, connection = made(tmp_path)
    connection.execute("INSERT INTO named VALUES (?, 1, '')", [b"committed"])
    connection.execute("PRAGMA cache_size = 1")  # pages go to the log before the commit
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO named VALUES (?, ?, '')", [(b"never" * 200, n) for n in range(2, 300)])
    for name in ("vault.db", "vault.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / name.replace("vault", "copy"))
    connection.execute("ROLLBACK")
    connection.close()
    log, sealed = (tmp_path / "copy.db-wal").read_bytes(), Sealed(keys)
    frames = [log[at : at + 24 + PAGE_BYTES] for at in range(32, len(log), 24 + PAGE_BYTES)]
    own = [frame for frame in frames if frame[8:16] == log[16:24]]
    assert any(b"never" in (sealed.opened(int.from_bytes(one[:4], "big"), one[24:]) or b"") for one in own)
    with Pages(tmp_path / "copy.db", keys) as pages:
        read = b"".join(pages.read(number) or b"" for number in pages.numbers())
    assert b"committed" in read
    assert b"never" not in read


def test_a_page_is_authentic_in_its_own_place_alone(tmp_path: Path) -> None:
    path, keys = filled(tmp_path)
    sealed, raw = Sealed(keys), path.read_bytes()[PAGE_BYTES : 2 * PAGE_BYTES]
    assert sealed.opened(2, raw) is not None
    assert sealed.opened(3, raw) is None
    assert sealed.opened(2, raw[:-1]) is None
    assert Sealed(Keys.fresh()).opened(2, raw) is None
    for at in range(0, PAGE_BYTES, 251):
        changed = bytearray(raw)
        changed[at] ^= 1
        assert sealed.opened(2, bytes(changed)) is None


def test_the_page_that_is_never_written_is_not_damaged(tmp_path: Path) -> None:
    """SQLite keeps its locks at 1 GiB and writes nothing there."""
    path, keys = filled(tmp_path)
    with Pages(path, keys) as pages:
        pages.count = 262_146
        assert set(range(1, 262_147)) - set(pages.numbers()) == {262_145}


@pytest.mark.parametrize(
    "page",
    [
        b"\x0d\0\0\xff\xff" + bytes(4011),  # more entries than there is room for
        b"\x0d\0\0\0\1\0\0\0\x0f\xae" + bytes(4004) + b"\xff\xff",  # a length that never ends
        b"\x0d\0\0\0\1\0\0\0\x0f\xa0" + bytes(3990) + b"\x7f\1" + bytes(14),  # an entry that leaves the page
    ],
)
def test_a_page_that_contradicts_itself_is_malformed(page: bytes) -> None:
    with pytest.raises(Malformed):
        list(btree.cells(page, 2))


@pytest.mark.parametrize(
    "payload", [b"", b"\x03\x01", b"\x02\x0a", b"\x02\x0b", b"\x02\x06\0", b"\x02\x0f\xff", b"\x03\x17a"]
)
def test_a_record_that_contradicts_itself_is_malformed(payload: bytes) -> None:
    with pytest.raises(Malformed):
        btree.record(payload)
    assert btree.record(b"\x02\x0fa") == ("a",)


def test_a_chain_that_goes_on_or_ends_early_is_not_this_row() -> None:
    end, further = bytes(4) + b"b" * 4012, bytes([0, 0, 0, 9]) + b"b" * 4012
    cell = Cell(1, b"a" * 500, 4000, 7)
    assert btree.whole(cell, lambda _number: end) == b"a" * 500 + b"b" * 3500
    assert btree.whole(cell, lambda _number: further) is None
    assert btree.whole(Cell(1, b"a", 9000, 7), lambda _number: end) is None
    with pytest.raises(Malformed):
        btree.whole(Cell(1, b"a", 2**40, 7), lambda _number: further)


TEXT = Column("text", (str,), may_lack=False)
CONSENT = Tree("consent", of_index=False, columns=(TEXT, TEXT))
REFERRAL = Tree("referral", of_index=False, columns=(TEXT, TEXT))
CONSENTS: list[Row] = [(f"id-{n}", "given") for n in range(50)]
REFERRALS: list[Row] = [(f"id-{n}", "سبب الإحالة طويل") for n in range(50)]


def learned(rows: list[Row]) -> Likeness:
    found = Likeness()
    for row in rows:
        found.learn(row)
    return found


def test_a_page_goes_where_its_rows_plainly_belong() -> None:
    known = {"consent": learned(CONSENTS), "referral": learned(REFERRALS)}
    assert owner(CONSENTS[:3], [CONSENT, REFERRAL], known) is CONSENT
    assert owner(REFERRALS[:3], [CONSENT, REFERRAL], known) is REFERRAL


def test_nobody_gets_what_could_be_of_two() -> None:
    assert owner(CONSENTS[:3], [CONSENT, REFERRAL], {}) is None
    alike = {"consent": learned(CONSENTS), "referral": learned(CONSENTS)}
    assert owner(CONSENTS[:3], [CONSENT, REFERRAL], alike) is None
    assert owner(CONSENTS[:3], [CONSENT], {}) is CONSENT  # there is but one


def test_nobody_gets_what_looks_like_nothing_that_was_seen() -> None:
    assert owner([("9" * 30, "?" * 30)], [CONSENT], {"consent": learned(CONSENTS * 4)}) is None
    assert owner([], [CONSENT], {}) is None


def test_what_a_tree_holds_is_asked_of_the_schema(tmp_path: Path) -> None:
    _path, _keys, connection = made(tmp_path)
    found = of_schema(connection)
    connection.close()
    assert {name for name, tree in found.items() if tree.kept} == {"loose", "named", "tight"}
    assert [column.name for column in found["tight"].columns] == ["second", "first", "value"]
    assert found["named"].alias == 1
    assert found["named"].fits((b"", None, "note"))
    assert not found["named"].fits((b"", 1, "note"))
    assert not found["named"].fits((b"", None, None))
    assert not found["named"].fits((b"", None))
    assert found["named_note"].fits(("note", 5, 5))
    assert not found["named_note"].fits(("note", "5", 5))

"""The schema is that of the records, and a step that fails leaves nothing of itself."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.lines import Filter
from gemdesk.domain.records import Organisation
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.store import search_ladder
from gemdesk.store.migrations import runner
from gemdesk.vault import opening
from gemdesk.vault.keys import Keys
from tests.store.making import Vault

TYPES = {Kind.COUNT: "INTEGER", Kind.FLAG: "INTEGER"}
MAY_BE_NOTHING = {Kind.COUNT, Kind.DATE, Kind.MOMENT}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_migrated_table_is_the_definition_of_its_record(vault: Vault, kind: type[Record]) -> None:
    found = [(row[1], row[2], bool(row[3])) for row in vault.rows(f'PRAGMA table_info("{kind.KIND}")')]
    fields = [(f.name, f.meaning.kind) for f in definition_of(kind).fields]
    assert [name for name, _type, _filled in found] == ["id", "stream", *(name for name, _kind in fields)]
    expected = [(name, TYPES.get(of, "TEXT"), of not in MAY_BE_NOTHING) for name, of in fields]
    assert found[2:] == expected


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_required_link_is_held_by_the_schema(vault: Vault, kind: type[Record]) -> None:
    linked = {(row[3], row[2]) for row in vault.rows(f'PRAGMA foreign_key_list("{kind.KIND}")')}
    assert linked == {
        (f.name, f.meaning.links) for f in definition_of(kind).fields if f.meaning.links and f.meaning.required
    }


def test_tables_hold_no_other_type_than_their_own(vault: Vault) -> None:
    tables = vault.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert {str(name) for name, strict in tables if strict} >= {"event", "event_value", "stream_head", "draft", *KINDS}


def test_a_migrated_vault_says_so_and_is_not_migrated_again(vault: Vault) -> None:
    assert runner.version(vault.connection) == runner.NEWEST == len(runner.STEPS)
    assert runner.migrate(vault.connection) == 0


@pytest.fixture
def empty(tmp_path: Path) -> tuple[Path, Keys]:
    """An empty encrypted database."""
    path, keys = tmp_path / "empty.db", Keys.fresh()
    opening.connect(path, keys, newest=runner.NEWEST, create=True).close()
    return path, keys


@pytest.mark.parametrize("spoilt", ["CREATE TABLE person (id TEXT)", "SELECT no_such_function()", "nonsense"])
def test_a_step_that_fails_leaves_nothing(
    empty: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    connection = opening.connect(*empty, newest=runner.NEWEST)
    monkeypatch.setattr(runner, "STEPS", ((*runner.STEPS[0], spoilt),))
    with pytest.raises(dbapi2.Error):
        runner.migrate(connection)
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert runner.version(connection) == 0
    assert not connection.in_transaction
    monkeypatch.undo()
    assert runner.migrate(connection) == runner.NEWEST
    connection.close()


def test_a_later_step_that_fails_keeps_the_earlier_ones(
    empty: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = opening.connect(*empty, newest=runner.NEWEST)
    monkeypatch.setattr(runner, "STEPS", (("CREATE TABLE one (x)",), ("CREATE TABLE two (x)", "nonsense")))
    with pytest.raises(dbapi2.Error):
        runner.migrate(connection)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("one",)]
    assert runner.version(connection) == 1
    connection.close()


def test_a_newer_vault_is_refused_and_left_alone(vault: Vault) -> None:
    vault.connection.execute(f"PRAGMA user_version = {runner.NEWEST + 1}")
    vault.connection.close()
    before = vault.path.read_bytes()
    with pytest.raises(Trouble) as stop:
        opening.connect(vault.path, vault.keys, newest=runner.NEWEST)
    assert stop.value.reason is Reason.VAULT_NEWER
    assert vault.path.read_bytes() == before


def test_what_was_written_before_the_search_was_made_anew_is_found(empty: tuple[Path, Keys]) -> None:
    connection = opening.connect(*empty, newest=runner.NEWEST)
    runner.migrate(connection, 2)
    # As a vault of that version has them; of the index only what a row of it is.
    for statement in (
        "INSERT INTO person VALUES ('p', 's', 'C-1', 'خوري', '[]', '', 'avoid', NULL, '', '[]', '', '', '[]')",
        "INSERT INTO \"case\" VALUES ('s', 's', 'p', 'open', '2026-11-20', '', 'low', '[]', '', '', NULL)",
        "INSERT INTO organisation VALUES ('o', 'office', 'مكتب الأرز', '[]', '', '')",
        "INSERT INTO case_line VALUES ('s', 'C-1', 'خوري', 'خوري', '9999-12-31', 'open', 'low', '', '', NULL)",
    ):
        connection.execute(statement)
    connection.execute("INSERT INTO search_row (id, record, stream, words) VALUES (1, 'p', 's', 'old')")
    connection.execute("INSERT INTO search_word (rowid, words) VALUES (1, 'old')")
    assert runner.migrate(connection) == runner.NEWEST - 2
    found = {typed: search_ladder.cases(connection, typed, Filter()) for typed in ("خوري", "Khoury", "C-1", "old")}
    assert {typed: [hit.id for hit in hits] for typed, hits in found.items()} == {
        "خوري": ["s"], "Khoury": ["s"], "C-1": ["s"], "old": [],
    }  # fmt: skip
    assert [hit.id for hit in search_ladder.records(connection, Organisation, "ارز")] == ["o"]
    assert connection.execute("SELECT * FROM stale").fetchall() == []
    connection.close()

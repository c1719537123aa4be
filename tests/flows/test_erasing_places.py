"""Each sort of place that holds something of a person holds nothing after an erasure; before, it is found in each."""

import random
from collections.abc import Iterator
from contextlib import closing
from typing import Any, cast

import pytest

from gemdesk.domain.kinds import KINDS
from gemdesk.domain.lines import Filter
from gemdesk.flows import cases, erasing
from gemdesk.kernel.reasons import Reason
from gemdesk.store import verify
from gemdesk.store.migrations import runner
from gemdesk.vault import opening
from gemdesk.vault.findings import Choice, Found, Remedy
from gemdesk.vault.names import DATABASE, GENERATIONS, LOG, SET_ASIDE
from gemdesk.vault.pages import Pages
from tests.flows.erasing_office import Office
from tests.flows.erasing_traces import forms, in_tables
from tests.flows.filled import OF_THE_OFFICE
from tests.flows.making import quick_place

PAGE = 4096
# Tables that are no record's, in which something of the person lies: trail, drafts, search with what is behind it,
# Today, the list of cases, bodies of files, the history of the vault.
BESIDES = {
    "event_value", "draft", "search_row", "search_word_data", "search_note_data", "search_name", "search_key",
    "due_line", "case_line", "file_body", "vault_event",
}  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Iterator[Office]:
    with quick_place() as place:
        office = Office.make(place / "vault")
        office.examined()
        yield office


@pytest.fixture
def office(made: Office) -> Iterator[Office]:
    with quick_place() as place:
        yield made.copied(place / "vault")


def test_every_table_that_says_something_of_the_person_says_nothing_afterwards(office: Office) -> None:
    work = office.begin()
    before = in_tables(work.connection, office.person.said)
    assert set().union(*before.values()) == set(office.person.said)
    said_of = {name for name in KINDS if name in before}
    assert said_of >= {where.partition(".")[0] for where in office.person.said.values() if "." in where}
    assert said_of & set(OF_THE_OFFICE) >= {"saved_view", "sheet_import"}
    assert before.keys() >= BESIDES
    erasing.erase(work, office.person.case)
    assert in_tables(work.connection, office.person.said) == {}
    assert in_tables(work.connection, office.person.sealed) == {}
    other = in_tables(work.connection, office.other.said)
    assert set().union(*other.values()) == set(office.other.said), "the other file is whole"
    assert verify.whole(work.connection).faults == ()
    work.close()


def test_the_log_that_waits_for_the_examination_holds_nothing_afterwards(office: Office) -> None:
    work = office.begin()
    word = office.person.word(random.Random(9), "entry.text")
    cases.note(work, office.person.case, word)
    log, database = office.folder / LOG, office.folder / DATABASE
    assert log.stat().st_size > 0
    assert any(DATABASE in place for place in office.traces([word])[word]), "the log counts"
    kept = log.read_bytes()
    log.write_bytes(b"")
    assert office.traces([word]) == {}, "it is in the log alone"
    log.write_bytes(kept)
    erasing.erase(work, office.person.case)
    assert office.traces([word]) == {}
    assert log.stat().st_size == 0
    assert database.exists()
    work.close()


def test_a_leftover_in_a_free_page_is_found_in_each_form(office: Office) -> None:
    """The finder sees what a database without `secure_delete` would leave, however it is spelt."""
    work = office.begin()
    erasing.erase(work, office.person.case)
    work.close()
    name = "إلْهامُالمُستعارة"
    spelt = forms(name)
    assert {"typed", "folded", "sound", "skeleton", "first half", "backwards"} <= spelt.keys()
    assert {"typed, utf-16-le", "folded, utf-16-be", "sound, utf-16-le"} <= spelt.keys()
    with closing(opening.connect(office.folder / DATABASE, office.handover.opened.keys, newest=runner.NEWEST)) as db:
        cast("Any", db).set_authorizer(None)
        for secure in (True, False):
            db.execute(f"PRAGMA secure_delete = {'ON' if secure else 'OFF'}")
            db.execute("CREATE TABLE planted (words BLOB)")
            db.executemany("INSERT INTO planted VALUES (?)", [[one + b" " * 900] for one in spelt.values()])
            assert in_tables(db, [name]) == {"planted": {name}}
            db.execute("DROP TABLE planted")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert int(db.execute("PRAGMA freelist_count").fetchone()[0]) > 0
            assert in_tables(db, [name]) == {}, "no table holds it"
            found = {place.partition(": ")[2] for place in office.traces([name]).get(name, [])}
            assert found == (set() if secure else set(spelt))


def test_a_leftover_in_a_file_of_the_folder_is_found(office: Office) -> None:
    work = office.begin()
    erasing.erase(work, office.person.case)
    work.close()
    word = next(iter(office.person.said))
    for name in (f"{GENERATIONS}/left", f"{SET_ASIDE}/left", "left"):
        path = office.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\0" * 99 + word.encode())
        assert set(office.traces()) == {word}
        path.unlink()
    assert office.traces() == {}


def test_what_was_set_aside_goes_with_an_erasure(office: Office) -> None:
    (generation,) = (office.folder / GENERATIONS).iterdir()
    office.begin(Choice(Remedy.GENERATION, generation.name)).close()
    aside = [place for places in office.traces().values() for place in places if place.startswith(SET_ASIDE)]
    assert aside, "the state that was left holds everything"
    work = office.begin()
    slip = erasing.erase(work, office.person.case)
    work.close()
    assert slip.earlier.aside == 1
    assert office.traces() == {}


def test_a_salvage_of_an_older_state_brings_nobody_back(office: Office) -> None:
    older = (office.folder / DATABASE).read_bytes()
    work = office.begin()
    erasing.erase(work, office.person.case)
    work.close()
    content = bytearray(older)
    for page in range(9, len(content) // PAGE, 40):
        content[page * PAGE + 100 : page * PAGE + 200] = bytes(100)
    (office.folder / DATABASE).write_bytes(content)
    with pytest.raises(Found):
        office.begin()
    assert _readable(office) != {}
    work = office.begin(Choice(Remedy.SALVAGE))
    assert Reason.SALVAGED in [warning.reason for warning in work.take_warnings()]
    assert office.person.case not in [line.case for line in cases.page(work, "", Filter(), None, 50)]
    assert in_tables(work.connection, office.person.said) == {}
    assert not list(office.folder.glob(f"{SET_ASIDE}/*/{DATABASE}")), "the damaged file held it too"
    work.close()
    assert office.traces() == {}


def _readable(office: Office) -> dict[str, list[str]]:
    """What the pages of a damaged database still say."""
    with Pages(office.folder / DATABASE, office.handover.opened.keys) as pages:
        clear = b"".join(content for number in pages.numbers() if (content := pages.read(number)))
    found = {text: [how for how, one in forms(text).items() if one in clear] for text in office.person.said}
    return {text: where for text, where in found.items() if where}

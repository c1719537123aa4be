"""The trail: nothing changes without its events, and what it tells is what the tables hold."""

import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gemdesk.domain.definition import Kind, Record, definition_of
from gemdesk.domain.events import FIRST, Event, Payload, chain_fits, hash_of, name_of, payload_fits
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.records import Case, Consent, Entry, Organisation, Person, SafeContact
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rebuild, rows, trail
from gemdesk.store.change import OFFICE, Change
from gemdesk.store.migrations import runner
from gemdesk.vault import opening
from tests.store.making import DAY, Vault, add_case, add_contact, add_entry, add_organisation

TABLES = ("person", "case", "event", "event_value", "stream_head", "case_line", "search_row")


def events(vault: Vault, stream: str | None = None) -> list[tuple[Event, Payload]]:
    found = list(trail.events(vault.connection, stream))
    assert all(payload is not None for _event, payload in found)
    return [(event, payload) for event, payload in found if payload]


def counts(vault: Vault) -> dict[str, int]:
    return {table: vault.count(table) for table in TABLES}


def stored(vault: Vault) -> dict[tuple[str, str], Record]:
    return {
        (name, record.id): record for name, kind in KINDS.items() for record in rows.select(vault.connection, kind, "1")
    }


def verify(vault: Vault) -> None:
    """Every chain, every digest and every signed head; raises when one of them does not hold."""
    ((key,),) = vault.rows("SELECT verify_key FROM device")
    heads = {str(row[0]): row[1:] for row in vault.rows("SELECT stream, seq, hash, signature FROM stream_head")}
    streams = {str(row[0]) for row in vault.rows("SELECT DISTINCT stream FROM event")}
    assert streams == set(heads)
    for stream in streams:
        told = events(vault, stream)
        assert chain_fits([event for event, _payload in told])
        assert all(payload_fits(event, payload) for event, payload in told)
        seq, hash_, signature = heads[stream]
        last = told[-1][0]
        assert (last.seq, hash_of(last)) == (seq, hash_)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, trail.head_message(stream, seq, hash_))  # type: ignore[arg-type]  # columns


def test_making_a_record_is_one_event_with_the_whole_of_it(vault: Vault) -> None:
    with vault.change() as change:
        made = change.add(Person(id="p", code="C-1", chosen_name="سلمى", age=24), "s")
    ((event, payload),) = events(vault)
    assert (event.kind, event.record, event.field, event.parents, event.prev) == ("person", "p", "", (), FIRST)
    assert (event.worker, event.device, event.seq, event.stream) == ("w-1", vault.device.id, 1, "s")
    assert payload_fits(event, payload)
    assert "سلمى" in payload.value
    assert rows.one(vault.connection, Person, "p") == made


def test_an_edit_is_one_event_for_each_field_that_differs(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1", chosen_name="سلمى"), "s")
    with vault.change() as change:
        change.edit(person, chosen_name="سلمى ن.", age=24, code="C-1")
    with vault.change() as change:
        change.edit(person, age=25)
    told = [(event.field, payload.value, event.parents) for event, payload in events(vault)]
    device = vault.device.id
    assert told[1:] == [
        ("chosen_name", '"سلمى ن."', (f"{device}:1",)), ("age", "24", (f"{device}:1",)),
        ("age", "25", (f"{device}:3",)),
    ]  # fmt: skip
    verify(vault)


def test_an_edit_that_changes_nothing_leaves_no_event(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
    before = counts(vault)
    with vault.change() as change:
        assert change.edit(person, code="C-1", age=None) == person
    assert counts(vault) == before


def test_an_edit_goes_by_what_is_stored_not_by_what_the_screen_still_shows(vault: Vault) -> None:
    with vault.change() as change:
        old = change.add(Person(id="p", code="C-1", chosen_name="سلمى", place="حمص"), "s")
    with vault.change() as change:
        change.edit(old, place="حلب")
    with vault.change() as change:
        now = change.edit(old, chosen_name="لين")
    assert (now.chosen_name, now.place) == ("لين", "حلب")
    assert rows.one(vault.connection, Person, "p") == now
    assert [row[0] for row in vault.rows("SELECT words FROM search_row")] == ["c 1 لين حلب"]
    with vault.change() as change:
        assert change.edit(replace(old, place="حمص"), place="حلب") == now


@pytest.mark.parametrize(
    "record",
    [Consent(id="x", case="c", receiver="r", on=DAY), Entry(id="x", case="c", text="t")],
    ids=["consent", "entry"],
)
def test_what_is_final_cannot_be_edited(vault: Vault, record: Record) -> None:
    with pytest.raises(TypeError, match="never edited"), vault.change() as change:
        change.edit(record, case="d")


def test_one_change_has_one_id_and_another_change_another(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
        change.add(Organisation(id="o", name="x"), OFFICE)
    with vault.change() as change:
        change.edit(person, age=1, place="x")
    ids = [event.change_id for event, _payload in events(vault)]
    assert ids[0] == ids[1] != ids[2] == ids[3]


def test_the_chain_runs_within_a_stream_and_numbers_run_on(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
        change.add(Person(id="q", code="C-2"), "t")
        change.edit(person, age=1)
    with vault.change() as change:
        change.edit(person, age=2)
    first, other, second, third = (event for event, _payload in events(vault))
    assert [one.seq for one in (first, other, second, third)] == [1, 2, 3, 4]
    assert (first.prev, other.prev, second.prev, third.prev) == (FIRST, FIRST, hash_of(first), hash_of(second))


def test_two_heads_of_one_field_become_the_parents_of_the_next_edit(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
    # What a merge will bring: another device changed the same field without having seen ours.
    with vault.change() as change:
        change.edit(person, age=20)
    other = replace(events(vault)[-1][0], device="other", seq=1)
    vault.connection.execute(
        "INSERT INTO event SELECT ?, ?, format, clock, worker, change_id, stream, record, kind, field, parents, "
        "digest, prev FROM event WHERE seq = 2",
        [other.device, other.seq],
    )
    ours = f"{vault.device.id}:2"
    assert set(trail.heads(vault.connection, "p", "age")) == {ours, name_of(other)}
    with vault.change() as change:
        change.edit(person, age=21)
    (last,) = [event for event, _ in trail.events(vault.connection) if event.seq == 3]
    assert set(last.parents) == {ours, name_of(other)}
    assert trail.heads(vault.connection, "p", "age") == (name_of(last),)


@pytest.mark.parametrize("table", ["event", "stream_head"])
def test_what_was_done_by_hand_to_the_trail_is_seen(vault: Vault, table: str) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
    with vault.change() as change:
        change.edit(person, age=2)
    verify(vault)
    if table == "event":
        vault.connection.execute("UPDATE event SET worker = 'w-2' WHERE seq = 1")
        with pytest.raises(AssertionError):
            verify(vault)
    else:
        vault.connection.execute("UPDATE stream_head SET signature = zeroblob(64)")
        with pytest.raises(InvalidSignature):
            verify(vault)


def test_an_event_cut_off_at_the_end_is_seen_by_the_signed_head(vault: Vault) -> None:
    with vault.change() as change:
        change.edit(change.add(Person(id="p", code="C-1"), "s"), age=2)
    vault.connection.execute("DELETE FROM event WHERE seq = 2")
    with pytest.raises(AssertionError):
        verify(vault)


def test_a_payload_that_was_altered_is_seen(vault: Vault) -> None:
    with vault.change() as change:
        change.edit(change.add(Person(id="p", code="C-1"), "s"), age=2)
    vault.connection.execute("UPDATE event_value SET value = '3' WHERE seq = 2")
    with pytest.raises(AssertionError):
        verify(vault)


def test_an_erased_payload_leaves_the_chain_whole_and_the_field_empty(vault: Vault) -> None:
    with vault.change() as change:
        change.edit(change.add(Person(id="p", code="C-1"), "s"), place="حمص")
    vault.connection.execute("DELETE FROM event_value WHERE seq = 2")
    told = list(trail.events(vault.connection, "s"))
    assert chain_fits([event for event, _payload in told])
    assert [payload is None for _event, payload in told] == [False, True]
    assert rebuild.rebuild(vault.connection) == {("person", "p"): Person(id="p", code="C-1")}


def test_a_kind_of_another_version_is_kept_and_passed_over(vault: Vault) -> None:
    with vault.change() as change:
        change.add(Person(id="p", code="C-1"), "s")
    vault.connection.execute("UPDATE event SET kind = 'of another version'")
    assert rebuild.rebuild(vault.connection) == {}
    assert len(list(trail.events(vault.connection))) == 1


# Half a change


def interrupted(vault: Vault, stop: Callable[[], object]) -> None:
    with vault.change() as change:
        case = add_case(change, "C-2", "آدم")
        add_contact(change, case, "+963 944 000 318")
        change.edit(rows.one(vault.connection, Person, case.person), age=19)
        stop()


def test_a_change_that_fails_in_the_middle_leaves_nothing_of_itself(vault: Vault) -> None:
    with vault.change() as change:
        add_case(change, "C-1", "سلمى")
    before = counts(vault)

    def fail() -> None:
        assert counts(vault) != before
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted(vault, fail)
    assert counts(vault) == before
    assert not vault.connection.in_transaction
    verify(vault)
    interrupted(vault, lambda: None)  # the same change, let through
    after = counts(vault)
    assert all(after[table] > before[table] for table in TABLES)
    verify(vault)


@pytest.mark.parametrize("kill", [True, False])
def test_a_process_that_is_killed_in_the_middle_leaves_nothing_of_its_change(
    tmp_path: Path, vault: Vault, *, kill: bool
) -> None:
    with vault.change() as change:
        add_case(change, "C-1", "سلمى")
    before = counts(vault)
    vault.connection.close()
    child = os.fork()
    if child == 0:
        connection = opening.connect(vault.path, vault.keys, newest=runner.NEWEST)
        again = replace(vault, connection=connection)
        interrupted(again, lambda: os.kill(os.getpid(), signal.SIGKILL) if kill else None)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) == kill
    connection = opening.connect(vault.path, vault.keys, newest=runner.NEWEST)
    again = replace(vault, connection=connection)
    assert (counts(again) == before) == kill
    verify(again)
    assert rebuild.rebuild(connection) == stored(again)
    connection.close()


def test_a_refused_record_takes_its_whole_change_with_it(vault: Vault) -> None:
    def two(change: Change) -> None:
        add_case(change, "C-1", "سلمى")
        change.add(Person(id="p", code="C-2", age=300), "s")

    with pytest.raises(Refusal) as stop, vault.change() as change:
        two(change)
    assert stop.value.reason is Reason.OUT_OF_RANGE
    assert set(counts(vault).values()) == {0}


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, f.name) for kind in KINDS.values() for f in definition_of(kind).fields if f.meaning.unique],
)
def test_what_is_unique_by_definition_is_so_in_the_schema(vault: Vault, kind: type[Record], field: str) -> None:
    indexes = [row[1] for row in vault.rows(f'PRAGMA index_list("{kind.KIND}")') if row[2]]
    assert any([row[2] for row in vault.rows(f'PRAGMA index_info("{index}")')] == [field] for index in indexes)


def test_a_code_that_is_taken_is_refused_at_its_field(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1"), "s")
        other = change.add(Person(id="q", code="C-2"), "t")
        change.edit(person, code="C-1", age=5)
    with pytest.raises(Refusal) as added, vault.change() as change:
        change.add(Person(id="r", code="C-1"), "u")
    with pytest.raises(Refusal) as edited, vault.change() as change:
        change.edit(other, code="C-1")
    for stop in (added, edited):
        assert (stop.value.reason, stop.value.where) == (Reason.CODE_TAKEN, "code")


# The tables and the trail say the same


def drawn(draw: random.Random, kind: Kind, values: str) -> object:
    words = ("سلمى", "آدم", "Berfîn", "", "أ {b} %s", "سطر  آخر", "٣/١١")
    made: dict[Kind, Callable[[], object]] = {
        Kind.CHOICE: lambda: draw.choice(list(lists.values(values))),
        Kind.CHOICES: lambda: tuple(draw.sample(list(lists.values(values)), k=draw.randint(0, 3))),
        Kind.TEXTS: lambda: tuple(draw.choices(words, k=draw.randint(0, 3))),
        Kind.DATE: lambda: DAY,
        Kind.COUNT: lambda: draw.choice([None, 1, 19, 60]),
        Kind.FLAG: lambda: draw.random() < 0.5,
    }
    return made[kind]() if kind in made else draw.choice(words)


def edits(draw: random.Random, record: Record) -> dict[str, Any]:
    free = [f for f in definition_of(type(record)).fields if not f.meaning.required and f.meaning.kind is not Kind.LINK]
    return {f.name: drawn(draw, f.meaning.kind, f.meaning.values) for f in draw.sample(free, k=min(3, len(free)))}


def one_random_change(vault: Vault, draw: random.Random, known: dict[str, list[Any]], number: int) -> None:
    kept = {key: list(value) for key, value in known.items()}
    try:
        with vault.change() as change:
            for _ in range(draw.randint(1, 3)):
                if not known["case"] or draw.random() < 0.3:
                    case = add_case(change, f"C-{number}-{_}", draw.choice(("سلمى", "Nour", "")))
                    known["case"].append(case)
                    known["any"] += [case, rows.one(vault.connection, Person, case.person)]
                elif draw.random() < 0.4:
                    case = draw.choice(known["case"])
                    add_entry(change, case, "ملاحظة")
                    known["any"].append(add_contact(change, case, "+963 944 000 318"))
                    known["any"].append(add_organisation(change, "مكتب"))
                else:
                    record = draw.choice(known["any"])
                    change.edit(record, **edits(draw, record))
            if draw.random() < 0.15:
                raise InterruptedError
    except InterruptedError:
        known.clear()
        known.update(kept)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_trail_alone_gives_the_tables_after_hundreds_of_random_changes(vault: Vault, seed: int) -> None:
    draw = random.Random(seed)
    known: dict[str, list[Any]] = {"case": [], "any": []}
    for number in range(150):
        one_random_change(vault, draw, known, number)
    assert vault.count("event") > 300
    assert rebuild.rebuild(vault.connection) == stored(vault)
    verify(vault)


@pytest.mark.parametrize(
    "by_hand",
    [
        "UPDATE person SET chosen_name = 'سليم'", "UPDATE person SET age = 25", "DELETE FROM safe_contact",
        "INSERT INTO organisation (id, stream, name, other_names, addressee, note) VALUES ('o', 's', '', '[]', '', '')",
        "UPDATE \"case\" SET next_due = NULL",
    ],
)  # fmt: skip
def test_a_table_that_was_altered_by_hand_is_seen(vault: Vault, by_hand: str) -> None:
    with vault.change() as change:
        add_contact(change, add_case(change, "C-1", "سلمى", next_due=DAY), "+963 944 000 318")
    assert rebuild.rebuild(vault.connection) == stored(vault)
    vault.connection.execute(by_hand)
    assert rebuild.rebuild(vault.connection) != stored(vault)


def test_every_kind_of_record_goes_in_and_comes_out_the_same(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1", "سلمى")
        contact = SafeContact(id=new_id(), person=case.person, number="+90 532", leave_message=True)
        change.add(contact, case.id)
        receiver = add_organisation(change, "عيادة")
        consent = change.add(
            Consent(id=new_id(), case=case.id, receiver=receiver.id, items=("age",), on=DAY, valid_until=DAY), case.id
        )
    assert rows.one(vault.connection, SafeContact, contact.id) == contact
    assert rows.one(vault.connection, Consent, consent.id) == consent
    assert rows.one(vault.connection, Case, case.id) == case
    with pytest.raises(KeyError):
        rows.one(vault.connection, Case, "none")
    assert rows.stream_of(vault.connection, contact) == case.id


def test_the_latest_device_writes(vault: Vault) -> None:
    assert trail.this_device(vault.connection).id == vault.device.id
    # A restored laptop with its clock set back is still the later one.
    later = trail.make_device(vault.connection, "2001-01-01T00:00:00+00:00")
    assert trail.this_device(vault.connection).id == later.id
    vault.connection.execute("DELETE FROM device")
    with pytest.raises(KeyError):
        trail.this_device(vault.connection)

"""The trail is verified: what holds, holds also without erased values; each thing done to it by hand is seen."""

from dataclasses import replace

import pytest

from gemdesk.domain.records import Person
from gemdesk.store import verify
from gemdesk.store.change import OFFICE
from gemdesk.store.erasing import forget_fields
from gemdesk.store.trail import make_device
from gemdesk.store.verify import Why
from tests.store.making import MOMENT, Vault, add_case, add_entry, add_organisation


@pytest.fixture
def filled(vault: Vault) -> Vault:
    """Three cases and the office's stream, with edits."""
    with vault.change() as change:
        for number in range(3):
            case = add_case(change, f"C-{number}", "سلمى")
            add_entry(change, case, "ملاحظة")
        add_organisation(change, "مكتب")
    for number in range(3):
        with vault.change() as change:
            person = Person(id=str(vault.rows("SELECT id FROM person WHERE code = ?", f"C-{number}")[0][0]), code="")
            change.edit(person, code=f"C-{number}", place="حلب")
    return vault


def why(vault: Vault) -> list[Why]:
    return [fault.why for fault in verify.whole(vault.connection).faults]


def test_a_trail_that_was_left_alone_holds(filled: Vault) -> None:
    found = verify.whole(filled.connection)
    assert (found.streams, found.events, found.values, found.faults) == (4, 13, 13, ())


def test_what_was_erased_holds_without_its_values(filled: Vault) -> None:
    stream = filled.rows("SELECT stream FROM person WHERE code = 'C-1'")[0][0]
    filled.connection.execute(
        "DELETE FROM event_value WHERE (device, seq) IN (SELECT device, seq FROM event WHERE stream = ?)", [stream]
    )
    found = verify.whole(filled.connection)
    assert (found.events, found.values, found.faults) == (13, 9, ())


def test_a_field_that_was_erased_alone_holds(filled: Vault) -> None:
    person = str(filled.rows("SELECT id FROM person WHERE code = 'C-1'")[0][0])
    before = filled.rows("SELECT value FROM event_value WHERE value LIKE '%سلمى%'")
    assert forget_fields(filled.connection, person, frozenset({"chosen_name", "place"})) == 3
    assert len(filled.rows("SELECT value FROM event_value WHERE value LIKE '%سلمى%'")) == len(before) - 1
    assert why(filled) == []


@pytest.mark.parametrize(
    ("by_hand", "seen"),
    [
        ("UPDATE event SET worker = 'w-2' WHERE seq = 1", {Why.CHAIN}),
        ("UPDATE event SET worker = 'w-2' WHERE seq = (SELECT max(seq) FROM event)", {Why.HEAD}),
        ("DELETE FROM event WHERE seq = 2", {Why.CHAIN}),
        ("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)", {Why.HEAD}),
        ("DELETE FROM stream_head WHERE stream = 'office'", {Why.HEAD}),
        ("DELETE FROM event WHERE stream = 'office'", {Why.HEAD}),
        ("UPDATE event_value SET value = '\"حمص\"' WHERE value = '\"حلب\"'", {Why.VALUE}),
        ("UPDATE event_value SET value = '[]' WHERE seq = 1", {Why.VALUE}),
        ("UPDATE event_value SET value = 'no json' WHERE seq = 1", {Why.VALUE}),
        ("UPDATE event_value SET salt = zeroblob(16) WHERE value = '\"حلب\"'", {Why.VALUE}),
        ("UPDATE stream_head SET signature = zeroblob(64)", {Why.SIGNATURE}),
        ("UPDATE device SET verify_key = zeroblob(32)", {Why.SIGNATURE}),
    ],
)
def test_what_was_done_by_hand_is_seen(filled: Vault, by_hand: str, seen: set[Why]) -> None:
    assert why(filled) == []
    filled.connection.execute(by_hand)
    assert set(why(filled)) == seen


def test_events_of_two_devices_are_chained_apart(filled: Vault) -> None:
    other = replace(filled, device=make_device(filled.connection, MOMENT.isoformat()))
    with other.change() as change:
        add_organisation(change, "عيادة")
    assert why(filled) == []
    filled.connection.execute("UPDATE event SET clock = '' WHERE device = ?", [other.device.id])
    assert verify.whole(filled.connection).faults[0].device == other.device.id


def test_a_sample_reads_whole_streams_and_everything_of_a_small_vault(filled: Vault) -> None:
    assert verify.sample(filled.connection).events == 13
    filled.connection.execute("UPDATE event_value SET value = '\"حمص\"' WHERE value = '\"حلب\"'")
    read = [verify.sample(filled.connection, most=4, seed=seed) for seed in range(20)]
    assert {one.streams for one in read} <= {1, 2}
    assert any(one.faults for one in read)
    assert {fault.stream for one in read for fault in one.faults} == {
        row[0] for row in filled.rows("SELECT stream FROM event WHERE stream <> ?", OFFICE)
    }, "each is read some time"


def test_it_ends_when_it_is_asked_to(filled: Vault) -> None:
    assert verify.whole(filled.connection, lambda: True).events == 0

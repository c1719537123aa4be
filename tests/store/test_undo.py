"""The bin and taking back: what goes comes back as it was, and what must stand stands."""

import pytest

from gemdesk.domain.casework import Need
from gemdesk.domain.records import Case, Consent, Entry, Person
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.ids import new_id
from gemdesk.kernel.reasons import Reason
from gemdesk.store import rebuild, rows, undo
from tests.store.making import DAY, Vault, add_case, add_entry, add_organisation
from tests.store.test_trail import stored, verify


def refusal(vault: Vault, change_id: str) -> Reason:
    """Why a change is not taken back."""
    with pytest.raises(Refusal) as stop, vault.change() as change:
        undo.undo(change, change_id)
    return stop.value.reason


def same(vault: Vault) -> None:
    """The trail alone still gives the tables, and verifies."""
    assert rebuild.rebuild(vault.connection) == stored(vault)
    verify(vault)


def test_what_is_binned_leaves_table_and_search_and_comes_back_as_it_was(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1", "سلمى")
        entry = add_entry(change, case, "موعد عند العيادة")
    with vault.change() as change:
        change.bin(entry)
    assert rows.select(vault.connection, Entry, "1") == []
    assert vault.rows("SELECT count(*) FROM search_row WHERE record = ?", entry.id) == [(0,)]
    assert vault.rows("SELECT kind, stream FROM binned") == [("entry", case.id)]
    same(vault)
    with vault.change() as change:
        assert change.unbin(entry.id) == entry
    assert rows.one(vault.connection, Entry, entry.id) == entry
    assert vault.rows("SELECT count(*) FROM search_row WHERE record = ?", entry.id) == [(1,)]
    assert vault.count("binned") == 0
    same(vault)


def test_what_others_stand_on_is_not_binned(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1")
    with pytest.raises(Refusal) as stop, vault.change() as change:
        change.bin(rows.one(vault.connection, Person, case.person))
    assert stop.value.reason is Reason.STILL_USED
    with vault.change() as change:
        change.bin(rows.one(vault.connection, Case, case.id))
        change.bin(rows.one(vault.connection, Person, case.person))  # nothing stands on it now
    same(vault)


def test_an_edit_is_taken_back_to_the_value_before_it_and_the_taking_back_too(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1", chosen_name="سلمى"), "s")
    with vault.change() as change:
        change.edit(person, chosen_name="لين", age=24)
        edit = change.id
    with vault.change() as change:
        undo.undo(change, edit)
        back = change.id
    assert rows.one(vault.connection, Person, "p") == person
    assert undo.is_undone(vault.connection, edit)
    assert refusal(vault, edit) is Reason.ALREADY_UNDONE
    with vault.change() as change:
        undo.undo(change, back)
    now = rows.one(vault.connection, Person, "p")
    assert (now.chosen_name, now.age) == ("لين", 24)
    assert not undo.is_undone(vault.connection, edit)
    same(vault)


def test_what_a_change_made_goes_whole_and_in_the_right_order(vault: Vault) -> None:
    before = stored(vault)
    with vault.change() as change:
        case = add_case(change, "C-1", "سلمى")
        add_entry(change, case, "ملاحظة")
        made = change.id
    assert stored(vault) != before
    with vault.change() as change:
        undo.undo(change, made)
    assert stored(vault) == before
    assert vault.count("case_line") == vault.count("due_line") == vault.count("search_row") == 0
    same(vault)


def test_a_value_that_was_changed_since_is_not_overwritten(vault: Vault) -> None:
    with vault.change() as change:
        person = change.add(Person(id="p", code="C-1", age=20), "s")
        made = change.id
    with vault.change() as change:
        change.edit(person, age=21)
        first = change.id
    with vault.change() as change:
        change.edit(person, age=22)
        second = change.id
    assert refusal(vault, first) is Reason.CHANGED_SINCE
    assert refusal(vault, made) is Reason.CHANGED_SINCE
    assert rows.one(vault.connection, Person, "p").age == 22
    for id_ in (second, first):
        with vault.change() as change:
            undo.undo(change, id_)
    assert rows.one(vault.connection, Person, "p").age == 20
    with vault.change() as change:
        undo.undo(change, made)
    assert rows.select(vault.connection, Person, "1") == []
    same(vault)


def test_a_record_that_a_later_change_stands_on_is_not_taken_back(vault: Vault) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1")
        made = change.id
    with vault.change() as change:
        change.add(Need(id=new_id(), case=case.id, sort="legal", since=DAY), case.id)
    assert refusal(vault, made) is Reason.STILL_USED
    same(vault)


@pytest.mark.parametrize(("act", "stands"), [("given", False), ("narrowed", True), ("withdrawn", True)])
def test_a_slip_of_the_fingers_never_revives_a_consent(vault: Vault, act: str, stands: bool) -> None:
    with vault.change() as change:
        case = add_case(change, "C-1")
        receiver = add_organisation(change, "مكتب")
    with vault.change() as change:
        change.add(
            Consent(id=new_id(), case=case.id, act=act, receiver=receiver.id, items=("reason",), on=DAY), case.id
        )
        written = change.id
    if stands:
        assert refusal(vault, written) is Reason.CANNOT_BE_UNDONE
    else:
        with vault.change() as change:
            undo.undo(change, written)
    assert len(rows.select(vault.connection, Consent, "1")) == int(stands)
    same(vault)


def test_the_latest_changes_of_a_worker_without_what_was_taken_back(vault: Vault) -> None:
    made = []
    for number in range(4):
        with vault.change() as change:
            add_case(change, f"C-{number}")
            made.append(change.id)
    with vault.change() as change:
        undo.undo(change, made[3])
    found = list(undo.latest(vault.connection, vault.device.id, "w-1"))
    assert found == [made[2], made[1], made[0]]
    assert list(undo.latest(vault.connection, vault.device.id, "w-2")) == []


def test_an_unknown_change_is_told_from_one_that_stands(vault: Vault) -> None:
    with pytest.raises(KeyError), vault.change() as change:
        undo.undo(change, "nothing")

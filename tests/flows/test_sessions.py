"""A session begins with a new vault or an old one, whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from gemdesk.domain.records import Office, Person, Worker
from gemdesk.flows import cases, sessions
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import Settings
from gemdesk.store import rebuild, rows
from gemdesk.vault import folder, slots
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from tests.store.making import MOMENT
from tests.vault.making import LIGHT, OLD

CLOCK = SetClock(MOMENT)


def prepared(place: Path, *, example: bool = False) -> Handover:
    temporary, opened = folder.prepare(place, OLD, worker="w-1", policy=LIGHT)
    return Handover(Mode.CREATE, place, opened, Settings(), temporary, example)


def reopened(place: Path) -> Handover:
    return Handover(Mode.OPEN, place, slots.unlock(place, OLD, policy=LIGHT), Settings())


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a vault may be made."""
    return tmp_path / "vault"


def test_a_new_vault_holds_its_worker_and_office(place: Path) -> None:
    work = sessions.begin(prepared(place), CLOCK)
    (worker,) = rows.select(work.connection, Worker, "1")
    assert (worker.code, work.worker, work.role) == ("w-1", "w-1", worker.role)
    assert len(rows.select(work.connection, Office, "1")) == 1
    case_id = cases.take_in(work, cases.Intake(chosen_name="سلمى"))
    work.close()
    again = sessions.begin(reopened(place), CLOCK)
    assert cases.open_case(again, case_id).person.chosen_name == "سلمى"
    assert again.device.id == work.device.id
    again.close()


def test_an_example_vault_holds_the_twelve_invented_people(place: Path) -> None:
    work = sessions.begin(prepared(place, example=True), CLOCK)
    people = rows.select(work.connection, Person, "1")
    assert len(people) == 12
    told = rebuild.rebuild(work.connection)
    assert all(told["person", person.id] == person for person in people)
    work.close()


def test_an_open_vault_is_not_opened_twice(place: Path) -> None:
    work = sessions.begin(prepared(place), CLOCK)
    with pytest.raises(Trouble) as stop:
        sessions.begin(reopened(place), CLOCK)
    assert stop.value.reason is Reason.VAULT_IN_USE
    work.close()
    sessions.begin(reopened(place), CLOCK).close()


def test_a_failed_opening_gives_the_lock_back(place: Path) -> None:
    sessions.begin(prepared(place), CLOCK).close()
    database = place / DATABASE
    whole = database.read_bytes()
    database.write_bytes(whole[:4096])
    with pytest.raises(Trouble) as stop:
        sessions.begin(reopened(place), CLOCK)
    assert stop.value.reason is Reason.VAULT_DAMAGED
    database.write_bytes(whole)
    sessions.begin(reopened(place), CLOCK).close()


def test_what_this_version_cannot_do_is_said(place: Path) -> None:
    with pytest.raises(Trouble) as stop:
        sessions.begin(replace(prepared(place), mode=Mode.RESTORE), CLOCK)
    assert stop.value.reason is Reason.MODE_NOT_YET
    assert not place.exists()


def test_a_new_vault_without_its_prepared_folder_is_unfinished(place: Path) -> None:
    with pytest.raises(Trouble) as stop:
        sessions.begin(replace(prepared(place), temporary=None), CLOCK)
    assert stop.value.reason is Reason.VAULT_UNFINISHED


def test_no_vault_is_made_over_another(place: Path) -> None:
    waiting = prepared(place)
    work = sessions.begin(prepared(place), CLOCK)
    work.close()
    before = (place / DATABASE).read_bytes()
    with pytest.raises(Trouble) as stop:
        sessions.begin(waiting, CLOCK)
    assert stop.value.reason is Reason.VAULT_EXISTS
    assert (place / DATABASE).read_bytes() == before

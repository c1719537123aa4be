"""A vault appears whole or not at all, and never over anything."""

import os
import random
import shutil
import signal
import time
from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import folder, lock, slots
from gemdesk.vault.folder import Standing
from gemdesk.vault.names import ATTACHMENTS, DATABASE, SLOT_COPIES
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from tests.vault.making import LIGHT, NEW, OLD, ended, killed_at, make, open_database, start

HOURS_AGO = 2 * 3600


def prepared(place: Path) -> Path:
    return folder.prepare(place, OLD, worker="worker-1", policy=LIGHT)[0]


def refusal_of(place: Path, secret: Secret = OLD) -> Reason:
    with pytest.raises(Stop) as stop:
        folder.prepare(place, secret, worker="worker-1", policy=LIGHT)
    return stop.value.reason


def age(path: Path) -> None:
    then = time.time() - HOURS_AGO
    os.utime(path, (then, then))


def test_a_vault_is_there_whole(place: Path) -> None:
    assert folder.standing(place) is Standing.ABSENT
    opened = make(place)
    assert folder.standing(place) is Standing.VAULT
    assert {entry.name for entry in place.iterdir()} == {*SLOT_COPIES, DATABASE, ATTACHMENTS}
    assert slots.unlock(place, OLD, policy=LIGHT) == opened
    open_database(place, opened).close()
    assert [entry.name for entry in place.parent.iterdir()] == [place.name]


def test_only_the_owner_may_read(place: Path, opened: Opened) -> None:
    open_database(place, opened).close()
    for path in (place, *place.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_nothing_shows_before_the_end(place: Path) -> None:
    temporary = prepared(place)
    assert folder.standing(place) is Standing.ABSENT
    assert temporary.parent == place.parent
    with pytest.raises(ValueError):
        folder.finish(temporary, place)  # without a database
    assert folder.standing(place) is Standing.ABSENT


def test_an_empty_folder_is_used(place: Path) -> None:
    place.mkdir()
    make(place)
    assert folder.standing(place) is Standing.VAULT


@pytest.mark.parametrize("name", [*SLOT_COPIES, DATABASE])
def test_never_over_a_vault_or_its_remains(place: Path, name: str) -> None:
    place.mkdir()
    (place / name).write_bytes(b"remains")
    assert refusal_of(place) is Reason.VAULT_EXISTS
    assert (place / name).read_bytes() == b"remains"
    assert len(list(place.parent.iterdir())) == 1


def test_never_among_other_files(place: Path) -> None:
    place.mkdir()
    (place / "letter.odt").write_bytes(b"mine")
    assert refusal_of(place) is Reason.FOLDER_NOT_EMPTY
    (tmp := place.parent / "a file").write_bytes(b"mine")
    assert refusal_of(tmp) is Reason.FOLDER_NOT_EMPTY


@pytest.mark.parametrize(("name", "reason"), [(DATABASE, Reason.VAULT_EXISTS), ("letter.odt", Reason.FOLDER_NOT_EMPTY)])
def test_not_even_when_something_comes_to_lie_there_meanwhile(place: Path, name: str, reason: Reason) -> None:
    make(place.with_name("model"))
    temporary = place.with_name(".vault.new-x")
    shutil.copytree(place.with_name("model"), temporary)
    place.mkdir()
    (place / name).write_bytes(b"first")
    with pytest.raises(Trouble) as trouble:
        folder.finish(temporary, place)
    assert trouble.value.reason is reason
    assert (place / name).read_bytes() == b"first"
    (place / name).unlink()
    folder.finish(temporary, place)
    assert slots.unlock(place, OLD, policy=LIGHT).worker == "worker-1"


def test_a_weak_passphrase_makes_nothing(place: Path) -> None:
    with pytest.raises(Refusal):
        folder.prepare(place, Secret("سوريا2024"), worker="worker-1", policy=LIGHT)
    assert not list(place.parent.iterdir())


def test_old_leftovers_without_data_are_cleaned_away(place: Path) -> None:
    old, young, busy, full = (prepared(place) for _ in range(4))
    (full / DATABASE).write_bytes(b"perhaps somebody's work")
    (old / DATABASE).touch()
    (old / ".slots.a.77").touch()
    for path in (old, full, busy):
        age(path)
    held = lock.hold(busy)
    age(busy)
    make(place)
    held.release()
    assert not old.exists()
    assert set(folder.leftovers(place)) == {young, busy, full}


@pytest.mark.parametrize("name", [DATABASE, f"{DATABASE}-wal", f"{ATTACHMENTS}/one", "letter.odt"])
def test_a_leftover_with_anything_in_it_stays(place: Path, name: str) -> None:
    temporary = prepared(place)
    (temporary / name).write_bytes(b"something")
    assert not folder.discard(temporary)
    assert (temporary / name).read_bytes() == b"something"
    (temporary / name).unlink()
    assert folder.discard(temporary)
    assert not temporary.exists()


def test_who_made_the_database_may_throw_it_away(place: Path) -> None:
    temporary = prepared(place)
    (temporary / DATABASE).write_bytes(b"half a database")
    assert folder.discard(temporary, nothing_saved=True)
    other = prepared(place)
    (other / "letter.odt").write_bytes(b"mine")
    assert not folder.discard(other, nothing_saved=True)


def test_a_making_killed_at_every_step_leaves_a_vault_or_none(place: Path) -> None:
    met: Counter[Standing] = Counter()
    for step in count(1):
        if not killed_at(step, lambda: make(place)):
            break
        met[settled(place)] += 1
    assert step > 20
    assert set(met) == {Standing.ABSENT, Standing.VAULT}
    assert settled(place) is Standing.VAULT


def test_a_making_killed_at_any_moment_leaves_a_vault_or_none(place: Path) -> None:
    """At random, so that SQLite's own steps are met too; at least forty times, and until both ends were met."""
    began = time.perf_counter()
    assert not ended(start(lambda: make(place)))
    whole = time.perf_counter() - began
    shutil.rmtree(place)
    chance = random.Random(7)
    met: Counter[Standing] = Counter()
    while met.total() < 40 or (len(met) < 2 and met.total() < 400):
        child = start(lambda: make(place))
        time.sleep(chance.uniform(0, 1.5 * whole))  # the moment of the kill is what is tried
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        met[settled(place)] += 1
    assert set(met) == {Standing.ABSENT, Standing.VAULT}


def settled(place: Path) -> Standing:
    """What stands after a kill; a vault opens whole, and without one the next making succeeds."""
    found = folder.standing(place)
    assert found is not Standing.OTHER
    if found is Standing.ABSENT:
        make(place)
    opened = slots.unlock(place, OLD, policy=LIGHT)
    connection = open_database(place, opened)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)
    connection.close()
    shutil.rmtree(place)
    return found


def test_a_held_lock_and_a_changed_secret_survive_the_finish(place: Path) -> None:
    make(place.with_name("model"))
    temporary = place.with_name(".vault.new-x")
    place.with_name("model").rename(temporary)
    with lock.hold(temporary):
        folder.finish(temporary, place)
        assert lock.in_use(place)
    assert ended(start(lambda: slots.change_passphrase(place, OLD, NEW, policy=LIGHT))) is False
    assert slots.unlock(place, NEW, policy=LIGHT).worker == "worker-1"

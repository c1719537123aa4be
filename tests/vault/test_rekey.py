"""New keys for a whole vault: everything is carried over, and the old keys open nothing that is left."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import generations, lock, rekey, session, slots, swap
from gemdesk.vault.digest import PAGE_BYTES
from gemdesk.vault.names import ATTACHMENTS, DATABASE, GENERATIONS, HEAD, SLOT_COPIES
from gemdesk.vault.opened import Opened, Role, SlotKind
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.slots import Holder
from tests.vault.making import LIGHT, NEW, OLD, ended, killed_at, start
from tests.vault.opening_twice import SCHEMA, Calendar, Place, bodies, die, make_place, write

OTHER = Secret("five green kettles sing at noon")
NOTES = ("أولى", "second", "ثالثة")


@pytest.fixture
def vault(tmp_path: Path) -> Place:
    """A vault with three saves and two people."""
    made = make_place(tmp_path / "vault")
    slots.add_slot(made.folder, made.opened, OTHER, Holder("worker-2", Role.CASEWORKER))
    open_ = made.begin()
    write(open_, *NOTES)
    open_.close()
    return made


def prepare(vault: Place, secret: Secret = NEW) -> tuple[Path, Opened]:
    return rekey.prepare(vault.folder, vault.opened, secret, policy=LIGHT)


def carry(vault: Place, temporary: Path, after: Opened) -> Path:
    return rekey.carry_over(vault.folder, temporary, vault.opened, after, SCHEMA, vault.calendar)


def opened_by(folder: Path, secret: Secret) -> Opened | Reason:
    try:
        return slots.unlock(folder, secret, policy=LIGHT)
    except Stop as stop:
        return stop.reason


def content(folder: Path, opened: Opened) -> tuple[int, list[str]]:
    """Number of the newest save and all notes; anything found on opening fails the test."""
    open_ = session.begin(folder, opened, SCHEMA, Calendar())
    try:
        return open_.saves.head.epoch, bodies(open_)
    finally:
        open_.abandon()


def names(vault: Place) -> set[str]:
    return {path.name for path in vault.folder.parent.iterdir()}


def test_everything_is_there_under_the_new_keys_alone(vault: Place) -> None:
    temporary, after = prepare(vault)
    assert opened_by(vault.folder, OLD) == vault.opened
    assert carry(vault, temporary, after) == vault.folder
    assert opened_by(vault.folder, NEW) == after
    assert content(vault.folder, after) == (3, list(NOTES))
    assert [opened_by(vault.folder, secret) for secret in (OLD, OTHER)] == [Reason.WRONG_SECRET] * 2
    assert names(vault) == {"vault"}
    assert after.vault_id != vault.opened.vault_id
    assert (after.worker, after.role, after.kind) == (vault.opened.worker, vault.opened.role, SlotKind.PASSPHRASE)
    mine, old = after.keys, vault.opened.keys
    assert {mine.data, mine.sealed}.isdisjoint({old.data, old.sealed})
    with pytest.raises(Trouble):
        content(vault.folder, vault.opened)


def test_the_same_secret_may_stay(vault: Place) -> None:
    temporary, after = prepare(vault, OLD)
    carry(vault, temporary, after)
    assert opened_by(vault.folder, OLD) == after
    assert after.keys.data != vault.opened.keys.data
    assert content(vault.folder, after) == (3, list(NOTES))


def test_saves_go_on_and_are_counted_on(vault: Place) -> None:
    temporary, after = prepare(vault)
    carry(vault, temporary, after)
    moved = Place(vault.folder, after, vault.calendar)
    open_ = moved.begin()
    write(open_, "fourth")
    open_.close()
    assert content(vault.folder, after) == (4, [*NOTES, "fourth"])


def test_what_a_killed_desk_left_in_the_log_comes_along(vault: Place) -> None:
    """Locking kills the desk: the usual way into this."""
    open_ = vault.begin()
    write(open_, "fourth")
    die(open_)
    temporary, after = prepare(vault)
    carry(vault, temporary, after)
    assert content(vault.folder, after) == (4, [*NOTES, "fourth"])


def test_generations_go_with_the_old_keys(vault: Place) -> None:
    open_ = vault.begin()
    open_.close()
    open_ = vault.begin()
    head = open_.saves.head
    open_.abandon()
    generations.make(vault.folder, vault.opened.keys, head, vault.calendar(), SCHEMA.newest)
    assert (vault.folder / GENERATIONS).exists()
    temporary, after = prepare(vault)
    carry(vault, temporary, after)
    assert not (vault.folder / GENERATIONS).exists()
    assert content(vault.folder, after) == (3, list(NOTES))


def test_no_page_and_no_key_place_of_before_is_left(vault: Place, tmp_path: Path) -> None:
    """Every 64-byte piece of the old files is looked for in what lies there afterwards; the old files hold them."""
    old = [(vault.folder / name).read_bytes() for name in (DATABASE, HEAD, *SLOT_COPIES)]
    pieces = {whole[at : at + 64] for whole in old for at in range(0, len(whole) - 64, 64)} - {bytes(64)}
    assert len(pieces) > 200

    def found() -> int:
        there = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
        return sum(piece in there for piece in pieces)

    assert found() == len(pieces)
    temporary, after = prepare(vault)
    carry(vault, temporary, after)
    assert found() == 0


def damaged_head(vault: Place) -> None:
    (vault.folder / HEAD).write_bytes(bytes(8192))


def rolled_back(vault: Place) -> None:
    older = vault.database.read_bytes()
    open_ = vault.begin()
    write(open_, "fourth")
    open_.close()
    vault.database.write_bytes(older)


def damaged_page(vault: Place) -> None:
    whole = bytearray(vault.database.read_bytes())
    whole[100] ^= 1
    vault.database.write_bytes(whole)


def stale_page(vault: Place) -> None:
    """One page as it was some saves ago: authentic, and the number of saves is the newest all the same."""
    open_ = vault.begin()
    (root,) = open_.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").fetchone()
    open_.close()
    at = (root - 1) * PAGE_BYTES
    older = vault.database.read_bytes()[at : at + PAGE_BYTES]
    open_ = vault.begin()
    write(open_, "fourth")
    open_.close()
    whole = vault.database.read_bytes()
    assert whole[at : at + PAGE_BYTES] != older
    vault.database.write_bytes(whole[:at] + older + whole[at + PAGE_BYTES :])
    beside = vault.folder.parent / "kept" / "vault"
    shutil.copytree(vault.folder, beside)
    seen = Place(beside, vault.opened, vault.calendar).finding()
    shutil.rmtree(beside.parent)
    assert seen is None, "an opening alone does not see it"


def attached(vault: Place) -> None:
    (vault.folder / ATTACHMENTS / "one").write_bytes(b"under the old key")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (damaged_head, Reason.VAULT_NOT_AS_LEFT),
        (rolled_back, Reason.VAULT_NOT_AS_LEFT),
        (damaged_page, Reason.VAULT_DAMAGED),
        (stale_page, Reason.VAULT_NOT_AS_LEFT),
        (attached, Reason.REKEY_FAILED),
    ],
)
def test_what_is_not_as_it_was_left_is_not_carried_over(
    vault: Place, harm: Callable[[Place], None], reason: Reason
) -> None:
    harm(vault)
    before = {path.name: path.read_bytes() for path in vault.folder.iterdir() if path.is_file() and path.name != "lock"}
    temporary, after = prepare(vault)
    with pytest.raises(Trouble) as trouble:
        carry(vault, temporary, after)
    assert trouble.value.reason is reason
    assert type(trouble.value) is Trouble  # not a finding with choices, which are for another moment
    kept = {path.name: path.read_bytes() for path in vault.folder.iterdir() if path.is_file() and path.name != "lock"}
    assert {name: kept[name] for name in before if name != HEAD} == {n: before[n] for n in before if n != HEAD}
    assert names(vault) == {"vault"}
    assert opened_by(vault.folder, OLD) == vault.opened


def test_a_row_that_was_lost_on_the_way_is_noticed(vault: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from gemdesk.vault import opening

    copy = opening.copy_into

    def lossy(source: Path, keys: object, target: Path, new_keys: object, *, newest: int) -> None:
        copy(source, vault.opened.keys, target, after.keys, newest=newest)
        made = opening.connect(target, after.keys, newest=newest)
        made.execute("DELETE FROM note WHERE id = 2")
        made.close()

    temporary, after = prepare(vault)
    monkeypatch.setattr(opening, "copy_into", lossy)
    with pytest.raises(Trouble) as trouble:
        carry(vault, temporary, after)
    assert trouble.value.reason is Reason.REKEY_FAILED
    assert names(vault) == {"vault"}
    monkeypatch.undo()
    temporary, after = prepare(vault)
    carry(vault, temporary, after)
    assert content(vault.folder, after) == (3, list(NOTES))


def test_never_beside_another_window(vault: Place) -> None:
    temporary, after = prepare(vault)
    with lock.hold(vault.folder), pytest.raises(Trouble) as trouble:
        carry(vault, temporary, after)
    assert trouble.value.reason is Reason.VAULT_IN_USE
    assert names(vault) == {"vault"}
    assert content(vault.folder, vault.opened) == (3, list(NOTES))


def test_a_weak_secret_or_half_a_key_prepares_nothing(vault: Place) -> None:
    with pytest.raises(Refusal) as refused:
        prepare(vault, Secret("سوريا2024"))
    assert refused.value.reason is Reason.WEAK_PASSPHRASE
    third = Secret(f"{OTHER.passphrase} again")
    slots.add_slot(vault.folder, vault.opened, third, Holder("worker-3", Role.SUPERVISOR, reads_sealed=False))
    with pytest.raises(Refusal) as refused:
        rekey.prepare(vault.folder, slots.unlock(vault.folder, third, policy=LIGHT), NEW, policy=LIGHT)
    assert refused.value.reason is Reason.REKEY_NEEDS_SEALED
    assert names(vault) == {"vault"}


def whole(vault: Place, after: Opened) -> str:
    """Whose keys open the one vault that is left after a kill; it is whole, and beside it nothing opens."""
    swap.settle(vault.folder)
    old, new = opened_by(vault.folder, OLD), opened_by(vault.folder, NEW)
    assert {old, new} & {Reason.WRONG_SECRET}
    opened = old if isinstance(old, Opened) else new
    assert isinstance(opened, Opened)
    assert opened.keys in (vault.opened.keys, after.keys)
    assert content(vault.folder, opened) == (3, list(NOTES))
    return "old" if opened.keys == vault.opened.keys else "new"


def prepared_twice(vault: Place, kept: Path) -> tuple[Callable[[], None], Path, Opened]:
    """A prepared vault kept aside, and what brings it back."""
    temporary, after = prepare(vault)
    for path in (vault.folder, temporary):
        shutil.copytree(path, kept / path.name)

    def bring_back() -> None:
        for path in (*vault.folder.parent.glob(".vault.*"), vault.folder):
            shutil.rmtree(path, ignore_errors=True)
        for path in (vault.folder, temporary):
            shutil.copytree(kept / path.name, path)

    return bring_back, temporary, after


def test_killed_at_every_step_one_whole_vault_opens(vault: Place, tmp_path: Path) -> None:
    bring_back, temporary, after = prepared_twice(vault, tmp_path / "kept")
    met: Counter[str] = Counter()
    for step in count(1):
        bring_back()
        if not killed_at(step, lambda: carry(vault, temporary, after)):
            break
        met[whole(vault, after)] += 1
    assert step > 40
    assert set(met) == {"old", "new"}
    assert whole(vault, after) == "new"


def test_killed_at_any_moment_one_whole_vault_opens(vault: Place, tmp_path: Path) -> None:
    """At random, so that SQLCipher's own steps are met too."""
    import os
    import signal

    bring_back, temporary, after = prepared_twice(vault, tmp_path / "kept")
    began = time.perf_counter()
    assert not ended(start(lambda: carry(vault, temporary, after)))
    taken = time.perf_counter() - began
    chance = random.Random(11)
    met: Counter[str] = Counter()
    while met.total() < 30 or (len(met) < 2 and met.total() < 300):
        bring_back()
        child = start(lambda: carry(vault, temporary, after))
        time.sleep(chance.uniform(0, 1.3 * taken))  # the moment of the kill is what is tried
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        met[whole(vault, after)] += 1
    assert set(met) == {"old", "new"}

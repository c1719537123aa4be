"""Opening, adding, retiring and changing, as a person would."""

import itertools
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import copies, lock, recovery, slots, states
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.opened import Opened, Role, SlotKind
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.record import SLOT_BYTES, SLOTS
from gemdesk.vault.sealing import random_slot, root_of, try_all
from gemdesk.vault.slots import Holder
from gemdesk.vault.states import Attempt
from tests.vault.making import LIGHT, NEW, OLD, WRONG, killed_at

KEY_FILE = bytes(range(32))
THIRD = Secret("nine copper bells under the orchard")
FOURTH = Secret("four paper boats on a marble stair")


def refused(place: Path, secret: Secret) -> bool:
    """Whether a secret is called wrong; any other trouble fails the test."""
    try:
        slots.unlock(place, secret, policy=LIGHT)
    except Refusal as refusal:
        return refusal.reason in (Reason.WRONG_SECRET, Reason.WRONG_PAIR, Reason.RECOVERY_NOT_OURS)
    return False


def test_the_right_secret_opens(place: Path, opened: Opened) -> None:
    assert slots.unlock(place, OLD, policy=LIGHT) == opened
    assert opened.kind is SlotKind.PASSPHRASE
    assert opened.keys.sealed is not None


@pytest.mark.parametrize("secret", [WRONG, Secret(""), Secret(OLD.passphrase + " "), replace(OLD, key_file=KEY_FILE)])
@pytest.mark.usefixtures("opened")
def test_any_other_is_wrong(place: Path, secret: Secret) -> None:
    assert refused(place, secret)
    assert not refused(place, OLD)


@pytest.mark.usefixtures("opened")
def test_digits_and_tatweel_do_not_matter(place: Path) -> None:
    assert not refused(place, Secret("ســنجاب يطير فوق جدار أزرق\u200f"))


def test_no_vault_is_not_a_wrong_passphrase(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as trouble:
        slots.unlock(tmp_path / "nothing", OLD, policy=LIGHT)
    assert trouble.value.reason is Reason.VAULT_MISSING


def test_a_key_file_is_needed_once_chosen(place: Path, opened: Opened) -> None:
    both = Secret(NEW.passphrase, KEY_FILE)
    number = slots.add_slot(place, opened, both, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
    assert slots.unlock(place, both, policy=LIGHT).kind is SlotKind.PASSPHRASE_AND_KEY_FILE
    assert slots.unlock(place, both, policy=LIGHT).slot == number
    assert refused(place, NEW)
    assert refused(place, Secret(NEW.passphrase, KEY_FILE[::-1]))


def test_a_recovery_secret_has_a_place_of_its_own(place: Path, opened: Opened) -> None:
    secret = Secret(recovery=recovery.new())
    number = slots.add_slot(place, opened, secret, Holder("worker-1", Role.COORDINATOR), policy=LIGHT)
    found = slots.unlock(place, secret, policy=LIGHT)
    assert (found.slot, found.kind, found.keys) == (number, SlotKind.RECOVERY, opened.keys)
    with pytest.raises(Refusal) as refusal:
        slots.unlock(place, Secret(recovery=recovery.new()), policy=LIGHT)
    assert (refusal.value.reason, refusal.value.where) == (Reason.RECOVERY_NOT_OURS, "recovery")
    # The one who came in by it can give out a new passphrase, and the recovery stays until it is retired.
    slots.add_slot(place, found, NEW, Holder(found.worker, found.role), policy=LIGHT)
    mine = slots.unlock(place, NEW, policy=LIGHT)
    slots.retire_slot(place, mine, number, policy=LIGHT)
    assert refused(place, secret)
    assert not refused(place, NEW)


def test_a_place_has_another_mark_after_each_writing(place: Path, opened: Opened) -> None:
    marks = set()
    for _ in range(5):
        number = slots.add_slot(place, opened, NEW, Holder("worker-2", Role.PRINTING), policy=LIGHT)
        listed = slots.list_slots(place, opened)
        assert [bool(slot.mark) for slot in listed] == [slot.worker is not None for slot in listed]
        assert slots.list_slots(place, opened) == listed
        marks.add(listed[number].mark)
        slots.retire_slot(place, opened, number, policy=LIGHT)
    assert len(marks) == 5


@pytest.mark.parametrize("role", Role)
def test_every_role_comes_back(place: Path, opened: Opened, role: Role) -> None:
    slots.add_slot(place, opened, NEW, Holder("worker-2", role), policy=LIGHT)
    assert slots.unlock(place, NEW, policy=LIGHT).role is role
    assert {role.name.lower() for role in Role} == set(lists.values("role"))


def test_who_may_not_read_sealed_things_gets_no_key_for_them(place: Path, opened: Opened) -> None:
    slots.add_slot(place, opened, NEW, Holder("worker-2", Role.CASEWORKER, reads_sealed=False), policy=LIGHT)
    other = slots.unlock(place, NEW, policy=LIGHT)
    assert (other.worker, other.role, other.vault_id) == ("worker-2", Role.CASEWORKER, opened.vault_id)
    assert (other.keys.data, other.keys.sealed) == (opened.keys.data, None)
    with pytest.raises(ValueError):
        slots.add_slot(place, other, WRONG, Holder("worker-3", Role.CASEWORKER), policy=LIGHT)


def test_the_list_shows_what_was_added_and_retired(place: Path, opened: Opened) -> None:
    number = slots.add_slot(place, opened, NEW, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
    listed = slots.list_slots(place, opened, policy=LIGHT)
    assert [slot.worker for slot in listed if slot.worker] == ["worker-1", "worker-2"]
    assert not refused(place, NEW)
    slots.retire_slot(place, opened, number, policy=LIGHT)
    listed = slots.list_slots(place, opened, policy=LIGHT)
    assert [slot.kind for slot in listed].count(SlotKind.FREE) == SLOTS - 1
    assert refused(place, NEW)
    assert not refused(place, OLD)


@pytest.mark.parametrize("number", [0, -1, SLOTS])
def test_the_slot_in_use_stays(place: Path, opened: Opened, number: int) -> None:
    with pytest.raises(ValueError):
        slots.retire_slot(place, opened, number, policy=LIGHT)
    assert not refused(place, OLD)


def test_eight_people_and_no_more(place: Path, opened: Opened) -> None:
    secrets = [Secret(f"{NEW.passphrase} {n}") for n in range(SLOTS)]
    for n, secret in enumerate(secrets[:-1]):
        slots.add_slot(place, opened, secret, Holder(f"worker-{n}", Role.CASEWORKER), policy=LIGHT)
    before = (place / SLOT_COPIES[0]).read_bytes()
    with pytest.raises(Refusal) as refusal:
        slots.add_slot(place, opened, secrets[-1], Holder("worker-9", Role.CASEWORKER), policy=LIGHT)
    assert refusal.value.reason is Reason.NO_FREE_SLOT
    assert (place / SLOT_COPIES[0]).read_bytes() == before
    assert len({slots.unlock(place, secret, policy=LIGHT).slot for secret in [OLD, *secrets[:-1]]}) == SLOTS


def test_a_changed_passphrase_takes_the_place_of_the_old(place: Path, opened: Opened) -> None:
    after = slots.change_passphrase(place, OLD, NEW, policy=LIGHT)
    assert after.keys == opened.keys
    assert slots.unlock(place, NEW, policy=LIGHT) == after
    assert refused(place, OLD)
    assert len([slot for slot in slots.list_slots(place, after, policy=LIGHT) if slot.worker]) == 1


def interrupted(place: Path, old: Secret, new: Secret) -> None:
    """A change that was killed before its end: both secrets open, the new one waits to replace the old one."""
    before = [slot.mark for slot in slots.list_slots(place, slots.unlock(place, old, policy=LIGHT)) if slot.worker]
    for step in itertools.count(1):
        kept = {name: (place / name).read_bytes() for name in SLOT_COPIES}
        assert killed_at(step, lambda: slots.change_passphrase(place, old, new, policy=LIGHT))
        state = states.opened_by(Attempt(old), copies.load(place, LIGHT))
        if len([entry for entry in state.entries if entry]) > len(before):
            return
        for name, content in kept.items():
            (place / name).write_bytes(content)


def test_a_change_that_waits_harms_nobody_who_gets_the_old_place(place: Path, opened: Opened) -> None:
    third = slots.add_slot(place, opened, THIRD, Holder("worker-2", Role.COORDINATOR), policy=LIGHT)
    interrupted(place, OLD, NEW)
    other = slots.unlock(place, THIRD, policy=LIGHT)
    slots.retire_slot(place, other, opened.slot, policy=LIGHT)
    assert slots.add_slot(place, other, FOURTH, Holder("worker-3", Role.CASEWORKER), policy=LIGHT) == opened.slot
    assert slots.unlock(place, NEW, policy=LIGHT).worker == opened.worker
    assert slots.unlock(place, FOURTH, policy=LIGHT).worker == "worker-3"
    assert slots.unlock(place, THIRD, policy=LIGHT).slot == third
    assert refused(place, OLD)


def test_a_change_that_waits_ends_when_its_secret_opens(place: Path, opened: Opened) -> None:
    interrupted(place, OLD, NEW)
    assert not refused(place, OLD)
    assert slots.unlock(place, NEW, policy=LIGHT).worker == opened.worker
    assert refused(place, OLD)


def test_no_secret_of_a_row_of_interrupted_changes_stays(place: Path, opened: Opened) -> None:
    interrupted(place, OLD, NEW)
    after = slots.change_passphrase(place, NEW, THIRD, policy=LIGHT)
    assert after.worker == opened.worker
    assert [refused(place, secret) for secret in (OLD, NEW, THIRD)] == [True, True, False]
    assert len([slot for slot in slots.list_slots(place, after, policy=LIGHT) if slot.worker]) == 1


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [(WRONG, NEW, Reason.WRONG_SECRET), (OLD, Secret("سوريا2024"), Reason.WEAK_PASSPHRASE)],
)
@pytest.mark.usefixtures("opened")
def test_a_refused_change_changes_nothing(place: Path, old: Secret, new: Secret, reason: Reason) -> None:
    before = [(place / name).read_bytes() for name in SLOT_COPIES]
    with pytest.raises(Refusal) as refusal:
        slots.change_passphrase(place, old, new, policy=LIGHT)
    assert refusal.value.reason is reason
    assert [(place / name).read_bytes() for name in SLOT_COPIES] == before


@pytest.mark.usefixtures("opened")
def test_a_change_to_the_same_is_no_change(place: Path) -> None:
    before = (place / SLOT_COPIES[0]).read_bytes()
    slots.change_passphrase(place, OLD, Secret(f"\u200f{OLD.passphrase}"), policy=LIGHT)
    assert (place / SLOT_COPIES[0]).read_bytes() == before


def test_two_people_cannot_share_a_passphrase(place: Path, opened: Opened) -> None:
    with pytest.raises(Refusal) as refusal:
        slots.add_slot(place, opened, OLD, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
    assert refusal.value.reason is Reason.WEAK_PASSPHRASE


def test_slots_are_not_changed_beside_another_window(place: Path, opened: Opened) -> None:
    before = (place / SLOT_COPIES[0]).read_bytes()
    changes: list[Callable[..., object]] = [
        partial(slots.change_passphrase, place, OLD, NEW, policy=LIGHT),
        partial(slots.add_slot, place, opened, NEW, Holder("worker-2", Role.CASEWORKER), policy=LIGHT),
        partial(slots.retire_slot, place, opened, 5, policy=LIGHT),
    ]
    with lock.hold(place) as held:
        for change in changes:
            with pytest.raises(Trouble) as trouble:
                change()
            assert trouble.value.reason is Reason.VAULT_IN_USE
        assert (place / SLOT_COPIES[0]).read_bytes() == before
        changes[0](held=held)  # the holder itself may
        assert lock.in_use(place)
    assert not refused(place, NEW)
    assert not lock.in_use(place)


def test_used_and_unused_slots_look_alike(place: Path, opened: Opened) -> None:
    """Every byte value turns up in both as often as chance has it (chi-square, 255 degrees of freedom)."""
    used, unused = b"", b""
    for _ in range(60):
        number = slots.add_slot(place, opened, NEW, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
        used += copies.load(place, LIGHT)[0].slots[number]
        slots.retire_slot(place, opened, number, policy=LIGHT)
        unused += copies.load(place, LIGHT)[0].slots[number]
    assert len(used) == len(unused) == 60 * SLOT_BYTES
    # 400 is six standard deviations above the mean: chance fails this less than once in a million runs.
    assert chi_square(used) < 400
    assert chi_square(unused) < 400
    assert chi_square(used.replace(b"a", b"b") + b"b" * 200) > 400


def chi_square(sample: bytes) -> float:
    """How far the frequencies of the byte values are from equal."""
    mean = len(sample) / 256
    return sum((sample.count(bytes([value])) - mean) ** 2 / mean for value in range(256))


def test_a_written_slot_never_repeats(place: Path, opened: Opened) -> None:
    """The same secret in the same slot: nothing in common, so no key and nonce were used twice."""
    salts = set()
    for _ in range(5):
        number = slots.add_slot(place, opened, NEW, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
        salts.add(copies.load(place, LIGHT)[0].slots[number][:32])
        slots.retire_slot(place, opened, number, policy=LIGHT)
    assert len(salts) == 5


def test_the_time_of_a_trial_does_not_tell_which_slot_opened(place: Path, opened: Opened) -> None:
    """Medians of interleaved runs; trying only up to the slot that opens would differ by a factor of eight."""
    for n in range(SLOTS - 1):
        secret = Secret(f"{NEW.passphrase} {n}")
        slots.add_slot(place, opened, secret, Holder(f"worker-{n}", Role.CASEWORKER), policy=LIGHT)
    record = copies.load(place, LIGHT)[0]
    tried = {"first": OLD, "last": Secret(f"{NEW.passphrase} {SLOTS - 2}"), "none": WRONG}
    roots = {name: root_of(secret, record.header) for name, secret in tried.items()}
    assert [n for n, found in enumerate(try_all(roots["last"], record)) if found] == [SLOTS - 1]
    empty = replace(record, slots=tuple(random_slot() for _ in range(SLOTS)))
    taken: dict[str, list[float]] = {name: [] for name in (*roots, "empty")}
    for _ in range(150):
        for name, times in taken.items():
            began = time.perf_counter()
            try_all(roots.get(name, roots["none"]), empty if name == "empty" else record)
            times.append(time.perf_counter() - began)
    medians = [statistics.median(times) for times in taken.values()]
    assert max(medians) < 1.4 * min(medians)


def test_what_an_attempt_adds_to_its_derivation_tells_nothing(place: Path, opened: Opened) -> None:
    """Whole attempts, interleaved: 3 ms are two per cent of the weakest derivation that is allowed."""
    code = Secret(recovery=recovery.new())
    slots.add_slot(place, opened, code, Holder("worker-1", Role.COORDINATOR), policy=LIGHT)
    empty = place.with_name("empty")
    shutil.copytree(place, empty)
    record = copies.load(place, LIGHT)[0]
    copies.save(empty, replace(record, slots=tuple(random_slot() for _ in range(SLOTS))))
    other = Secret(recovery=recovery.new())
    tried = {
        "right": (place, OLD), "wrong": (place, WRONG), "recovery": (place, code), "wrong code": (place, other),
        "empty": (empty, OLD),
    }  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name in tried}
    for _ in range(60):
        for name, (where, secret) in tried.items():
            began = time.perf_counter()
            assert refused(where, secret) == (name not in ("right", "recovery"))
            taken[name].append(time.perf_counter() - began)
    medians = [statistics.median(times) for times in taken.values()]
    assert max(medians) - min(medians) < 0.003

"""Damage, forgery and interruption of the slot file: named, mended, never a wrong state."""

import shutil
import struct
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import copies, lock, slots
from gemdesk.vault.kdf import STANDARD, Parameters
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.opened import Opened
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.record import RECORD_BYTES, SLOT_BYTES, Record, parse
from gemdesk.vault.sealing import Content, close_slot, root_of
from tests.vault.making import LIGHT, NEW, OLD, WRONG, flip, killed_at

SLOTS_START = 8 + 2 + 26 + 4 + 4 + 2 + 32 + 8


def outcome(place: Path, secret: Secret = OLD) -> Opened | Reason:
    """What a person meets: an open vault or a reason."""
    try:
        return slots.unlock(place, secret, policy=LIGHT)
    except Stop as stop:
        return stop.reason


def checked(body: bytes) -> bytes:
    """A slot file with a checksum that is right, as a forger would write it."""
    return body + blake2b(body, digest_size=32, person=b"gemdesk slots").digest()


def put(place: Path, content: bytes, names: tuple[str, ...] = SLOT_COPIES) -> None:
    for name in names:
        (place / name).write_bytes(content)


def record_of(place: Path) -> Record:
    return parse((place / SLOT_COPIES[0]).read_bytes())


@pytest.mark.parametrize("name", SLOT_COPIES)
def test_every_byte_of_one_copy_may_be_damaged(place: Path, opened: Opened, name: str) -> None:
    whole = (place / name).read_bytes()
    assert len(whole) == RECORD_BYTES
    for at in range(RECORD_BYTES):
        flip(place / name, at, bit=at % 8)
        if at % 50:
            with lock.hold(place):  # so that it is not mended each time, which would only wait for the disk
                assert outcome(place) == opened
            put(place, whole, (name,))
        else:
            assert outcome(place) == opened
            assert (place / name).read_bytes() == whole  # mended from the other


@pytest.mark.usefixtures("opened")
def test_every_byte_of_both_copies_damaged_is_named(place: Path) -> None:
    whole = (place / SLOT_COPIES[0]).read_bytes()
    for at in range(RECORD_BYTES):
        for name in SLOT_COPIES:
            flip(place / name, at, bit=at % 8)
        assert outcome(place) is Reason.SLOTS_DAMAGED
        assert outcome(place, WRONG) is Reason.SLOTS_DAMAGED
        put(place, whole)
    assert isinstance(outcome(place), Opened)


def test_every_byte_of_both_copies_forged_opens_nothing(place: Path, opened: Opened) -> None:
    """With a right checksum: refused each time, whichever byte, and never for long."""
    whole = (place / SLOT_COPIES[0]).read_bytes()
    met: Counter[object] = Counter()
    for at in range(RECORD_BYTES - 32):
        body = bytearray(whole[:-32])
        body[at] ^= 1 << at % 8
        put(place, checked(bytes(body)))
        began = time.perf_counter()
        met[outcome(place)] += 1
        assert time.perf_counter() - began < 1
    assert set(met) <= {Reason.WRONG_SECRET, Reason.SLOTS_DAMAGED, Reason.SLOT_PARAMETERS, Reason.VAULT_NEWER}
    assert met[Reason.SLOTS_DAMAGED] > 7 * SLOT_BYTES  # slots of others and the directory: told from a wrong secret
    put(place, whole)
    assert outcome(place) == opened


@pytest.mark.parametrize("name", SLOT_COPIES)
def test_one_forged_copy_does_not_keep_anybody_out(place: Path, opened: Opened, name: str) -> None:
    whole = (place / name).read_bytes()
    for at in (12, 40, SLOTS_START - 40, SLOTS_START + 5, SLOTS_START + 60, RECORD_BYTES - 40):
        body = bytearray(whole[:-32])
        body[at] ^= 1
        put(place, checked(bytes(body)), (name,))
        assert outcome(place) == opened
        assert (place / name).read_bytes() == whole


@pytest.mark.parametrize(
    "content", [b"", b"\0" * RECORD_BYTES, b"x" * 200_000, checked(b"GEMSLOTS"), checked(b"other" * 400)]
)
def test_what_is_no_slot_file_is_damage(place: Path, opened: Opened, content: bytes) -> None:
    put(place, content, SLOT_COPIES[:1])
    assert outcome(place) == opened
    put(place, content)
    assert outcome(place) is Reason.SLOTS_DAMAGED


def test_a_missing_copy_is_made_again(place: Path, opened: Opened) -> None:
    whole = (place / SLOT_COPIES[1]).read_bytes()
    for name in SLOT_COPIES:
        (place / name).unlink()
        assert outcome(place) == opened
        assert (place / name).read_bytes() == whole
    for name in SLOT_COPIES:
        (place / name).unlink()
    assert outcome(place) is Reason.SLOTS_GONE  # the database is still there


def test_nothing_is_mended_by_a_wrong_secret(place: Path, opened: Opened) -> None:
    flip(place / SLOT_COPIES[0], 100)
    damaged = (place / SLOT_COPIES[0]).read_bytes()
    assert outcome(place, WRONG) is Reason.WRONG_SECRET
    assert (place / SLOT_COPIES[0]).read_bytes() == damaged
    assert outcome(place) == opened
    assert (place / SLOT_COPIES[0]).read_bytes() != damaged


def test_nothing_is_mended_while_another_window_holds_the_vault(place: Path, opened: Opened) -> None:
    flip(place / SLOT_COPIES[0], 100)
    damaged = (place / SLOT_COPIES[0]).read_bytes()
    with lock.hold(place):
        assert outcome(place) == opened
        assert (place / SLOT_COPIES[0]).read_bytes() == damaged
    assert outcome(place) == opened
    assert (place / SLOT_COPIES[0]).read_bytes() != damaged


@pytest.mark.usefixtures("opened")
def test_a_slot_moved_to_another_place_does_not_open(place: Path) -> None:
    record = record_of(place)
    moved = (record.slots[1], record.slots[0], *record.slots[2:])
    put(place, replace(record, slots=moved).packed())
    assert outcome(place) is Reason.WRONG_SECRET
    put(place, record.packed())
    assert isinstance(outcome(place), Opened)


def test_a_retired_slot_put_back_opens_nothing(place: Path, opened: Opened) -> None:
    before = record_of(place)
    slots.change_passphrase(place, OLD, NEW, policy=LIGHT)
    after = record_of(place)
    put(place, replace(after, slots=(before.slots[0], *after.slots[1:])).packed())
    assert outcome(place) is Reason.SLOTS_DAMAGED
    put(place, before.packed())  # the whole file of then: beyond what a slot file can know
    assert outcome(place) == opened


@pytest.mark.usefixtures("opened")
def test_lowered_parameters_are_refused(place: Path) -> None:
    """Within the allowed range the slot does not open; outside it nothing is even tried."""
    record = record_of(place)
    lowered = replace(record.header, parameters=Parameters(128, 1, 1))
    put(place, replace(record, header=lowered).packed())
    assert outcome(place) is Reason.WRONG_SECRET
    for asked in (Parameters(8, 1, 1), Parameters(64 * 1024 * 1024, 1, 1), Parameters(64, 2**32 - 1, 1)):
        put(place, replace(record, header=replace(record.header, parameters=asked)).packed())
        began = time.perf_counter()
        assert outcome(place) is Reason.SLOT_PARAMETERS
        assert time.perf_counter() - began < 0.2
    put(place, record.packed())
    assert isinstance(outcome(place), Opened)
    with pytest.raises(Trouble) as trouble:  # and what these tests use is refused by the program itself
        slots.unlock(place, OLD, policy=STANDARD)
    assert trouble.value.reason is Reason.SLOT_PARAMETERS


def test_a_newer_version_is_named_and_left_alone(place: Path, opened: Opened) -> None:
    whole = (place / SLOT_COPIES[0]).read_bytes()
    newer = checked(whole[:8] + struct.pack(">H", 2) + whole[10:-32] + b"and more")
    for names in (SLOT_COPIES, SLOT_COPIES[:1], SLOT_COPIES[1:]):
        put(place, whole)
        put(place, newer, names)
        assert outcome(place) is Reason.VAULT_NEWER
        assert all((place / name).read_bytes() == newer for name in names)
    put(place, whole)
    assert outcome(place) == opened


class _Later(Content):
    """What a later version might put into a slot."""

    def packed(self) -> bytes:
        return b"\2" + Content.packed(self)[1:]


@pytest.mark.parametrize(("content", "met"), [(Content, Reason.SLOTS_DAMAGED), (_Later, Reason.VAULT_NEWER)])
def test_a_later_content_is_not_damage(place: Path, opened: Opened, content: type[Content], met: Reason) -> None:
    """The control has the same forged place and a known content: then only the directory is wrong."""
    record = record_of(place)
    held = content(opened.kind, opened.role, opened.worker, opened.keys)
    slot = close_slot(root_of(OLD, record.header), record.header, 0, held)
    put(place, replace(record, slots=(slot, *record.slots[1:])).packed())
    assert outcome(place) is met


@pytest.mark.usefixtures("opened")
def test_an_older_copy_does_not_bring_a_retired_secret_back(place: Path) -> None:
    """The state between two writings: the newer copy decides, and the older is made like it."""
    before = (place / SLOT_COPIES[1]).read_bytes()
    changed = slots.change_passphrase(place, OLD, NEW, policy=LIGHT)
    for name in SLOT_COPIES:
        put(place, before, (name,))
        assert outcome(place, OLD) is Reason.WRONG_SECRET
        assert outcome(place, NEW) == changed
        assert (place / name).read_bytes() != before
    put(place, before)
    assert isinstance(outcome(place, OLD), Opened)


def test_a_change_killed_at_every_step_leaves_the_old_or_the_new(place: Path, opened: Opened, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(place, whole)
    met: Counter[str] = Counter()
    step = 0
    while True:
        step += 1
        shutil.rmtree(place)
        shutil.copytree(whole, place)
        if not killed_at(step, lambda: slots.change_passphrase(place, OLD, NEW, policy=LIGHT)):
            break
        met[state_after(place, opened)] += 1
    assert step > 20
    assert set(met) == {"old", "both", "new"}  # the kill fell before, between and after
    assert outcome(place, OLD) is Reason.WRONG_SECRET
    assert isinstance(outcome(place, NEW), Opened)


def state_after(place: Path, opened: Opened) -> str:
    """Which secrets open after a kill; once the new one has opened, the old one is gone."""
    old, new = outcome(place, OLD), outcome(place, NEW)
    opening = [found for found in (old, new) if isinstance(found, Opened)]
    assert opening
    assert all(found.keys == opened.keys for found in opening)
    if isinstance(new, Opened):
        assert outcome(place, OLD) is Reason.WRONG_SECRET
        assert all(copies.agree(place, record) for record in copies.load(place, LIGHT))
        assert not list(place.glob(".*"))
    else:
        assert slots.change_passphrase(place, OLD, NEW, policy=LIGHT).keys == opened.keys
    return "both" if len(opening) == 2 else "old" if isinstance(old, Opened) else "new"


def test_changes_interrupted_again_and_again_do_not_fill_the_slots(place: Path, opened: Opened) -> None:
    """Ten passphrases, each killed once its slot is on the disk and before the old one is retired."""
    for n in range(10):
        secret = Secret(f"{NEW.passphrase} {n}")
        for step in range(1, 30):
            assert killed_at(step, partial(slots.change_passphrase, place, OLD, secret, policy=LIGHT))
            with lock.hold(place):  # so that looking does not mend
                if isinstance(outcome(place, secret), Opened):
                    break
        assert len([slot for slot in slots.list_slots(place, opened, policy=LIGHT) if slot.worker]) == 2
    last = slots.change_passphrase(place, OLD, NEW, policy=LIGHT)
    assert len([slot for slot in slots.list_slots(place, last, policy=LIGHT) if slot.worker]) == 1
    assert outcome(place, OLD) is Reason.WRONG_SECRET


def test_an_interrupted_change_leaves_no_second_secret_behind(place: Path, opened: Opened) -> None:
    """Also when a lower place was freed since, so that the next try is written elsewhere."""
    other = Secret(f"{NEW.passphrase} one")
    number = slots.add_slot(place, opened, other, slots.Holder("worker-2", opened.role), policy=LIGHT)
    abandoned = Secret(f"{NEW.passphrase} two")
    for step in range(1, 30):
        assert killed_at(step, partial(slots.change_passphrase, place, OLD, abandoned, policy=LIGHT))
        with lock.hold(place):
            if isinstance(outcome(place, abandoned), Opened):
                break
    slots.retire_slot(place, opened, number, policy=LIGHT)
    slots.change_passphrase(place, OLD, NEW, policy=LIGHT)
    assert [outcome(place, secret) for secret in (OLD, other, abandoned)] == [Reason.WRONG_SECRET] * 3
    assert isinstance(outcome(place, NEW), Opened)

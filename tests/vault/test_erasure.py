"""Destroyed key places open nothing, and the rehearsal would say when they did."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import erasure, slots, swap
from gemdesk.vault.folder import Standing, standing
from gemdesk.vault.names import SLOT_COPIES
from gemdesk.vault.opened import Opened, Role
from gemdesk.vault.passphrase import Secret
from gemdesk.vault.record import SLOTS, Unreadable, parse
from gemdesk.vault.slots import Holder
from tests.vault.making import LIGHT, NEW, OLD, WRONG, killed_at
from tests.vault.test_start_path import loaded


def snapshot(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_nothing_opens_afterwards(place: Path, opened: Opened) -> None:
    slots.add_slot(place, opened, NEW, Holder("worker-2", Role.CASEWORKER), policy=LIGHT)
    assert slots.unlock(place, NEW, policy=LIGHT).keys == opened.keys
    assert erasure.destroy_slots(place) == 0
    for secret in (OLD, NEW, WRONG):
        with pytest.raises(Trouble) as trouble:
            slots.unlock(place, secret, policy=LIGHT)
        assert trouble.value.reason is Reason.SLOTS_GONE
    assert standing(place) is Standing.VAULT  # and no new vault is made over what is left
    with pytest.raises(Trouble):
        slots.list_slots(place, opened)


@pytest.mark.usefixtures("opened")
def test_the_bytes_are_overwritten_where_they_lay(place: Path, tmp_path: Path) -> None:
    before = {}
    for name in SLOT_COPIES:
        (tmp_path / name).hardlink_to(place / name)
        before[name] = (tmp_path / name).read_bytes()
    assert erasure.destroy_slots(place) == 0
    for name, content in before.items():
        after = (tmp_path / name).read_bytes()
        assert len(after) == len(content)
        assert not any(content[at : at + 16] in after for at in range(0, len(content) - 16, 16))
        assert sum(one == other for one, other in zip(content, after, strict=True)) < len(content) / 50


@pytest.mark.usefixtures("opened")
def test_half_written_ones_and_those_beside_go_too(place: Path) -> None:
    shutil.copytree(place, swap.beside(place))
    shutil.copytree(place, place.with_name(f".{place.name}.new-1"))
    shutil.copyfile(place / "slots.a", place / ".slots.a.1234")
    shutil.copytree(place, place.with_name("another vault"))
    assert erasure.destroy_slots(place) == 0
    assert {path.parent.name for path in place.parent.rglob("*slots.*")} == {"another vault"}
    assert slots.unlock(place.with_name("another vault"), OLD, policy=LIGHT).worker == "worker-1"


def whole_copies(place: Path) -> int:
    """How many files of rehearsals still hold key places; a second name of an overwritten file holds none."""
    whole = 0
    for path in place.glob(".rehearsal-*/*slots.*"):
        with suppress(Unreadable):
            parse(path.read_bytes())
            whole += 1
    return whole


def test_a_rehearsal_that_was_killed_leaves_no_key_place_for_long(place: Path, opened: Opened) -> None:
    """Killed at every step: panic, the next rehearsal and the next start each end what it left."""
    ends: list[Callable[[], object]] = [
        lambda: erasure.destroy_slots(place), lambda: erasure.rehearse(place, opened), lambda: swap.settle(place),
    ]  # fmt: skip
    left = Counter[int]()
    for step in count(1):
        if not killed_at(step, lambda: erasure.rehearse(place, opened)):
            break
        left[min(whole_copies(place), 1)] += 1
        before = {name: (place / name).read_bytes() for name in SLOT_COPIES}
        ends[step % 3]()
        assert whole_copies(place) == 0
        for name, content in before.items():
            (place / name).write_bytes(content)
    assert left[1] > 10
    assert slots.unlock(place, OLD, policy=LIGHT) == opened


@pytest.mark.usefixtures("opened")
def test_a_file_that_stays_is_counted(place: Path) -> None:
    (place / "slots.b").unlink()
    (place / "slots.b").mkdir()
    (place / "slots.b" / "x").touch()
    assert erasure.destroy_slots(place) == 1
    assert not (place / "slots.a").exists()
    assert erasure.destroy_slots(place.with_name("nothing")) == 0


def test_a_rehearsal_touches_only_its_copy(place: Path, opened: Opened) -> None:
    before = snapshot(place)
    erasure.rehearse(place, opened)
    assert snapshot(place) == before
    assert slots.unlock(place, OLD, policy=LIGHT) == opened


def test_a_full_vault_is_rehearsed_too(place: Path, opened: Opened) -> None:
    for n in range(1, SLOTS):
        slots.add_slot(place, opened, Secret(f"{NEW.passphrase} {n}"), Holder(f"worker-{n}", Role.CASEWORKER))
    before = snapshot(place)
    erasure.rehearse(place, opened)
    erasure.rehearse(place, slots.unlock(place, Secret(f"{NEW.passphrase} {SLOTS - 1}"), policy=LIGHT))
    assert snapshot(place) == before


@pytest.mark.parametrize("how", ["not at all", "by name alone", "one copy"])
def test_a_destruction_that_does_not_work_is_told(
    place: Path, opened: Opened, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlinked(path: Path) -> None:
        path.unlink()

    def first_only(path: Path) -> None:
        if path.name == SLOT_COPIES[0]:
            unlinked(path)

    broken = {"not at all": lambda _path: None, "by name alone": unlinked, "one copy": first_only}[how]
    before = snapshot(place)
    erasure.rehearse(place, opened)
    monkeypatch.setattr(erasure, "_destroy", broken)
    with pytest.raises(Trouble) as trouble:
        erasure.rehearse(place, opened)
    assert trouble.value.reason is Reason.ERASURE_FAILED
    assert snapshot(place) == before


def test_destroying_loads_no_cipher_and_no_slots() -> None:
    names = loaded(
        "from gemdesk.vault import erasure\nfrom pathlib import Path\nerasure.destroy_slots(Path('/nowhere/at all'))"
    )
    assert not {"argon2", "cryptography", "sqlcipher3", "cffi"} & names

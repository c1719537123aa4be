"""A folder takes the place of a vault: at every moment, and after every kill, exactly one vault lies there."""

import os
import shutil
import time
from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import lock, slots, swap
from gemdesk.vault.names import SLOT_COPIES, TAKES_OVER
from gemdesk.vault.passphrase import Secret
from tests.vault.making import LIGHT, NEW, OLD, killed_at, make

HOURS_AGO = 2 * 3600
WAYS = pytest.mark.parametrize("in_one_step", [True, False])


@pytest.fixture
def new(place: Path) -> Path:
    """A vault at `place` and another, opened by another secret, that is to take its place."""
    make(place, OLD)
    made = place.with_name("other")
    make(made, NEW)
    temporary = swap.beside(place)
    made.rename(temporary)
    return temporary


def opens(place: Path, secret: Secret) -> bool:
    try:
        slots.unlock(place, secret, policy=LIGHT)
    except Refusal:
        return False
    return True


def whose(place: Path) -> str:
    """Which of the two lies there; anything but one of them fails the test."""
    old, new = opens(place, OLD), opens(place, NEW)
    assert old != new
    return "old" if old else "new"


def age(place: Path) -> None:
    then = time.time() - HOURS_AGO
    for path in place.parent.glob(f".{place.name}.swap-*"):
        os.utime(path, (then, then))


@WAYS
def test_the_new_one_takes_the_place_and_the_old_one_goes(place: Path, new: Path, in_one_step: bool) -> None:
    swap.swap(new, place, in_one_step=in_one_step)
    assert whose(place) == "new"
    assert (place / TAKES_OVER).exists()
    assert len(list(place.parent.iterdir())) == 2
    assert swap.settle(place)
    assert whose(place) == "new"
    assert not (place / TAKES_OVER).exists()
    assert [path.name for path in place.parent.iterdir()] == [place.name]
    assert not swap.settle(place)


@WAYS
def test_killed_at_every_step_one_of_them_lies_there(place: Path, new: Path, in_one_step: bool) -> None:
    kept = place.with_name("kept")
    kept.mkdir()
    for path in (place, new):
        shutil.copytree(path, kept / path.name)

    def change() -> None:
        swap.swap(new, place, in_one_step=in_one_step)
        swap.settle(place)

    met: Counter[str] = Counter()
    for step in count(1):
        for path in (*place.parent.glob(f".{place.name}.*"), place):
            shutil.rmtree(path, ignore_errors=True)
        for path in (place, new):
            shutil.copytree(kept / path.name, path)
        if not killed_at(step, change):
            break
        away = not place.exists()
        swap.settle(place)
        met["away" if away else whose(place)] += 1
        assert whose(place) in ("old", "new")
        age(place)
        swap.settle(place)
        assert {path.name for path in place.parent.iterdir()} == {place.name, "kept"}
    assert step > 15
    assert set(met) == ({"old", "new"} if in_one_step else {"old", "away", "new"})
    assert whose(place) == "new"


def test_killed_again_while_it_settles(place: Path, new: Path) -> None:
    kept = place.with_name("kept")
    swap.swap(new, place)
    for path in (place, new):
        shutil.copytree(path, kept / path.name)
    settled = 0
    for step in count(1):
        for path in (*place.parent.glob(f".{place.name}.*"), place):
            shutil.rmtree(path, ignore_errors=True)
        for path in (place, new):
            shutil.copytree(kept / path.name, path)
        if not killed_at(step, lambda: swap.settle(place)):
            break
        settled += swap.settle(place)
        assert whose(place) == "new"
        assert {path.name for path in place.parent.iterdir()} == {place.name, "kept"}
    assert settled > 8


def test_nothing_is_settled_while_somebody_is_at_work(place: Path, new: Path) -> None:
    swap.swap(new, place)
    with lock.hold(place):
        assert not swap.settle(place)
        assert new.exists()
    assert swap.settle(place)
    assert not new.exists()


def test_what_was_never_finished_is_swept_when_it_is_old(place: Path, new: Path) -> None:
    assert not swap.settle(place)
    assert new.exists()
    age(place)
    with lock.hold(new):
        age(place)
        assert not swap.settle(place)
    assert new.exists()
    age(place)
    assert swap.settle(place)
    assert not new.exists()
    assert whose(place) == "old"


def test_a_vault_that_was_carried_away_is_not_replaced(place: Path, new: Path) -> None:
    """Only between two renames both lie beside the place; a marked folder alone proves nothing."""
    (new / TAKES_OVER).touch()
    place.rename(place.with_name("elsewhere"))
    assert not swap.settle(place)
    assert not place.exists()
    assert opens(new, NEW)


def test_two_that_could_be_the_vault_are_named(place: Path, new: Path) -> None:
    (new / TAKES_OVER).touch()
    shutil.copytree(new, swap.beside(place))
    place.rename(swap.beside(place))
    with pytest.raises(Trouble) as trouble:
        swap.settle(place)
    assert trouble.value.reason is Reason.SWAP_UNCLEAR
    assert len(list(place.parent.iterdir())) == 3


@WAYS
def test_a_marked_vault_waits_for_its_own_end(place: Path, new: Path, in_one_step: bool) -> None:
    """An earlier old folder could not be removed: with two marks the old vault would stay, and open."""
    (place / TAKES_OVER).touch()
    with pytest.raises(Trouble) as trouble:
        swap.swap(new, place, in_one_step=in_one_step)
    assert trouble.value.reason is Reason.FOLDER_READ_ONLY
    assert whose(place) == "old"
    assert opens(new, NEW)
    assert not (new / TAKES_OVER).exists()
    (place / TAKES_OVER).unlink()
    swap.swap(new, place, in_one_step=in_one_step)
    swap.settle(place)
    assert whose(place) == "new"
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_what_lies_beside_loses_its_key_places_before_anything_else(place: Path, new: Path, tmp_path: Path) -> None:
    """Seen through a second name of the file: what is only unlinked can be read back from the drive."""
    other = swap.beside(place)
    shutil.copytree(new, other)
    seconds = [tmp_path / f"second-{name}" for name in SLOT_COPIES]
    for name, second in zip(SLOT_COPIES, seconds, strict=True):
        second.hardlink_to(other / name)
    before = [second.read_bytes() for second in seconds]
    swap.swap(new, place)
    assert not other.exists()
    assert all(second.read_bytes() != content for second, content in zip(seconds, before, strict=True))


def test_only_a_whole_folder_beside_the_vault_takes_its_place(place: Path, new: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "sub" / new.name
    shutil.copytree(new, elsewhere)
    for wrong in (elsewhere, place.with_name("other"), swap.beside(place)):
        with pytest.raises(ValueError):
            swap.swap(wrong, place)
    (new / "slots.a").unlink()
    with pytest.raises(ValueError):
        swap.swap(new, place)
    assert whose(place) == "old"


def test_nothing_to_settle_is_cheap(place: Path) -> None:
    make(place)
    began = time.perf_counter()
    for _ in range(100):
        assert not swap.settle(place)
    assert (time.perf_counter() - began) / 100 < 0.005
    assert not swap.settle(place.with_name("nothing") / "at all")


def test_a_name_with_signs_of_a_pattern_is_a_name(tmp_path: Path) -> None:
    place = tmp_path / "vault [1]*"
    make(place)
    made = tmp_path / "other"
    make(made, NEW)
    temporary = swap.beside(place)
    made.rename(temporary)
    swap.swap(temporary, place)
    assert swap.settle(place)
    assert whose(place) == "new"
    assert [path.name for path in tmp_path.iterdir()] == [place.name]

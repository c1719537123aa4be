"""Leaving without the cases: only with two proofs, nothing readable stays, and the return is held to the receipt."""

from pathlib import Path

import pytest

from gemdesk.kernel.errors import Refusal, Stop, Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import generations, rekey, session, slots, travel
from gemdesk.vault.findings import Found
from gemdesk.vault.names import DATABASE, GENERATIONS, HEAD, SLOT_COPIES, TAKES_OVER
from gemdesk.vault.opened import Opened
from gemdesk.vault.travel import BackupProof, Freshness, Standing, TravelReceipt
from tests.vault.making import LIGHT, NEW, OLD
from tests.vault.opening_twice import SCHEMA, Place, bodies, die, make_place, write

TWO = frozenset({"coordinator 1", "coordinator 2"})
CHAIN = bytes(range(32))
RECEIPT = TravelReceipt("abcdef", 7, travel.code("abcdefgh", 7, CHAIN))


@pytest.fixture
def vault(tmp_path: Path) -> Place:
    """A vault with three saves and a generation, closed."""
    made = make_place(tmp_path / "vault")
    open_ = made.begin()
    write(open_, "أولى", "second", "ثالثة")
    open_.close()
    open_ = made.begin()
    head = open_.saves.head
    open_.abandon()
    generations.make(made.folder, made.opened.keys, head, made.calendar(), SCHEMA.newest)
    return made


def empty_vault(vault: Place) -> tuple[Path, Opened]:
    """What the traveller finds instead: a whole vault of new keys without anything in it."""
    temporary, opened = rekey.prepare(vault.folder, vault.opened, NEW, policy=LIGHT)
    session.make(temporary, opened, SCHEMA, vault.calendar).close()
    return temporary, opened


def leave(vault: Place, proof: BackupProof) -> tuple[TravelReceipt, Opened]:
    temporary, opened = empty_vault(vault)
    try:
        return travel.leave(vault.folder, temporary, vault.opened, proof), opened
    except Stop:
        rekey.discard(temporary)
        raise


def test_an_empty_vault_lies_there_and_the_old_keys_open_nothing(vault: Place) -> None:
    receipt, opened = leave(vault, BackupProof(TWO, b"digest", 3))
    assert slots.unlock(vault.folder, NEW, policy=LIGHT) == opened
    open_ = session.begin(vault.folder, opened, SCHEMA, vault.calendar)
    assert bodies(open_) == []
    open_.abandon()
    with pytest.raises(Refusal):
        slots.unlock(vault.folder, OLD, policy=LIGHT)
    with pytest.raises((Trouble, Found)):
        session.begin(vault.folder, vault.opened, SCHEMA, vault.calendar)
    assert not (vault.folder / GENERATIONS).exists()
    assert [path.name for path in vault.folder.parent.iterdir()] == ["vault"]
    assert (receipt.vault, receipt.epoch) == (vault.opened.vault_id[:6], 3)
    assert len(receipt.code) == 8
    assert receipt.code.isdecimal()


def test_a_vault_with_a_mark_of_before_is_not_left(vault: Place) -> None:
    """Two marked folders: the whole old vault would stay beside, and open."""
    temporary, _opened = empty_vault(vault)
    (vault.folder / TAKES_OVER).touch()
    with pytest.raises(Trouble) as trouble:
        travel.leave(vault.folder, temporary, vault.opened, BackupProof(TWO, b"digest", 3))
    assert trouble.value.reason is Reason.FOLDER_READ_ONLY
    assert slots.unlock(vault.folder, OLD, policy=LIGHT) == vault.opened
    (vault.folder / TAKES_OVER).unlink()
    travel.leave(vault.folder, temporary, vault.opened, BackupProof(TWO, b"digest", 3))
    assert [path.name for path in vault.folder.parent.iterdir()] == ["vault"]
    with pytest.raises(Refusal):
        slots.unlock(vault.folder, OLD, policy=LIGHT)


def test_no_key_place_and_no_page_is_left(vault: Place, tmp_path: Path) -> None:
    """With every file's bytes found before, as the control."""
    home = vault.folder / GENERATIONS
    old = [
        path.read_bytes()
        for path in (*home.rglob("*"), *(vault.folder / n for n in (DATABASE, HEAD, *SLOT_COPIES)))
        if path.is_file()
    ]
    pieces = {whole[at : at + 64] for whole in old for at in range(0, len(whole) - 64, 64)} - {bytes(64)}

    def found() -> int:
        there = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
        return sum(piece in there for piece in pieces)

    assert found() == len(pieces) > 200
    leave(vault, BackupProof(TWO, b"digest", 3))
    assert found() == 0


@pytest.mark.parametrize(
    "proof",
    [
        BackupProof(frozenset({"coordinator 1"}), b"digest", 3),
        BackupProof(frozenset(), b"digest", 3),
        BackupProof(TWO, b"", 3),
        BackupProof(TWO, b"digest", 2),
    ],
)
def test_without_two_proofs_of_the_newest_state_nothing_is_removed(vault: Place, proof: BackupProof) -> None:
    with pytest.raises(Refusal) as refused:
        leave(vault, proof)
    assert refused.value.reason is Reason.TRAVEL_UNPROVED
    open_ = vault.begin()
    assert len(bodies(open_)) == 3
    open_.close()


def test_a_save_that_the_head_does_not_know_hinders_it(vault: Place) -> None:
    """A desk that was killed in the middle of a save: the backup cannot be known to hold it."""
    open_ = vault.begin()
    with pytest.raises(KeyboardInterrupt), open_.saves.save():
        raise KeyboardInterrupt
    die(open_)
    proof = BackupProof(TWO, b"digest", 3)
    with pytest.raises(Refusal) as refused:
        leave(vault, proof)
    assert refused.value.reason is Reason.TRAVEL_UNPROVED
    vault.begin().close()
    leave(vault, proof)


def test_without_a_head_nothing_is_removed(vault: Place) -> None:
    (vault.folder / HEAD).unlink()
    with pytest.raises(Trouble) as trouble:
        leave(vault, BackupProof(TWO, b"digest", 9))
    assert trouble.value.reason is Reason.VAULT_NOT_AS_LEFT
    assert slots.unlock(vault.folder, OLD, policy=LIGHT) == vault.opened


@pytest.mark.parametrize(
    ("vault_id", "epoch", "chain", "expected"),
    [
        ("abcdefgh", 7, CHAIN, Freshness(Standing.NEWEST)),
        ("abcdefgh", 5, CHAIN, Freshness(Standing.OLDER, 2)),
        ("abcdefgh", 9, CHAIN, Freshness(Standing.LATER, 2)),
        ("abcdefgh", 7, CHAIN[::-1], Freshness(Standing.OTHER)),
        ("abcdefxx", 7, CHAIN, Freshness(Standing.OTHER)),
        ("zzcdefgh", 7, CHAIN, Freshness(Standing.OTHER)),
    ],
)
def test_what_comes_back_is_held_to_the_receipt(vault_id: str, epoch: int, chain: bytes, expected: Freshness) -> None:
    assert travel.freshness(RECEIPT, vault_id, epoch, chain) == expected


def test_the_receipt_is_that_of_the_state_that_was_left(vault: Place) -> None:
    open_ = vault.begin()
    head = open_.saves.head
    open_.close()
    receipt, _opened = leave(vault, BackupProof(TWO, b"digest", 3))
    assert travel.freshness(receipt, vault.opened.vault_id, head.epoch, head.chain) == Freshness(Standing.NEWEST)
    assert travel.freshness(receipt, vault.opened.vault_id, head.epoch - 1, head.chain).saves == 1

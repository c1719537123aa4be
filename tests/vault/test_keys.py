"""Keys: different for each use, one length on the pipe, never shown."""

import pytest

from gemdesk.vault.keys import KEYS_BYTES, Keys
from gemdesk.vault.opened import OPENED_BYTES, Opened, Role, SlotKind

OPENED = Opened("0" * 26, 3, SlotKind.PASSPHRASE, "worker-1", Role.CASEWORKER, Keys(b"d" * 32, b"s" * 32))


def test_every_use_has_its_own_key() -> None:
    keys = Keys.fresh()
    derived = [keys.database(), keys.head(), keys.trail(), keys.attachments(), keys.directory(), keys.data]
    assert len(set(derived)) == len(derived)
    assert all(len(key) == 32 for key in derived)
    assert keys.database_salt() not in keys.database()
    assert Keys.fresh().database_salt() != keys.database_salt()


@pytest.mark.parametrize("keys", [Keys.fresh(), Keys.fresh().without_sealed()])
def test_keys_survive_the_pipe(keys: Keys) -> None:
    raw = keys.to_bytes()
    assert len(raw) == KEYS_BYTES
    assert Keys.from_bytes(raw) == keys


def test_an_opened_slot_survives_the_pipe() -> None:
    raw = OPENED.to_bytes()
    assert len(raw) == OPENED_BYTES
    assert Opened.from_bytes(raw) == OPENED


@pytest.mark.parametrize("raw", [b"", b"\x02" + bytes(KEYS_BYTES - 1), b"\x01\x02" + bytes(KEYS_BYTES - 2), bytes(200)])
def test_anything_else_is_no_key(raw: bytes) -> None:
    with pytest.raises(ValueError):
        Keys.from_bytes(raw)
    with pytest.raises(ValueError):
        Opened.from_bytes(raw)


def test_keys_are_never_shown() -> None:
    assert "dddd" not in repr(OPENED)
    assert "ssss" not in repr(OPENED.keys)
    assert OPENED.worker in repr(OPENED)


@pytest.mark.parametrize("worker", ["", "w" * 33, "عامل"])
def test_a_worker_id_has_a_length(worker: str) -> None:
    with pytest.raises(ValueError):
        Opened("0" * 26, 0, SlotKind.PASSPHRASE, worker, Role.CASEWORKER, OPENED.keys).to_bytes()

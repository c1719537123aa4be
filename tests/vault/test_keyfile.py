"""The key file: made once, never over anything, and never taken when a byte of it changed."""

from pathlib import Path

import pytest

from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import keyfile, slots
from gemdesk.vault.folder import prepare
from gemdesk.vault.opened import SlotKind
from gemdesk.vault.passphrase import KEY_FILE_LEAST, Secret
from tests.vault.making import LIGHT, OLD


def refusal(path: Path) -> tuple[Reason, str]:
    with pytest.raises(Refusal) as refused:
        keyfile.read(path)
    return refused.value.reason, refused.value.where


def test_what_was_made_is_read(tmp_path: Path) -> None:
    made = keyfile.make(tmp_path / "photo")
    assert keyfile.read(tmp_path / "photo") == made
    assert len(made.content) == KEY_FILE_LEAST
    assert (tmp_path / "photo").stat().st_mode & 0o777 == 0o600
    other = keyfile.make(tmp_path / "another")
    assert (other.id, other.content) != (made.id, made.content)


def test_its_text_form_shows_no_key(tmp_path: Path) -> None:
    made = keyfile.make(tmp_path / "photo")
    assert repr(made.content)[2:-1] not in repr(made)
    assert made.id in repr(made)


def test_nothing_in_it_says_what_it_is(tmp_path: Path) -> None:
    """No two of many have a byte in common at every place."""
    contents = []
    for number in range(200):
        keyfile.make(tmp_path / str(number))
        contents.append((tmp_path / str(number)).read_bytes())
    assert all(len({content[at] for content in contents}) > 50 for at in range(len(contents[0])))


def test_never_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(b"mine")
    with pytest.raises(Refusal) as refused:
        keyfile.make(path)
    assert (refused.value.reason, refused.value.where) == (Reason.KEY_FILE_EXISTS, "key_file")
    assert path.read_bytes() == b"mine"
    with pytest.raises(Stop):
        keyfile.make(tmp_path / "nowhere" / "photo")


def test_every_bit_of_damage_is_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    made = keyfile.make(path)
    whole = path.read_bytes()
    for at in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[at // 8] ^= 1 << at % 8
        path.write_bytes(changed)
        assert refusal(path) == (Reason.KEY_FILE_UNREADABLE, "key_file")
    path.write_bytes(whole)
    assert keyfile.read(path) == made


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 64, b"\0" * 64, b"x" * 100_000])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "photo").write_bytes(content)
    assert refusal(tmp_path / "photo")[0] is Reason.KEY_FILE_UNREADABLE


def test_cut_and_grown_ones_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    keyfile.make(path)
    whole = path.read_bytes()
    for content in (whole[:-1], whole + b"\n", whole * 2):
        path.write_bytes(content)
        assert refusal(path)[0] is Reason.KEY_FILE_UNREADABLE


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing") == (Reason.KEY_FILE_MISSING, "key_file")
    for path in (tmp_path, Path("/dev/zero"), Path("a\0b")):
        assert refusal(path)[0] is Reason.KEY_FILE_UNREADABLE


def test_a_vault_opens_with_both_and_with_nothing_less(tmp_path: Path) -> None:
    place, path = tmp_path / "vault", tmp_path / "photo"
    both = Secret(OLD.passphrase, keyfile.make(path).content)
    temporary, opened = prepare(place, both, worker="w-1", policy=LIGHT)
    temporary.rename(place)
    assert opened.kind is SlotKind.PASSPHRASE_AND_KEY_FILE
    again = Secret(OLD.passphrase, keyfile.read(path).content)
    assert slots.unlock(place, again, policy=LIGHT) == opened
    other = Secret(OLD.passphrase, keyfile.make(tmp_path / "another").content)
    for secret, reason in ((other, Reason.WRONG_PAIR), (OLD, Reason.WRONG_SECRET)):
        with pytest.raises(Refusal) as refused:
            slots.unlock(place, secret, policy=LIGHT)
        assert (refused.value.reason, refused.value.where) == (reason, "passphrase")

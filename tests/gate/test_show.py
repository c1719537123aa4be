"""What the lock screen does when the keeper has it show itself, and at the start over an interrupted change of keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtCore

from gemdesk.gate.pages.add_key import Prove
from gemdesk.gate.pages.change import Change
from gemdesk.gate.pages.gone import Gone
from gemdesk.gate.pages.recover import Recover
from gemdesk.gate.pages.rekey import Rekey
from gemdesk.gate.pages.unlock import Unlock
from gemdesk.kernel.channels import Message
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.vault import erasure, keyfile, slots, swap
from gemdesk.vault.names import DATABASE, TAKES_OVER
from gemdesk.vault.passphrase import Secret
from tests.gate.conftest import QUICK
from tests.gate.lock_page import Gate, gate
from tests.gate.program import PASSPHRASE, running
from tests.ui import screen


@pytest.fixture
def page(vault: Path) -> Iterator[Gate]:
    """A gate that waits out of sight, as the next one does while the desk is open."""
    (vault / DATABASE).write_bytes(b"pages")
    with gate(vault) as opened:
        opened.window.hide()
        yield opened


def show(page: Gate, **facts: object) -> None:
    page.screen.hear(Message("show", {"mode": "open", "reason": "", "facts": {}, "language": "en", **facts}))
    screen.settle()


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("open", Unlock),
        ("change_keys", Change),
        ("add_key", Prove),
        ("rekey", Rekey),
        ("recover", Recover),
        ("what a later desk may ask", Unlock),
    ],
)
def test_each_wish_of_the_desk_opens_its_page(page: Gate, mode: str, kind: type) -> None:
    show(page, mode=mode)
    assert type(page.window.page) is kind


@pytest.mark.parametrize("lock", ["idle", "session", "suspend", "gap", "key_file"])
@pytest.mark.parametrize(("language", "word"), [("en", "locked"), ("ar", "قُفلت")])
def test_one_quiet_sentence_says_why_it_was_locked(page: Gate, lock: str, language: str, word: str) -> None:
    before = page.words()
    show(page, lock=lock, language=language)
    said = [line for line in page.words().splitlines() if word in line]
    assert len(said) == 1
    assert said[0] not in before
    assert page.notice() == "", "nothing alarms"
    assert page.window.focusWidget() is page.part("passphrase")


@pytest.mark.parametrize("lock", ["", "control", "panic", "something newer"])
def test_a_lock_that_was_pressed_for_needs_no_sentence(page: Gate, lock: str) -> None:
    show(page, lock="idle")
    page.window.hide()
    show(page, lock=lock)
    assert "locked" not in page.words()
    assert "panic" not in page.words().casefold()


def test_the_sentence_is_another_on_the_way_elsewhere(page: Gate) -> None:
    show(page, lock="idle")
    assert "locked" in page.words()
    page.press("change")
    assert "locked" not in page.words()


def test_after_a_panic_nothing_tells_what_it_destroyed_until_somebody_tries(page: Gate, vault: Path) -> None:
    assert erasure.destroy_slots(vault) == 0
    show(page, lock="panic")
    page.press("change")
    page.key(QtCore.Qt.Key.Key_Escape)
    assert isinstance(page.window.page, Unlock)
    assert "key place" not in page.words()
    assert page.notice() == ""
    page.type(passphrase=PASSPHRASE)
    page.key(QtCore.Qt.Key.Key_Return)
    assert page.refused() is Reason.SLOTS_GONE
    assert isinstance(page.window.page, Gone)
    assert "key place" in page.words()
    assert "cannot be opened with any passphrase" in page.words()
    assert (vault / DATABASE).read_bytes() == b"pages"


@pytest.mark.parametrize("lock", ["idle", "control", ""])
def test_after_any_other_lock_and_at_a_start_gone_key_places_are_told(page: Gate, vault: Path, lock: str) -> None:
    assert erasure.destroy_slots(vault) == 0
    show(page, lock=lock)
    assert isinstance(page.window.page, Gone)


def test_a_second_message_leaves_what_is_being_typed(page: Gate) -> None:
    show(page, lock="idle")
    page.type(passphrase="half a passphr")
    screen.until(page.window.was_painted)
    show(page, lock="idle", reason=Reason.DISK_FULL.name)
    assert page.part("passphrase").text() == "half a passphr"  # type: ignore[attr-defined]  # a line
    assert page.notice() == SENTENCES[Reason.DISK_FULL]


def test_the_language_of_the_desk_is_taken_over(page: Gate) -> None:
    page.screen.hear(Message("settings", {"language": "ar"}))
    assert page.window.settings.language == "ar"
    page.screen.hear(Message("settings", {"language": "xx"}))
    assert page.window.settings.language == "ar"


def interrupted(vault: Path) -> Path:
    """A vault between the two renames of a change of keys: nothing in its place, the new one marked beside it."""
    (vault / DATABASE).write_bytes(b"old pages")
    new = swap.beside(vault)
    shutil.copytree(vault, new)
    (new / DATABASE).write_bytes(b"new pages")
    (new / TAKES_OVER).touch()
    vault.rename(swap.beside(vault))
    return new


def test_an_interrupted_change_of_keys_is_ended_at_the_start(tmp_path: Path, vault: Path) -> None:
    interrupted(vault)
    with running(tmp_path, [[{"do": "type", "part": "passphrase", "text": PASSPHRASE}, {"do": "try"}]]) as program:
        assert program.wait_for("gate shown")["page"] == "Unlock"
        assert program.wait_for("try")["outcome"] == "done"
    assert (vault / DATABASE).read_bytes() == b"new pages"
    assert [path.name for path in vault.parent.iterdir() if path.is_dir()] == ["vault"]


def test_a_gate_out_of_sight_touches_nothing_until_it_is_shown(page: Gate, vault: Path) -> None:
    new = interrupted(vault)
    assert new.exists()
    page.screen.open_first_page()
    assert new.exists(), "a desk may be at work there"
    show(page, vault=str(vault))
    assert (vault / DATABASE).read_bytes() == b"new pages"
    assert isinstance(page.window.page, Unlock)


def test_two_folders_that_could_both_be_the_vault_are_told_and_left(page: Gate, vault: Path) -> None:
    interrupted(vault)
    second = swap.beside(vault)
    shutil.copytree(next(vault.parent.glob(".vault.swap-*")), second)
    (second / TAKES_OVER).touch()
    before = sorted(path.name for path in vault.parent.iterdir())
    show(page, vault=str(vault))
    assert page.notice() == SENTENCES[Reason.SWAP_UNCLEAR]
    assert sorted(path.name for path in vault.parent.iterdir()) == before


def test_the_key_file_is_told_to_the_keeper_and_to_the_desk(tmp_path: Path, vault: Path) -> None:
    key = keyfile.make(tmp_path / "key")
    slots.change_passphrase(vault, Secret(PASSPHRASE), Secret(PASSPHRASE, key.content), policy=QUICK)
    acts = [
        {"do": "press", "part": "key_file"},
        {"do": "type", "part": "key_file", "text": str(tmp_path / "key")},
        {"do": "type", "part": "passphrase", "text": PASSPHRASE},
        {"do": "try"},
    ]
    with running(tmp_path, [acts, ()]) as program:
        tried, _shown = program.wait_for_each("try", "desk shown")
        assert tried["outcome"] == "done"
        program.wait_for("gate warm")
        (tmp_path / "key").unlink()
        assert program.wait_for("gate shown")["page"] == "Unlock", "the keeper watches the file"

"""Locking and closing lose nothing that was typed or saved, and do not wait for long."""

import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gemdesk.flows import cases
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.label import Label
from tests.desk.living import Living
from tests.ui import screen

TEXT = "اتصلت رنا"
CTRL = Qt.KeyboardModifier.ControlModifier


def slow(_work: Work) -> None:
    """A job that keeps the lane for a while."""
    threading.Event().wait(0.1)


def lock(alive: Living) -> None:
    QTest.keyClick(alive.desk.window, Qt.Key.Key_L, CTRL)


def full(*_: object) -> None:
    raise Trouble(Reason.DISK_FULL)


def test_what_is_typed_is_in_the_vault_when_the_keeper_ends_the_desk(alive: Living) -> None:
    alive.open_case()
    alive.desk.jobs.change(slow)
    screen.type_text(alive.note(), TEXT)
    lock(alive)
    screen.until(lambda: alive.names()[-1:] == ["lock"])
    notes, draft = alive.left()
    assert (notes, draft["text"]) == ([], TEXT)


def test_what_is_saved_is_in_the_vault_when_the_keeper_ends_the_desk(alive: Living) -> None:
    alive.open_case()
    alive.desk.jobs.change(slow)
    screen.type_text(alive.note(), TEXT)
    QTest.keyClick(alive.note(), Qt.Key.Key_Return, CTRL)
    lock(alive)
    screen.until(lambda: alive.names()[-1:] == ["lock"])
    assert alive.left() == ([TEXT], {}), "the note, and no draft to save it once more"


def test_a_note_that_was_not_stored_leaves_its_draft(alive: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "note", full)
    alive.open_case()
    screen.type_text(alive.note(), TEXT)
    QTest.keyClick(alive.note(), Qt.Key.Key_Return, CTRL)
    lock(alive)
    screen.until(lambda: alive.names()[-1:] == ["trouble"])
    notes, draft = alive.left()
    assert (notes, draft["text"]) == ([], TEXT)


def test_a_lock_hides_everything_at_once_and_waits_for_no_long_job(alive: Living) -> None:
    gate, begun = threading.Event(), threading.Event()
    dialog = QDialog(alive.desk.window)
    dialog.open()
    assert dialog.isVisible()
    dialog.setModal(False)

    def stuck(_work: Work) -> None:
        begun.set()
        gate.wait(10)

    alive.desk.jobs.change(stuck)
    assert begun.wait(5)
    before = time.monotonic()
    alive.desk.window.settings.lock_to_change_passphrase.emit()
    try:
        assert time.monotonic() - before < 2
        assert not alive.desk.window.isVisible()
        assert not dialog.isVisible()
        screen.until(lambda: alive.names()[-1:] == ["lock"])
        assert alive.told[-1].text("mode") == "change_keys"
    finally:
        gate.set()


def test_the_lock_screen_says_what_was_not_saved(alive: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    alive.open_case()
    monkeypatch.setattr(cases, "keep_draft", full)
    screen.type_text(alive.note(), TEXT)
    lock(alive)
    screen.until(lambda: alive.names()[-1:] == ["trouble"])
    assert alive.told[-1].text("reason") == Reason.DISK_FULL.name


def test_a_window_that_cannot_keep_its_last_draft_says_so_and_closes_when_asked_again(
    alive: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = alive.desk.window
    alive.open_case()
    monkeypatch.setattr(cases, "keep_draft", full)
    screen.type_text(alive.note(), TEXT)
    assert not window.close()
    banner = next(part for part in screen.parts_of(window, Banner) if part.isVisible())
    said = [strip_controls(label.text()) for label in screen.parts_of(banner, Label)]
    assert SENTENCES[Reason.DISK_FULL] in said
    assert "quit" not in alive.names()
    assert window.close()
    screen.until(lambda: alive.names()[-1:] == ["quit"])


def test_a_window_that_could_keep_its_draft_closes_at_once(alive: Living) -> None:
    alive.open_case()
    screen.type_text(alive.note(), TEXT)
    assert alive.desk.window.close()
    screen.until(lambda: alive.names()[-1:] == ["quit"])
    assert alive.left()[1]["text"] == TEXT

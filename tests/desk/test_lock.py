"""Locking and closing lose nothing that was typed or saved, and do not wait for long."""

import threading
import time

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from gemdesk.desk.activity import AT_MOST
from gemdesk.desk.locks import AUTOSAVE
from gemdesk.flows import cases, panic
from gemdesk.flows.work import Work
from gemdesk.kernel.channels import Message
from gemdesk.kernel.errors import Refusal, Trouble
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.label import Label
from tests.desk.living import Living
from tests.ui import screen

TEXT = "اتصلت رنا"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO_BUTTON = Qt.MouseButton.NoButton


def slow(_work: Work) -> None:
    """A job that keeps the lane for a while."""
    threading.Event().wait(0.1)


def lock(alive: Living) -> None:
    QTest.keyClick(alive.desk.window, Qt.Key.Key_L, CTRL)


def word(alive: Living, name: str) -> Message:
    """The message of that name, when the keeper has got it."""
    screen.until(lambda: name in alive.names())
    return alive.told[alive.names().index(name)]


def full(*_: object) -> None:
    raise Trouble(Reason.DISK_FULL)


def test_what_is_typed_is_in_the_vault_when_the_keeper_ends_the_desk(alive: Living) -> None:
    alive.open_case()
    alive.desk.jobs.change(slow)
    screen.type_text(alive.note(), TEXT)
    lock(alive)
    word(alive, "finished")
    notes, draft = alive.left()
    assert (notes, draft["text"]) == ([], TEXT)


def test_what_is_saved_is_in_the_vault_when_the_keeper_ends_the_desk(alive: Living) -> None:
    alive.open_case()
    alive.desk.jobs.change(slow)
    screen.type_text(alive.note(), TEXT)
    QTest.keyClick(alive.note(), Qt.Key.Key_Return, CTRL)
    lock(alive)
    word(alive, "finished")
    assert alive.left() == ([TEXT], {}), "the note, and no draft to save it once more"


def test_a_note_that_was_not_stored_leaves_its_draft(alive: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "note", full)
    alive.open_case()
    screen.type_text(alive.note(), TEXT)
    QTest.keyClick(alive.note(), Qt.Key.Key_Return, CTRL)
    lock(alive)
    word(alive, "trouble")
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
        assert word(alive, "lock").text("mode") == "change_keys"
    finally:
        gate.set()


def test_the_lock_screen_says_what_was_not_saved(alive: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    alive.open_case()
    monkeypatch.setattr(cases, "keep_draft", full)
    screen.type_text(alive.note(), TEXT)
    lock(alive)
    assert word(alive, "trouble").text("reason") == Reason.DISK_FULL.name


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
    word(alive, "quit")


def test_a_window_that_could_keep_its_draft_closes_at_once(alive: Living) -> None:
    alive.open_case()
    screen.type_text(alive.note(), TEXT)
    assert alive.desk.window.close()
    word(alive, "quit")
    assert alive.left()[1]["text"] == TEXT


def order(alive: Living, name: str) -> None:
    """Say something to the desk as the keeper does."""
    alive.ears.heard.emit(Message(name))


def test_an_order_to_finish_hides_everything_keeps_what_is_typed_and_is_answered(alive: Living) -> None:
    alive.open_case()
    screen.type_text(alive.note(), TEXT)
    dialog = QDialog(alive.desk.window)
    dialog.open()
    order(alive, "finish")
    word(alive, "finished")
    assert not alive.desk.window.isVisible()
    assert not dialog.isVisible()
    assert alive.left()[1]["text"] == TEXT


def test_an_order_to_finish_says_what_could_not_be_kept(alive: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    alive.open_case()
    monkeypatch.setattr(cases, "keep_draft", full)
    screen.type_text(alive.note(), TEXT)
    order(alive, "finish")
    assert word(alive, "trouble").text("reason") == Reason.DISK_FULL.name
    assert "finished" not in alive.names()


@pytest.mark.parametrize("key", [Qt.Key.Key_L, Qt.Key(ord("م"))], ids=["Latin", "Arabic"])
@pytest.mark.parametrize("where", ["note", "dialog"])
def test_the_lock_key_works_in_both_layouts_and_in_a_dialog(alive: Living, key: Qt.Key, where: str) -> None:
    alive.open_case()
    part: QWidget = alive.note()
    if where == "dialog":
        dialog = QDialog(alive.desk.window)
        part = QLineEdit(dialog)
        dialog.open()
        part.setFocus()
    press(part, key, CTRL | SHIFT)
    screen.settle()
    assert "lock" not in alive.names(), "another key is none"
    press(part, key, CTRL)
    word(alive, "lock")


def press(part: QWidget, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """Press a key of any script (QTest knows the Latin ones)."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(part, QKeyEvent(kind, key, held))


@pytest.mark.parametrize("held", [CTRL, CTRL | SHIFT])
@pytest.mark.parametrize("where", ["note", "dialog"])
def test_the_panic_key_is_told_at_once(alive: Living, held: Qt.KeyboardModifier, where: str) -> None:
    alive.open_case()
    part: QWidget = alive.note()
    if where == "dialog":
        dialog = QDialog(alive.desk.window)
        part = QLineEdit(dialog)
        dialog.open()
    QTest.keyClick(part, Qt.Key.Key_F12)
    QTest.keyClick(part, Qt.Key.Key_F11, held)
    QTest.keyClick(part, Qt.Key.Key_F12, held)
    word(alive, "panic")
    screen.settle()
    assert alive.names().count("panic") == 1


def test_signs_of_a_person_are_told_at_most_once_a_second_and_never_without_one(alive: Living) -> None:
    alive.open_case()
    alive.told.clear()
    end = time.monotonic() + 3 * AT_MOST
    count = 0
    while time.monotonic() < end:
        screen.type_text(alive.note(), "ا")
        QTest.mouseMove(alive.desk.window, QPoint(100 + count % 50, 100))
        count += 1
        screen.settle()
    told = alive.names().count("active")
    assert count > 10
    assert 2 <= told <= 4
    alive.told.clear()
    still = QPointF(120, 100)
    for _ in range(5):
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove, still, still, NO_BUTTON, NO_BUTTON, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(alive.desk.window, move)
        time.sleep(AT_MOST / 3)  # longer than what is told at most, together
        screen.settle()
    assert alive.names().count("active") <= 1, "a mouse that stands still is nobody"


def test_what_is_typed_without_a_pause_is_kept_after_a_while_and_once(alive: Living) -> None:
    alive.open_case()
    note = alive.note()
    end = time.monotonic() + 2 * AUTOSAVE / 1000
    kept: object = None
    while not kept and time.monotonic() < end:
        screen.type_text(note, "ا")  # quicker than the pause after which the page keeps its draft
        screen.settle()
        kept = alive.ask(cases.find_draft, f"note:{alive.case}").get("text")
    assert kept
    alive.ask(cases.keep_draft, f"note:{alive.case}", {"text": TEXT})
    before = alive.ask(epoch)
    for _ in range(3):
        alive.ask(cases.keep_draft, f"note:{alive.case}", {"text": TEXT})
    assert alive.ask(epoch) == before, "the same is not saved again"
    alive.ask(cases.keep_draft, f"note:{alive.case}", {"text": TEXT + "!"})
    assert alive.ask(epoch) == before + 1, "and another is"


def epoch(work: Work) -> int:
    """How many saves there were."""
    return work.vault.saves.head.epoch


def test_settings_and_what_panic_may_do_are_told(alive: Living) -> None:
    assert word(alive, "erases").facts == {"vault": ""}
    alive.told.clear()
    alive.desk.window.settings.settings_changed.emit(Settings(language="en", idle_seconds=300))
    assert word(alive, "settings").facts == {"language": "en", "idle": 300}
    alive.desk.jobs.change(allow_panic)
    assert word(alive, "erases").facts == {"vault": str(alive.folder)}


def allow_panic(work: Work) -> None:
    """As after a rehearsal, without its seconds."""
    with pytest.raises(Refusal):
        panic.enable(work, True)
    work.note("panic_rehearsed")
    assert panic.enable(work, True).erases

"""Opening a vault on the lock screen: passphrase, key file, other keyboard layouts, and what is wrong told apart."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QPoint, QPointF, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gemdesk.gate import later
from gemdesk.gate.pages.unlock import Unlock
from gemdesk.kernel.reasons import SENTENCES, Reason
from gemdesk.ui.parts import caps_lock
from gemdesk.ui.parts.clipboard import MARKS, Copies
from gemdesk.ui.parts.keys import EditKeys
from gemdesk.vault import keyfile, slots
from gemdesk.vault.handover import Mode
from gemdesk.vault.names import DATABASE, SLOT_COPIES
from gemdesk.vault.opened import Role
from gemdesk.vault.passphrase import Secret
from tests.gate.conftest import QUICK
from tests.gate.lock_page import Gate, gate
from tests.gate.program import PASSPHRASE
from tests.ui import screen

ARABIC = "قنديل مزهرية طاحون سنبلة مركب"
GUARDED = "seven lamps behind the quarry wall"  # together with the key file


@pytest.fixture(scope="session")
def keyed(made_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a vault of three keys, and beside it the key file of one of them."""
    place = tmp_path_factory.mktemp("keyed")
    shutil.copytree(made_vault, place / "vault")
    key = keyfile.make(place / "key")
    opened = slots.unlock(place / "vault", Secret(PASSPHRASE), policy=QUICK)
    for secret in (Secret(ARABIC), Secret(GUARDED, key.content)):
        slots.add_slot(place / "vault", opened, secret, slots.Holder("w8", Role.CASEWORKER), policy=QUICK)
    return place


@pytest.fixture
def place(keyed: Path, tmp_path: Path) -> Path:
    """A copy of the test's own."""
    return shutil.copytree(keyed, tmp_path / "place")


@pytest.fixture
def page(place: Path) -> Iterator[Gate]:
    """The lock screen of that vault."""
    with gate(place / "vault") as opened:
        yield opened


def with_key_file(page: Gate, path: Path | str) -> None:
    page.press("key_file")
    page.type(passphrase=GUARDED, key_file=str(path))


def attempt(page: Gate) -> None:
    page.key(QtCore.Qt.Key.Key_Return)


def test_a_passphrase_alone(page: Gate) -> None:
    page.type(passphrase=PASSPHRASE)
    attempt(page)
    handover = page.handed()
    assert (handover.mode, handover.opened.worker, handover.key_file) == (Mode.OPEN, "w7", None)


def test_a_passphrase_with_its_key_file(page: Gate, place: Path) -> None:
    with_key_file(page, place / "key")
    attempt(page)
    assert page.handed().key_file == place / "key"


def test_without_its_key_file_it_does_not_open(page: Gate) -> None:
    page.type(passphrase=GUARDED)
    attempt(page)
    assert page.refused() is Reason.WRONG_SECRET
    assert "key file belongs to it" in page.said_at("passphrase")


@pytest.mark.parametrize(
    ("name", "part"),
    [("unlock", "passphrase"), ("prove", "passphrase"), ("rekey", "passphrase"), ("change", "present")],
)
def test_return_on_an_empty_field_says_that_something_is_missing(page: Gate, name: str, part: str) -> None:
    page.open(name)
    assert page.said_at(part) == ""
    page.part(part).setFocus()
    attempt(page)
    assert page.said_at(part) == SENTENCES[Reason.REQUIRED]
    assert page.window.focusWidget() is page.part(part)
    page.type(**{part: "x"})
    assert page.said_at(part) == "", "the first letter takes it away"
    assert page.stops == [], "nothing was tried"


def test_a_new_passphrase_is_asked_for_in_each_of_its_fields(page: Gate) -> None:
    page.open("change")
    page.type(present=PASSPHRASE)
    attempt(page)
    assert page.said_at("passphrase") == "", "Return in the field before only goes on"
    for part, field in (("new", "passphrase"), ("again", "again")):
        page.part(part).setFocus()
        attempt(page)
        assert page.said_at(field) == SENTENCES[Reason.REQUIRED]
        page.type(new="x")


def test_what_is_copied_on_the_lock_screen_is_marked_and_goes_with_it(page: Gate) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    page.press("key_file")
    page.type(key_file="/media/stick/key")
    line = page.part("key_file")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.copy()
    assert not any(clipboard.mimeData().hasFormat(name) for name in MARKS), "the control: nobody watches yet"
    clipboard.clear()
    interval = sys.getswitchinterval()
    later.begin(page.screen)
    later.begin(page.screen)
    try:
        watching: list[Copies] = list(page.window.findChildren(Copies))
        assert len(watching) == 1
        line.copy()
        assert clipboard.text() == "/media/stick/key"
        assert all(clipboard.mimeData().hasFormat(name) for name in MARKS)
        page.screen.ending.emit()
        assert clipboard.text() == ""
    finally:
        sys.setswitchinterval(interval)
        for keys in cast("list[EditKeys]", page.app.findChildren(EditKeys)):
            page.app.removeEventFilter(keys)
            keys.deleteLater()


def test_the_key_file_of_another_vault_is_named_with_the_passphrase(page: Gate, place: Path) -> None:
    keyfile.make(place / "other")
    with_key_file(page, place / "other")
    attempt(page)
    assert page.refused() is Reason.WRONG_PAIR
    assert "key file" in page.said_at("passphrase")


def _changed(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[20] ^= 1
    path.write_bytes(raw)


def test_a_key_file_that_is_not_there_is_no_damaged_one(page: Gate, place: Path) -> None:
    (place / "key").unlink()
    with_key_file(page, place / "key")
    attempt(page)
    assert page.refused() is Reason.KEY_FILE_MISSING
    assert page.said_at("key_file") == SENTENCES[Reason.KEY_FILE_MISSING]
    assert page.said_at("passphrase") == ""


@pytest.mark.parametrize(
    "spoil",
    [
        _changed,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"x" * 1_000_000),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["changed", "empty", "huge", "cut", "folder"],
)
def test_a_key_file_that_is_none_is_told_as_such(page: Gate, place: Path, spoil: Callable[[Path], object]) -> None:
    spoil(place / "key")
    with_key_file(page, place / "key")
    attempt(page)
    assert page.refused() is Reason.KEY_FILE_UNREADABLE
    assert page.said_at("key_file") == SENTENCES[Reason.KEY_FILE_UNREADABLE]
    assert page.said_at("passphrase") == "", "a damaged key file is never called a wrong passphrase"
    assert page.window.focusWidget() is page.part("key_file")


def test_what_stands_for_a_path_that_is_none(page: Gate) -> None:
    missing, unreadable = Reason.KEY_FILE_MISSING, Reason.KEY_FILE_UNREADABLE
    paths = {"~nobody/key": missing, "/dev/null": unreadable, "/": unreadable, "x" * 5000: unreadable}
    for typed, reason in paths.items():
        page.type(passphrase=GUARDED)
        if not isinstance(page.part("key_file"), QLineEdit):
            page.press("key_file")
        page.type(key_file=typed)
        attempt(page)
        assert page.refused() is reason, typed


def test_a_file_can_be_dropped_or_pasted(page: Gate, place: Path) -> None:
    page.press("key_file")
    line = page.part("key_file")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(place / "key"))])
    line.setText("what stood there before")  # type: ignore[attr-defined]  # a line
    keys = (QtCore.Qt.MouseButton.LeftButton, QtCore.Qt.KeyboardModifier.NoModifier)
    page.app.sendEvent(line, QDragEnterEvent(QPoint(2, 2), QtCore.Qt.DropAction.CopyAction, dropped, *keys))
    page.app.sendEvent(line, QDropEvent(QPointF(2, 2), QtCore.Qt.DropAction.CopyAction, dropped, *keys))
    unlock = page.window.page
    assert isinstance(unlock, Unlock)
    assert unlock.key_file.path() == place / "key"
    page.type(key_file=QUrl.fromLocalFile(str(place / "with a blank")).toString())
    assert unlock.key_file.path() == place / "with a blank"


def test_the_path_is_forgotten_and_nothing_keeps_it(page: Gate, place: Path) -> None:
    with_key_file(page, place / "key")
    line, passphrase = page.part("key_file"), page.part("passphrase")
    page.open("change")
    page.open("unlock")
    for part in (line, passphrase):
        assert isinstance(part, QLineEdit)
        part.setEchoMode(QLineEdit.EchoMode.Normal)  # only then could Qt undo
        part.undo()
        assert part.text() == ""
    assert page.part("key_file") is not line, "the row is folded away"


@pytest.mark.parametrize("typed", ["rk]dg l.ivdm 'hp,k skfgm lv;f", "rk$dg l:ivd, ùhp;k skfg, lvmf"])  # US, French
def test_the_passphrase_in_the_letters_of_another_layout(page: Gate, typed: str) -> None:
    page.type(passphrase=typed)
    attempt(page)
    assert page.refused() is Reason.WRONG_SECRET
    page.press("otherwise")
    assert page.handed().opened.worker == "w8"


def test_other_layouts_that_open_nothing_either(page: Gate) -> None:
    page.type(passphrase="nothing of this vault")
    attempt(page)
    assert page.refused() is Reason.WRONG_SECRET
    page.press("otherwise")
    assert page.refused() is Reason.WRONG_LAYOUTS
    assert not page.part("otherwise").isVisible(), "what was tried is not offered again"
    assert page.window.focusWidget() is page.part("passphrase")


def test_other_layouts_are_offered_only_for_what_they_change(page: Gate) -> None:
    assert not page.part("otherwise").isVisible()
    page.type(passphrase="wrong")
    attempt(page)
    page.refused()
    assert page.part("otherwise").isVisible()
    screen.type_text(page.part("passphrase"), "x")
    assert not page.part("otherwise").isVisible(), "with the next letter the offer goes"
    page.type(passphrase="漢字")
    attempt(page)
    page.refused()
    assert not page.part("otherwise").isVisible(), "signs of no key are the same on every layout"


def test_damage_is_told_above_the_page_and_not_as_a_wrong_passphrase(page: Gate, place: Path) -> None:
    for name in SLOT_COPIES:
        (place / "vault" / name).write_bytes(b"\0" * (place / "vault" / name).stat().st_size)
    page.type(passphrase=PASSPHRASE)
    attempt(page)
    assert page.refused() is Reason.SLOTS_DAMAGED
    assert page.said_at("passphrase") == ""
    assert page.notice() == SENTENCES[Reason.SLOTS_DAMAGED]


def test_while_an_attempt_runs_nothing_can_be_pressed(page: Gate) -> None:
    page.type(passphrase="wrong")
    attempt(page)
    names = ("passphrase", "key_file", "act", "change", "recover", "add")
    assert [name for name in names if page.part(name).isEnabled()] == []
    page.key(QtCore.Qt.Key.Key_Escape)
    assert page.refused() is Reason.WRONG_SECRET
    assert [name for name in names if not page.part(name).isEnabled()] == []


def test_tab_goes_through_in_the_order_that_is_seen(page: Gate) -> None:
    unlock = page.window.page
    assert isinstance(unlock, Unlock)
    wished = [page.part("passphrase"), page.part("key_file"), *map(page.part, ("act", "change", "recover", "add"))]
    assert [part for part in page.order() if part in wished] == wished
    page.press("key_file")
    unfolded = [part for part in page.order() if part is page.part("key_file") or part in wished]
    assert unfolded == [wished[0], page.part("key_file"), *wished[2:]]


def test_escape_folds_the_key_file_away(page: Gate, place: Path) -> None:
    with_key_file(page, place / "key")
    page.key(QtCore.Qt.Key.Key_Escape)
    unlock = page.window.page
    assert isinstance(unlock, Unlock)
    assert unlock.key_file.path() is None
    assert page.window.focusWidget() is page.part("passphrase")


@pytest.mark.parametrize("way", ["change", "recover", "add"])
def test_each_way_leads_somewhere_and_escape_back(page: Gate, way: str) -> None:
    page.press(way)
    assert not isinstance(page.window.page, Unlock)
    page.key(QtCore.Qt.Key.Key_Escape)
    assert isinstance(page.window.page, Unlock)


def test_a_vault_without_any_key_place(place: Path) -> None:
    (place / "vault" / DATABASE).write_bytes(b"pages")
    kept = {name: (place / "vault" / name).read_bytes() for name in SLOT_COPIES}
    for name in SLOT_COPIES:
        (place / "vault" / name).unlink()
    with gate(place / "vault") as page:
        assert "No key place is left" in page.words()
        page.press("act")
        assert "No key place is left" in page.words(), "looking again finds none either"
        for name, raw in kept.items():
            (place / "vault" / name).write_bytes(raw)
        page.press("act")
        assert isinstance(page.window.page, Unlock)


@pytest.mark.parametrize(("light", "known"), [("1", True), ("0", False), ("", None)])
def test_caps_lock_is_read_from_the_lights_of_the_keyboard(tmp_path: Path, light: str, known: bool | None) -> None:
    if light:
        for number, value in (("input3", "0"), ("input7", light)):
            (tmp_path / f"{number}::capslock").mkdir()
            (tmp_path / f"{number}::capslock" / "brightness").write_text(f"{value}\n")
    (tmp_path / "input3::numlock").mkdir()
    assert caps_lock.is_on(tmp_path) is known
    assert caps_lock.is_on(tmp_path / "absent") is None


def test_caps_lock_is_said_before_the_first_letter(page: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "input3::capslock").mkdir()
    brightness = tmp_path / "input3::capslock" / "brightness"
    monkeypatch.setattr(caps_lock, "LIGHTS", tmp_path)
    for light, said in (("1", True), ("0", False)):
        brightness.write_text(light)
        page.part("act").setFocus()
        page.part("passphrase").setFocus()
        screen.settle()
        assert ("Caps Lock is on." in page.words()) is said
    brightness.write_text("0")
    press = QKeyEvent(QtCore.QEvent.Type.KeyPress, QtCore.Qt.Key.Key_A, QtCore.Qt.KeyboardModifier.NoModifier, "A")
    page.app.sendEvent(page.part("passphrase"), press)
    assert "Caps Lock is on." in page.words(), "a capital without Shift says more than the light"


def test_nobody_else_made_this_vault(keyed: Path) -> None:
    """The control of this module: the vault that all attempts are made on opens with each of its three keys."""
    key = keyfile.read(keyed / "key")
    for secret in (Secret(PASSPHRASE), Secret(ARABIC), Secret(GUARDED, key.content)):
        assert slots.unlock(keyed / "vault", secret, policy=QUICK).worker in ("w7", "w8")

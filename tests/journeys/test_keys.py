"""From the first run to a saved letter through the real windows, in Arabic, with the keyboard alone."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gemdesk.desk.running import Desk
from gemdesk.gate.lock_screen import LockScreen
from gemdesk.kernel import lists, places
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.ui.window import Window
from gemdesk.vault import handover as handovers
from gemdesk.vault.folder import prepare
from gemdesk.vault.handover import Handover, Mode
from gemdesk.vault.names import DATABASE
from tests.journeys import pair
from tests.journeys.hands import Hands, against_reading, name_of, stop, unreachable
from tests.journeys.pair import Line
from tests.press.measure import missing_words
from tests.ui import screen
from tests.vault.making import LIGHT, OLD

PASSPHRASE = "سنجاب يطير فوق جدار أزرق"
NAME, NUMBER = "ياسمين", "+963 944 000 318"
RECEIVER = "جمعية السنديان للمساعدة"
REASON = "تحتاج ياسمين إلى مكان تنام فيه هذا الأسبوع، وإلى من يرافقها إلى المكتب."
SHARED = ("reason", "services", "chosen_name", "address", "safe_contact")


@pytest.fixture
def hands() -> Hands:
    """Hands that know the Arabic words of the screen."""
    return Hands(Texts("ar"))


def _look_round(hands: Hands, window: QWidget) -> None:
    """Once round with Tab: nothing to be seen is left out, and the way is the way of reading."""
    here = stop()
    stops = hands.round()
    assert not unreachable(window, stops)
    # From the head of the window on: the round itself begins wherever the focus was.
    begin = stops.index(_first(window, stops))
    assert not against_reading([*stops[begin:], *stops[:begin]])
    assert stop() is here


def _first(window: QWidget, stops: list[QWidget]) -> QWidget:
    """The stop that comes first in the window's own round."""
    part: QWidget | None = window.nextInFocusChain()
    while part is not None and part not in stops:
        part = part.nextInFocusChain()
    assert part is not None
    return part


def _make_vault(hands: Hands, gate: LockScreen) -> None:
    _look_round(hands, gate.window)
    hands.go("New vault")
    hands.press("Space")
    assert name_of(stop()) == hands.texts.say("Passphrase")
    _look_round(hands, gate.window)
    hands.write(PASSPHRASE)
    hands.press("Return")
    assert name_of(stop()) == hands.texts.say("The same passphrase again")
    hands.write(PASSPHRASE)
    hands.press("Return")


def _take_in(hands: Hands, window: Window) -> None:
    hands.press("Ctrl+Shift+N")
    screen.until(lambda: window.page() is window.intake)
    assert name_of(stop()) == hands.texts.say("Chosen name")
    _look_round(hands, window)
    hands.write(NAME)
    hands.go("Number or address")
    hands.write(NUMBER)
    hands.choose(lists.label("risk_factor", "family_threat", "ar"), of=hands.texts.say("Risk now"))
    hands.press("Ctrl+Return")
    screen.until(lambda: window.page() is window.case and bool(window.case.shown()))
    _look_round(hands, window)


def _consent(hands: Hands, window: Window) -> None:
    hands.go("Record a consent")
    hands.press("Return")
    screen.until(lambda: window.page() is window.consent)
    assert name_of(stop()) == hands.texts.say("Receiver")
    screen.until(lambda: window.consent.form.until.text() == "")
    _look_round(hands, window)
    hands.write(RECEIVER)
    hands.go("6 months")
    hands.press("Space")
    assert window.consent.form.until.text() == "20/5/2027"
    shared = hands.texts.say_in(("item of a consent", "may be shared"))
    for code in (code for code in lists.values("item") if code in SHARED):
        hands.choose(shared, of=lists.label("item", code, "ar"))
    hands.press("Ctrl+Return")
    screen.until(lambda: window.page() is window.case)
    stop()


def _refer(hands: Hands, window: Window) -> None:
    page = window.referral
    hands.press("Ctrl+R")
    screen.until(lambda: window.page() is page and page.drawing.is_settled())
    assert name_of(stop()) == hands.texts.say("Receiver")
    _look_round(hands, window)
    hands.write(RECEIVER[:6])
    screen.until(lambda: QApplication.activePopupWidget() is not None)
    hands.press("Down")
    hands.press("Return")
    screen.until(lambda: QApplication.activePopupWidget() is None)
    assert page.receiver.receiver.text() == RECEIVER
    hands.choose(lists.label("priority", "urgent", "ar"), of=hands.texts.say("Priority"))
    hands.choose(lists.label("service", "shelter", "ar"), of=hands.texts.say("Services asked for"))
    hands.press("Ctrl+Return")
    screen.until(page.drawing.is_settled)
    _look_round(hands, window)
    hands.press("Ctrl+Return")
    stop()
    hands.go("Reason for the referral, in Arabic")
    hands.write(REASON)
    _look_round(hands, window)
    hands.press("Ctrl+Return")
    screen.until(page.drawing.is_settled)
    assert not page.check.banner.isVisible()
    _look_round(hands, window)


def _save(hands: Hands, window: Window, target: Path) -> None:
    hands.press("Ctrl+S")
    screen.until(window.referral.check.question.isVisible)
    assert name_of(stop()) == hands.texts.say("Save the copy")
    hands.press("Return")
    screen.until(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
    assert isinstance(stop(), QLineEdit)
    hands.press("Ctrl+A")
    hands.write(str(target))
    hands.press("Return")
    screen.until(target.exists)
    screen.until(lambda: window.referral.check.banner.isVisible() and window.isActiveWindow())
    assert name_of(stop()) == hands.texts.say("Finish")
    _look_round(hands, window)


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The codes with which a process would have ended; lock screen and desk share the one of the tests."""
    found: list[int] = []
    monkeypatch.setattr(os, "_exit", found.append)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the desk sets its own
    return found


def test_from_the_first_run_to_a_saved_letter(
    app: QApplication, hands: Hands, tmp_path: Path, exits: list[int]
) -> None:
    desk_key, gate_key = os.pipe()
    with pair.desk(app, desk_key) as (desk, line):
        with pair.gate(app, gate_key, exits) as (gate, gate_line):
            gate_line.ours.send("paired")
            _make_vault(hands, gate)
            screen.until(lambda: gate_line.told("handed") and bool(exits), seconds=60)
        assert exits == [0], "the process that saw the passphrase ends right after it handed over"
        screen.until(lambda: line.told("shown") and desk.window.isActiveWindow(), seconds=60)
        _walk(hands, desk, line, tmp_path / "رسالة.pdf")
    assert (places.default_vault() / DATABASE).exists()


def _walk(hands: Hands, desk: Desk, line: Line, target: Path) -> None:
    _look_round(hands, desk.window)
    _take_in(hands, desk.window)
    _consent(hands, desk.window)
    _refer(hands, desk.window)
    _save(hands, desk.window, target)
    with pikepdf.open(target) as letter:
        assert len(letter.pages) == 1
    content = target.read_bytes()
    assert missing_words(content, [REASON, NAME, RECEIVER]) == []
    assert missing_words(content, ["برتقالة"]) == ["برتقالة"]
    assert not line.told("lock")
    hands.press("Ctrl+L")
    screen.until(lambda: line.told("lock"))


@pytest.fixture
def waiting(app: QApplication, tmp_path: Path, exits: list[int]) -> Iterator[tuple[Desk, Line]]:
    """A desk with a new vault, in Arabic."""
    folder = tmp_path / "vault"
    temporary, opened = prepare(folder, OLD, worker="w1", policy=LIGHT)
    desk_key, gate_key = os.pipe()
    settings = Settings(language="ar", scheme="light")
    handovers.send(gate_key, Handover(Mode.CREATE, folder, opened, settings, temporary=temporary))
    with pair.desk(app, desk_key) as (desk, line):
        screen.until(lambda: line.told("shown") and desk.window.isActiveWindow(), seconds=60)
        yield desk, line
    assert not exits


def test_the_keyboard_writes_arabic(waiting: tuple[Desk, Line], hands: Hands) -> None:
    desk, line = waiting
    window = desk.window
    hands.press("Ctrl+Shift+ى")  # N
    screen.until(lambda: window.page() is window.intake)
    hands.write(NAME)
    hands.press("Ctrl+ش")  # A: all is chosen, so that typing replaces it
    hands.write(NAME)
    hands.press("Ctrl+Return")
    screen.until(lambda: window.page() is window.case and bool(window.case.shown()))
    hands.press("Ctrl+ى")  # N
    assert name_of(stop()) == hands.texts.say("Note")
    hands.press("Ctrl+ب")  # F
    assert name_of(stop()) == hands.texts.say("Search")
    hands.press("Ctrl+ق")  # R
    screen.until(lambda: window.page() is window.referral and window.referral.drawing.is_settled())
    hands.press("Ctrl+ز")  # a key that is bound to nothing
    assert window.page() is window.referral and not line.told("lock")
    hands.press("Ctrl+م")  # L
    screen.until(lambda: line.told("lock"))


def test_the_checks_find_what_is_wrong(app: QApplication) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    lines = [QLineEdit(window) for _ in range(3)]
    for at, line in enumerate(lines):
        line.setAccessibleName(f"line {at}")
        column.addWidget(line)
    window.show()
    window.activateWindow()
    screen.until(window.isActiveWindow)
    lines[0].setFocus()
    hands = Hands(Texts("ar"))
    assert hands.round() == lines and not unreachable(window, lines) and not against_reading(lines)
    assert unreachable(window, lines[:2]) == ["QLineEdit line 2"]
    assert against_reading([lines[1], lines[0]]) == ["line 1 -> line 0"]
    lines[1].setAccessibleName("")
    with pytest.raises(AssertionError, match="without a name"):
        hands.round()
    lines[1].hide()
    area = QPlainTextEdit(window)
    area.setAccessibleName("area")
    column.addWidget(area)
    lines[0].setFocus()
    with pytest.raises(AssertionError, match=r"trap|does not come back"):
        hands.round()
    window.close()
    with pytest.raises(AssertionError, match="focus is lost"):
        stop()
    window.deleteLater()

"""From the first run to a saved letter through the real windows, in Arabic, with the keyboard alone."""

import os
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from gemdesk.desk.running import Desk
from gemdesk.gate.lock_screen import LockScreen
from gemdesk.kernel import lists, places
from gemdesk.kernel.texts import Texts
from gemdesk.ui.window import Window
from gemdesk.vault.names import DATABASE
from tests.journeys import pair
from tests.journeys.hands import Hands, against_reading, name_of, stop, unreachable
from tests.journeys.pair import Line
from tests.press.measure import missing_words
from tests.ui import screen

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
    order = sorted(range(len(stops)), key=lambda at: (stops[at] is not _first(window, stops), at))
    begin = order[0]
    assert not against_reading([*stops[begin:], *stops[:begin]])
    assert stop() is here


def _first(window: QWidget, stops: list[QWidget]) -> QWidget:
    """The stop that comes first in the window's own round."""
    part = window.nextInFocusChain()
    while part not in stops:
        part = part.nextInFocusChain()
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


def test_from_the_first_run_to_a_saved_letter(
    app: QApplication, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk_key, gate_key = os.pipe()
    with pair.desk(app, desk_key, monkeypatch) as (desk, line):
        with pair.gate(app, gate_key, monkeypatch) as (gate, gate_line):
            gate_line.ours.send("paired")
            _make_vault(hands, gate)
            screen.until(lambda: gate_line.told("handed"), seconds=60)
        screen.until(lambda: line.told("shown") and desk.window.isActiveWindow(), seconds=60)
        stop()
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

"""The gate's own way to lock: a small button or a symbol in the tray, which works when the desk hangs."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gemdesk.gate.control import Control, Floating, Tray
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look, application
from tests.gate.program import NOTHING, TYPE_AND_OPEN, ends, running, warm_gate

WORDS = {"ar": "قفل", "en": "Lock"}


@pytest.fixture(scope="module")
def faces() -> Faces:
    """Words and look."""
    app = QApplication.instance()
    return Faces(app if isinstance(app, QApplication) else application(), Face(Texts("ar"), Look()))


def face(language: str, scheme: str = "light", scale: int = 100) -> Face:
    return Face(Texts(language), Look("dark" if scheme == "dark" else "light", scale))


@pytest.fixture
def floating(faces: Faces) -> Iterator[tuple[Floating, list[str]]]:
    """The button, shown, and what it asked for."""
    control, asked = Control(faces), list[str]()
    control.pressed.connect(lambda: asked.append("lock"))
    one = Floating(faces, control.pressed)
    one.show()
    yield one, asked
    one.hide()
    one.deleteLater()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("scheme", "scale"), [("light", 100), ("dark", 150), ("light", 90)])
def test_the_button_says_what_it_does_and_is_large_enough(
    faces: Faces, floating: tuple[Floating, list[str]], language: str, scheme: str, scale: int
) -> None:
    faces.switch(face(language, scheme, scale))
    QApplication.processEvents()
    window, _asked = floating
    assert window.button.text().strip() and strip_controls(window.button.text()).strip() == WORDS[language]
    assert window.button.accessibleName() == window.windowTitle() == WORDS[language]
    assert min(window.button.width(), window.button.height()) >= 24
    assert window.button.width() >= window.button.minimumSizeHint().width()
    assert window.size() == window.sizeHint(), "it is no larger than its button"


def test_it_is_above_all_and_takes_no_keyboard(floating: tuple[Floating, list[str]]) -> None:
    window, _asked = floating
    kinds = Qt.WindowType
    wanted = kinds.WindowStaysOnTopHint | kinds.FramelessWindowHint | kinds.WindowDoesNotAcceptFocus
    assert window.windowFlags() & wanted == wanted
    assert window.button.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_press_asks_for_the_lock(floating: tuple[Floating, list[str]]) -> None:
    window, asked = floating
    QTest.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert asked == ["lock"]


def drag(window: Floating, way: QPoint) -> None:
    """Press, move by `way` in two steps, release."""
    button, kinds = window.button, QMouseEvent.Type
    start = QPointF(button.mapToGlobal(button.rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    spots = [(kinds.MouseButtonPress, start, left), (kinds.MouseMove, start + QPointF(way) * 0.5, none)]
    spots += [(kinds.MouseMove, start + QPointF(way), none), (kinds.MouseButtonRelease, start + QPointF(way), left)]
    for kind, at, pressed in spots:
        held = none if kind == kinds.MouseButtonRelease else left
        inside = QPointF(button.mapFromGlobal(at))
        event = QMouseEvent(kind, inside, at, pressed, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(button, event)


def test_a_drag_moves_it_and_asks_for_nothing(floating: tuple[Floating, list[str]]) -> None:
    window, asked = floating
    before = window.pos()
    drag(window, QPoint(-60, -40))
    assert (window.pos() - before, asked) == (QPoint(-60, -40), [])
    drag(window, QPoint(1, 1))
    assert asked == ["lock"], "a hand that trembles presses"


def test_where_there_is_no_tray_the_button_comes_and_goes(faces: Faces) -> None:
    control = Control(faces)
    control.appear()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, Floating) and one.isVisible()]
    assert len(shown) == 1
    control.vanish()
    assert not shown[0].isVisible()


def test_the_symbol_in_the_tray_locks_by_press_and_by_menu(faces: Faces) -> None:
    control, asked = Control(faces), list[str]()
    control.pressed.connect(lambda: asked.append("lock"))
    tray = Tray(faces, control.pressed)
    faces.switch(face("ar"))
    assert tray.toolTip() == WORDS["ar"]
    assert not tray.icon().isNull()
    tray.activated.emit(Tray.ActivationReason.Context)
    assert asked == [], "that opens the menu"
    tray.activated.emit(Tray.ActivationReason.Trigger)
    menu = tray.contextMenu()
    menu.actions()[0].trigger()
    assert asked == ["lock", "lock"]


@contextmanager
def display(place: Path) -> Iterator[str]:
    """A screen of the test's own; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with (place / "xvfb.errors").open("w") as errors:
        process = subprocess.Popen(command, pass_fds=[writing], stderr=errors)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.kill()
        process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
@pytest.mark.parametrize("hangs", [False, True], ids=["answers", "hangs"])
def test_a_real_press_locks_even_when_the_desk_hangs(tmp_path: Path, vault: Path, hangs: bool) -> None:
    with display(tmp_path) as name:
        surroundings = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        with running(tmp_path, [TYPE_AND_OPEN, NOTHING], surroundings=surroundings) as program:
            desk = os.pidfd_open(program.wait_for("desk shown")["pid"])
            warm_gate(program)
            if hangs:
                program.order_desk("hang")
                program.wait_for("desk obeys")
            press_button(name)
            assert program.wait_for("keeper locks")["why"] == "control"
            assert ends(desk)
            program.wait_for("gate shown")


def press_button(name: str) -> None:
    """Press the gate's button with the mouse, as soon as it is on the screen."""
    surroundings = {**os.environ, "DISPLAY": name}
    search = ["xdotool", "search", "--onlyvisible", "--name", "^Lock$"]
    end = time.monotonic() + 20
    while not (found := subprocess.run(search, env=surroundings, capture_output=True, text=True, check=False).stdout):
        assert time.monotonic() < end, "there is no button"
        time.sleep(0.05)
    where = ["xdotool", "getwindowgeometry", found.split()[0]]
    told = subprocess.run(where, env=surroundings, capture_output=True, text=True, check=True).stdout
    x, y, width, height = map(int, re.findall(r"(-?\d+)[,x](-?\d+)", told)[0] + re.findall(r"(\d+)x(\d+)", told)[-1])
    press = ["xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1"]
    subprocess.run(press, env=surroundings, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="drives an X server")
@pytest.mark.parametrize("keys", ["ctrl+shift+F12", "ctrl+F12"])
def test_the_panic_keys_work_at_the_lock_screen_too(tmp_path: Path, vault: Path, keys: str) -> None:
    with display(tmp_path) as name:
        surroundings = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        with running(tmp_path, [TYPE_AND_OPEN, NOTHING, NOTHING], surroundings=surroundings) as program:
            program.wait_for("desk shown")
            warm_gate(program)
            program.order_desk(f'say erases {{"vault":"{vault}"}}')
            program.wait_for("desk obeys")
            program.order_desk("lock open")
            program.wait_for("gate shown")
            press_keys(name, "shift+F12")
            press_keys(name, keys)
            assert program.wait_for("keeper locks")["why"] == "panic"
            program.wait_for("gate shown")
    assert not list(vault.glob("slots.*"))


def press_keys(name: str, keys: str) -> None:
    """Press keys in the lock screen's window."""
    surroundings = {**os.environ, "DISPLAY": name}
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^GEM Desk$"]
    found = subprocess.run(search, env=surroundings, capture_output=True, text=True, check=True).stdout.split()[0]
    # There is no window manager that would give it the keyboard.
    subprocess.run(["xdotool", "windowfocus", "--sync", found, "key", keys], env=surroundings, check=True)

"""What the gate hears on real message buses, from services that are another program's."""

import os
import select
import socket  # noqa: TID251 - a local one, which never answers
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication

from gemdesk.gate.bus import CONNECTIONS, Bus
from tests.gate.buses import Services, bus
from tests.gate.mock_services import SESSION_PATH
from tests.gate.program import NOTHING, TYPE_AND_OPEN, Program, ends, running, warm_gate

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the buses of Linux desktops")

LOGIN, PATH, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
SESSION, PROPERTIES = "org.freedesktop.login1.Session", "org.freedesktop.DBus.Properties"
OTHER_PATH = "/org/freedesktop/login1/session/_38"


class Buses(NamedTuple):
    """Both buses, with services on each."""

    system: Services
    session: Services


@pytest.fixture(scope="module")
def buses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Buses]:
    """The buses of this module."""
    place = tmp_path_factory.mktemp("buses")
    with bus(place, "system") as system, bus(place, "session") as session:
        system.own(LOGIN)
        session.own("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
        yield Buses(system, session)


class Heard:
    """A listening gate's part, and what it heard."""

    def __init__(self) -> None:
        self.app = QApplication.instance() or QApplication([])
        for name in CONNECTIONS:
            QDBusConnection.disconnectFromBus(name)  # as at the start of a process, which listens once
        self.bus = Bus()
        self.events: list[str] = []
        self.bus.happened.connect(self.events.append)

    def end(self) -> None:
        """Listen no more."""
        self.bus.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, wished: Callable[[], object]) -> None:
        """Let it listen until something holds."""
        end = time.monotonic() + 10
        while not wished():
            assert time.monotonic() < end, f"heard only {self.events}"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            time.sleep(0.001)


@pytest.fixture
def heard(buses: Buses, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    """A gate's part that listens on both buses, and holds up a sleep already."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", buses.system.address)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", buses.session.address)
    monkeypatch.setenv("XDG_SESSION_ID", "37")
    one = Heard()
    one.until(lambda: one.bus.holds_sleep and one.bus.knows_session)
    yield one
    one.bus.release()
    one.end()
    buses.system.wait_for("lets go")


SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.kde.screensaver", "org.cinnamon.ScreenSaver")


@pytest.mark.parametrize("saver", [*SAVERS, "org.mate.ScreenSaver", "org.xfce.ScreenSaver"])
def test_a_screen_saver_that_begins_is_heard_once(heard: Heard, buses: Buses, saver: str) -> None:
    emit = buses.session.emit
    emit("/any/path", saver, "ActiveChanged", "b", False)
    emit("/any/path", "org.example.Other", "ActiveChanged", "b", True)
    emit("/any/path", saver, "WakeUpScreen", "b", True)
    emit("/any/path", saver, "ActiveChanged", "b", True)
    heard.until(lambda: heard.events)
    assert heard.events == ["session"], "what came before it was no lock"


@pytest.mark.parametrize(
    ("interface", "word"), [("org.kde.screensaver", "aboutToLock"), ("com.canonical.Unity.Session", "Locked")]
)
def test_a_desktop_that_locks_without_a_value_is_heard(heard: Heard, buses: Buses, interface: str, word: str) -> None:
    buses.session.emit("/any/path", interface, "Unlocked")
    buses.session.emit("/any/path", interface, word)
    heard.until(lambda: heard.events)
    assert heard.events == ["session"]


def test_a_coming_sleep_is_heard_and_its_end_is_none(heard: Heard, buses: Buses) -> None:
    buses.system.emit(PATH, MANAGER, "PrepareForSleep", "b", False)
    buses.system.emit(PATH, MANAGER, "PrepareForShutdown", "b", True)
    buses.system.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
    heard.until(lambda: heard.events)
    assert heard.events == ["suspend"]


def test_only_the_lock_of_this_session_is_heard(heard: Heard, buses: Buses) -> None:
    buses.system.emit(OTHER_PATH, SESSION, "Lock")
    buses.system.emit(SESSION_PATH, SESSION, "Unlock")
    buses.system.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
    buses.system.emit(SESSION_PATH, SESSION, "Lock")
    heard.until(lambda: len(heard.events) == 2)
    assert heard.events == ["suspend", "session"], "neither the other session's lock nor our unlock"


def test_a_session_that_is_marked_as_locked_is_heard(heard: Heard, buses: Buses) -> None:
    def change(path: str, hint: str, value: bool) -> None:
        buses.system.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", SESSION, {hint: value}, [])

    asked = buses.system.counts["asked"]
    change(SESSION_PATH, "LockedHint", False)
    change(SESSION_PATH, "IdleHint", True)
    heard.until(lambda: buses.system.counts["asked"] == asked + 2)
    buses.system.answer(active=True)
    change(OTHER_PATH, "LockedHint", True)
    change(SESSION_PATH, "LockedHint", True)
    heard.until(lambda: heard.events)
    buses.system.answer(active=False)
    assert heard.events == ["session"]


def test_another_programs_word_for_a_sleep_is_none(heard: Heard, buses: Buses, tmp_path: Path) -> None:
    # The session's bus has no login service: the same signal there comes from anybody.
    buses.session.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
    buses.session.emit("/any/path", SAVERS[0], "ActiveChanged", "b", True)
    heard.until(lambda: heard.events)
    assert heard.events == ["session"]


def test_a_sleep_is_held_up_until_it_is_let_go_and_again_after_it(heard: Heard, buses: Buses) -> None:
    buses.system.told()
    buses.system.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
    heard.until(lambda: heard.events)
    assert ["lets go"] not in buses.system.told(), "the lock comes first"
    heard.bus.release()
    buses.system.wait_for("lets go")
    buses.system.emit(PATH, MANAGER, "PrepareForSleep", "b", False)
    heard.until(lambda: heard.bus.holds_sleep)
    assert buses.system.wait_for("inhibits")[1:] == ["sleep", "Lock", "Locks before sleep", "delay"]


def test_a_screen_that_was_locked_before_is_found_out(buses: Buses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", buses.session.address)
    buses.session.answer(active=True)
    one = Heard()
    one.until(lambda: one.events)
    assert set(one.events) == {"session"}
    one.end()
    buses.session.answer(active=False)
    other = Heard()
    buses.session.emit("/any/path", "com.canonical.Unity.Session", "Locked")
    other.until(lambda: other.events)
    assert other.events == ["session"], "the signal alone, and no answer"
    other.end()


def test_without_buses_there_is_nothing_to_hear(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={tmp_path / 'nowhere'}")
    one = Heard()
    QCoreApplication.processEvents()
    assert (one.events, one.bus.holds_sleep) == ([], False)
    one.end()


# The whole program


@contextmanager
def opened(place: Path, *, blocked: bool) -> Iterator[tuple[Program, int, Services, Services]]:
    """The program with an open desk, a pidfd of it, and a warm gate that listens on both buses."""
    with bus(place, "system") as system, bus(place, "session") as session:
        system.own(LOGIN)
        surroundings = {
            "DBUS_SYSTEM_BUS_ADDRESS": system.address,
            "DBUS_SESSION_BUS_ADDRESS": session.address,
            "XDG_SESSION_ID": "37",
        }
        with running(place, [TYPE_AND_OPEN, NOTHING], surroundings=surroundings) as program:
            desk = os.pidfd_open(program.wait_for("desk shown")["pid"])
            warm_gate(program)
            system.wait_for("inhibits")
            if blocked:
                program.order_desk("hang")
                program.wait_for("desk obeys")
            yield program, desk, system, session


BLOCKED = pytest.mark.parametrize("blocked", [False, True], ids=["answers", "hangs"])


@BLOCKED
def test_a_sleep_waits_until_the_desk_has_ended(tmp_path: Path, vault: Path, blocked: bool) -> None:
    with opened(tmp_path, blocked=blocked) as (program, desk, system, _session):
        system.emit(PATH, MANAGER, "PrepareForSleep", "b", False)
        system.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
        assert program.wait_for("keeper locks")["why"] == "suspend"
        system.wait_for("lets go")
        assert select.select([desk], [], [], 0)[0], "the machine sleeps only when the desk is gone"
        program.wait_for("gate shown")
        assert ends(desk)
        system.emit(PATH, MANAGER, "PrepareForSleep", "b", False)
        system.wait_for("inhibits")
        system.emit(PATH, MANAGER, "PrepareForSleep", "b", True)
        system.wait_for("lets go")


@BLOCKED
def test_the_lock_of_the_screen_locks_the_vault(tmp_path: Path, vault: Path, blocked: bool) -> None:
    with opened(tmp_path, blocked=blocked) as (program, desk, _system, session):
        session.emit("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", True)
        assert program.wait_for("keeper locks")["why"] == "session"
        assert ends(desk)
        program.wait_for("gate shown")


def test_a_bus_that_hangs_costs_the_lock_screen_time_and_nothing_else(tmp_path: Path, vault: Path) -> None:
    silent = socket.socket(socket.AF_UNIX)
    silent.bind(str(tmp_path / "silent"))
    silent.listen(8)
    surroundings = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path / 'silent'}"}
    with silent, running(tmp_path, [TYPE_AND_OPEN, NOTHING, TYPE_AND_OPEN], surroundings=surroundings) as program:
        desk = os.pidfd_open(program.wait_for("desk shown")["pid"])
        caller, _ = silent.accept()  # from here on the warm gate waits for an answer
        program.order_keeper("lock idle")
        assert ends(desk)
        program.wait_for("gate shown")
        program.wait_for("desk shown")
        caller.close()

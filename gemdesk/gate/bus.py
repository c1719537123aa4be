"""What the system's message buses tell a warm gate: the machine goes to sleep, or its screen was locked.

The gate has an event loop of its own, so that a desk that hangs is locked too. A bus that is not there
is no error: then there is nothing to hear. Nothing about a case or a person is ever said on a bus.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

CONNECTIONS = ("gemdesk-system", "gemdesk-session")  # as Qt keeps them apart; no other program sees it
_LOGIN, _MANAGER, _SESSION = (
    "org.freedesktop.login1",
    "org.freedesktop.login1.Manager",
    "org.freedesktop.login1.Session",
)
_LOGIN_PATH = "/org/freedesktop/login1"
_PROPERTIES, _PROPERTIES_CHANGED = "org.freedesktop.DBus.Properties", "PropertiesChanged"
# Who says on the session bus that the screen was locked, and by which signal with one truth value.
_SAVERS = (
    "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.kde.screensaver", "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver", "org.xfce.ScreenSaver",
)  # fmt: skip
_ACTIVE = "ActiveChanged"
# Those that say it by a signal without a value: that of KDE comes before the screen is locked.
_PLAIN = (("org.kde.screensaver", "aboutToLock"), ("com.canonical.Unity.Session", "Locked"))
# Asked once when a gate begins to listen, in case the screen was locked just before.
_ASKED = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class Bus(QObject):
    """Listens on the system's and the session's bus, and holds up a sleep until the desk has been locked."""

    happened = Signal(str)  # `suspend` or `session`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hold: int | None = None  # what holds up a sleep: it goes on as soon as this is closed
        self._let_go = False  # since the last time that it was asked for: an answer that comes late is not kept
        self._asked: set[QDBusPendingCallWatcher] = set()
        self._session = ""  # the path of this login session; empty: not known, each is taken for it
        self._system = _connection(_system_address(), CONNECTIONS[0])
        self._own = _connection(_session_address(), CONNECTIONS[1])
        if self._system is not None:
            self._listen_to_system(self._system)
        if self._own is not None:
            self._listen_to_session(self._own)

    @property
    def holds_sleep(self) -> bool:
        """Whether a sleep would wait for `release`."""
        return self._hold is not None

    @property
    def knows_session(self) -> bool:
        """Whether the locks of other sessions are told from those of this one."""
        return bool(self._session)

    def release(self) -> None:
        """Let the machine go to sleep: the desk has been locked."""
        self._let_go = True
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None

    # The system's bus

    def _listen_to_system(self, bus: QDBusConnection) -> None:
        # Only what the login service itself sends: on this bus anybody of the machine may send signals.
        self._hear(bus, (_LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep"), "_on_sleep(bool)")
        for word in ("Lock", "Unlock"):  # the second is passed over; both come with the session as their path
            self._hear(bus, (_LOGIN, "", _SESSION, word), "_on_session(QDBusMessage)")
        self._hear(bus, (_LOGIN, "", _PROPERTIES, _PROPERTIES_CHANGED), "_on_properties(QDBusMessage)")
        self._find_session(bus)
        self._hold_sleep()

    def _find_session(self, bus: QDBusConnection) -> None:
        """Ask for the path of this login session, so that the lock of another person's locks nothing here."""

        def ask_path(answer: Sequence[object]) -> None:
            self._ask(bus, (_LOGIN, _LOGIN_PATH, _MANAGER, "GetSession"), answer, self._on_session_found)

        known = os.environ.get("XDG_SESSION_ID")
        if known:
            ask_path([known])
        else:
            asked = (_LOGIN, f"{_LOGIN_PATH}/session/auto", _PROPERTIES, "Get")
            self._ask(bus, asked, [_SESSION, "Id"], ask_path)

    def _on_session_found(self, answer: list[object]) -> None:
        match answer:
            case [QDBusObjectPath() as path]:
                self._session = path.path()

    def _hold_sleep(self) -> None:
        if self._system is not None and self._hold is None:
            self._let_go = False
            # Others can read these words; they say what is done, not by whom.
            wish = ["sleep", "Lock", "Locks before sleep", "delay"]
            self._ask(self._system, (_LOGIN, _LOGIN_PATH, _MANAGER, "Inhibit"), wish, self._on_held)

    def _on_held(self, answer: list[object]) -> None:
        match answer:
            case [QDBusUnixFileDescriptor() as held] if held.isValid():
                handle = held.takeFileDescriptor()  # none of its copies keeps it
                if self._let_go or self._hold is not None:
                    os.close(handle)
                else:
                    self._hold = handle

    @Slot(bool)
    def _on_sleep(self, begins: bool) -> None:
        if begins:
            self.happened.emit("suspend")
        else:
            self._hold_sleep()

    @Slot(QDBusMessage)
    def _on_session(self, message: QDBusMessage) -> None:
        if message.member() == "Lock" and self._is_ours(message):
            self.happened.emit("session")

    @Slot(QDBusMessage)
    def _on_properties(self, message: QDBusMessage) -> None:
        # What changed comes in a form that cannot be read from here, so it is asked for.
        if message.arguments()[:1] == [_SESSION] and self._is_ours(message):
            asked = (_LOGIN, message.path(), _PROPERTIES, "Get")
            self._ask(self._system, asked, [_SESSION, "LockedHint"], self._on_asked)

    def _is_ours(self, message: QDBusMessage) -> bool:
        return not self._session or message.path() == self._session

    # The session's bus

    def _listen_to_session(self, bus: QDBusConnection) -> None:
        for saver in _SAVERS:
            self._hear(bus, ("", "", saver, _ACTIVE), "_on_active(bool)")
        for interface, word in _PLAIN:
            self._hear(bus, ("", "", interface, word), "_on_locked()")
        for saver in _ASKED:
            self._ask(bus, (saver, "/" + saver.replace(".", "/"), saver, "GetActive"), [], self._on_asked)

    @Slot(bool)
    def _on_active(self, active: bool) -> None:
        if active:
            self.happened.emit("session")

    @Slot()
    def _on_locked(self) -> None:
        self.happened.emit("session")

    def _on_asked(self, answer: list[object]) -> None:
        if answer[:1] == [True]:
            self.happened.emit("session")

    # Hearing and asking

    def _hear(self, bus: QDBusConnection, what: tuple[str, str, str, str], slot: str) -> None:
        """Call a slot for every signal of a service, path, interface and name; an empty one stands for any."""
        bus.connect(*what, self, SLOT(slot))  # type: ignore[call-overload]  # the stub asks for bytes, which Qt refuses

    def _ask(
        self,
        bus: QDBusConnection | None,
        what: tuple[str, str, str, str],
        arguments: Sequence[object],
        told: Callable[[list[object]], None],
    ) -> None:
        """Call a method without waiting; an error is no answer."""
        if bus is None:
            return
        message = QDBusMessage.createMethodCall(*what)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message))
        self._asked.add(watcher)

        def take(_ended: QDBusPendingCallWatcher) -> None:
            self._asked.discard(watcher)
            reply = watcher.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
                told([one.variant() if isinstance(one, QDBusVariant) else one for one in reply.arguments()])
            watcher.deleteLater()

        watcher.finished.connect(take)


def _connection(address: str | None, name: str) -> QDBusConnection | None:
    """A connection of this process's own; None where there is no bus."""
    if address is None:
        return None
    found = QDBusConnection.connectToBus(address, name)
    return found if found.isConnected() else None


def _system_address() -> str | None:
    named = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    return named or _socket(Path("/run/dbus/system_bus_socket")) or _socket(Path("/var/run/dbus/system_bus_socket"))


def _session_address() -> str | None:
    """The session's bus, when one runs: without an address the library would start one."""
    run = os.environ.get("XDG_RUNTIME_DIR")
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (_socket(Path(run) / "bus") if run else None)


def _socket(path: Path) -> str | None:
    return f"unix:path={path}" if sys.platform != "win32" and path.is_socket() else None

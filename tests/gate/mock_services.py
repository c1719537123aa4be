"""Mock services on a real message bus, in a process of their own; jeepney speaks, so that Qt does not talk to itself.

`mock_services.py ADDRESS` reads orders as JSON lines and tells what happens as JSON lines:

- `["own", NAME]` and `["emit", PATH, INTERFACE, MEMBER, SIGNATURE, BODY]` are answered by themselves when done
- `["answers", ACTIVE]`: what GetActive and the property LockedHint answer from now on
- told: `["inhibits", WORDS]` when somebody holds up a sleep, `["lets go"]` when all of them have let go,
  `["asked"]` when LockedHint was asked for
"""

import json
import os
import select
import sys
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # it has no types
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]  # it has no types
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # it has no types
    DBusConnection,
    Proxy,
    open_dbus_connection,
)

SESSION_PATH = "/org/freedesktop/login1/session/_37"


class Services:
    """Every service that a gate asks, behind one connection."""

    def __init__(self, connection: DBusConnection) -> None:
        self._bus = connection
        self._active = False
        self.held: list[int] = []  # an end for each who holds up the sleep, which tells when it is let go

    def obey(self, order: list[Any]) -> None:
        """Do what the test says."""
        match order:
            case ["own", name]:
                Proxy(message_bus, self._bus).RequestName(name)
            case ["answers", active]:
                self._active = active
            case ["emit", path, interface, member, signature, body]:
                emitter = DBusAddress(path, interface=interface)
                self._bus.send(new_signal(emitter, member, signature or None, tuple(map(_typed, body))))
        _tell(order)

    def answer(self, call: Message) -> None:
        """Answer a method call as the real service does."""
        fields = call.header.fields
        if call.header.message_type != MessageType.method_call:
            return
        match fields.get(HeaderFields.member):
            case "Inhibit":
                theirs, ours = self._hold()
                self._bus.send(new_method_return(call, "h", (theirs,)))
                os.close(theirs)
                self.held.append(ours)
                _tell(["inhibits", *call.body])
            case "Get" if call.body[1] == "Id":
                self._bus.send(new_method_return(call, "v", (("s", "37"),)))
            case "Get" if call.body[1] == "LockedHint":
                self._bus.send(new_method_return(call, "v", (("b", self._active),)))
                _tell(["asked"])
            case "GetSession" if call.body == ("37",):
                self._bus.send(new_method_return(call, "o", (SESSION_PATH,)))
            case "GetActive":
                self._bus.send(new_method_return(call, "b", (self._active,)))
            case _:
                self._bus.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))

    @staticmethod
    def _hold() -> tuple[int, int]:
        ours, theirs = os.pipe()
        return theirs, ours

    def look_at_hold(self, held: int) -> None:
        """Tell when the last holder has let go."""
        if os.read(held, 1) == b"":
            os.close(held)
            self.held.remove(held)
            if not self.held:
                _tell(["lets go"])


def _typed(value: Any) -> Any:
    """A mapping of JSON as jeepney writes variants."""
    return {key: ("b", inner) for key, inner in value.items()} if isinstance(value, dict) else value


def _tell(what: list[Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Serve until standard input ends."""
    connection = open_dbus_connection(sys.argv[1], enable_fds=True)
    services = Services(connection)
    _tell(["ready"])
    waiting = b""
    while True:
        ready, _, _ = select.select([0, connection.sock.fileno(), *services.held], [], [])
        for held in set(services.held).intersection(ready):
            services.look_at_hold(held)
        if connection.sock.fileno() in ready:
            services.answer(connection.receive())
            while True:
                try:
                    services.answer(connection.receive(timeout=0))
                except TimeoutError:
                    break
        if 0 in ready:
            read = os.read(0, 64 * 1024)
            if not read:
                return
            *lines, waiting = (waiting + read).split(b"\n")
            for line in lines:
                services.obey(json.loads(line))


if __name__ == "__main__":
    main()

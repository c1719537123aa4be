"""A real message bus of the test's own with mock services on it."""

import json
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

HERE = Path(__file__).parent
WAIT = 20.0  # seconds, only ever used up by a failure
DAEMON = shutil.which("dbus-daemon")

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


class Services:
    """The mock services, as the test orders them."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.address = address
        self._process = process
        self._told: SimpleQueue[list[Any]] = SimpleQueue()
        self.counts: Counter[str] = Counter()  # of what was told so far
        threading.Thread(target=self._read, daemon=True).start()

    def own(self, *names: str) -> None:
        """Be these services from now on."""
        for name in names:
            self._order(["own", name])

    def emit(self, path: str, interface: str, member: str, signature: str = "", *body: object) -> None:
        """Send a signal; it is on the bus when this returns."""
        self._order(["emit", path, interface, member, signature, list(body)])

    def answer(self, *, active: bool) -> None:
        """Whether the screen is locked, when somebody asks."""
        self._order(["answers", active])

    def wait_for(self, what: str) -> list[Any]:
        """What was told, from `what` on; what comes before is passed over."""
        while (told := self._next(what))[0] != what:
            pass
        return told

    def told(self) -> list[list[Any]]:
        """What was told and not waited for."""
        found = []
        while not self._told.empty():
            found.append(self._told.get())
        return found

    def _order(self, order: list[Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        passed = []
        while (told := self._next(order[0])) != order:
            passed.append(told)
        for told in passed:
            self._told.put(told)

    def _next(self, wanted: str) -> list[Any]:
        try:
            return self._told.get(timeout=WAIT)
        except Empty:
            raise AssertionError(f"the services did not tell: {wanted}") from None

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told = json.loads(line)
            self._told.put(told)
            self.counts[told[0]] += 1


@contextmanager
def bus(place: Path, name: str) -> Iterator[Services]:
    """A bus at `place` / `name`, and the services on it; both end with the block."""
    assert DAEMON is not None
    configuration, socket = place / f"{name}.conf", place / name
    configuration.write_text(_CONFIGURATION.format(path=socket))
    with (place / f"{name}.errors").open("w") as errors:
        daemon = subprocess.Popen(
            [DAEMON, f"--config-file={configuration}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    assert daemon.stdout is not None
    assert daemon.stdout.readline(), "the bus is not there"
    address = f"unix:path={socket}"
    process = subprocess.Popen(
        [sys.executable, str(HERE / "mock_services.py"), address],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        services = Services(process, address)
        services.wait_for("ready")
        yield services
    finally:
        for ending in (process, daemon):
            ending.kill()
            ending.wait()
            for stream in (ending.stdin, ending.stdout):
                if stream is not None:
                    stream.close()

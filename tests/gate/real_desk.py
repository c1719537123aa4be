"""The real desk, which besides reads every person of its vault and tells when it has them all in its memory."""

import sys
from typing import Any

from gemdesk.gate import hardening
from gemdesk.gate.child import CHANNEL, KEY, inherited

hardening.harden(end_with_parent=True)

import os  # noqa: E402 - a real desk hardens itself before all else

from PySide6.QtCore import QTimer  # noqa: E402 - the same

from gemdesk.desk import rounds, start  # noqa: E402 - the same
from gemdesk.desk.running import Desk  # noqa: E402 - the same
from gemdesk.domain.records import Entry, Person  # noqa: E402 - the same
from gemdesk.flows.work import Work  # noqa: E402 - the same
from gemdesk.kernel.channels import Channel  # noqa: E402 - the same
from gemdesk.kernel.clock import clock_from  # noqa: E402 - the same
from gemdesk.store import rows  # noqa: E402 - the same

_LOOK = 20  # milliseconds
held: list[Any] = []


def everything(work: Work) -> list[Any]:
    """Every person and every note."""
    return [rows.select(work.connection, kind, "1") for kind in (Person, Entry)]


def watched(desk: Desk, channel: Channel) -> Desk:
    """Wait for the window, read everything, tell, and search for somebody as a person would."""
    timer = QTimer(desk.window)

    def look() -> None:
        if desk.window.isVisible():
            timer.stop()
            desk.jobs.look(everything, then=loaded)

    def loaded(found: list[Any]) -> None:
        held.append(found)
        channel.send("step", name="desk loaded", pid=os.getpid(), people=len(found[0]))

    timer.timeout.connect(look)
    timer.start(_LOOK)
    return desk


def main(arguments: list[str]) -> int:
    """Run the desk with what the keeper gave it; the first argument belongs to the stand-in alone."""
    named = arguments[1:]
    values = dict(zip(named[::2], named[1::2], strict=True))
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=True)
    rounds.start = lambda *_: None  # no tour
    real = start.assemble
    start.assemble = lambda *given: watched(real(*given), channel)  # what it gives is the same desk
    return int(start.main(key_end, channel, clock_from(None)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

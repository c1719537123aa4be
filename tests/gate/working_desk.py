"""The real desk, which besides reads every person of its vault, tells when it has them all, and obeys a FIFO.

An order is the name of one of the acts below and the path of a file with what it needs (JSON).
"""

import json
import sys
from typing import Any

from gemdesk.gate import hardening
from gemdesk.gate.child import CHANNEL, KEY, inherited

hardening.harden(end_with_parent=True)

import os  # noqa: E402 - a real desk hardens itself before all else
import threading  # noqa: E402 - the same
from pathlib import Path  # noqa: E402 - the same

from PySide6.QtCore import QObject, QTimer, Signal  # noqa: E402 - the same
from PySide6.QtGui import QGuiApplication, QImage  # noqa: E402 - the same
from PySide6.QtWidgets import QPlainTextEdit  # noqa: E402 - the same

from gemdesk.desk import rounds, start  # noqa: E402 - the same
from gemdesk.desk.running import Desk  # noqa: E402 - the same
from gemdesk.domain.records import Entry, Person  # noqa: E402 - the same
from gemdesk.flows import cases  # noqa: E402 - the same
from gemdesk.flows.cases import Intake  # noqa: E402 - the same
from gemdesk.flows.work import Work  # noqa: E402 - the same
from gemdesk.kernel.channels import Channel  # noqa: E402 - the same
from gemdesk.kernel.clock import clock_from  # noqa: E402 - the same
from gemdesk.store import rows  # noqa: E402 - the same
from gemdesk.ui import printing  # noqa: E402 - the same

_LOOK = 20  # milliseconds
held: list[Any] = []


def everything(work: Work) -> list[Any]:
    """Every person and every note."""
    return [rows.select(work.connection, kind, "1") for kind in (Person, Entry)]


class Hands(QObject):
    """Does what is ordered, in the window's thread."""

    ordered = Signal(str, object)

    def __init__(self, desk: Desk, channel: Channel) -> None:
        super().__init__(desk.window)
        self._desk, self._channel = desk, channel
        self.ordered.connect(self._do)

    def listen(self, fifo: str) -> None:
        """Read orders until the end."""
        with os.fdopen(os.open(fifo, os.O_RDWR)) as orders:
            for order in orders:
                act, file = order.split()
                self.ordered.emit(act, json.loads(Path(file).read_text("utf-8")))

    def _do(self, act: str, facts: dict[str, str]) -> None:
        getattr(self, act)(facts)

    def take_in(self, facts: dict[str, str]) -> None:
        """Take in a person and open the case."""
        card = Intake(chosen_name=facts["name"], number=facts["number"])
        self._desk.jobs.change(cases.take_in, card, then=self._open)

    def _open(self, case: str) -> None:
        self._desk.window.list.chosen.emit(case)
        self._when(lambda: self._desk.window.case.shown() == case, "taken in")

    def write(self, facts: dict[str, str]) -> None:
        """Begin a note, copy its text, search for the person, and print a page that shows the name."""
        window = self._desk.window
        parts: list[QPlainTextEdit] = list(window.case.findChildren(QPlainTextEdit))
        note = next(part for part in parts if part.isVisible())
        note.setFocus()
        note.insertPlainText(facts["note"])
        note.selectAll()
        note.copy()
        window.keep_drafts()
        page = QImage(400, 560, QImage.Format.Format_RGB32)
        page.setText("name", facts["name"])
        page.fill(0xFFFFFFFF)
        printer = printing.make_printer()
        printer.setPrinterName(facts["queue"])
        printing.make_dialog(printer, window).show()
        copied = QGuiApplication.clipboard().text() == facts["note"]
        self._channel.send("step", name="written", copied=copied, printed=printing.paint(printer, [page]))

    def fail(self, facts: dict[str, str]) -> None:
        """Make a mistake whose text names the person."""
        raise ValueError(facts["name"])

    def _when(self, wait: Any, step: str) -> None:
        if wait():
            self._channel.send("step", name=step)
        else:
            QTimer.singleShot(_LOOK, lambda: self._when(wait, step))


def watched(desk: Desk, channel: Channel, fifo: str) -> Desk:
    """Wait for the window, read everything, tell, and obey from then on."""
    hands = Hands(desk, channel)
    timer = QTimer(desk.window)

    def look() -> None:
        if desk.window.isVisible():
            timer.stop()
            desk.jobs.look(everything, then=loaded)

    def loaded(found: list[Any]) -> None:
        held.append(found)
        channel.send("step", name="desk loaded", pid=os.getpid(), people=len(found[0]))
        threading.Thread(target=hands.listen, args=(fifo,), daemon=True).start()

    timer.timeout.connect(look)
    timer.start(_LOOK)
    return desk


def main(arguments: list[str]) -> int:
    """Run the desk with what the keeper gave it; the first argument is the FIFO."""
    fifo, *named = arguments
    if "TEST_CUPS" in os.environ:
        os.environ["CUPS_SERVER"] = os.environ["TEST_CUPS"]  # set anew by now, and Qt has not asked yet
    values = dict(zip(named[::2], named[1::2], strict=True))
    channel, key_end = inherited(values[CHANNEL], values[KEY], key_is_read=True)
    rounds.start = lambda *_: None  # no tour
    real = start.assemble
    start.assemble = lambda *given: watched(real(*given), channel, fifo)  # what it gives is the same desk
    return int(start.main(key_end, channel, clock_from(None)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

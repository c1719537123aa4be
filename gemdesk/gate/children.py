"""The keeper's children: a gate, a desk and the desk that was just locked; started, heard and ended here.

The key pipe is made here and never read here.
"""

import os
import threading
import time
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from gemdesk.gate.child import Child, start, start_gate
from gemdesk.gate.options import Options
from gemdesk.kernel.channels import Message

# Seconds that a desk has to write what is typed: before a lock that it asked for itself, and before any other.
ASKED_WORD, LAST_WORD = 0.25, 0.12
DYING = 0.5  # seconds to wait for the end of a process that was killed
_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Ended:
    """A child has ended; nothing more will come from it."""


News = tuple[Child | None, Message | Ended]  # None: an order from within the keeper


class Children:
    """Who there is; decides nothing."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._inbox: SimpleQueue[News] = SimpleQueue()
        self._key_end: int | None = None  # the reading end, until the desk is started with it
        self._rounds = {"gate": 0, "desk": 0}
        self.gate: Child | None = None
        self.former: Child | None = None  # the gate before it, whose last word may come after its desk's first
        self.desk: Child | None = None
        self.leaving: Child | None = None  # the desk that was locked, until it has ended
        self._all: list[Child] = []  # whoever was not seen to end
        self._last_word = _NEVER  # when the leaving desk is ended, on the monotonic clock

    def put(self, message: Message) -> None:
        """An order to the keeper, from any thread."""
        self._inbox.put((None, message))

    def news(self, patience: float) -> list[News]:
        """All the news there is, waiting so many seconds for the first."""
        found: list[News] = []
        try:
            found.append(self._inbox.get(timeout=max(0.0, patience)))
            while True:
                found.append(self._inbox.get_nowait())
        except Empty:
            return found

    @property
    def gate_waits(self) -> bool:
        """Whether there is a gate for which no desk was started yet."""
        return self.gate is not None and self._key_end is not None

    def take_gate(self, started: tuple[Child, int]) -> Child:
        """Keep a gate that runs, with the reading end of its key pipe."""
        gate, self._key_end = started
        self.gate = self._adopt(gate)
        return gate

    def start_gate(self, *, first: bool = False) -> Child:
        """End the gate there is, and start one that is hidden until `show`; a `first` shows itself and hears no bus."""
        self._forget_key_end()
        if self.gate is not None:
            self.gate.kill()
        self.former = self.gate
        return self.take_gate(start_gate(self._options.command("gate", first=first)))

    def start_desk(self) -> None:
        """Start the desk at the reading end of the gate's key pipe, keep no end of it, and tell the gate.

        Not while there is another desk, dying or not.
        """
        if self.gate is None or self._key_end is None or self.desk is not None or self.leaving is not None:
            return
        desk = start("desk", self._options.command("desk"), self._key_end)
        self._forget_key_end()
        self.desk = self._adopt(desk)
        self.gate.channel.send("paired")

    def part_with_desk(self, seconds: float) -> None:
        """End the desk: at once, or after it had so many seconds; it is `leaving` until it has ended."""
        if self.desk is None:
            return
        if self.leaving is not None:
            self.leaving.kill()
        self.leaving, self.desk = self.desk, None
        if seconds and self.leaving.channel.send("finish"):
            self._last_word = time.monotonic() + seconds
        else:
            self.end_leaving()

    def end_leaving(self) -> None:
        """End the desk that had its last word."""
        self._last_word = _NEVER
        if self.leaving is not None:
            self.leaving.kill()

    def left(self) -> float:
        """Seconds until `look` has something to do."""
        return self._last_word - time.monotonic()

    def look(self) -> None:
        """End the leaving desk when its time is up."""
        if self.left() <= 0:
            self.end_leaving()

    def end_all(self) -> None:
        """End every child and wait until each has ended."""
        self._forget_key_end()
        for child in self._all:
            child.kill()
        for child in self._all:
            child.gone(None)

    def _adopt(self, child: Child) -> Child:
        threading.Thread(target=self._hear, args=(child,), name=child.role, daemon=True).start()
        tour = self._options.tour
        if tour is not None:
            count = self._rounds[child.role]
            child.channel.send("tour", folder=str(tour.folder), script=dict(tour.script), round=count)
        self._rounds[child.role] += 1
        self._all = [child, *(one for one in self._all if not one.gone(0))]
        return child

    def _hear(self, child: Child) -> None:
        for message in child.channel.messages():
            self._inbox.put((child, message))
        child.wait()
        child.channel.close()
        self._inbox.put((child, Ended()))

    def _forget_key_end(self) -> None:
        if self._key_end is not None:
            os.close(self._key_end)
            self._key_end = None

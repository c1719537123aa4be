"""The keeper: holds no secret and shows no window; it keeps a gate and a desk, and locks by ending the desk.

What a child may say (`kernel.channels`): `painted` (gate: the lock screen is on the screen),
`handed` (gate: the key is on its way, I end), `shown` (desk: the vault is open on the screen),
`lock` (`mode`: how the gate opens next), `trouble` (`reason`, `facts`: the desk gives up), `quit`,
`step` (for the tour). What a child is told: `tour`, `paired` (gate: the desk waits at the pipe and
the keeper has closed both ends), `show` (gate: `reason`, `facts`, `mode`, `language`, `vault`).

The key pipe is made here and never read here. A gate hands over only after `paired`.
"""

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import SimpleQueue

from gemdesk.gate import hardening
from gemdesk.gate.child import Child, start, start_gate
from gemdesk.gate.options import Options
from gemdesk.kernel.channels import Message
from gemdesk.kernel.reasons import Reason

MOST_FAULTS = 3  # children that end unasked, one after the other, before the program gives up
GAVE_UP = 70

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Ended:
    """A child has ended; nothing more will come from it."""


class Keeper:
    """Runs the program from the first lock screen to the end."""

    def __init__(
        self,
        options: Options,
        on_step: Callable[[Facts], None] | None = None,
        *,
        first: tuple[Child, int] | None = None,
    ) -> None:
        """`on_step` gets the facts of every `step`; `first` is a running gate and its key pipe's reading end."""
        self._options = options
        self._on_step = on_step
        self._first = first
        self._inbox: SimpleQueue[tuple[Child | None, Message | _Ended]] = SimpleQueue()
        self._gate: Child | None = None
        self._desk: Child | None = None
        self._key_end: int | None = None  # the reading end, until the desk is started with it
        self._open = False  # a desk has the vault open
        self._rounds = {"gate": 0, "desk": 0}
        self._faults = 0
        self._language = options.language or ""
        self._vault = ""  # the folder of the vault that was opened last
        self._code: int | None = None

    def run(self) -> int:
        """Harden this process for good and keep the program running.

        Gives the exit code: 0, or GAVE_UP when the children would not stay up. Steps are told from here.
        """
        hardening.harden()
        self._take_gate(self._first or start_gate(self._options.command("gate", first=True)))
        try:
            while self._code is None:
                child, news = self._inbox.get()
                self._take(child, news)
        except KeyboardInterrupt:
            self._code = 0
        finally:
            self._end_all()
        return self._code

    def lock(self, mode: str = "open") -> None:
        """Lock from any thread: end the desk, show the gate."""
        self._inbox.put((None, Message("lock", {"mode": mode})))

    def stop(self) -> None:
        """End the program from any thread."""
        self._inbox.put((None, Message("quit")))

    # Children

    def _start_gate(self) -> Child:
        """Warm a gate; it stays hidden until it is told `show`."""
        self._forget_key_end()
        return self._take_gate(start_gate(self._options.command("gate")))

    def _take_gate(self, started: tuple[Child, int]) -> Child:
        gate, self._key_end = started
        self._gate = self._adopt(gate)
        return gate

    def _start_desk(self) -> None:
        """Start the desk at the reading end of the gate's key pipe, and keep no end of it."""
        if self._desk is not None or self._key_end is None or self._gate is None:
            return
        desk = start("desk", self._options.command("desk"), self._key_end)
        self._forget_key_end()
        self._desk = self._adopt(desk)
        self._gate.channel.send("paired")

    def _adopt(self, child: Child) -> Child:
        threading.Thread(target=self._hear, args=(child,), name=child.role, daemon=True).start()
        tour = self._options.tour
        if tour is not None:
            count = self._rounds[child.role]
            child.channel.send("tour", folder=str(tour.folder), script=dict(tour.script), round=count)
        self._rounds[child.role] += 1
        return child

    def _hear(self, child: Child) -> None:
        for message in child.channel.messages():
            self._inbox.put((child, message))
        child.wait()
        child.channel.close()
        self._inbox.put((child, _Ended()))

    def _forget_key_end(self) -> None:
        if self._key_end is not None:
            os.close(self._key_end)
            self._key_end = None

    def _end_all(self) -> None:
        self._forget_key_end()
        ending = {child for child in (self._gate, self._desk) if child is not None}
        for child in ending:
            child.kill()
        while ending:
            child_or_none, news = self._inbox.get()
            if isinstance(news, _Ended) and child_or_none is not None:
                ending.discard(child_or_none)

    # News

    def _take(self, child: Child | None, news: Message | _Ended) -> None:
        if isinstance(news, Message) and news.name == "step":
            self._tell_step(news)
            return
        if child is not None and child is not self._gate and child is not self._desk:
            return  # the last words of a child whose part is over
        if isinstance(news, _Ended):
            if child is self._gate:
                self._gate_ended()
            else:
                self._desk_ended()
        elif news.name == "quit":
            self._code = 0
        elif child is self._desk or child is None:
            self._desk_says(news)
        else:
            self._gate_says(news)

    def _tell_step(self, news: Message) -> None:
        if self._on_step is not None:
            self._on_step(news.facts)

    def _gate_says(self, news: Message) -> None:
        if news.name == "painted":
            self._start_desk()
        elif news.name == "handed":
            self._open = True
            self._vault = news.text("vault")
        self._language = news.text("language", self._language)

    def _desk_says(self, news: Message) -> None:
        self._language = news.text("language", self._language)
        if news.name == "shown":
            self._faults = 0
            self._open = True
            self._next_gate()
        elif news.name == "lock" and self._open:
            self._lock(mode=news.text("mode", "open"))
        elif news.name == "trouble":
            self._lock(reason=news.text("reason"), facts=news.mapping("facts"))

    def _next_gate(self) -> None:
        """End the gate that saw the passphrase, should it still be there, and warm the next one."""
        if self._gate is not None:
            self._gate.kill()
        self._start_gate()

    def _lock(self, *, mode: str = "open", reason: str = "", facts: Facts | None = None) -> None:
        """End the desk and show the gate."""
        if self._desk is not None:
            self._desk.kill()
            self._desk = None
        show = {
            "mode": mode,
            "reason": reason,
            "facts": dict(facts or {}),
            "language": self._language,
            "vault": self._vault,
        }
        fresh = self._open and self._gate is not None and self._key_end is not None
        self._open = False
        if fresh and self._gate is not None and self._gate.channel.send("show", **show):
            return
        if self._gate is not None:
            self._gate.kill()
        self._start_gate().channel.send("show", **show)

    def _gate_ended(self) -> None:
        self._gate = None
        if self._open and self._key_end is None:
            return  # it handed over and left, as it should
        if self._too_many_faults():
            self._code = GAVE_UP
        elif self._open:
            self._start_gate()
        else:
            self._lock(reason=Reason.OUR_MISTAKE.name)

    def _desk_ended(self) -> None:
        self._desk = None
        if self._too_many_faults():
            self._code = GAVE_UP
            return
        self._lock(reason=(Reason.DESK_CRASHED if self._open else Reason.OUR_MISTAKE).name)

    def _too_many_faults(self) -> bool:
        """Count one more child that ended unasked."""
        self._faults += 1
        return self._faults > MOST_FAULTS

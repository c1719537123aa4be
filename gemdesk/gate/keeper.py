"""The keeper: holds no secret and shows no window; it keeps a gate and a desk, and locks by ending the desk.

What a child may say (`kernel.channels`):

both   `quit`; `panic`: lock at once, and destroy the key places if that was allowed; `step` (for the tour)
gate   `painted`: the lock screen is on the screen
       `handed` (`vault`, `key_file`, `language`): the key is on its way, I end
       `lock` (`why`: session, suspend or control): something that the gate hears asks for it
desk   `shown` (`language`): the vault is open on the screen
       `listed`: the first rows of Today are painted, for whoever measures
       `active`: somebody is at work; at most once a second, and never when nobody is
       `settings` (`language`, `idle` in seconds): these were chosen just now
       `erases` (`vault`): the folder whose key places panic may destroy, or nothing
       `lock` (`mode`: how the gate opens next): somebody asks for it; I hide and write what is typed
       `finished`: that is written, after `lock` or `finish`
       `trouble` (`reason`, `facts`): the desk gives up

What a child is told: `tour`; the gate `paired` (the desk waits at the pipe and the keeper has closed both
ends), `show` (`reason`, `facts`, `mode`, `language`, `vault`, and `lock`: idle, session, suspend, gap, key_file,
panic or control, nothing when it was locked by its key), `gone` (the desk that was locked has ended),
`settings` (`language`); the desk `finish` (hide, write what is typed, say `finished`).

A lock gives the desk ASKED_WORD or LAST_WORD to write what is typed, while the gate is painted already; then
the desk is ended, whether it answered or hangs. Panic waits for nothing.
A gate hands over only after `paired`.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from gemdesk.gate import hardening
from gemdesk.gate.child import Child, start_gate
from gemdesk.gate.children import ASKED_WORD, DYING, LAST_WORD, Children, Ended
from gemdesk.gate.options import Options
from gemdesk.gate.watch import Clocks, Guard
from gemdesk.kernel import settings
from gemdesk.kernel.channels import Message
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.settings import IDLE_SECONDS

MOST_FAULTS = 3  # children that end unasked, one after the other, before the program gives up
GAVE_UP = 70
_PAINT = 8.0  # seconds for a gate to be painted; one that hangs, as at a dead message bus, is replaced
_HEARD = ("session", "suspend", "control")  # why a gate may ask for a lock
_NEVER = float("inf")

Facts = Mapping[str, object]


class Keeper:
    """Runs the program from the first lock screen to the end."""

    def __init__(
        self,
        options: Options,
        on_step: Callable[[Facts], None] | None = None,
        *,
        first: tuple[Child, int] | None = None,
        clocks: Clocks | None = None,
    ) -> None:
        """`on_step` gets the facts of every `step`; `first` is a running gate and its key pipe's reading end."""
        self._options = options
        self._on_step = on_step
        self._first = first
        self._children = Children(options)
        self._guard = Guard(clocks or Clocks())
        self._open = False  # a desk has the vault open
        self._erase: Callable[[], object] | None = None  # destroys the vault's key places, where panic may
        self._told: Facts = {}  # what `show` told last
        self._painted = False  # the gate there is, is on the screen
        self._unpainted = _NEVER  # when the gate that was told it is given up, on the monotonic clock
        self._faults = 0
        self._language = options.language or ""
        self._vault = ""  # the folder of the vault that was opened last
        self._code: int | None = None

    def run(self) -> int:
        """Harden this process for good and keep the program running.

        Gives the exit code: 0, or GAVE_UP when the children would not stay up. Steps are told from here.
        """
        hardening.harden()
        self._children.take_gate(self._first or start_gate(self._options.command("gate", first=True)))
        try:
            while self._code is None:
                for child, news in self._children.news(self._patience()):
                    self._take(child, news)
                self._look()
        except KeyboardInterrupt:
            self._code = 0
        finally:
            self._guard.end()
            self._children.end_all()
        return self._code

    def lock(self, mode: str = "open", *, why: str = "") -> None:
        """Lock from any thread: end the desk, show the gate; `why` as `lock` in `show`."""
        self._children.put(Message("lock", {"mode": mode, "why": why}))

    def watch_key_file(self, path: Path) -> None:
        """Lock as soon as this file is no longer there; until the next lock."""
        self._guard.watch_key_file(path, lambda: self._children.put(Message("look")))

    def panic(self) -> None:
        """Panic from any thread."""
        self._children.put(Message("panic"))

    def stop(self) -> None:
        """End the program from any thread."""
        self._children.put(Message("quit"))

    def _patience(self) -> float:
        return min(self._guard.left(), self._children.left(), self._unpainted - time.monotonic())

    def _look(self) -> None:
        """Do what the clocks ask for."""
        self._children.look()
        why = self._guard.why()
        if why and self._open:
            self._lock(why=why, last_word=LAST_WORD)
        if time.monotonic() >= self._unpainted:
            self._start_gate(first=True).channel.send("show", **self._told)

    # News

    def _take(self, child: Child | None, news: Message | Ended) -> None:
        there = self._children
        if isinstance(news, Ended):
            if child is there.desk:
                self._desk_ended()
            elif child is there.gate:
                self._gate_ended()
            elif child is there.leaving:
                self._desk_left()
        elif news.name == "step":
            self._tell_step(news)
        elif child is not None and child is there.leaving:
            self._leaving_says(news)
        elif child is not None and child is there.former and news.name == "handed":
            self._handed(news)  # the desk was quicker to say `shown`
        elif child in (None, there.desk, there.gate):  # not one whose part is over
            self._hear(child, news)

    def _hear(self, child: Child | None, news: Message) -> None:
        self._language = news.text("language", self._language)
        if news.name == "quit":
            self._code = 0
        elif news.name == "panic":
            self._panic()
        elif child is None:
            if news.name == "lock" and self._open:
                why = news.text("why")
                self._lock(mode=news.text("mode", "open"), why=why, last_word=LAST_WORD if why else 0)
        elif child is self._children.gate:
            self._gate_says(news)
        else:
            self._desk_says(news)

    def _tell_step(self, news: Message) -> None:
        if self._on_step is not None:
            self._on_step(news.facts)

    def _gate_says(self, news: Message) -> None:
        if news.name == "painted" and not self._open:  # else a warm gate drew itself out of sight
            self._painted, self._unpainted = True, _NEVER
            self._children.start_desk()
        elif news.name == "handed":
            self._open, self._erase = True, None
            self._handed(news)
        elif news.name == "lock" and news.text("why") in _HEARD:
            if self._open:
                self._lock(why=news.text("why"), last_word=LAST_WORD)
            elif self._children.leaving is None and self._children.gate is not None:
                self._children.gate.channel.send("gone")

    def _handed(self, news: Message) -> None:
        self._language = news.text("language", self._language)
        self._vault = news.text("vault")
        if self._open and news.text("key_file"):
            self.watch_key_file(Path(news.text("key_file")))

    def _desk_says(self, news: Message) -> None:
        if news.name == "active":
            self._guard.idle.renew()
        elif news.name == "shown":
            self._faults = 0
            self._open, self._erase = True, None
            self._guard.idle.begin(self._idle_seconds())
            self._start_gate()  # in the place of the one that saw the passphrase, should it still be there
        elif news.name == "settings":
            self._settings_chosen(news.facts.get("idle"))
        elif news.name == "erases":
            self._erase = _destroyer(news.text("vault"))
        elif news.name == "lock" and self._open:
            self._lock(mode=news.text("mode", "open"), last_word=ASKED_WORD)
        elif news.name == "trouble":
            self._lock(reason=news.text("reason"), facts=news.mapping("facts"))

    def _idle_seconds(self) -> float:
        if self._options.idle is not None:
            return self._options.idle
        # A tour has no hands on the mouse while it takes its pictures.
        return max(IDLE_SECONDS) if self._options.tour else settings.load().idle_seconds

    def _settings_chosen(self, idle: object) -> None:
        if isinstance(idle, int) and idle in IDLE_SECONDS:
            self._guard.idle.allow(self._options.idle or idle)
        if self._children.gate is not None:
            self._children.gate.channel.send("settings", language=self._language)

    def _leaving_says(self, news: Message) -> None:
        if news.name in ("finished", "quit"):
            self._children.end_leaving()
        elif news.name == "trouble":
            # What it could not write is said on the lock screen, which is there already.
            self._children.end_leaving()
            self._show({**self._told, "reason": news.text("reason"), "facts": dict(news.mapping("facts"))})

    # Locking

    def _start_gate(self, *, first: bool = False) -> Child:
        self._painted, self._unpainted = False, _NEVER
        return self._children.start_gate(first=first)

    def _lock(
        self, *, why: str = "", mode: str = "open", reason: str = "", facts: Facts | None = None, last_word: float = 0
    ) -> None:
        """End the desk, after its last word of so many seconds, and show the gate meanwhile."""
        self._children.part_with_desk(last_word)
        self._guard.end()
        if why == "panic" and self._erase is not None:
            # After the desk, and after a gate that may be changing keys, so that nothing writes them again.
            for writer in (self._children.leaving, None if self._open else self._children.gate):
                if writer is not None:
                    writer.kill()
                    writer.gone(DYING)
            self._erase()
            self._erase = None
        warm, self._open = self._open and self._children.gate_waits, False
        if not warm:
            self._start_gate()
        told = {"mode": mode, "reason": reason, "facts": dict(facts or {}), "lock": why}
        self._show({**told, "language": self._language, "vault": self._vault})

    def _show(self, told: Facts) -> None:
        """Have the gate show itself; another in its place when it does not hear or does not come."""
        self._told = told
        if not self._painted:
            self._unpainted = time.monotonic() + _PAINT
        gate = self._children.gate
        if gate is None or not gate.channel.send("show", **told):
            self._start_gate().channel.send("show", **told)

    def _panic(self) -> None:
        if self._open or self._erase is not None:
            self._lock(why="panic")

    def _desk_left(self) -> None:
        """The desk that was locked has ended."""
        self._children.leaving = None
        if self._children.gate is not None:
            self._children.gate.channel.send("gone")
        if self._painted:
            self._children.start_desk()

    def _gate_ended(self) -> None:
        waited = self._children.gate_waits
        self._children.gate = None
        if self._open and not waited:
            return  # it handed over and left, as it should
        if self._too_many_faults():
            self._code = GAVE_UP
        elif self._open:
            self._start_gate()
        else:
            self._lock(reason=Reason.OUR_MISTAKE.name)

    def _desk_ended(self) -> None:
        self._children.desk = None
        if self._too_many_faults():
            self._code = GAVE_UP
            return
        self._lock(reason=(Reason.DESK_CRASHED if self._open else Reason.OUR_MISTAKE).name)

    def _too_many_faults(self) -> bool:
        """Count one more child that ended unasked."""
        self._faults += 1
        return self._faults > MOST_FAULTS


def _destroyer(folder: str) -> Callable[[], object] | None:
    """What destroys the key places of a vault; brought in beforehand, since in a panic nothing may be missing."""
    if not folder:
        return None
    from gemdesk.vault.erasure import destroy_slots

    return lambda: destroy_slots(Path(folder))

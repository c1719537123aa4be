"""The whole examination of an open vault, behind the screen: digest, both integrity checks, then a generation.

It runs beside the vault's lane. Until it ends the database file does not change: saves stay in the log.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, faults, generations, opening, reserve
from gemdesk.vault.connection import Connection
from gemdesk.vault.findings import Finding, Generation, Kind
from gemdesk.vault.head import Suspicion
from gemdesk.vault.session import Session

Beside = Callable[[Connection, Callable[[], bool]], object]
_SUSPICIONS = {Kind.PAGES_CHANGED: Suspicion.CHANGED, Kind.DAMAGED: Suspicion.DAMAGED}


@dataclass(frozen=True, slots=True)
class Examined:
    """What came out: a finding or none, the file's digest, and the generation that was made, if one was due."""

    finding: Finding | None
    digest: bytes | None = None
    generation: Generation | None = None
    hindered: Trouble | None = None  # why a generation that was due was not made
    beside: object = None  # what was read besides, see `Examination`


class Examination:
    """One examination; `run` in a thread of its own, `finish` in the vault's lane, `stop` from anywhere.

    `beside` reads on in a sound file, with a question whether it is to stop; what it gives comes out with the rest.
    """

    def __init__(
        self, session: Session, newest: int, now: Callable[[], datetime], beside: Beside | None = None
    ) -> None:
        self._session, self._newest, self._now = session, newest, now
        self._beside, self._read = beside, None
        self._stop = threading.Event()
        self._running = threading.Lock()  # held from the beginning of `run` to its end
        self._reading = threading.Lock()  # held while `_reader` is made, interrupted or closed
        self._reader: Connection | None = None

    _read: object

    def run(self) -> Examined | None:
        """Examine the file as it was opened; None when it was stopped. What cannot be read is a finding."""
        with self._running:
            if self._stop.is_set():
                return None
            self._session.saves.hold()
            try:
                return self._examined()
            except digest.Stopped:
                return None

    def finish(self, examined: Examined | None) -> None:
        """Write down what came out, and let saves reach the file again."""
        saves = self._session.saves
        if examined is not None and examined.finding is not None:
            saves.stop(_SUSPICIONS[examined.finding.kind])
            return  # until the vault is closed the file stays as it is
        if examined is not None and examined.digest is not None:
            saves.note_examined(examined.digest)
        saves.release()
        saves.settle()

    def stop(self, seconds: float = 5.0) -> None:
        """End early and wait for the end."""
        self._stop.set()
        with self._reading:
            if self._reader is not None:
                self._reader.interrupt()
        if self._running.acquire(timeout=seconds):
            self._running.release()

    def _examined(self) -> Examined:
        session, saves = self._session, self._session.saves
        unmoved = saves.unmoved
        left = session.before.digest if session.before is not None else None
        try:
            found = digest.of(session.database, session.opened.keys, self._stop.is_set)
            changed = unmoved and left is not None and found != left
            sound = changed or self._is_sound()
        except OSError:
            sound, changed, found = False, False, b""  # what the disk does not give back cannot be read
        if changed:
            return Examined(self._finding(Kind.PAGES_CHANGED))
        if not sound:
            return Examined(self._finding(Kind.DAMAGED))
        reserve.ensure(session.folder)
        generation, hindered = self._generation(found)
        return Examined(None, found, generation, hindered, self._read)

    def _is_sound(self) -> bool:
        """Whether both integrity checks find nothing and every page could be read."""
        try:
            with self._reading:
                self._reader = opening.reader(self._session.database, self._session.opened.keys, newest=self._newest)
            opening.examine(self._reader)
            if self._beside is not None:
                with faults.told():
                    self._read = self._beside(self._reader, self._stop.is_set)
        except Trouble as trouble:
            if trouble.reason not in (Reason.VAULT_DAMAGED, Reason.DISK_FAULT):
                raise
            return False
        finally:
            with self._reading:
                reader, self._reader = self._reader, None
                if reader is not None:
                    reader.close()
            if self._stop.is_set():
                raise digest.Stopped  # whatever the interruption was told as
        return True

    def _generation(self, found: bytes) -> tuple[Generation | None, Trouble | None]:
        session = self._session
        there = generations.listed(session.folder, session.opened.keys, session.opened.vault_id)
        head = session.saves.as_in_file(found)
        now = self._now()
        if head is None or not generations.is_due(there, now, head.epoch):
            return None, None
        keys = session.opened.keys
        return generations.make_if_it_can_be(session.folder, keys, head, now, self._newest, self._stop.is_set)

    def _finding(self, kind: Kind) -> Finding:
        session = self._session
        there = generations.listed(session.folder, session.opened.keys, session.opened.vault_id)
        head = session.saves.head
        return Finding(kind, None, head.epoch, head.when_saved(), there)

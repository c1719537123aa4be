"""The whole examination of an open vault, behind the screen: digest, both integrity checks, then a generation.

It runs beside the vault's lane. Until it ends the database file does not change: saves stay in the log.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.vault import digest, generations, opening, reserve
from gemdesk.vault.connection import Connection
from gemdesk.vault.findings import Finding, Generation, Kind
from gemdesk.vault.head import Suspicion
from gemdesk.vault.session import Session

_SUSPICIONS = {Kind.PAGES_CHANGED: Suspicion.CHANGED, Kind.DAMAGED: Suspicion.DAMAGED}


@dataclass(frozen=True, slots=True)
class Examined:
    """What came out: a finding or none, the file's digest, and the generation that was made, if one was due."""

    finding: Finding | None
    digest: bytes | None = None
    generation: Generation | None = None
    no_room: bool = False  # a generation was due and the disk has no space for it


class Examination:
    """One examination; `run` in a thread of its own, `finish` in the vault's lane, `stop` from anywhere."""

    def __init__(self, session: Session, newest: int, now: Callable[[], datetime]) -> None:
        self._session, self._newest, self._now = session, newest, now
        self._stop = threading.Event()
        self._ended = threading.Event()
        self._reader: Connection | None = None

    def run(self) -> Examined | None:
        """Examine the file as it was opened; None when it was stopped. Raises Trouble for what the disk does."""
        try:
            self._session.saves.hold()
            return self._examined()
        except digest.Stopped:
            return None
        finally:
            self._ended.set()

    def finish(self, examined: Examined | None) -> None:
        """Write down what came out, and let saves reach the file again."""
        saves = self._session.saves
        if examined is not None and examined.finding is not None:
            saves.stop(_SUSPICIONS[examined.finding.kind])
            return  # the file stays as it is: what was found can be looked into
        if examined is not None:
            saves.note_examined(examined.digest)
        saves.release()
        saves.settle()

    def stop(self, seconds: float = 5.0) -> None:
        """End early and wait for the end."""
        self._stop.set()
        reader = self._reader
        if reader is not None:
            reader.interrupt()
        self._ended.wait(seconds)

    def _examined(self) -> Examined:
        session, saves = self._session, self._session.saves
        database, keys = session.database, session.opened.keys
        unmoved = saves.unmoved
        found = digest.of(database, keys, self._stop.is_set)
        left = session.before.digest if session.before is not None else None
        if unmoved and left is not None and found != left:
            return Examined(self._finding(Kind.PAGES_CHANGED))
        if not self._is_sound():
            return Examined(self._finding(Kind.DAMAGED))
        reserve.ensure(session.folder)
        generation, no_room = self._generation(found)
        return Examined(None, found, generation, no_room)

    def _is_sound(self) -> bool:
        """Whether both integrity checks find nothing; a busy log counts as sound, since it was read."""
        self._reader = opening.reader(self._session.database, self._session.opened.keys, newest=self._newest)
        try:
            opening.examine(self._reader)
        except Trouble as trouble:
            if trouble.reason is not Reason.VAULT_DAMAGED:
                raise
            return False
        finally:
            reader, self._reader = self._reader, None
            reader.close()
            if self._stop.is_set():
                raise digest.Stopped
        return True

    def _generation(self, found: bytes) -> tuple[Generation | None, bool]:
        session = self._session
        there = generations.listed(session.folder, session.opened.keys, session.opened.vault_id)
        head = session.saves.as_in_file(found)
        now = self._now()
        if not generations.is_due(there, now, head.epoch):
            return None, False
        if not generations.has_room(session.folder):
            return None, True
        made = generations.make(session.folder, session.opened.keys, head, now, self._newest, self._stop.is_set)
        return made, False

    def _finding(self, kind: Kind) -> Finding:
        session = self._session
        there = generations.listed(session.folder, session.opened.keys, session.opened.vault_id)
        head = session.saves.head
        return Finding(kind, None, head.epoch, head.when_saved(), there)

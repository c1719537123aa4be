"""What a vault's own counter, its sealed head, the head's copy outside and its generations say together."""

from dataclasses import dataclass, replace
from pathlib import Path

from gemdesk.vault.anchor import Anchor
from gemdesk.vault.findings import Finding, Generation, Kind
from gemdesk.vault.head import Head, Suspicion

_SUSPECTED = {Suspicion.CHANGED: Kind.PAGES_CHANGED, Suspicion.DAMAGED: Kind.DAMAGED}


@dataclass(frozen=True, slots=True)
class State:
    """What the database says of itself: how many saves are in it, and their running digest."""

    epoch: int
    chain: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is known before the vault is opened for use; `head` is a kind when there is none to go by."""

    head: Head | Kind
    anchor: Anchor | None
    generations: tuple[Generation, ...]
    log: bool  # there is a log with something in it
    log_file: bool  # there is a file of the log at all

    @property
    def known(self) -> Head | None:
        """The head, if there is one."""
        return self.head if isinstance(self.head, Head) else None

    @property
    def newest(self) -> int:
        """The newest epoch of which anything tells, the database apart."""
        told = [one.epoch for one in self.generations]
        told += [self.known.epoch] if self.known else []
        told += [self.anchor.epoch] if self.anchor else []
        return max(told, default=0)

    def finding(
        self, kind: Kind, state: State | None = None, *, missing: int | None = None, readable: bool = True
    ) -> Finding:
        """A finding of this kind, with the ways back that there are."""
        newest = max(self.newest, state.epoch if state else 0)
        saved_at = self.known.when_saved() if self.known else None
        return Finding(kind, missing, newest, saved_at, self.generations, readable, salvageable=self.log)

    def unreadable(self, database: Path) -> Finding:
        """The finding about a database that cannot be opened; one that is not there is no damaged one."""
        # What a salvage has read out lies beside until it takes the place: then it only has to go on.
        left = (path for path in (database, *database.parent.glob(f"{database.name}.*")) if path.is_file())
        if any(path.stat().st_size for path in left):
            return self.finding(Kind.DAMAGED, readable=False)
        return replace(self.finding(Kind.FILE_MISSING, readable=False), salvageable=False)


def compared(seen: Seen, state: State, pages: int) -> Finding | None:
    """What is wrong with a vault whose database was opened, or None; `pages` is the file's length."""
    head = seen.head
    if isinstance(head, Kind):
        return seen.finding(head, state)
    if head.suspicion:
        return seen.finding(_SUSPECTED[head.suspicion], state)
    newest = max(seen.newest, head.epoch)
    if head.made_at or newest > max(state.epoch, head.epoch):
        # The head of a generation in the vault's own place, or something newer than both.
        return seen.finding(Kind.ROLLED_BACK, state, missing=newest - state.epoch)
    if state.epoch < head.epoch:
        return seen.finding(Kind.SAVES_MISSING, state, missing=head.epoch - state.epoch)
    if _strange(seen, head, state) or (not head.saving and not head.in_log and pages != head.pages):
        return seen.finding(Kind.REPLACED, state)
    if head.saving and state.epoch == head.epoch and not seen.log_file:
        return seen.finding(Kind.SAVE_CUT, state, missing=0)
    return None


def _strange(seen: Seen, head: Head, state: State) -> bool:
    """Whether database, head and the copy outside belong to different lines of saves."""
    if state.epoch > head.epoch + head.saving or (state.epoch == head.epoch and state.chain != head.chain):
        return True
    outside = seen.anchor
    return outside is not None and outside.epoch == state.epoch and outside.chain != state.chain

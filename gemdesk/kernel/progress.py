"""How a long job tells how far it is, and how it learns that it is no longer wished."""

import threading
from collections.abc import Callable


class Cancelled(Exception):
    """Raised inside a job at the place where it asked and was told to stop."""


class Progress:
    """Handed into a job; safe to use from the job's thread while the screen reads and cancels it."""

    def __init__(self, tell: Callable[[int, int], None] | None = None) -> None:
        self._tell = tell
        self._wish = threading.Event()

    def step(self, done: int, whole: int = 0) -> None:
        """Tell that `done` of `whole` is done (0: nobody knows); raises Cancelled when it is no longer wished."""
        self.check()
        if self._tell is not None:
            self._tell(done, whole)

    def check(self) -> None:
        """Raise Cancelled when the job is no longer wished; call where stopping leaves nothing half done."""
        if self._wish.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Wish the job to stop at its next step; callable from any thread, any number of times."""
        self._wish.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody wished the job to stop."""
        return self._wish.is_set()

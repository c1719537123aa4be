"""The one way to work in the background: `look` reads, `change` writes, `apart` needs no vault.

One thread owns the open vault and does its jobs in order; two more do what needs no vault. A
result comes back on the screen's own thread. A job never asks the person anything.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.progress import Cancelled, Progress

PATIENCE = 400  # milliseconds before a job with a progress is shown as slow

R = TypeVar("R")


class OpenWork(Protocol):
    """What the lane of the vault owns; see flows/work."""

    def guarded(self, function: Callable[..., R], *args: object) -> R:
        """Call `function(work, *args)`; what the file or the disk did wrong is a `Trouble`."""
        ...

    def looked(self, late: Callable[[], bool], function: Callable[..., R], *args: object) -> R:
        """As `guarded`, to read alone; `Cancelled` soon after `late` says that nobody waits for it any more."""
        ...

    def take_touched(self) -> frozenset[str]:
        """Which kinds of record were changed since this was last asked."""
        ...

    def take_warnings(self) -> tuple[Trouble, ...]:
        """What has to be told of changes that succeeded, since this was last asked."""
        ...

    def close(self) -> None:
        """Close the vault."""
        ...


class Page:
    """Whose answers these are; whatever was asked before the last `renew` is dropped when it comes."""

    def __init__(self) -> None:
        self.turn = 0

    def renew(self) -> None:
        """Forget what was asked; call for a new question and when the page goes."""
        self.turn += 1


@dataclass(frozen=True, slots=True)
class _Job:
    then: Callable[[Any], object] | None
    failed: Callable[[Stop], object] | None
    page: Page | None
    turn: int
    progress: Progress | None
    changes: bool

    @property
    def is_late(self) -> bool:
        return self.page is not None and self.page.turn != self.turn


@dataclass(frozen=True, slots=True)
class _Answer:
    value: Any
    kinds: frozenset[str]
    stop: Stop | None = None
    warnings: tuple[Trouble, ...] = ()


class Jobs(QObject):
    """Two lanes of background work for one open vault."""

    changed = Signal(object)  # frozenset of the kinds of record that a change touched
    trouble = Signal(object)  # a Stop that no page takes (any more)
    mistake = Signal(object)  # an exception that is ours
    slow = Signal(object)  # the Progress of a job that takes longer than the patience
    eased = Signal(object)  # the same Progress, when that job has ended
    stepped = Signal(object, int, int)  # a Progress, how much is done, of how much (0: unknown)
    _ended = Signal(object, object)

    def __init__(self, open_work: Callable[[], OpenWork]) -> None:
        super().__init__()
        self._open_work = open_work
        self._work: OpenWork | None = None  # touched in the vault's lane only
        self._vault = ThreadPoolExecutor(1, "vault")
        self._free = ThreadPoolExecutor(2, "free")
        self._closed = False
        self._hurried = False  # looks that wait are not begun; read in the vault's lane
        self._waiting: set[int] = set()
        self._shown: set[int] = set()
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def look(
        self,
        function: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Stop], object] | None = None,
        page: Page | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Call `function(work, *args)` in the vault's lane to read; what is renewed meanwhile is not begun, or ends."""
        job = _Job(then, failed, page, page.turn if page else 0, progress, changes=False)
        self._begin(self._vault, job, lambda: self._looked(job, function, args))

    def change(
        self,
        function: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Stop], object] | None = None,
        page: Page | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Call `function(work, *args)` in the vault's lane to write; always done, then `changed` tells the kinds."""
        job = _Job(then, failed, page, page.turn if page else 0, progress, changes=True)
        self._begin(self._vault, job, lambda: self._changed(function, args))

    def apart(
        self,
        function: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Stop], object] | None = None,
        page: Page | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Call `function(*args)`, which needs no vault, beside the vault's lane; it sees the screen's lists."""
        job = _Job(then, failed, page, page.turn if page else 0, progress, changes=False)
        context = copy_context()
        self._begin(self._free, job, lambda: _Answer(context.run(function, *args), frozenset()))

    def new_progress(self) -> Progress:
        """A progress whose steps come back as `stepped`; hand it to the function and to the verb."""
        made = Progress(lambda done, whole: self.stepped.emit(made, done, whole))
        return made

    def finish(self, seconds: float | None = None) -> bool:
        """Wait until the changes asked so far are done and their answers told; False when the time is up before.

        With a limit, looks that were not begun are dropped, so that the changes come first.
        """
        if self._closed:
            return True
        self._hurried = seconds is not None
        done, _waiting = wait([self._vault.submit(lambda: None)], seconds)
        self._hurried = False
        # What the lane answered before lies in this object's queue.
        QCoreApplication.sendPostedEvents(self)
        return bool(done)

    def close(self) -> None:
        """Take no more jobs, let those of the vault's lane end, close the vault; answers are dropped."""
        if self._closed:
            return
        self._closed = True
        self._vault.submit(self._shut)
        self._free.shutdown(wait=True, cancel_futures=True)
        self._vault.shutdown(wait=True)

    def _begin(self, lane: Executor, job: _Job, run: Callable[[], _Answer]) -> None:
        if self._closed:
            return
        self._waiting.add(id(job))
        if job.progress is not None:
            QTimer.singleShot(PATIENCE, self, lambda: self._on_patience(job))
        lane.submit(run).add_done_callback(lambda future: self._ended.emit(job, future))

    def _opened(self) -> OpenWork:
        if self._work is None:
            self._work = self._open_work()
        return self._work

    def _looked(self, job: _Job, function: Callable[..., Any], args: tuple[object, ...]) -> _Answer:
        if job.is_late or self._hurried:
            raise Cancelled
        return _Answer(self._opened().looked(lambda: job.is_late, function, *args), frozenset())

    def _changed(self, function: Callable[..., Any], args: tuple[object, ...]) -> _Answer:
        work = self._opened()
        try:
            value = work.guarded(function, *args)
        except Stop as stop:
            # What was saved before it stopped is told too.
            return _Answer(None, work.take_touched(), stop, work.take_warnings())
        return _Answer(value, work.take_touched(), None, work.take_warnings())

    def _shut(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None

    def _on_patience(self, job: _Job) -> None:
        if id(job) in self._waiting:
            self._shown.add(id(job))
            self.slow.emit(job.progress)

    def _on_ended(self, job: _Job, future: "Future[_Answer]") -> None:
        self._waiting.discard(id(job))
        if id(job) in self._shown:
            self._shown.discard(id(job))
            self.eased.emit(job.progress)
        if self._closed:
            return
        fault = future.exception()
        if isinstance(fault, Cancelled):
            return
        if isinstance(fault, Stop):
            self._on_stop(job, fault)
        elif fault is not None:
            self.mistake.emit(fault)
        else:
            self._on_answer(job, future.result())

    def _on_answer(self, job: _Job, answer: _Answer) -> None:
        if answer.stop is not None:
            self._on_stop(job, answer.stop)
        elif job.then is not None and not job.is_late:
            job.then(answer.value)
        for warning in answer.warnings:
            self.trouble.emit(warning)
        if answer.kinds:
            self.changed.emit(answer.kinds)

    def _on_stop(self, job: _Job, stop: Stop) -> None:
        if job.failed is not None and not job.is_late:
            job.failed(stop)
        elif job.changes or job.failed is None:
            # Nobody may miss that something was not saved.
            self.trouble.emit(stop)

"""How the desk comes to its open vault: the handover, a question when the vault is not as it was left, the examination.

The vault's lane opens; the window's thread asks. What the examination finds later is told in the window.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gemdesk.flows import examinations, sessions
from gemdesk.flows.work import Work
from gemdesk.kernel.clock import Clock
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Jobs
from gemdesk.vault import handover as handovers
from gemdesk.vault import warming
from gemdesk.vault.examination import Examination
from gemdesk.vault.findings import Choice, Finding, Found, Remedy
from gemdesk.vault.handover import Handover

_MINUTE = 60_000  # milliseconds between writings of the head's copy beside the key file


class Opening(QObject):
    """Opens the vault once, or again with what the person chose."""

    handed = Signal(object)  # the Handover: the window may appear
    opened = Signal()  # the vault is open
    asked = Signal(object)  # a Finding, to be chosen about
    failed = Signal(object)  # a Stop: there is no vault to show
    examined = Signal(object)  # a Finding of the examination; nothing more is saved

    def __init__(self, key_end: int, clock: Clock) -> None:
        super().__init__()
        self._key_end, self._clock = key_end, clock
        self._handover: Handover | None = None
        self._choice: Choice | None = None
        self._jobs: Jobs | None = None

    def open_work(self) -> Work:
        """The open vault; called in the vault's lane, which is the one that sees the key."""
        if self._handover is None:
            warming.warm_for_opening()
            self._handover = handovers.receive(self._key_end)
            self.handed.emit(self._handover)
        return sessions.begin(self._handover, self._clock, self._choice)

    def begin(self, jobs: Jobs) -> None:
        """Ask the lane to open, and go on from what comes of it."""
        self._jobs = jobs
        # As a change, so that what was put right on the way in is told at once.
        jobs.change(_opened, then=lambda _: self.opened.emit(), failed=self._on_stop)

    def choose(self, chosen: str) -> None:
        """Open again with a way on: `generation:<name>`, `knowingly` or `salvage`."""
        remedy, _colon, name = chosen.partition(":")
        self._choice = Choice(Remedy(remedy), name)
        if self._jobs is not None:
            self.begin(self._jobs)

    def examine(self) -> None:
        """Examine the whole vault behind the screen, then keep the copy of its head outside fresh."""
        jobs = self._jobs
        if jobs is None:
            return
        jobs.look(examinations.prepare, then=lambda made: self._run(jobs, made))
        minute = QTimer(self)
        minute.setInterval(_MINUTE)
        minute.timeout.connect(lambda: jobs.look(_anchored, then=jobs.apart))
        minute.start()

    def _run(self, jobs: Jobs, made: Examination) -> None:
        jobs.apart(
            made.run,
            then=lambda examined: jobs.change(examinations.finish, made, examined, then=self._on_examined),
            failed=lambda stop: self._on_hindered(jobs, made, stop),
        )

    def _on_hindered(self, jobs: Jobs, made: Examination, stop: Stop) -> None:
        jobs.change(examinations.finish, made, None)
        jobs.trouble.emit(stop)

    def _on_examined(self, finding: Finding | None) -> None:
        if finding is not None:
            self.examined.emit(finding)

    def _on_stop(self, stop: Stop) -> None:
        if isinstance(stop, Found):
            self.asked.emit(stop.finding)
        else:
            self.failed.emit(stop)


def _opened(_work: Work) -> None:
    """Nothing: asking for it opens the vault."""


def _anchored(work: Work) -> Callable[[], object]:
    """What brings the head's copy up to date; a slow stick holds up nothing but its own thread."""
    return work.vault.write_anchor

"""What the desk hands to every page; no page reaches for anything else."""

from dataclasses import dataclass

from gemdesk.kernel.clock import Clock
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Faces


@dataclass(frozen=True, slots=True)
class Tools:
    """Words and look, the way to the flows, the clock."""

    faces: Faces
    jobs: Jobs
    clock: Clock

"""What the desk hands to every page; no page reaches for anything else."""

from dataclasses import dataclass, field

from gemdesk.kernel.clock import Clock
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Faces
from gemdesk.ui.rights import Rights


@dataclass(frozen=True, slots=True)
class Tools:
    """Words and look, the way to the flows, the clock, what the role at work may do."""

    faces: Faces
    jobs: Jobs
    clock: Clock
    rights: Rights = field(default_factory=Rights)

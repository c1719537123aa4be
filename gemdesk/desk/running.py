"""Everything of a running desk that somebody outside it drives or ends."""

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from gemdesk.desk.opening import Opening
from gemdesk.kernel.channels import Channel
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.look.face import Faces
from gemdesk.ui.window import Window


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that `desk.start` has put together."""

    app: QApplication
    faces: Faces
    jobs: Jobs
    window: Window
    channel: Channel
    opening: Opening

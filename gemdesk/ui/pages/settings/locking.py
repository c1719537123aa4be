"""When the vault locks by itself, and what panic does."""

from PySide6.QtCore import Signal

from gemdesk.kernel.settings import IDLE_SECONDS
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.settings.panic import PanicPart
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.tools import Tools


class LockingCard(Card):
    """The idle time is the page's to keep; panic is kept inside the vault."""

    idle_chosen = Signal(int)  # seconds

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self.idle = Segment(faces, _named, [(str(seconds), _minutes(seconds)) for seconds in IDLE_SECONDS])
        self.idle.chosen.connect(lambda: self.idle_chosen.emit(int(self.idle.code())))
        self.panic = PanicPart(tools)
        self.body.addWidget(Label(faces, lambda t: t.say("Locking"), role="name"))
        self.body.addWidget(Field(faces, _named, self.idle))
        self.body.addSpacing(8)
        self.body.addWidget(self.panic)

    def open(self, idle_seconds: int) -> None:
        """Show the idle time in force and read what panic does."""
        self.idle.set_code(str(idle_seconds))
        self.panic.open()


def _named(texts: Texts) -> str:
    return texts.say("Lock after a time without use")


def _minutes(seconds: int) -> Words:
    return lambda t: t.count("{count} minute", "{count} minutes", seconds // 60)

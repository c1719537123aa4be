"""How the desk's window appears: in the look of the lock screen, with Today or with a question."""

from PySide6.QtCore import QObject, Qt, QTimer

from gemdesk.desk.locks import Locks
from gemdesk.desk.running import Desk
from gemdesk.flows.findings import Finding
from gemdesk.kernel.settings import Settings
from gemdesk.ui.pages.settings.page import face_of
from gemdesk.vault.handover import Handover

_SETTLED = 400  # milliseconds from the opening to the examination


class Showing(QObject):
    """Brings the window onto the screen once the vault is open, or has to be asked about."""

    def __init__(self, desk: Desk, locks: Locks, known: Settings) -> None:
        """`known` are the settings in which the window was built."""
        super().__init__(desk.window)
        self._desk, self._locks, self._known = desk, locks, known

    def take_settings(self, handover: Handover) -> None:
        """Wear what was worn on the lock screen; another face takes as long as opening a vault."""
        if handover.settings != self._known:
            self._known = handover.settings
            self._desk.faces.switch(face_of(handover.settings))
            self._desk.window.settings.use(handover.settings)

    def begin(self) -> None:
        """Show what is due in the open vault, and examine the whole of it after that."""
        window = self._desk.window
        window.today.listed.connect(self._listed, Qt.ConnectionType.SingleShotConnection)
        window.start()
        self._appear()
        self._locks.begin()
        # After the paint: whoever unlocked waits for nothing but Today.
        QTimer.singleShot(_SETTLED, self._desk.opening.examine)

    def ask(self, finding: Finding) -> None:
        """Show what was found on opening, and no case."""
        self._desk.window.ask(finding)
        self._appear()

    def _appear(self) -> None:
        window = self._desk.window
        window.show()
        window.raise_()
        window.activateWindow()
        self._desk.channel.send("shown", language=self._desk.faces.face.texts.language)

    def _listed(self) -> None:
        # A timer comes after what is waiting to be painted.
        QTimer.singleShot(0, lambda: self._desk.channel.send("listed"))

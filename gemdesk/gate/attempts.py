"""One attempt with a secret at a time, in a thread, so that the window goes on painting."""

import threading

from PySide6.QtCore import QObject, Signal

from gemdesk.gate.keywork import Work
from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.reasons import Reason


class Attempts(QObject):
    """Starts attempts; `opened` carries a Handover, `stopped` a Refusal or Trouble, both in the window's thread."""

    opened = Signal(object)
    stopped = Signal(object)

    def start(self, work: Work) -> None:
        """Run the work; the page that asked for it waits for one of the signals."""
        threading.Thread(target=self._run, args=(work,), name="attempt", daemon=True).start()

    def _run(self, work: Work) -> None:
        try:
            handover = work()
        except Stop as stop:
            self.stopped.emit(stop)
        except OSError as fault:
            from gemdesk.kernel.files import trouble_of

            self.stopped.emit(trouble_of(fault))
        except BaseException:
            self.stopped.emit(Trouble(Reason.OUR_MISTAKE))
            raise
        else:
            self.opened.emit(handover)

"""One attempt with a secret at a time, in a thread, so that the window goes on painting."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gemdesk.kernel.errors import Stop, Trouble
from gemdesk.kernel.reasons import Reason


class Attempts(QObject):
    """Starts attempts; `done` carries what the work gave, `stopped` a Refusal or Trouble, in the window's thread."""

    done = Signal(object)
    stopped = Signal(object)

    def start(self, work: Callable[[], object]) -> None:
        """Run the work; the page that asked for it waits for one of the signals."""
        threading.Thread(target=self._run, args=(work,), name="attempt", daemon=True).start()

    def _run(self, work: Callable[[], object]) -> None:
        try:
            result = work()
        except Stop as stop:
            self.stopped.emit(stop)
        except OSError as fault:
            from gemdesk.kernel.files import trouble_of

            self.stopped.emit(trouble_of(fault))
        except BaseException:
            self.stopped.emit(Trouble(Reason.OUR_MISTAKE))
            raise
        else:
            self.done.emit(result)

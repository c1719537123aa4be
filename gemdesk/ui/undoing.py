"""Offers the way back after each save, in the strip and under Ctrl+Z."""

from gemdesk.flows import history
from gemdesk.flows.history import Told
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Joined
from gemdesk.ui.jobs import Jobs, Page
from gemdesk.ui.pages.history import words
from gemdesk.ui.parts.undo_strip import UndoStrip


class Undoing:
    """Asks which change was the last that can be taken back, and takes it back on wish."""

    def __init__(self, jobs: Jobs, strip: UndoStrip) -> None:
        self._jobs, self._strip, self._turn = jobs, strip, Page()
        self._back: Told | None = None  # what was just taken back: that is told, and not offered again

    def offer(self) -> None:
        """After a save: say what was saved and can be taken back; an older change is no answer to a newer one."""
        self._turn.renew()
        self._jobs.look(history.just_done, then=self._offered, failed=_in_silence, page=self._turn)

    def undo(self) -> None:
        """Take back the latest change that can be taken back, and say which one it was."""
        self._jobs.change(history.take_back_last, then=self._undone, failed=self._stands)

    def _offered(self, told: Told | None) -> None:
        if self._back is None:
            if told is None:
                self._strip.hide()
            else:
                self._strip.tell(lambda t: words.short(t, told))
        self._back = None

    def _undone(self, told: Told | None) -> None:
        self._back = told
        if told is None:
            self._strip.tell(lambda t: t.say("There is nothing to undo"), undoable=False)
        else:
            self._strip.tell(lambda t: t.say("Undone: {what}", what=Joined(words.short(t, told))), undoable=False)

    def _stands(self, stop: Stop) -> None:
        self._strip.tell(lambda t: t.reason(stop), undoable=False)


def _in_silence(_stop: Stop) -> None:
    """Whoever may not see the history is offered nothing."""

"""The draft of a referral: kept at every pause of the typing, and gone with the letter that left."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from gemdesk.flows import cases, referrals
from gemdesk.ui.jobs import Jobs
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.parts.pause import Pause

_KEEP = 400  # milliseconds without a change before the draft is kept


class DraftKeeper:
    """Keeps what is typed for one case, until a letter takes it along."""

    def __init__(self, jobs: Jobs, page: QWidget) -> None:
        self._jobs, self._case, self._typed = jobs, "", Typed()
        self._asked: Typed | None = None  # what was typed when a letter was asked for last
        self._stored: Typed | None = None  # what was typed of the letter that left
        self._pause = Pause(page, _KEEP, self.keep)

    def begin(self, case_id: str) -> None:
        """Go over to another referral; what was typed in the one before is kept."""
        self.keep_rest()
        self._case, self._typed, self._asked, self._stored = case_id, Typed(), None, None

    def show(self, typed: Typed) -> None:
        """This stands on the page; it is kept already."""
        self._typed = typed

    def change(self, typed: Typed) -> None:
        """Something was changed: keep it at the next pause."""
        self._typed = typed
        self._pause.start()

    def keep_rest(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self.keep()

    def keep(self) -> None:
        """Keep all of it, or nothing where a letter that left says the same: that is stored."""
        self._pause.stop()
        is_stored = self._stored is not None and self._stored == replace(self._typed, step=self._stored.step)
        body = {} if is_stored else self._typed.draft()
        self._jobs.change(cases.keep_draft, referrals.place(self._case), body)

    def ask(self, typed: Typed) -> None:
        """A letter of this is asked for."""
        self.keep_rest()
        self._asked = typed

    def leave(self) -> None:
        """The letter that was asked for left: a draft of it would only begin the next referral with its words."""
        self._stored = self._asked
        self.keep()

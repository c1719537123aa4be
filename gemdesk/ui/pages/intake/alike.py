"""Possible matches while a person is taken in: they suggest and never stand in the way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import matches
from gemdesk.flows.matches import Other
from gemdesk.ui.alike_words import title, why
from gemdesk.ui.jobs import Page
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.tools import Tools

_PAUSE = 250  # milliseconds without a key before it is looked
_LEAST = 2  # letters of a name
_MOST = 3  # matches that are shown


class Alike(Card):
    """Hidden while nothing like the name or number is known."""

    case_wanted = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        self._tools, self._typed = tools, ("", "")
        self._turn = Page()
        faces = tools.faces
        self._rows = QVBoxLayout()
        words = Label(faces, lambda t: t.say("Perhaps this person is known already."), role="strong", wrap=True)
        self.body.addWidget(words)
        self.body.addLayout(self._rows)
        self._pause = Pause(self, _PAUSE, self._look)
        self.hide()

    def typed(self, name: str, number: str) -> None:
        """Look for files like these, once nobody types."""
        if (name, number) == self._typed:
            return
        self._typed = (name, number)
        self._pause.start()

    def forget(self) -> None:
        """Show nothing, and hear of nothing that was asked before."""
        self._typed = ("", "")
        self._pause.stop()
        self._turn.renew()
        self.hide()

    def _look(self) -> None:
        name, number = self._typed
        self._turn.renew()
        names = [name] if len(name) >= _LEAST else []
        # A search that fails takes nothing away from the card that is being written.
        self._tools.jobs.look(
            matches.alike, names, number, then=self._show, failed=lambda _: self.hide(), page=self._turn
        )

    def _show(self, found: Sequence[Other]) -> None:
        clear(self._rows)
        for other in found[:_MOST]:
            self._rows.addWidget(_Row(self._tools, other, self.case_wanted))
        self.setVisible(bool(found))


class _Row(QWidget):
    """One possible match."""

    def __init__(self, tools: Tools, other: Other, wanted: SignalInstance) -> None:
        super().__init__()
        faces = tools.faces
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(faces, title(other), wrap=True), 1)
        row.addWidget(Chip(faces, *why(other)))
        if other.is_shown:
            open_ = partial(wanted.emit, other.case)
            row.addWidget(Button(faces, lambda t: t.say("Open the case"), sort="quiet", press=open_))

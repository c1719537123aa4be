"""Lays the organisation's own entries over the lists of the screen, at the opening and after every change of them."""

from PySide6.QtCore import QObject

from gemdesk.domain.own import ListEntry
from gemdesk.flows import own_lists
from gemdesk.kernel import lists
from gemdesk.kernel.lists import Own
from gemdesk.ui.tools import Tools


class OwnLists(QObject):
    """Lives as long as the window of one vault; whatever the vault before had laid is taken away by `start`."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        tools.jobs.changed.connect(self._on_changed)

    def start(self) -> None:
        """Read the entries; ask before anything that shows words of a list, since answers come in order."""
        lists.lay(lists.NONE)
        self._ask()

    def _ask(self) -> None:
        self._tools.jobs.look(own_lists.read, then=self._lay)

    def _lay(self, own: Own) -> None:
        if lists.lay(own):
            self._tools.faces.say_again()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if ListEntry.KIND in kinds:
            self._ask()

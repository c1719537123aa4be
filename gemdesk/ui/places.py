"""The places of the desk, in the order of the rail. A new place is one line here and a folder in `pages`.

A page is made when it is first gone to: the desk starts with the list alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gemdesk.domain.access import Right
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.rail import Place
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools


@dataclass(frozen=True, slots=True)
class Room:
    """One place: how the rail names it, how its page is made, which right it needs."""

    place: Place
    make: Callable[[Tools], PlacePage]
    right: Right | None = None


def _room(id_: str, words: Words, icon: str, make: Callable[[Tools], PlacePage], right: Right | None = None) -> Room:
    return Room(Place(id_, words, icon), make, right)


def _history(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.history.page import HistoryPage

    return HistoryPage(tools)


def _lists(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.lists.page import ListsPage

    return ListsPage(tools)


ROOMS: tuple[Room, ...] = (
    _room("history", lambda t: t.say("History and bin"), "undo", _history, Right.HISTORY),
    _room("lists", lambda t: t.say("Lists and fields"), "list", _lists, Right.LISTS),
)

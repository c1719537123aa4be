"""The pages of the places: those that are there from the start, and those that are made when first gone to."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from gemdesk.ui.parts.keys import bind
from gemdesk.ui.place import PlacePage
from gemdesk.ui.places import PRINTS, ROOMS, TODAY
from gemdesk.ui.tools import Tools


class Rooms:
    """Knows every place by its id; `lead` connects a page that was just made to the ways out of it."""

    def __init__(
        self,
        tools: Tools,
        stack: QStackedWidget,
        begun: Mapping[str, PlacePage],
        lead: Callable[[PlacePage], object],
    ) -> None:
        self._tools, self._stack, self._lead = tools, stack, lead
        self._rooms = {room.place.id: room for room in ROOMS}
        self._pages: dict[str, PlacePage] = {}
        for place, page in begun.items():
            self._take(place, page)

    def __contains__(self, place: str) -> bool:
        """Whether there is such a place."""
        return place in self._pages or place in self._rooms

    def has_door(self, place: str) -> bool:
        """Whether the rail shows it among the places of work."""
        return place in self._rooms

    def may_enter(self, place: str) -> bool:
        """Whether who is at work has the right that the place needs."""
        room = self._rooms.get(place)
        return room is None or room.right is None or self._tools.rights.may(room.right)

    def first(self) -> str:
        """The place that is shown first, and gone back to where no case is."""
        return TODAY if self.may_enter(TODAY) else PRINTS

    def page(self, place: str) -> PlacePage:
        """The page of a place, made now when it was never gone to."""
        if place not in self._pages:
            self._take(place, self._rooms[place].make(self._tools))
        return self._pages[place]

    def _take(self, place: str, page: PlacePage) -> None:
        self._lead(page)
        bind(page, "Escape", page.back)
        self._pages[place] = page
        self._stack.addWidget(page)

    def name_of(self, page: QWidget) -> str:
        """The place of a page; '' for one that is none."""
        return next((name for name, known in self._pages.items() if known is page), "")

    def made(self) -> Iterator[PlacePage]:
        """The pages that were gone to."""
        return iter(self._pages.values())

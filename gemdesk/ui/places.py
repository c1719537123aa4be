"""The places of the desk, in the order of the rail. A new place is one line here and a folder in `pages`.

A page is made when it is first gone to: the desk starts with Today alone.
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
    before_cases: bool = False  # where the rail names it


def _room(
    id_: str,
    words: Words,
    icon: str,
    make: Callable[[Tools], PlacePage],
    right: Right | None = None,
    *,
    before_cases: bool = False,
) -> Room:
    return Room(Place(id_, words, icon), make, right, before_cases)


def _today(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.today.page import TodayPage

    return TodayPage(tools)


def _replies(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.replies.page import RepliesPage

    return RepliesPage(tools)


def _prints(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.prints.page import PrintsPage

    return PrintsPage(tools)


def _directory(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.directory.page import DirectoryPage

    return DirectoryPage(tools)


def _figures(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.figures.page import FiguresPage

    return FiguresPage(tools)


def _history(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.history.page import HistoryPage

    return HistoryPage(tools)


def _approvals(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.approvals.page import ApprovalsPage

    return ApprovalsPage(tools)


def _lists(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.lists.page import ListsPage

    return ListsPage(tools)


def _sheets(tools: Tools) -> PlacePage:
    from gemdesk.ui.pages.sheet_import.page import SheetImportPage

    return SheetImportPage(tools)


TODAY, PRINTS = "today", "prints"  # the places that are shown first; the second to whoever only prints
ROOMS: tuple[Room, ...] = (
    _room(TODAY, lambda t: t.say("Today"), "sun", _today, Right.TASKS, before_cases=True),
    _room("approvals", lambda t: t.say("Approvals"), "check", _approvals, Right.APPROVE),
    _room("replies", lambda t: t.say("Referrals"), "send", _replies, Right.WRITE),
    _room(PRINTS, lambda t: t.say("Letters to print"), "printer", _prints, Right.PRINT),
    _room("directory", lambda t: t.say("Service directory"), "building", _directory, Right.DIRECTORY),
    _room("figures", lambda t: t.say("Figures"), "chart", _figures, Right.FIGURES),
    _room("history", lambda t: t.say("History and bin"), "undo", _history, Right.HISTORY),
    _room("sheets", lambda t: t.say("Take in a spreadsheet"), "document", _sheets, Right.IMPORT),
    _room("lists", lambda t: t.say("Lists and fields"), "list", _lists, Right.LISTS),
)

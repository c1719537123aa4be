"""Lists and fields: what the program offers to choose from, and what the organisation adds to it."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from gemdesk.ui.pages.lists.entries import EntriesView
from gemdesk.ui.pages.lists.fields import FieldsView
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools


class ListsPage(PlacePage):
    """Two tabs, lists and fields; each is read when it is gone to."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self.tabs = Tabs(
            faces,
            lambda t: t.say("Lists and fields"),
            [("lists", lambda t: t.say("Lists")), ("fields", lambda t: t.say("Fields of the organisation"))],
        )
        self.entries, self.fields = EntriesView(tools), FieldsView(tools)
        self._views = QStackedWidget()
        self._scrolls = {"lists": Scroll(faces), "fields": Scroll(faces)}
        for key, view in (("lists", self.entries), ("fields", self.fields)):
            self._scrolls[key].body.addWidget(view)
            self._scrolls[key].body.addStretch(1)
            self._views.addWidget(self._scrolls[key])
        self._column = QVBoxLayout(self)
        self._column.addWidget(Label(faces, lambda t: t.say("Lists and fields"), role="title"))
        self._column.addWidget(self.tabs)
        self._column.addWidget(self._views, 1)
        self.tabs.chosen.connect(self._show_tab)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(8))
        self._column.setSpacing(look.px(10))

    def open(self) -> None:
        """Read what is shown."""
        for view in (self.entries, self.fields):
            view.open()
            view.take_up()
        self.tabs.setFocus()

    def keep_draft(self) -> None:
        """Keep what was typed into either form since the last time."""
        for view in (self.entries, self.fields):
            view.ask.keep_draft()

    def back(self) -> None:
        """Put an open form away; out of the page where there is none."""
        asked = [view.ask for view in (self.entries, self.fields) if view.ask.isVisible()]
        if asked:
            asked[0].put_away()
        else:
            super().back()

    def _show_tab(self, key: str) -> None:
        self._views.setCurrentWidget(self._scrolls[key])

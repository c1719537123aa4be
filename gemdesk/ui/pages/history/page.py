"""Who changed what, with the way back of each change, and what lies in the bin."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.domain.definition import definition_of
from gemdesk.flows import history
from gemdesk.flows.history import Thrown, Told
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.history import words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

_AT_ONCE = 25


class HistoryPage(PlacePage):
    """Two tabs: the changes, the latest first, and the bin."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._told = Page(), list[Told]()
        self.banner = Banner(faces)
        self.tabs = Tabs(
            faces,
            lambda t: t.say("History and bin"),
            [("changes", lambda t: t.say("Who changed what")), ("bin", lambda t: t.say("Bin"))],
        )
        self._rows, self._bin = _column(), _column()
        self.more = Button(faces, lambda t: t.say("Show earlier ones"), icon="down", press=self._more)
        self._none = Empty(faces, lambda t: t.say("Nothing was changed yet"), lambda _: "", icon="clock")
        self._none_thrown = Empty(
            faces,
            lambda t: t.say("The bin is empty"),
            lambda t: t.say("What is put in the bin stays here and can be brought back."),
            icon="undo",
        )
        self._changes, self._thrown = QWidget(), QWidget()
        self._build()
        self.tabs.chosen.connect(self._show_tab)
        tools.jobs.changed.connect(lambda _kinds: self._reload())
        faces.follow(self.say)

    def _build(self) -> None:
        first, second = QVBoxLayout(self._changes), QVBoxLayout(self._thrown)
        for column, none in ((first, self._none), (second, self._none_thrown)):
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(none)
        first.addLayout(self._rows)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        first.addLayout(row)
        second.addLayout(self._bin)
        self._scroll = Scroll(self._tools.faces)
        title = Label(self._tools.faces, lambda t: t.say("History and bin"), role="title")
        for part in (self.banner, title, self.tabs, self._changes, self._thrown):
            self._scroll.body.addWidget(part)
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        self._show_tab("changes")

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(8))
        for rows in (self._rows, self._bin):
            rows.setSpacing(look.px(8))

    def open(self) -> None:
        """Read both anew."""
        self.banner.hide()
        self._scroll.verticalScrollBar().setValue(0)
        self._read()

    def _reload(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._turn.renew()
        jobs = self._tools.jobs
        most = max(_AT_ONCE, len(self._told))
        jobs.look(history.page, "", None, most, then=self._on_changes, failed=self._refused, page=self._turn)
        jobs.look(history.bin_of, then=self._on_bin, failed=self._refused, page=self._turn)

    def _more(self) -> None:
        after = self._told[-1] if self._told else None
        self._tools.jobs.look(
            history.page, "", after, _AT_ONCE, then=self._on_more, failed=self._refused, page=self._turn
        )

    def _show_tab(self, key: str) -> None:
        self._changes.setVisible(key == "changes")
        self._thrown.setVisible(key == "bin")

    def _on_changes(self, told: Sequence[Told]) -> None:
        self._told = list(told)
        clear(self._rows)
        for one in told:
            self._rows.addWidget(self._card(one))
        self._none.setVisible(not told)
        self.more.setVisible(len(told) >= _AT_ONCE)

    def _on_more(self, told: Sequence[Told]) -> None:
        self._told += told
        for one in told:
            self._rows.addWidget(self._card(one))
        self.more.setVisible(len(told) == _AT_ONCE)

    def _card(self, told: Told) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, lambda t: _when(t, told), role="strong"))
        if told.code:
            head.addWidget(Label(faces, lambda t: t.say("Case {code}", code=Code(told.code)), role="quiet"))
        head.addStretch(1)
        if told.undone:
            head.addWidget(Chip(faces, lambda t: t.say("Undone"), "quiet"))
        if told.case:
            head.addWidget(_open(self, told))
        if told.may_undo:
            head.addWidget(_undo(self, told))
        card.body.addLayout(head)
        for part in told.parts:
            card.body.addWidget(Label(faces, words.part_words(part), wrap=True))
        if told.more:
            more = told.more
            card.body.addWidget(
                Label(faces, lambda t: t.count("and one more change", "and {count} more changes", more), role="quiet")
            )
        return card

    def take_back(self, change: str) -> None:
        """Take a change back, or say why it stands."""
        self.banner.hide()
        self._tools.jobs.change(history.take_back, change, failed=self._refused)

    def bring_back(self, record: str) -> None:
        """Bring a record back from the bin."""
        self.banner.hide()
        self._tools.jobs.change(history.bring_back, record, failed=self._refused)

    def _on_bin(self, thrown: Sequence[Thrown]) -> None:
        clear(self._bin)
        for one in thrown:
            self._bin.addWidget(self._binned(one))
        self._none_thrown.setVisible(not thrown)
        count = len(thrown)
        self.tabs.set_words("bin", lambda t: t.say("Bin ({count})", count=t.number(count)) if count else t.say("Bin"))

    def _binned(self, thrown: Thrown) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, lambda t: words.kind_of(t, type(thrown.record).KIND), role="strong"))
        if thrown.code:
            head.addWidget(Label(faces, lambda t: t.say("Case {code}", code=Code(thrown.code)), role="quiet"))
        head.addStretch(1)
        button = Button(
            faces, lambda t: t.say("Bring back"), icon="undo", press=lambda: self.bring_back(thrown.record.id)
        )
        head.addWidget(button)
        card.body.addLayout(head)
        card.body.addWidget(Label(faces, lambda t: _what(t, thrown), wrap=True))
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "Put in the bin on {day} by {worker}",
                    day=dates.day(thrown.at.date(), t.language),
                    worker=Code(thrown.worker),
                ),
                role="quiet",
            )
        )
        return card

    def _refused(self, stop: Stop) -> None:
        self.banner.tell(stop)
        self._scroll.bring(self.banner)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    return column


def _open(page: HistoryPage, told: Told) -> Button:
    return Button(
        page._tools.faces,
        lambda t: t.say("Open the case"),
        sort="quiet",
        press=lambda: page.case_wanted.emit(told.case),
    )


def _undo(page: HistoryPage, told: Told) -> Button:
    return Button(page._tools.faces, lambda t: t.say("Undo"), icon="undo", press=lambda: page.take_back(told.change))


def _when(texts: Texts, told: Told) -> str:
    return texts.say(
        "{day}, {time} · {worker}",
        day=dates.day(told.at.date(), texts.language),
        time=dates.time_of_day(told.at),
        worker=Code(told.worker),
    )


def _what(texts: Texts, thrown: Thrown) -> str:
    """The first words of a record, so that one knows which it is."""
    for field in definition_of(type(thrown.record)).fields:
        shown = field.meaning.search or field.meaning.kind.name in ("TEXT", "LONG_TEXT")
        if shown and (found := words.value(texts, field, getattr(thrown.record, field.name))):
            return texts.say("{what}", what=found)
    return texts.say("{what}", what=Name("—"))

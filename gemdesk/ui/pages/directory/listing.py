"""The list of the directory: search, filters, rows."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import directory
from gemdesk.flows.directory import Filter, Line
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.search import Search
from gemdesk.ui.parts.segment import Choice, Segment
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.tables.case_line import CaseLine
from gemdesk.ui.tables.case_list import CaseList
from gemdesk.ui.tables.rows import Rows
from gemdesk.ui.told import receiver_words
from gemdesk.ui.tools import Tools


class Listing(QWidget):
    """Tells which organisation is wished; reads itself again when one changed."""

    chosen = Signal(str)
    listed = Signal()
    refused = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn, self._typed, self._asked = tools, Page(), "", False
        self._alone = False
        faces = tools.faces
        self.search = Search(
            faces, lambda t: t.say("Search the directory"), hint=lambda t: t.say("Name or place, in any spelling")
        )
        self.sector = Combo(faces, lambda t: t.say("Service"), choices("service"), empty=lambda t: t.say("Any service"))
        self.place = Combo(
            faces, lambda t: t.say("Place (governorate or district)"), (), empty=lambda t: t.say("Any place")
        )
        self.group = Combo(
            faces, lambda t: t.say("For whom"), choices("population"), empty=lambda t: t.say("For anybody")
        )
        self.flags = Segment(
            faces,
            lambda t: t.say("Show by"),
            [("free", lambda t: t.say("Free of charge")), ("retired", lambda t: t.say("No longer used"))],
            several=True,
        )
        self.rows = Rows(tools.jobs, directory.page, self._line)
        self.list = CaseList(faces, lambda t: t.say("Organisations"), self.rows)
        self._none = Empty(faces, self._no_rows, self._no_rows_hint, icon="building")
        self._build()
        self._connect()
        faces.follow(self.say)

    def _build(self) -> None:
        self._stack, self._top, self._combos = Stack(), QVBoxLayout(), QHBoxLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._top.addWidget(self.search)
        for combo in (self.sector, self.place):
            self._combos.addWidget(combo, 1)
        self._top.addLayout(self._combos)
        self._top.addWidget(self.group)
        self._top.addWidget(self.flags)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.wished.connect(self._look_for)
        self.search.returnPressed.connect(self._open_first)
        for part in (self.sector, self.place, self.group, self.flags):
            part.chosen.connect(self.ask)
        self.list.moved.connect(self._on_moved)
        self.list.opened.connect(self.chosen)
        self.rows.fetched.connect(self._after_fetch)
        self._tools.jobs.changed.connect(self._on_changed)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setContentsMargins(0, 0, 0, 0)
        self._top.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(6))
        self._top.setSpacing(look.px(8))
        self._combos.setSpacing(look.px(8))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self._tools.faces.face.look.colour("surface"))

    def ask(self) -> None:
        """Read the list from its beginning, and the places there are."""
        self._asked = True
        self.rows.ask(self._typed, self._filter())
        self._turn.renew()
        self._tools.jobs.look(directory.places, then=self._on_places, failed=self.refused.emit, page=self._turn)

    def set_alone(self, alone: bool) -> None:
        """Whether the list has the page for itself; then only Return opens, so that one can walk it."""
        self._alone = alone

    def _on_moved(self, organisation: str) -> None:
        if not self._alone:
            self.chosen.emit(organisation)

    def mark(self, organisation: str) -> None:
        """Mark the row of an organisation, without telling."""
        self.list.set_key(organisation)

    def _filter(self) -> Filter:
        flags = self.flags.codes()
        return Filter(
            self.sector.code(), self.place.code(), self.group.code(), free="free" in flags, retired="retired" in flags
        )

    def _look_for(self, typed: str) -> None:
        self._typed = typed
        self.ask()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if self._asked and kinds & {"organisation", "service"}:
            self.rows.reload()

    def _on_places(self, places: Sequence[str]) -> None:
        offered: list[Choice] = [(place, _plain(place)) for place in places]
        self.place.set_choices(offered)

    def _open_first(self) -> None:
        if self.rows.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.rows.index(0, 0))

    def _after_fetch(self) -> None:
        self._none.set_words(self._no_rows, self._no_rows_hint)
        self._stack.setCurrentWidget(self.list if self.rows.rowCount() else self._none)
        self.listed.emit()

    def _is_narrowed(self) -> bool:
        return bool(self._typed.strip()) or self._filter() != Filter()

    def _no_rows(self, texts: Texts) -> str:
        return texts.say("Nothing fits this") if self._is_narrowed() else texts.say("The directory is empty")

    def _no_rows_hint(self, texts: Texts) -> str:
        if self._is_narrowed():
            return texts.say("Fewer filters or another spelling may help.")
        return texts.say("An organisation is added here, or a sheet of them is taken in.")

    def _line(self, row: Line) -> CaseLine:
        texts, entry = self._tools.faces.face.texts, row.entry
        sectors = texts.list([lists.label("service", code, texts.language) for code in entry.sectors[:3]])
        second = strip_controls(" · ".join(part for part in (entry.place, sectors) if part))
        chip, tone = self._chip(row, texts)
        danger = "high" if entry.never_refer or entry.vetting == "unsafe" else ""
        return CaseLine(entry.id, entry.name, "", danger, "", second, strip_controls(chip), tone)

    def _chip(self, row: Line, texts: Texts) -> tuple[str, Tone]:
        entry = row.entry
        if entry.never_refer:
            return texts.say("Nobody is referred there"), "danger"
        if entry.vetting == "unsafe":
            return lists.alone("vetting", "unsafe", texts.language), "danger"
        if row.is_stale:
            return texts.say("To be checked"), "warning"
        known = entry.vetting != "unknown"
        return (receiver_words.vetting(entry.vetting)(texts) if known else ""), receiver_words.VETTING_TONES.get(
            entry.vetting, "quiet"
        )


def _plain(text: str) -> Words:
    return lambda _: text

"""Shown instead of the desk when the vault is not as it was left: what is known, and the ways on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows.findings import Finding, Kind
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.pages.finding import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.tools import Tools

_WIDTH = 720  # pixels at 100 %, a line that can be read
_SHOWN = 3  # earlier states that are offered at once


class Way(Card):
    """One way on: what it does, and what that means."""

    def __init__(self, faces: Faces, act: Button, note: Words) -> None:
        super().__init__(faces)
        self.act = act
        act.describe(note)
        row = QHBoxLayout()
        row.addWidget(act)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Label(faces, note, role="quiet", wrap=True))


class FindingPage(QWidget):
    """One finding; tells what the person chose and does nothing itself."""

    choice = Signal(str)  # generation:<name>, knowingly, salvage or lock

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._faces = faces = tools.faces
        self._title = Label(faces, _nothing, role="title", wrap=True)
        self._lines = [Label(faces, _nothing, wrap=True) for _ in range(3)]
        self._ways = QVBoxLayout()
        self._more = Button(faces, lambda t: t.say("Show earlier states"), sort="quiet", icon="clock", press=self._all)
        self._finding: Finding | None = None
        self.ways: dict[str, Way] = {}
        self._scroll = Scroll(faces)
        head = QHBoxLayout()
        head.addWidget(Icon(faces, "warning", "warning", size=28))
        head.addWidget(self._title, 1)
        self._scroll.body.addLayout(head)
        for line in self._lines:
            self._scroll.body.addWidget(line)
        self._scroll.body.addLayout(self._ways)
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        self._scroll.body.addLayout(more)
        self._scroll.body.addStretch(1)
        self._column = QHBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(self._scroll, 100)
        self._column.addStretch(1)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._faces.face.look
        edge = look.px(24)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._scroll.setMaximumWidth(look.px(_WIDTH))
        self._ways.setSpacing(look.px(10))

    def show_finding(self, finding: Finding) -> None:
        """Tell a finding and offer its ways on; the focus is on the one that can harm least."""
        self._finding = finding
        self._title.set_words(words.title(finding))
        said = (words.what(finding), words.newest(finding), words.causes(finding))
        for line, one in zip(self._lines, said, strict=True):
            line.set_words(one or _nothing)
            line.setVisible(one is not None)
        self._offer(finding, _SHOWN)
        self.ways[self._safest(finding)].act.setFocus()

    def _offer(self, finding: Finding, most: int) -> None:
        self.ways.clear()
        clear(self._ways)
        first = self._safest(finding)
        for generation in finding.generations[:most]:
            self._add(
                f"generation:{generation.name}",
                first,
                "clock",
                words.generation(generation),
                words.generation_note(finding, generation),
            )
        if finding.kind is Kind.DAMAGED or finding.salvageable:
            self._add("salvage", first, "save", words.salvage, words.salvage_note)
        if finding.readable:
            self._add("knowingly", first, "forward", words.knowingly(finding), words.knowingly_note(finding))
        self._add("lock", first, "lock", lambda t: t.say("Lock"), words.lock_note)
        self._more.setVisible(len(finding.generations) > most)

    def _add(self, choice: str, first: str, icon: str, said: Words, note: Words) -> None:
        button = Button(
            self._faces,
            said,
            sort="primary" if choice == first else "plain",
            icon=icon,
            press=lambda: self.choice.emit(choice),
        )
        self.ways[choice] = way = Way(self._faces, button, note)
        # The safest stands first, whatever it is.
        self._ways.insertWidget(0 if choice == first else self._ways.count(), way)

    def _all(self) -> None:
        if self._finding is None:
            return
        shown = list(self.ways)
        self._offer(self._finding, len(self._finding.generations))
        fresh = next((one for one in self.ways if one not in shown), "lock")
        self.ways[fresh].act.setFocus()

    def _safest(self, finding: Finding) -> str:
        """The way on by which nothing more can be lost than is lost already."""
        if finding.kind is Kind.SAVE_CUT:
            return "knowingly"
        if finding.kind is Kind.SAVES_MISSING and finding.salvageable:
            return "salvage"  # what is missing may lie in the log, which SQLite takes only up to its first fault
        newest = next(iter(finding.generations), None)
        unreadable, lost = finding.kind in (Kind.DAMAGED, Kind.FILE_MISSING), finding.missing
        if newest is not None and (unreadable or (lost is not None and finding.behind(newest) <= lost)):
            return f"generation:{newest.name}"
        return "salvage" if finding.kind is Kind.DAMAGED else "lock"


def _nothing(_: object) -> str:
    return ""

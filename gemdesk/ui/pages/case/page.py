"""The page of one case."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.flows import cases
from gemdesk.flows.cases import CaseView
from gemdesk.flows.erasing import Slip
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.case.details import Details
from gemdesk.ui.pages.case.gaps import Gaps
from gemdesk.ui.pages.case.head import Head
from gemdesk.ui.pages.case.papers import Papers
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.parts import PARTS
from gemdesk.ui.pages.case.slip import SlipCard
from gemdesk.ui.pages.case.timeline import Timeline
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.tabs import Tabs
from gemdesk.ui.tools import Tools

TABS = ("timeline", "details", *(key for key, _words, _make in PARTS), "papers")
_MAKERS = {"details": Details, **{key: make for key, _words, make in PARTS}, "papers": Papers}
# The tab in which a field of a record is filled in; what is not here is asked for by a page of its own.
_TAB_OF = {"person": "details", "case": "details", "safe_contact": "contact", "relative": "people"}


class CasePage(QWidget):
    """Shows one case and tells what is wished; opened anew when a record of it changed."""

    referral_wanted = Signal(str, str)  # case, name of the person
    consent_wanted = Signal(str, str)
    case_wanted = Signal(str)  # another case
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        faces = tools.faces
        self._tools, self._view, self._asked = tools, None, ""
        self._turn = Page()
        self._back = Button(faces, lambda t: t.say("Back to the list"), sort="quiet", icon="back", press=self.left.emit)
        self._back.hide()
        self._head = Head(tools)
        self._tabs = Tabs(
            faces,
            lambda t: t.say("Parts of the case"),
            [
                ("timeline", lambda t: t.say("Timeline")),
                ("details", lambda t: t.say("Details")),
                *((key, words) for key, words, _make in PARTS),
                ("papers", lambda t: t.say("Referrals and letters")),
            ],
        )
        self._gaps = Gaps(tools)
        self._timeline = Timeline(tools)
        self._made: dict[str, CasePart] = {}  # the parts that were looked at
        self._scroll = Scroll(faces, spacing=14)
        self._slip = SlipCard(tools)
        for part in (self._back, self._slip, self._head, self._gaps, self._tabs, self._timeline):
            self._scroll.body.addWidget(part)
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        self._show_part("timeline")
        self._connect()
        faces.follow(self.say)

    _view: CaseView | None

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._show_part)
        self._head.note_wanted.connect(self.write_note)
        self._head.referral_wanted.connect(self.want_referral)
        self._head.consent_wanted.connect(self.want_consent)
        self._head.contact_wanted.connect(lambda: self.show_tab("contact"))
        self._gaps.wanted.connect(self._go_to)
        self._timeline.note.written.connect(self.reload)
        self._slip.left.connect(self.left)
        self._tools.jobs.changed.connect(lambda _kinds: self.reload())
        bind(self, "Ctrl+N", self.write_note)
        bind(self, "Ctrl+R", self.want_referral).setAutoRepeat(False)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            bind(self, keys, self._finish).setAutoRepeat(False)
        for number, key in enumerate(TABS, 1):
            bind(self, f"Ctrl+{number}", partial(self._tabs.set_current, key))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(16), side, 0)

    def _show_part(self, key: str) -> None:
        if key in _MAKERS and key not in self._made:
            self._make(key)
        # Shown and hidden instead of stacked: a stack is as tall as its tallest part.
        for name, part in {"timeline": self._timeline, **self._made}.items():
            part.setVisible(name == key)

    def _make(self, key: str) -> None:
        """Make a part when it is first looked at, since most have many fields."""
        part = self._made[key] = _MAKERS[key](self._tools)
        part.hide()
        part.saved.connect(self.reload)
        part.case_wanted.connect(self.case_wanted)
        part.erased.connect(self._on_erased)
        self._scroll.body.insertWidget(self._scroll.body.count() - 1, part)  # above the stretch
        if self._view:
            part.take(self._view)

    def _on_erased(self, slip: Slip) -> None:
        """Let go of everything that is shown of a case which is not here any more."""
        self._asked, self._view = "", None
        for part in self._made.values():
            part.hide()
            part.deleteLater()
        self._made.clear()
        self._show_slip(slip)

    def _show_slip(self, slip: Slip | None) -> None:
        """Show the slip of an erasure alone, or the case again."""
        if slip is None:
            self._slip.put_away()
        else:
            self._slip.show_slip(slip)
        for part in (self._head, self._tabs, self._timeline):
            part.setVisible(slip is None)
        if slip is not None:
            self._gaps.hide()
        else:
            self._show_part(TABS[max(0, self._tabs.currentIndex())])

    def show_tab(self, key: str) -> None:
        """Show a part of the case."""
        self._tabs.set_current(key)

    def _go_to(self, kind: str, field: str) -> None:
        """Go where a missing field is filled in."""
        if kind == "consent":
            self.want_consent()
            return
        tab = "risk" if field == "risk_factors" and "risk" in TABS else _TAB_OF[kind]
        self.show_tab(tab)
        self._made[tab].want(field)

    def show_back(self, alone: bool) -> None:
        """Offer the way back to the list, where the window has room for one of the two."""
        self._back.setVisible(alone)

    def case_id(self) -> str:
        """The case that is shown, or nothing."""
        return self._asked

    def shown(self) -> str:
        """The case whose records are on the screen, or nothing."""
        return self._view.case.id if self._view else ""

    def open(self, case_id: str) -> None:
        """Show a case."""
        if case_id != self._asked:
            self._show_slip(None)
            self.keep_drafts()
            self._tabs.set_current("timeline")
            self._scroll.verticalScrollBar().setValue(0)
        self._asked = case_id
        self.reload()

    def reload(self) -> None:
        """Read the case again; several wishes of one moment are one."""
        if self._asked:
            self._turn.renew()
            self._tools.jobs.look(cases.open_case, self._asked, then=self._show, page=self._turn)

    def _show(self, view: object) -> None:
        if not isinstance(view, CaseView) or view.case.id != self._asked:
            return
        self._view = view
        self._head.show_case(view)
        self._gaps.show_gaps(view.case.id, view.gaps)
        self._timeline.show_case(view)
        for part in self._made.values():
            part.take(view)

    def _finish(self) -> None:
        shown = TABS[self._tabs.currentIndex()]
        if shown in self._made:
            self._made[shown].finish()
        else:
            self._timeline.note.save()

    def write_note(self) -> None:
        """Put the cursor where a note is written."""
        self._tabs.set_current("timeline")
        self._timeline.note.begin()

    def want_referral(self) -> None:
        """Tell that a referral of this case is wished."""
        if self._view:
            self.referral_wanted.emit(self._view.case.id, self._view.person.chosen_name)

    def want_consent(self) -> None:
        """Tell that a consent is to be recorded for this case."""
        if self._view:
            self.consent_wanted.emit(self._view.case.id, self._view.person.chosen_name)

    def keep_drafts(self) -> None:
        """Keep what is typed now, before a lock or another page."""
        self._timeline.note.keep_draft()
        for part in self._made.values():
            part.keep_draft()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the head's parts beneath each other where there is little room."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    def fit(self, width: int) -> None:
        """Set the head for a page of `width` pixels; before it is shown too, so that it asks for no more room."""
        self._head.arrange(width - 2 * self._tools.faces.face.look.px(24))
        self._scroll.updateGeometry()  # it needs less width now, or more

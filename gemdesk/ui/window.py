"""The desk's window: bar, rail, list and page; leads from one page to the next and knows no case."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from gemdesk.domain.access import Access, Right
from gemdesk.flows.findings import Finding
from gemdesk.flows.work import Work
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.settings import Settings
from gemdesk.ui.consent_way import ConsentWay
from gemdesk.ui.frame import Frame
from gemdesk.ui.own_lists import OwnLists
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.pages.cases.page import CaseList
from gemdesk.ui.pages.consent.page import ConsentPage
from gemdesk.ui.pages.finding import words as finding_words
from gemdesk.ui.pages.finding.page import FindingPage
from gemdesk.ui.pages.help.page import HelpPage
from gemdesk.ui.pages.intake.page import IntakePage
from gemdesk.ui.pages.keys.page import KeysPage
from gemdesk.ui.pages.referral.page import ReferralPage
from gemdesk.ui.pages.safety.page import SafetyPage
from gemdesk.ui.pages.settings.page import SettingsPage
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.keys import PANIC, bind
from gemdesk.ui.parts.stack import Stack
from gemdesk.ui.place import PlacePage
from gemdesk.ui.places import TODAY
from gemdesk.ui.rooms import Rooms
from gemdesk.ui.tools import Tools
from gemdesk.ui.undoing import Undoing
from gemdesk.ui.widths import Widths


class Window(QMainWindow):
    """One window; a page is told to open, and tells where it wants to go."""

    lock_wanted = Signal(str)  # what the lock screen is to do next: open, change_keys, add_key or rekey
    panic_wanted = Signal()
    leaving = Signal()  # everything is still on the screen, but not for long
    closed = Signal()
    chosen = Signal(str)  # the way on that was chosen about a finding

    def __init__(self, tools: Tools, settings: Settings) -> None:
        super().__init__()
        self._tools = tools
        self._stopped, self._stayed = False, False  # a trouble came; the window stayed open to tell it
        self._own_lists = OwnLists(tools)
        self.setWindowTitle("GEM Desk")
        self.resize(1366, 768)
        with tools.faces.unstyled():
            self._build(tools, settings)
            self.today = self._rooms.page(TODAY)  # now, so that it is drawn once before the vault is open
        self._connect()
        self._show(self.today, TODAY)
        tools.faces.follow(self._arrange)

    def _build(self, tools: Tools, settings: Settings) -> None:
        self.list = CaseList(tools)
        self.empty = _no_case(tools)
        self.case = CasePage(tools)
        self.intake = IntakePage(tools)
        self.consent = ConsentPage(tools)
        self.referral = ReferralPage(tools)
        self.settings = SettingsPage(tools, settings)
        self.help = HelpPage(tools)
        self.keys = KeysPage(tools)
        self.safety = SafetyPage(tools)
        self.finding = FindingPage(tools)
        self.pages = Stack()
        for page in (self.empty, self.case, self.intake, self.consent, self.referral):
            self.pages.addWidget(page)
        begun = {"settings": self.settings, "help": self.help, "keys": self.keys, "safety": self.safety}
        self._rooms = Rooms(tools, self.pages, begun, self._lead)
        self.frame = Frame(tools, self.list, self.pages, self.lock, self.undo)
        self.rail = self.frame.rail
        self._undoing = Undoing(self._tools.jobs, self.frame.strip)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.frame)
        self._whole.addWidget(self.finding)
        self.setCentralWidget(self._whole)

    def _connect(self) -> None:
        self.list.chosen.connect(self._open_case)
        self.list.new_wanted.connect(self._take_in)
        self.case.referral_wanted.connect(self._refer)
        self.case.consent_wanted.connect(self._record_consent)
        self.case.case_wanted.connect(self._open_case)
        self.case.left.connect(self._show_list)
        self.intake.done.connect(self._open_case)
        self.intake.case_wanted.connect(self._open_case)
        self.intake.left.connect(self._back)
        self.referral.done.connect(self._open_case)
        self.referral.left.connect(self._back)
        self._consents = ConsentWay(self.consent, self.referral, self._show, self._refer, self._back)
        self.settings.lock_to_change_passphrase.connect(lambda: self.lock("change_keys"))
        self.settings.keys_wanted.connect(lambda: self._go("keys"))
        self.settings.safety_wanted.connect(lambda: self._go("safety"))
        self.keys.lock_wanted.connect(self.lock)
        self.rail.chosen.connect(self._go)
        self._tools.jobs.changed.connect(self._changed)
        self._tools.jobs.trouble.connect(self._trouble)
        self.frame.day_turned.connect(self._turn_day)
        self.finding.choice.connect(self._choose)
        self._widths = _bind_keys(self)

    def _turn_day(self) -> None:
        self.list.turn_day()  # what is due today is another list now
        if self.today.isVisible():
            self.today.open()
        self.case.reload()

    def start(self) -> None:
        """Read what is due today; call when the vault is open."""
        self._whole.setCurrentWidget(self.frame)
        self._tools.jobs.look(_access, then=self._tools.rights.learn)
        self._own_lists.start()
        self._go(TODAY)

    def ask(self, finding: Finding) -> None:
        """Show what was found on opening, and nothing else, until a way on is chosen."""
        self.finding.show_finding(finding)
        self._whole.setCurrentWidget(self.finding)

    def _choose(self, choice: str) -> None:
        if choice == "lock":
            self.lock()
        else:
            self.chosen.emit(choice)

    def examined(self, finding: Finding) -> None:
        """Tell that the examination found something: from now on nothing is saved."""
        self._stopped = True
        self.frame.stop_saving(finding_words.banner(finding))

    def page(self) -> QWidget:
        """The page that is shown now."""
        return self.pages.currentWidget()

    def here(self) -> tuple[str, str]:
        """The name of the page that is shown, nothing for one that is not gone back to, and the case at hand."""
        pages = {self.case: "case", self.intake: "intake", self.consent: "consent", self.referral: "referral"}
        return pages.get(self.page()) or self._rooms.name_of(self.page()), self.case.case_id()

    def go_to(self, page: str, case_id: str, name: str) -> None:
        """Go where `here` was; `name` is the person's. A page that is not known leaves the list."""
        if case_id:
            self._open_case(case_id)
        match page:
            case "intake":
                self._take_in()
            case "consent" if case_id:
                self._record_consent(case_id, name)
            case "referral" if case_id:
                self._refer(case_id, name)
            case _ if page in self._rooms:
                self._go(page)

    def _show(self, page: QWidget, place: str = "cases") -> None:
        self._widths.fit(page, self.width(), self._tools.faces.face.look)
        self.pages.setCurrentWidget(page)
        self.rail.set_current(place)
        self._arrange()

    def _open_case(self, case_id: str, part: str = "") -> None:
        self.list.mark(case_id)
        self.case.open(case_id)
        self._show(self.case)
        if part:
            self.case.show_tab(part)

    def _take_in(self) -> None:
        if not self._tools.rights.may(Right.WRITE):
            return
        self.case.keep_drafts()
        self.intake.open()
        self._show(self.intake)

    def _refer(self, case_id: str, name: str) -> None:
        self.referral.open(case_id, name)
        self._show(self.referral)

    def _record_consent(self, case_id: str, name: str = "") -> None:
        self._consents.record(case_id, name)

    def _back(self) -> None:
        if self.case.case_id():
            self.case.reload()
            self._show(self.case)
        else:
            self._show_list()

    def _show_list(self) -> None:
        if self._tools.rights.may(Right.NAMES):
            self._show(self.empty)
            self.list.take_focus()
        else:
            self._go(TODAY)  # the first place of a role that is shown no cases

    def _go(self, place: str) -> None:
        if place == "cases":
            self._back()
        elif self._rooms.may_enter(place):
            page = self._rooms.page(place)
            page.open()
            self._show(page, place)

    def _lead(self, page: PlacePage) -> None:
        page.left.connect(self._back)
        page.case_wanted.connect(self._open_case)
        page.part_wanted.connect(self._open_case)
        page.place_wanted.connect(self._go)
        page.counted.connect(self._count)  # the rail is made after the first page

    def _count(self, place: str, count: int) -> None:
        self.rail.set_count(place, count)

    def _search(self) -> None:
        if not self._tools.rights.may(Right.NAMES):
            return
        if not self.list.isVisible():
            self._show_list()
        self.list.take_focus()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds:
            self.frame.say_saved()
            self._undoing.offer()

    def undo(self) -> None:
        """Take back the latest change that can be taken back."""
        self._undoing.undo()

    def _trouble(self, stop: Stop) -> None:
        self._stopped = True
        self.frame.banner.tell(stop)

    def keep_drafts(self) -> None:
        """Keep whatever is typed and not saved."""
        self.case.keep_drafts()
        self.consent.keep_draft()
        self.referral.keep_draft()
        self.intake.keep_draft()
        for page in self._rooms.made():
            page.keep_draft()

    def lock(self, mode: str = "open") -> None:
        """Show nothing more, at once; who hears `lock_wanted` lets the drafts be written."""
        self.put_away()
        self.lock_wanted.emit(mode)

    def put_away(self) -> None:
        """Show nothing more, at once; what was typed is on its way into the vault."""
        self.leaving.emit()
        self.keep_drafts()
        _hide(self)

    def _arrange(self) -> None:
        self._widths.arrange(self.width(), self._tools.faces.face.look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the three widths."""
        super().resizeEvent(event)
        if event.size() != event.oldSize():
            self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person closed the window; stay open once when something could not be saved."""
        stayed, self._stayed, self._stopped = self._stayed, False, False
        self.leaving.emit()
        self.keep_drafts()
        self._tools.jobs.finish()
        if self._stopped and not stayed:
            self._stayed = True
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the panes' widths when the direction changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()


def _bind_keys(window: Window) -> Widths:
    """The keys that work everywhere; one of them the widths switch off, and they are given back."""
    bind(window, "Ctrl+L", window.lock)
    for keys in PANIC:
        bind(window, keys, window.panic_wanted.emit).setAutoRepeat(False)
    bind(window.frame, "Ctrl+Shift+N", window._take_in)
    bind(window.frame, "Ctrl+F", window._search)
    bind(window.frame, "Ctrl+J", lambda: window._go("replies")).setAutoRepeat(False)
    bind(window.frame, "F1", lambda: window._go("help"))
    bind(window.frame, "F6", window.frame.next_pane)
    bind(window.frame, "Ctrl+Z", window.undo)
    to_list = bind(window.case, "Escape", window._show_list)
    beside = (window.case, window.empty, window.intake)
    widths = Widths(window.rail, window.list, window.pages, window.case, window.empty, beside, to_list)
    bind(window.frame, "Alt+Down", lambda: window.list.step(1))
    bind(window.frame, "Alt+Up", lambda: window.list.step(-1))
    return widths


def _hide(window: QWidget) -> None:
    for part in (window, *window.findChildren(QWidget)):
        if part.isWindow():  # a dialog stays on the screen when its window goes
            part.hide()


def _access(work: Work) -> Access:
    return work.access


def _no_case(tools: Tools) -> Empty:
    return Empty(
        tools.faces,
        lambda t: t.say("No case is chosen"),
        lambda t: t.say("A case opens from the list, or a new one begins with the 60-second card."),
        icon="people",
    )

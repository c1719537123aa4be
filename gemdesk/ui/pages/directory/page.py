"""The service directory: the list at the leading side, beside it what is read, changed, taken in or out."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gemdesk.domain.access import Right
from gemdesk.flows import directory
from gemdesk.flows.directory import View
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.directory.detail import Detail
from gemdesk.ui.pages.directory.form import OrganisationForm
from gemdesk.ui.pages.directory.listing import Listing
from gemdesk.ui.pages.directory.sheets import Export, Import
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.label import Label
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools

_BOTH = 780  # pixels at 100 %, above which list and organisation stand side by side
_LIST = 380


class DirectoryPage(PlacePage):
    """Where there is room for one of the two, the organisation takes the place of the list until it is left."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn, self._opened = Page(), False
        self.banner = Banner(faces)
        self._title = Label(faces, lambda t: t.say("Service directory"), role="title")
        self._count = Label(faces, lambda _: "", role="quiet")
        self.new = Button(faces, lambda t: t.say("New organisation"), sort="primary", icon="plus", press=self._write)
        self.take_in = Button(faces, lambda t: t.say("Take in a sheet"), icon="document", press=self._choose_sheet)
        self.take_out = Button(faces, lambda t: t.say("Save as a sheet"), icon="save", press=self._show_export)
        self.listing, self.detail, self.form = Listing(tools), Detail(tools), OrganisationForm(tools)
        self.export_card, self.import_view = Export(tools), Import(tools)
        self._nobody = Empty(
            faces,
            lambda t: t.say("No organisation is chosen"),
            lambda t: t.say("What is known of it is shown here: how people are received, where, what it offers."),
            icon="building",
        )
        self._back = Button(faces, lambda t: t.say("Back to the list"), sort="quiet", icon="back", press=self.back)
        self._back.hide()
        self._build()
        self._connect()
        faces.follow(self.say)

    def _build(self) -> None:
        self._acts, self._head = Flow(), QHBoxLayout()
        for act in (self.new, self.take_in, self.take_out):
            self._acts.addWidget(act)
        self._head.addWidget(self._title)
        self._head.addWidget(self._count, 1)
        self._beside = QStackedWidget()
        for page in (self._nobody, self.detail, self.form, self._export_page(), self.import_view):
            self._beside.addWidget(page)
        side = QVBoxLayout()
        side.addWidget(self._back)
        side.addWidget(self._beside, 1)
        self._panes = QHBoxLayout()
        self._panes.addWidget(self.listing)
        self._panes.addLayout(side, 1)
        self._column = QVBoxLayout(self)
        self._top = QVBoxLayout()
        self._top.addLayout(self._head)
        self._top.addLayout(self._acts)
        self._top.addWidget(self.banner)
        self._column.addLayout(self._top)
        self._column.addLayout(self._panes, 1)

    def _export_page(self) -> QWidget:
        page = self._export = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.export_card)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        self.listing.chosen.connect(self._open)
        self.listing.listed.connect(self.listed)
        self.listing.refused.connect(self.banner.tell)
        self.detail.edit_wanted.connect(self._change)
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self._leave_form)
        self.export_card.left.connect(self._leave_form)
        self.import_view.left.connect(self._leave_form)
        self._tools.jobs.changed.connect(self._on_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            bind(self, keys, self._save).setAutoRepeat(False)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._top.setContentsMargins(side, look.px(16), side, look.px(8))
        self._top.setSpacing(look.px(10))
        self._head.setSpacing(look.px(12))
        self._acts.setSpacing(look.px(10))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._panes.setSpacing(0)
        self._arrange()

    def open(self) -> None:
        """Read the list anew."""
        self._opened = True
        self.banner.hide()
        may = self._tools.rights.may(Right.DIRECTORY_WRITE)
        for act in (self.new, self.take_in, self.take_out):
            act.setVisible(may)
        self._read()
        self.listing.search.setFocus()

    def _read(self) -> None:
        self.listing.ask()
        self._turn.renew()
        self._tools.jobs.look(directory.count, then=self._on_count, failed=self._refused, page=self._turn)

    def _on_count(self, count: int) -> None:
        self._count.set_words(lambda t: t.count("{count} organisation", "{count} organisations", count))

    def _refused(self, stop: Stop) -> None:
        self.banner.tell(stop)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if not self._opened or not kinds & {"organisation", "service", "referral", "reply"}:
            return
        if kinds & {"organisation", "service"}:
            self._tools.jobs.look(directory.count, then=self._on_count, failed=self._refused, page=self._turn)
        if self.isVisible() and self._beside.currentWidget() is self.detail and self.detail.organisation():
            self.detail.open(self.detail.organisation())

    # What stands beside the list

    def _show(self, page: QWidget) -> None:
        self._beside.setCurrentWidget(page)
        self._arrange()

    def _open(self, organisation: str) -> None:
        self.form.keep_draft()
        self.detail.open(organisation)
        self._show(self.detail)

    def _write(self) -> None:
        self._show(self.form)
        self.form.open(None)

    def _change(self, view: View) -> None:
        self._show(self.form)
        self.form.open(view)

    def _save(self) -> None:
        if self._beside.currentWidget() is self.form:
            self.form.save()

    def _on_saved(self, organisation: str) -> None:
        self.listing.mark(organisation)
        self._open(organisation)

    def _leave_form(self) -> None:
        if self.detail.organisation():
            self._open(self.detail.organisation())
        else:
            self._show(self._nobody)
        self.listing.search.setFocus()

    def _show_export(self) -> None:
        self.export_card.banner.hide()
        self._show(self._export)
        self.export_card.save_button.setFocus()

    def _choose_sheet(self) -> None:
        ask_file(self, self._tools.faces.face, lambda t: t.say("Take in a sheet"), self.look_into)

    def look_into(self, path: Path) -> None:
        """Show what a sheet would do."""
        self._show(self.import_view)
        self.import_view.open(path)

    def back(self) -> None:
        """Leave what stands beside the list; out of the page where the list alone is shown."""
        here = self._beside.currentWidget()
        if here is self.form:
            self.form.close_form()
        elif here in (self._export, self.import_view):
            self._leave_form()
        elif here is self.detail and not self._is_wide():
            self._show(self._nobody)
            self.listing.list.setFocus()
        else:
            super().back()

    def keep_draft(self) -> None:
        """Keep what is typed and not saved."""
        self.form.keep_draft()
        self.detail.own.keep_draft()

    # Room

    def _is_wide(self) -> bool:
        return self.width() >= self._tools.faces.face.look.px(_BOTH)

    def _arrange(self) -> None:
        wide, look = self._is_wide(), self._tools.faces.face.look
        alone = self._beside.currentWidget() is self._nobody
        self.listing.set_alone(not wide)
        self.listing.setVisible(wide or alone)
        self.listing.setMaximumWidth(look.px(_LIST) if wide else 16_777_215)
        self._beside.setVisible(wide or not alone)
        self._back.setVisible(not wide and not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and organisation side by side where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

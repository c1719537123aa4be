"""The window of the lock screen: its pages, the notice above them, and the switches of language and colours."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.gate.pages.page import CARD_WIDTH, Page
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.settings import Settings
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face, Faces, Words
from gemdesk.ui.look.look import Look, scheme_of
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.topbar import Topbar

if TYPE_CHECKING:
    from gemdesk.ui.parts.banner import Banner

_WIDTH, _HEIGHT = 1000, 700  # pixels at 100 %
_NOTICE_WIDTH = 640


class Window(QWidget):
    """Shows one page at a time; knows no key, no folder and no other process."""

    painted = Signal()  # for the first time since it was shown
    closed = Signal()
    settings_changed = Signal(object)

    def __init__(self, faces: Faces, settings: Settings) -> None:
        super().__init__()
        self.faces = faces
        self.settings = settings
        self.page: Page | None = None
        self._told = False
        self._language = Button(faces, self._other_language, sort="quiet", icon="globe", press=self._switch_language)
        self._colours = Button(faces, self._other_colours, sort="quiet", icon="sun", press=self._switch_colours)
        self._notice: Banner | None = None
        self._why: Label | None = None
        self._scroll = Scroll(faces)
        self._scroll.body.addStretch(1)
        self._scroll.body.addStretch(2)
        self._foot = Label(faces, lambda t: t.say("Works without a network."), role="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Topbar(faces, lambda t: t.say("GEM Desk"), None, self._colours, self._language))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        for keys, pages in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self, lambda pages=pages: self._scroll_page(pages))
        QShortcut(QKeySequence("Esc"), self, self._step_back)
        faces.follow(self._say)

    def open_page(self, page: Page) -> None:
        """Show a page, empty and with its first field in focus."""
        if self.page is not None and self.page is not page:
            self.page.clear()
            self.page.hide()
        if self._scroll.body.indexOf(page) < 0:
            self._scroll.body.insertWidget(self._scroll.body.count() - 1, page)
        self.page = page
        page.clear()
        page.set_busy(False)
        page.show()
        first = page.first()
        if first is not None:
            first.setFocus()
        if page.reads_from_top:
            # After the layout of the page, which is new to the window now.
            QTimer.singleShot(0, lambda: self._scroll.verticalScrollBar().setValue(0))

    def tell(self, stop: Stop | None) -> None:
        """Show why something did not work: at the page's own field, else above the page; None takes it away."""
        if self._notice is not None:
            self._notice.hide()
        if stop is not None and not (self.page is not None and self.page.refuse(stop)):
            self.notice.tell(stop)

    def explain(self, words: Words | None) -> None:
        """Say one quiet sentence above the page, or nothing more."""
        if self._why is None and words is not None:
            self._why = Label(self.faces, words, role="quiet", wrap=True)
            self._scroll.body.insertWidget(1, self._centred(self._why))
            self._fit()
        if self._why is not None:
            self._why.set_words(words or (lambda _: ""))
            self._why.setVisible(words is not None)

    @property
    def notice(self) -> "Banner":
        """The banner above the page; made when there is something to tell for the first time."""
        if self._notice is None:
            from gemdesk.ui.parts.banner import Banner

            self._notice = Banner(self.faces)
            self._scroll.body.insertWidget(1, self._centred(self._notice))
            self._fit()
        return self._notice

    def set_busy(self, busy: bool) -> None:
        """Show that an attempt goes on."""
        if self.page is not None:
            self.page.set_busy(busy)

    def come_forward(self) -> None:
        """Show the window before all others, with the keyboard."""
        self._told = False
        self.show()
        self.raise_()
        self.activateWindow()
        first = self.page.first() if self.page is not None else None
        if first is not None:
            first.setFocus()

    def was_painted(self) -> bool:
        """Whether it is on the screen already."""
        return self._told and self.isVisible()

    def wear(self, settings: Settings) -> None:
        """Change language and look to these settings, at once."""
        self.settings = settings
        self.faces.switch(_face(settings))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once since it was shown, that the window is on the screen."""
        super().paintEvent(event)
        if not self._told:
            self._told = True
            # After this event, so that the children are painted too.
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the lock screen ends the program."""
        event.accept()
        self.closed.emit()

    @staticmethod
    def _centred(part: QWidget) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(part, 100)
        row.addStretch(1)
        return place

    def _step_back(self) -> None:
        if self.page is not None:
            self.page.step_back()

    def _scroll_page(self, pages: int) -> None:
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _say(self) -> None:
        face = self.faces.face
        self._fit()
        edge = face.look.px(16)
        self.setWindowTitle(face.texts.say("GEM Desk"))
        self._scroll.body.setContentsMargins(edge, edge, edge, edge)
        self._foot.setContentsMargins(face.look.px(16), face.look.px(6), face.look.px(16), face.look.px(6))

    def _fit(self) -> None:
        look = self.faces.face.look
        if self._notice is not None:
            self._notice.setMaximumWidth(look.px(_NOTICE_WIDTH))
        if self._why is not None:
            self._why.setFixedWidth(look.px(CARD_WIDTH))

    def _next_language(self) -> str:
        """The language after this one, in the order of the table."""
        codes = list(LANGUAGES)
        return codes[(codes.index(self.settings.language) + 1) % len(codes)]

    def _other_language(self, _texts: Texts) -> str:
        return LANGUAGES[self._next_language()].own_name

    def _other_colours(self, texts: Texts) -> str:
        return texts.say("Light colours") if self.faces.face.look.scheme == "dark" else texts.say("Dark colours")

    def _switch_language(self) -> None:
        self._change(replace(self.settings, language=self._next_language()))

    def _switch_colours(self) -> None:
        scheme = "light" if self.faces.face.look.scheme == "dark" else "dark"
        self._change(replace(self.settings, scheme=scheme))

    def _change(self, settings: Settings) -> None:
        self.wear(settings)
        self.settings_changed.emit(settings)


def build(app: QApplication, settings: Settings) -> Window:
    """The window in the language and look of the settings, without a page yet."""
    window = Window(Faces(app, _face(settings)), settings)
    look = window.faces.face.look
    window.resize(_fitting(app, look.px(_WIDTH), look.px(_HEIGHT)))
    return window


def _face(settings: Settings) -> Face:
    app = QApplication.instance()
    scheme = scheme_of(settings.scheme, app) if isinstance(app, QApplication) else "light"
    return Face(Texts(settings.language, settings.digits), Look(scheme, settings.scale))


def _fitting(app: QApplication, width: int, height: int) -> QSize:
    room = app.primaryScreen().availableSize()
    return QSize(width, height).boundedTo(room)

"""The letters that others prepared for printing: to whom, by whom and since when, and one act."""

from collections.abc import Sequence

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gemdesk.flows import print_queue
from gemdesk.flows.door import Passed
from gemdesk.flows.print_queue import Sheet
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui import printing
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import value_words
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.empty import Empty
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import Scroll, clear
from gemdesk.ui.place import PlacePage
from gemdesk.ui.tools import Tools


class PrintsPage(PlacePage):
    """The longest waiting first; what may not leave any more is named so and cannot be printed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._turn = Page()
        self.sheets: tuple[Sheet, ...] = ()
        self.prints: dict[str, Button] = {}
        self.banner = Banner(faces)
        self._none = Empty(faces, lambda t: t.say("No letter waits to be printed"), _none_words, icon="printer")
        self._rows = QVBoxLayout()
        self._scroll = Scroll(faces)
        title = Label(faces, lambda t: t.say("Letters to print"), role="title")
        hint = Label(faces, _hint_words, role="quiet", wrap=True)
        for part in (title, hint, self.banner, self._none):
            self._scroll.body.addWidget(part)
        self._scroll.body.addLayout(self._rows)
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll)
        tools.jobs.changed.connect(lambda _kinds: self._reload())
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        side = look.px(24)
        self._column.setContentsMargins(side, look.px(18), side, look.px(8))
        self._rows.setSpacing(look.px(8))

    def open(self) -> None:
        """Read what waits."""
        self.banner.hide()
        self._read()

    def _reload(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._turn.renew()
        self._tools.jobs.look(print_queue.waiting, then=self._show, failed=self.banner.tell, page=self._turn)

    def _show(self, found: Sequence[Sheet]) -> None:
        self.sheets = tuple(found)
        clear(self._rows)
        self.prints = {}
        for sheet in found:
            self._rows.addWidget(self._card(sheet))
        self._none.setVisible(not found)
        self.counted.emit("prints", len(found))
        self.listed.emit()

    def _card(self, sheet: Sheet) -> Card:
        faces = self._tools.faces
        card, head = Card(faces), QHBoxLayout()
        head.setSpacing(faces.face.look.px(10))
        to = sheet.addressee or sheet.receiver
        head.addWidget(Label(faces, value_words(Name(to)), role="strong", wrap=True), 1)
        head.addWidget(Label(faces, value_words(Code(sheet.reference)), role="quiet"))
        if sheet.may_leave:
            button = Button(faces, lambda t: t.say("Print"), icon="printer", press=lambda: self._ask(sheet))
            button.describe(value_words(Code(sheet.reference)))
            self.prints[sheet.id] = button
            head.addWidget(button)
        else:
            head.addWidget(Chip(faces, lambda t: t.say("may not leave any more"), "warning"))
        card.body.addLayout(head)
        card.body.addWidget(Label(faces, lambda t: self._told(t, sheet), role="quiet", wrap=True))
        if not sheet.may_leave:
            card.body.addWidget(Label(faces, _kept_words, role="quiet", wrap=True))
        return card

    def _told(self, texts: Texts, sheet: Sheet) -> str:
        language = texts.list([_language(texts, code) for code in sheet.language.split("+")])
        if sheet.at is None:
            return language
        day = dates.short_day(sheet.at.date(), self._tools.clock.today(), texts.language)
        return texts.say(
            "In {language}; prepared by {worker}, {day}.", language=Name(language), worker=Code(sheet.by), day=day
        )

    def _ask(self, sheet: Sheet) -> None:
        self.banner.hide()
        printing.ask(self, self.banner, _no_printer_words, lambda printer: self.print_on(printer, sheet))

    def print_on(self, printer: QPrinter, sheet: Sheet) -> None:
        """Take the letter through the door and print it; what the printer does not take waits again."""

        def draw(passed: Passed) -> None:
            jobs = self._tools.jobs
            printing.print_drawn(
                jobs, printer, lambda: passed.body, then=lambda taken: self._printed(passed, sheet, taken=taken)
            )

        self._tools.jobs.change(print_queue.print_one, sheet.id, then=draw, failed=self._stopped)

    def _printed(self, passed: Passed, sheet: Sheet, *, taken: bool) -> None:
        if taken:
            self.banner.tell_words(_taken_words, "good")
        else:
            self._tools.jobs.change(print_queue.print_failed, sheet.id, passed, then=self.banner.tell)

    def _stopped(self, stop: Stop) -> None:
        self.banner.tell(stop)
        self._read()


def _language(texts: Texts, code: str) -> str:
    names = {"ar": texts.say("Arabic"), "en": texts.say("English")}
    return names.get(code, code)


def _hint_words(texts: Texts) -> str:
    return texts.say("Each was prepared by a caseworker. Consent is asked once more at the moment of printing.")


def _none_words(texts: Texts) -> str:
    return texts.say("A letter appears here as soon as a caseworker leaves it for printing.")


def _kept_words(texts: Texts) -> str:
    return texts.say("Something changed since it was prepared. Whoever prepared it decides what becomes of it.")


def _no_printer_words(texts: Texts) -> str:
    return texts.say("This computer knows no printer.")


def _taken_words(texts: Texts) -> str:
    return texts.say("The letter was handed to the printer. Whether it came out is seen at the printer.")

"""Printing a document that a flow makes: a printer is chosen, pages are drawn beside, a banner tells the end."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from gemdesk.flows.letter_images import PageImage, page_images
from gemdesk.ui import printing
from gemdesk.ui.jobs import Page
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.tools import Tools


class Paper:
    """The printing of one page of the screen; nothing is written into a file of ours."""

    def __init__(self, parent: QWidget, tools: Tools, banner: Banner) -> None:
        self._parent, self._tools, self._banner, self._turn = parent, tools, banner, Page()

    def ask(self, make: Callable[..., bytes], *args: object, done: Callable[[], object] | None = None) -> None:
        """Choose a printer and print what `make(*args)` gives as a PDF; `done` when the printer took it."""
        if not printing.any_printer():
            self._banner.tell_words(lambda t: t.say("This computer knows no printer."), "warning")
            return
        printing.choose(self._parent, lambda printer: self.print_on(printer, make, *args, done=done))

    def print_on(
        self, printer: QPrinter, make: Callable[..., bytes], *args: object, done: Callable[[], object] | None = None
    ) -> None:
        """Print on a printer that was chosen."""
        self._turn.renew()
        self._tools.jobs.apart(
            _drawn, make, *args, then=lambda pages: self._paint(printer, pages, done),
            failed=self._banner.tell, page=self._turn,
        )  # fmt: skip

    def forget(self) -> None:
        """What is being drawn is not printed any more."""
        self._turn.renew()

    def _paint(self, printer: QPrinter, pages: Sequence[PageImage], done: Callable[[], object] | None) -> None:
        if not printing.paint(printer, [_image(page) for page in pages]):
            self._banner.tell_words(lambda t: t.say("The printer did not take the page."), "warning")
            return
        self._banner.tell_words(lambda t: t.say("The page was handed to the printer."), "good")
        if done is not None:
            done()


def _drawn(make: Callable[..., bytes], *args: object) -> list[PageImage]:
    return page_images(make(*args), printing.DPI)


def _image(page: PageImage) -> QImage:
    return QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()

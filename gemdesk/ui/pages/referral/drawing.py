"""Draws the letter while it is typed: in the background, the latest wish only, never into a file."""

from PySide6.QtCore import QObject, Signal

from gemdesk.domain.definition import Item
from gemdesk.flows import referrals
from gemdesk.flows.letter_images import PageImage, page_images
from gemdesk.flows.referrals import Drawn, Order
from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Page
from gemdesk.ui.pages.referral.preview import Preview
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.tools import Tools

_PAUSE = 120  # milliseconds without a change before the letter is drawn anew


class Drawing(QObject):
    """Turns an order into a sheet and into pages of the preview."""

    drawn = Signal(object)  # Drawn: what the letter tells
    failed = Signal(object)  # a Stop
    shown = Signal()  # the pages of the latest wish are on the screen

    def __init__(self, tools: Tools, preview: Preview) -> None:
        super().__init__(preview)
        self._tools, self._preview = tools, preview
        self._wish: tuple[Order, tuple[Item, ...]] | None = None
        self._pdf = b""
        self._under_way = False
        self._turn = Page()
        self._pause = Pause(self, _PAUSE, self._begin)
        preview.resolution_wanted.connect(self._picture)

    def forget(self) -> None:
        """Show nothing any more; what is under way is dropped."""
        self._pause.stop()
        self._turn.renew()
        self._pdf, self._wish, self._under_way = b"", None, False
        self._preview.show_pages(())
        self._preview.mark(None)

    def wish(self, order: Order, left_out: tuple[Item, ...]) -> None:
        """Draw this letter once nothing else is wished for a moment."""
        self._wish = order, left_out
        self._pause.start()

    def draw(self, order: Order, left_out: tuple[Item, ...]) -> None:
        """Draw this letter now."""
        self._wish = order, left_out
        self._begin()

    def is_settled(self) -> bool:
        """Whether what is shown is what was wished last."""
        return not (self._pause.isActive() or self._under_way)

    def _begin(self) -> None:
        self._pause.stop()
        if self._wish is None:
            return
        self._turn.renew()
        self._under_way = True
        self._tools.jobs.look(referrals.draw, *self._wish, then=self._on_drawn, failed=self._on_failed, page=self._turn)

    def _on_drawn(self, drawn: Drawn) -> None:
        self._pdf = drawn.written.body
        self._preview.mark(drawn.sheet.refusal)
        self.drawn.emit(drawn)
        self._picture()

    def _on_failed(self, stop: Stop) -> None:
        self._under_way = False
        self._preview.mark(stop)
        self.failed.emit(stop)

    def _picture(self) -> None:
        if self._pdf:
            self._tools.jobs.apart(page_images, self._pdf, self._preview.dpi(), then=self._show, page=self._turn)

    def _show(self, pages: list[PageImage]) -> None:
        self._preview.show_pages(pages)
        self._under_way = False
        # While something newer is wished these are pages of before.
        if not self._pause.isActive():
            self.shown.emit()

"""The line beneath every page: all of it an artifact."""

from gemdesk.kernel.texts import fill
from gemdesk.press.blocks import Align, Document, Footer, Text
from gemdesk.press.boxes import Column, Row, Stack
from gemdesk.press.canvas import Canvas
from gemdesk.press.compose import Composer, side
from gemdesk.press.runs import right_to_left
from gemdesk.press.styles import BOTTOM, FRAME_WIDTH, HAIRLINE, SIDE

_ABOVE = 12.0  # points between the frame and the rule
_UNDER_RULE = 4.0
_GUTTER = 5.0
_WIDEST = "888"


class FooterLine:
    """The footer of one document, filled in page by page; a document may have none."""

    def __init__(self, composer: Composer, document: Document) -> None:
        self._composer = composer
        self._footer = document.footer
        self._rtl = right_to_left(document.language)

    def floor(self) -> float:
        """How far above the paper's lower edge the frame ends, in points."""
        if self._footer is None:
            return BOTTOM
        return BOTTOM + self._row(self._footer, _WIDEST, _WIDEST).height + _UNDER_RULE + _ABOVE

    def draw_first(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw what goes with the document's direction, before the page's text."""
        if self._footer:
            row = self._row(self._footer, str(page), str(pages))
            with canvas.artifact("Pagination"):
                canvas.rule(SIDE, BOTTOM + row.height + _UNDER_RULE, FRAME_WIDTH, 0.5, HAIRLINE)
            row.draw_side(canvas, SIDE, BOTTOM + row.height, rtl=self._rtl)

    def draw_last(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the other direction's part after the text (see `Row.draw_side`)."""
        if self._footer:
            row = self._row(self._footer, str(page), str(pages))
            row.draw_side(canvas, SIDE, BOTTOM + row.height, rtl=not self._rtl)

    def _row(self, footer: Footer, page: str, pages: str) -> Row:
        middle = Text(fill(footer.page.words, page=page, pages=pages), footer.page.language)
        middle_width = min(self._composer.width(middle, "footer"), FRAME_WIDTH / 3)
        width = (FRAME_WIDTH - middle_width) / 2 - _GUTTER
        columns = [
            self._at_edge(footer.start, width, on_right=self._rtl),
            self._column(middle, (FRAME_WIDTH - middle_width) / 2, middle_width, "center"),
        ]
        if footer.end:
            columns.append(self._at_edge(footer.end, width, on_right=not self._rtl))
        return Row(tuple(columns))

    def _at_edge(self, text: Text, width: float, *, on_right: bool) -> Column:
        return self._column(
            text, FRAME_WIDTH - width if on_right else 0.0, width, side(text.language, on_right=on_right)
        )

    def _column(self, text: Text, x: float, width: float, align: Align) -> Column:
        box = self._composer.box(text, "footer", width, element=None, align=align)
        return Column(x, Stack((box,)), right_to_left(text.language))

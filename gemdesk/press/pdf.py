"""A document to a PDF file: lay out, draw, tag."""

from gemdesk.kernel.texts import fill
from gemdesk.press.blocks import Document
from gemdesk.press.canvas import Canvas
from gemdesk.press.compose import Composer
from gemdesk.press.embed import assemble
from gemdesk.press.finish import Facts, finish
from gemdesk.press.flow import Placed, paginate
from gemdesk.press.layout import boxes_of, footer_row
from gemdesk.press.marks import Element
from gemdesk.press.styles import BOTTOM, FRAME_WIDTH, HAIRLINE, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP
from gemdesk.press.typeset import Typesetter

_ABOVE_FOOTER = 12.0  # points between the frame and the footer's line
_UNDER_RULE = 4.0
_WIDEST_NUMBER = "888"


def render(document: Document, *, reference: str = "") -> bytes:
    """The document as a tagged A4 file that declares PDF/A-2a and PDF/UA-1; same bytes for the same blocks.

    `reference` goes into the metadata as the document's identifier. Raises OSError when a font is missing.
    """
    return Press().render(document, reference=reference)


class Press:
    """Renders documents and remembers the words it has shaped, so it must be dropped with the case."""

    def __init__(self) -> None:
        self._composer = Composer(Typesetter())

    def render(self, document: Document, *, reference: str = "") -> bytes:
        """As the function `render`, faster from the second time on."""
        tree = Element("Document", document.language)
        drawn = self._draw(document, tree, Canvas())
        languages = document.languages or (document.language,)
        return finish(drawn, tree, Facts(document.title, document.language, languages, reference))

    def render_plain(self, document: Document) -> bytes:
        """The same pages without tags, metadata and declarations; for measuring only."""
        return self._draw(document, Element("Document", document.language), Canvas(marked=False))

    def _draw(self, document: Document, tree: Element, canvas: Canvas) -> bytes:
        composer = self._composer
        boxes = [box for block in document.blocks for box in boxes_of(composer, block, tree)]
        floor = BOTTOM
        if document.footer:
            floor += footer_row(
                composer, document.footer, document.language, _page_text(document, _WIDEST_NUMBER, _WIDEST_NUMBER)
            ).height
            floor += _UNDER_RULE + _ABOVE_FOOTER
        pages = paginate(boxes, PAGE_HEIGHT - TOP - floor)
        for number, placed in enumerate(pages, 1):
            self._draw_page(canvas, document, placed, number, len(pages))
        return assemble(canvas, PAGE_WIDTH, PAGE_HEIGHT, document.title)

    def _draw_page(self, canvas: Canvas, document: Document, placed: list[Placed], number: int, count: int) -> None:
        canvas.new_page()
        for each in placed:
            each.box.draw(canvas, SIDE, PAGE_HEIGHT - TOP - each.down)
        if document.footer:
            row = footer_row(
                self._composer, document.footer, document.language, _page_text(document, str(number), str(count))
            )
            row.draw(canvas, SIDE, BOTTOM + row.height)
            with canvas.artifact("Pagination"):
                canvas.rule(SIDE, BOTTOM + row.height + _UNDER_RULE, FRAME_WIDTH, 0.5, HAIRLINE)


def _page_text(document: Document, page: str, pages: str) -> str:
    return fill(document.footer.page.words, page=page, pages=pages) if document.footer else ""

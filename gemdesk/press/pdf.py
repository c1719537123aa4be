"""A document to a PDF file: lay out, draw, tag."""

from gemdesk.press.blocks import Document
from gemdesk.press.canvas import Canvas
from gemdesk.press.compose import Composer
from gemdesk.press.embed import assemble
from gemdesk.press.finish import Facts, finish
from gemdesk.press.flow import paginate
from gemdesk.press.footer import FooterLine
from gemdesk.press.layout import boxes_of
from gemdesk.press.marks import Element
from gemdesk.press.styles import PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP
from gemdesk.press.typeset import Typesetter


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
        boxes = [box for block in document.blocks for box in boxes_of(self._composer, block, tree)]
        footer = FooterLine(self._composer, document)
        pages = paginate(boxes, PAGE_HEIGHT - TOP - footer.floor())
        for number, placed in enumerate(pages, 1):
            canvas.new_page()
            footer.draw_first(canvas, number, len(pages))
            for each in placed:
                each.box.draw(canvas, SIDE, PAGE_HEIGHT - TOP - each.down)
            footer.draw_last(canvas, number, len(pages))
        return assemble(canvas, PAGE_WIDTH, PAGE_HEIGHT, document.title)

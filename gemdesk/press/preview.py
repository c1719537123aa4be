"""Pages as pictures, in memory, for the screen and the printer.

PDFium may be used by one thread at a time only: call this from one lane.
"""

from typing import NamedTuple

import pypdfium2
from pypdfium2.raw import FPDFBitmap_BGRx

_POINTS_PER_INCH = 72


class PageImage(NamedTuple):
    """A page's pixels, four bytes each (blue, green, red, unused), `stride` bytes to a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, page: int, dpi: float) -> PageImage:
    """Page `page` (from 0) at `dpi` dots per inch on white. Raises IndexError when there is no such page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 0 <= page < len(document):
            raise IndexError(page)
        bitmap = document[page].render(scale=dpi / _POINTS_PER_INCH, force_bitmap_format=FPDFBitmap_BGRx)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()

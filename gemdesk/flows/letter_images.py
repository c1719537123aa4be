"""Pictures of a letter's pages, in memory, for the screen and the printer."""

from dataclasses import dataclass

from gemdesk.press import preview


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page's pixels, four bytes each (blue, green, red, unused), `stride` bytes to a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_images(pdf: bytes, dpi: float) -> list[PageImage]:
    """Every page of a letter at `dpi` dots per inch, on white; nothing is written anywhere."""
    return [PageImage(*preview.page_image(pdf, page, dpi)) for page in range(preview.page_count(pdf))]

"""What a document is made of, without a word about paper: the language between letters and press.

Texts are plain strings in logical order. A value that must keep its own direction stands in the
isolate that `kernel.typed` gave it; what stands between a left-to-right or right-to-left isolate
and its end is never split over two lines.
"""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["start", "center", "end", "justify"]
Level = Literal[1, 2]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph's words and their language (`ar`, `en`), which decides the base direction."""

    words: str
    language: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title, centred."""

    text: Text
    level: Level = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text
    align: Align = "justify"
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short items."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short labelled facts on one line, spread over the width (reference, date, priority)."""

    pairs: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a large one is meant to be typed off the paper."""

    text: Text
    align: Align = "start"
    large: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; columns run from the start side of `language`, the head repeats on each page."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]  # relative, one per column
    language: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side from the start side; each a few centred lines over a rule."""

    places: tuple[tuple[Text, ...], ...]
    language: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Names and contact lines; two languages stand on their own sides, a coloured band above."""

    names: tuple[Text, ...]
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that are not torn apart by a page's end."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a new page."""


Block = Heading | Paragraph | Bullets | Facts | Table | Signatures | Letterhead | Together | NewPage


@dataclass(frozen=True, slots=True)
class Footer:
    """The line beneath every page; `page` has the fields {page} and {pages}."""

    start: Text
    page: Text
    end: Text | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `title` goes into the file's metadata and must name nobody."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    footer: Footer | None = None
    languages: tuple[str, ...] = field(default=())

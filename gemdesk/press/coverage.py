"""What a document asks of the font: its texts, and the characters that could not be drawn."""

import unicodedata
from collections.abc import Iterator

from gemdesk.press import blocks as b
from gemdesk.press.fonts import letter_font
from gemdesk.press.runs import right_to_left
from gemdesk.press.shaping import seen


def texts(document: b.Document) -> Iterator[b.Text]:
    """Every text of a document in reading order, the footer's last."""
    for block in document.blocks:
        yield from _of_block(block)
    if document.footer:
        yield from (text for text in (document.footer.start, document.footer.page, document.footer.end) if text)


def _of_block(block: b.Block) -> Iterator[b.Text]:
    match block:
        case b.Heading() | b.Paragraph():
            yield block.text
        case b.Bullets():
            yield from block.items
        case b.Facts():
            yield from (text for pair in block.pairs for text in pair)
        case b.Table():
            yield from (cell.text for row in (block.head, *block.rows) for cell in row)
        case b.Signatures():
            yield from (text for place in block.places for text in place)
        case b.Letterhead():
            both = (*block.names, *block.lines)
            # Each side is read to its end, that of the first text before the other.
            yield from sorted(both, key=lambda text: right_to_left(text.language) != right_to_left(both[0].language))
        case b.Together():
            for each in block.blocks:
                yield from _of_block(each)
        case b.NewPage():
            return


def unprintable(document: b.Document) -> tuple[str, ...]:
    """The characters for which a page would show an empty frame, in order of first use."""
    font = letter_font(False)

    def drawn(character: str) -> bool:
        parts = unicodedata.normalize("NFD", character)
        return unicodedata.category(character) in ("Cc", "Cf") or font.draws(character) or all(map(font.draws, parts))

    used = dict.fromkeys(character for text in texts(document) for character in seen(text.words))
    return tuple(character for character in used if not character.isspace() and not drawn(character))

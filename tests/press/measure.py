"""How well a page's text can be read back: accuracy of two readers, and words that a search finds."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence

import pypdfium2

_CONTROLS = dict.fromkeys(
    map(
        ord,
        "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0640\u00ad\ufeff",
    )
)
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u0652\u0670\u0671]{3,}")
Placed = tuple[str, float, float, float]  # character, left, right, baseline side


def accuracy(pdf: bytes, sources: Sequence[str]) -> tuple[float, float]:
    """The share of the sources' characters that poppler and PDFium give back, each 0 to 1.

    1 - edit distance / length over all sources, each searched as a substring of the text; white
    space, bidirectional controls and kashidas do not count; NFC. Raises FileNotFoundError without poppler.
    """
    return character_accuracy(poppler_text(pdf), sources), character_accuracy(pdfium_text(pdf), sources)


def missing_words(pdf: bytes, sources: Iterable[str]) -> list[str]:
    """The Arabic words of three letters and more that PDFium's own search does not find."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage() for page in document]
        words = sorted({word for source in sources for word in _ARABIC_WORD.findall(plain(source))})
        return [word for word in words if not any(page.search(word).get_next() for page in pages)]
    finally:
        document.close()


def character_accuracy(text: str, sources: Iterable[str]) -> float:
    """The same measure on any text."""
    whole = squeezed(text)
    length = wrong = 0
    for source in map(squeezed, sources):
        length += len(source)
        wrong += nearest(source, whole)
    return 1 - wrong / length if length else 1.0


def plain(text: str) -> str:
    """A text without controls and kashidas, NFC."""
    return unicodedata.normalize("NFC", text).translate(_CONTROLS)


def squeezed(text: str) -> str:
    """A text without controls and white space."""
    return "".join(plain(text).split())


def nearest(pattern: str, text: str) -> int:
    """The least edit distance between a pattern and any substring (Myers 1999, bit-parallel)."""
    if not pattern:
        return 0
    places: dict[str, int] = {}
    for index, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << index
    mask = (1 << len(pattern)) - 1
    top = 1 << (len(pattern) - 1)
    plus, minus = mask, 0
    score = best = len(pattern)
    for character in text:
        equal = places.get(character, 0)
        vertical = equal | minus
        level = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (~(level | plus) & mask)
        down = plus & level
        score += bool(up & top) - bool(down & top)
        best = min(best, score)
        up, down = up << 1 & mask, down << 1 & mask
        plus = down | (~(vertical | up) & mask)
        minus = up & vertical
    return best


def poppler_text(pdf: bytes) -> str:
    """The text as poppler's pdftotext gives it."""
    tool = shutil.which("pdftotext")
    if tool is None:
        raise FileNotFoundError("pdftotext of poppler-utils")
    run = subprocess.run([tool, "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def pdfium_text(pdf: bytes) -> str:
    """The text as PDFium gives it, page after page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def visual_lines(pdf: bytes) -> list[str]:
    """Every line of every page as the eye meets it from left to right, without spaces.

    Characters are put in order by where their boxes stand, whatever order the file has them in;
    a line is what shares a baseline, so it also joins cells that stand side by side.
    """
    return ["".join(character for character, *_place in line) for page in placed_lines(pdf) for line in page]


def placed_lines(pdf: bytes) -> list[list[list[Placed]]]:
    """For each page its lines from the top, each the characters (with left, right, origin's y) from the left."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_lines(page.get_textpage()) for page in document]
    finally:
        document.close()


def _lines(page: pypdfium2.PdfTextPage) -> list[list[Placed]]:
    by_height: dict[int, list[Placed]] = {}
    for index in range(page.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(page, index)
        character = chr(code)
        if character.isspace() or code in _CONTROLS or code == 0xFFFE:
            continue
        left, _bottom, right, _top = page.get_charbox(index, loose=True)
        x, y = _origin(page, index)
        by_height.setdefault(round(y * 2), []).append((character, x, max(right, left), y))
    return [sorted(line, key=lambda placed: placed[1]) for _y, line in sorted(by_height.items(), reverse=True)]


def _origin(page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    from ctypes import byref, c_double

    x, y = c_double(), c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
    return x.value, y.value

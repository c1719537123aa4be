"""How many guesses a passphrase takes from somebody who knows Arabic, Syria, chat spelling and both keyboards.

The text is cut into recognised pieces in the cheapest way; the bits of the pieces add up, as for a guesser who tries
combinations of likely pieces first. Cutting into the cheapest pieces is the idea of zxcvbn; its extra cost for the
number of pieces is left out, so that the sum stays below what such a guesser needs.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2

from gemdesk.kernel.fold import fold
from gemdesk.vault.guess_lists import LONG_START, LONGEST, LONGEST_WORD, WORD, arabic, chat, latin_bits, sounds
from gemdesk.vault.guess_patterns import Kind, Piece, dates, repeats, runs
from gemdesk.vault.layouts import holds_arabic, readings
from gemdesk.vault.words import COUNT, listed

READ = 100  # letters; what follows is not counted

_SWAPPED = 1.0  # bits: that the other keyboard was on
_REVERSED = 1.0
_GLUED, _GLUED_SHORT = (
    1.0,
    4.0,
)  # bits for each end that touches another letter; short words lie in every heap of letters
_SHORT = 4
_PARTICLES = {"": 0.0, "ال": 1.0, "و": 2.0, "ب": 2.0, "ل": 2.0, "ف": 2.0, "ك": 2.0, "لل": 2.5, "وال": 2.5, "بال": 2.5}
_ENDINGS = {"": 0.0, "ي": 1.5, "نا": 2.0, "ه": 2.0, "ها": 2.0, "ك": 2.0, "كم": 2.5, "هم": 2.5, "ات": 2.0, "ين": 2.0,
            "ون": 2.5, "ان": 2.5, "يه": 2.0, "ني": 2.5}  # fmt: skip
_UNWRITTEN = "-_. "  # may stand between words of a known phrase
_CHAT_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz2345678'9")
_CHAT_LONGEST = 14


@dataclass(frozen=True, slots=True)
class View:
    """The letters as a guesser compares them, each with its place in the text."""

    letters: str = field(repr=False)
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    extra: float  # bits for looking at it this way


@dataclass(frozen=True, slots=True)
class Text:
    """A passphrase under examination, with the places where a word may begin or end at no cost."""

    text: str = field(repr=False)
    edges: frozenset[int]

    def glue(self, begin: int, end: int) -> float:
        """Bits for the ends of a word that touch other letters."""
        open_ends = (begin not in self.edges) + (end not in self.edges)
        return open_ends * (_GLUED if end - begin >= _SHORT else _GLUED_SHORT)


def _sort(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if not letter.isalpha():
        return f"sign {letter}"
    return "upper" if letter.isupper() else "arabic" if "\u0600" <= letter <= "\u06ff" else "lower"


def _edges(text: str) -> frozenset[int]:
    sorts = [_sort(letter) for letter in text]
    inner = (
        at
        for at in range(1, len(text))
        if sorts[at] != sorts[at - 1] and (sorts[at - 1], sorts[at]) != ("upper", "lower")
    )
    return frozenset({0, len(text), *inner})


def _compared(letter: str) -> str:
    """A letter as it is compared: folded; signs stay, marks and what joins words go."""
    if letter in _UNWRITTEN or unicodedata.category(letter)[0] == "M":
        return ""
    return fold(letter) or ("" if letter.isalpha() else letter)


def _view(letters: str, places: tuple[int, ...], length: int, extra: float) -> View:
    kept = [(one, at) for letter, at in zip(letters, places, strict=True) for one in _compared(letter)]
    begins = tuple(at for _, at in kept)
    # A letter reaches to the next one, over marks and blanks between; two letters of one key end together.
    distinct = sorted({*begins, length})
    following = dict(pairwise(distinct))
    return View("".join(one for one, _ in kept), begins, tuple(following[at] for at in begins), extra)


def _views(text: str) -> Iterator[View]:
    yield _view(text, tuple(range(len(text))), len(text), 0.0)
    # From Arabic the other Latin layouts differ in a few signs only; to Arabic they lead to other words.
    for reading in dict.fromkeys(readings(text)[:1] if holds_arabic(text) else readings(text)):
        if reading.text != text:
            yield _view(reading.text, reading.places, len(text), _SWAPPED)


def _word(letters: str) -> float | None:
    """Bits of an Arabic or Latin word or phrase."""
    bits = arabic().words.get(letters)
    return latin_bits(letters) if bits is None and letters[0] < "\u0600" else bits


def _kind(letters: str) -> Kind:
    if letters in arabic().months:
        return Kind.DATE
    if letters in arabic().known:
        return Kind.KNOWN
    return Kind.NAME if letters in arabic().names else Kind.WORD


def _words(whole: Text, view: View) -> Iterator[Piece]:
    """Words and phrases of the lists, also written backwards."""
    starts = arabic().starts
    for first in range(len(view.letters)):
        longest = LONGEST if view.letters[first : first + LONG_START] in starts else LONGEST_WORD
        for last in range(first + 1, min(first + longest, len(view.letters))):
            letters = view.letters[first : last + 1]
            begin, end = view.begins[first], view.ends[last]
            if (bits := _word(letters)) is not None:
                yield Piece(begin, end, bits + view.extra + whole.glue(begin, end), _kind(letters))
            if last - first + 1 >= _SHORT and (bits := _word(letters[::-1])) is not None:
                extra = view.extra + _REVERSED
                yield Piece(begin, end, bits + extra + whole.glue(begin, end), _kind(letters[::-1]))


def _bare_words(view: View, edges: frozenset[int]) -> Iterator[tuple[int, int]]:
    """First and last letter of each stretch from edge to edge that is longer than two letters."""
    first = 0
    for last, end in enumerate(view.ends):
        if view.begins[first] not in edges:
            first = last
        if end in edges:
            if last - first >= 2:
                yield first, last
            first = last + 1
            if first == len(view.letters):
                return


def _inflected(whole: Text, view: View) -> Iterator[Piece]:
    """Arabic words with particles before and endings after them."""
    known = arabic().words
    for first, last in _bare_words(view, whole.edges):
        letters = view.letters[first : last + 1]
        for particle, before in _PARTICLES.items():
            for ending, after in _ENDINGS.items():
                if not (letters.startswith(particle) and letters.endswith(ending)):
                    continue
                stem = letters[len(particle) : len(letters) - len(ending)]
                bits = min(known.get(stem, 99.0), known.get(stem + "ه", 99.0) + 1)
                if len(stem) > 1 and bits < 99.0:
                    yield Piece(view.begins[first], view.ends[last], bits + before + after + view.extra, _kind(stem))


def _chats(whole: Text, view: View) -> Iterator[Piece]:
    """Arabic in Latin letters and digits, as in chats."""
    for first in range(len(view.letters)):
        for last in range(first + 2, min(first + _CHAT_LONGEST, len(view.letters))):
            letters = view.letters[first : last + 1]
            if letters[-1] not in _CHAT_LETTERS or letters[0] not in _CHAT_LETTERS:
                break
            begin, end = view.begins[first], view.ends[last]
            key = sounds(letters)
            glue = whole.glue(begin, end) if not any(letter.isdigit() for letter in letters) else 0.0
            if (bits := chat().get(key)) is not None and (len(key) > 2 or (len(key) == 2 and glue == 0.0)):
                yield Piece(begin, end, bits + 2 + 1.5 * (len(letters) - len(key)) + glue, Kind.WORD)


def _letter_bits(letter: str) -> float:
    if letter.isspace():
        return 0.0
    if unicodedata.category(letter)[0] == "M":
        return 0.5
    return {"digit": log2(10), "upper": 5.7, "lower": 4.7, "arabic": 4.6}.get(_sort(letter), 5.0)


def _pieces(whole: Text) -> Iterator[Piece]:
    text = whole.text
    for at, letter in enumerate(text):
        yield Piece(at, at + 1, _letter_bits(letter), Kind.LETTERS)
    yield from dates(text)
    yield from repeats(text.casefold() if len(text.casefold()) == len(text) else text)
    for view in _views(text):
        yield from _words(whole, view)
        yield from _inflected(whole, view)
        for run in runs(view.letters):
            yield Piece(view.begins[run.begin], view.ends[run.end - 1], run.bits, run.kind)
        if view.extra == 0.0 and any("a" <= letter <= "z" for letter in view.letters):
            yield from _chats(whole, view)


def _generated(text: str) -> tuple[Piece, ...]:
    """The words of a passphrase that has the form of our own generator: each as likely as any other of the list."""
    found = list(re.finditer(r"\S+", text))
    words = {one[0] for one in found}
    if len(found) < COUNT or len(words) < len(found) or not words <= set(listed()):
        return ()
    return tuple(Piece(one.start(), one.end(), WORD, Kind.WORD) for one in found)


def cheapest(passphrase: str) -> tuple[Piece, ...]:
    """The pieces of the cheapest way to guess a normalised passphrase; only its first 100 letters are looked at."""
    text = passphrase[:READ]
    if not text:
        return ()
    if made := _generated(text):
        return made
    at_end: list[list[Piece]] = [[] for _ in range(len(text) + 1)]
    for piece in _pieces(Text(text, _edges(text))):
        at_end[piece.end].append(piece)
    costs: list[float] = [0.0]
    best: list[Piece | None] = [None]
    for end in range(1, len(text) + 1):
        chosen = min(at_end[end], key=lambda piece: costs[piece.begin] + piece.bits)
        costs.append(costs[chosen.begin] + chosen.bits)
        best.append(chosen)
    found: list[Piece] = []
    last = best[-1]
    while last is not None:
        found.append(last)
        last = best[last.begin]
    return tuple(reversed(found))

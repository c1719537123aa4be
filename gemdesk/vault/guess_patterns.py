"""Guesses that need no dictionary: dates and years, runs along a keyboard or an alphabet, repetition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from math import log2


class Kind(Enum):
    """What a part of a passphrase was recognised as."""

    LETTERS = auto()  # as nothing: each letter guessed alone
    WORD = auto()
    NAME = auto()
    KNOWN = auto()
    DATE = auto()
    RUN = auto()
    REPEAT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text from `begin` to before `end`, with the bits that guessing it takes."""

    begin: int
    end: int
    bits: float
    kind: Kind


_NOW = 2026  # of this version: years near it are tried first; no clock is read
_YEARS = log2(90)
_DAY, _MONTH, _SIGN = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"[ /.\-_\\،]"
_DAY2, _MONTH2, _YEAR4 = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:1[89]|20|1[34])\d\d"
_DATES = tuple(
    (re.compile(pattern), bits)
    for pattern, bits in (
        # A day of the year, the year, the order and the sign between.
        (f"{_DAY}({_SIGN}){_MONTH}\\1(?:{_YEAR4}|\\d\\d)", log2(366) + _YEARS + 2),
        (f"{_MONTH}({_SIGN}){_DAY}\\1(?:{_YEAR4}|\\d\\d)", log2(366) + _YEARS + 2.5),
        (f"{_YEAR4}({_SIGN}){_MONTH}\\1{_DAY}", log2(366) + _YEARS + 2),
        (f"{_DAY2}{_MONTH2}{_YEAR4}|{_YEAR4}{_MONTH2}{_DAY2}|{_MONTH2}{_DAY2}{_YEAR4}", log2(366) + _YEARS + 1.5),
        (f"{_DAY2}{_MONTH2}\\d\\d|\\d\\d{_MONTH2}{_DAY2}", log2(366) + _YEARS + 1.5),
        (f"{_DAY}{_SIGN}{_MONTH}(?!\\d)", log2(366) + 2),
        (f"{_DAY2}{_MONTH2}(?!\\d)", log2(366) + 1),
    )
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HIJRI = re.compile(r"1[34]\d\d")
_PHONE = re.compile(r"(?:00|\+)?(?:963|961|962|964|90|49|20)\d{8,9}|09\d{8}|0[1-9]\d{7,8}")

_LINES = (
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "azertyuiop",
    "qsdfghjklm", "wxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmik,ol.",
    "zaq1xsw2cde3vfr4", "1q2w3e4r5t6y7u8i9o0p", "a1b2c3d4e5f6g7h8i9", "!@#$%^&*()", "147258369", "159357",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ابتثجحخدذرزسشصضطظعغفقكلمنوهي",
    "ضصثقفغعهخحجد", "شسيبلاتنمكط", "يورلايهوز",
)  # fmt: skip
_TRIPLES: dict[str, list[tuple[str, int]]] = {}
for _line in (way for line in _LINES for way in (line, line[::-1])):
    for _at in range(len(_line) - 2):
        _TRIPLES.setdefault(_line[_at : _at + 3], []).append((_line, _at))


def _years(text: str) -> Iterator[Piece]:
    for found in _YEAR.finditer(text):
        near = abs(_NOW - int(found[0]))
        yield Piece(found.start(), found.end(), 2 + min(log2(near + 1), _YEARS), Kind.DATE)
    for found in _HIJRI.finditer(text):
        yield Piece(found.start(), found.end(), 1 + _YEARS, Kind.DATE)


def dates(text: str) -> Iterator[Piece]:
    """Dates, years and telephone numbers in Latin digits, in every usual order."""
    yield from _years(text)
    for begin, letter in enumerate(text):
        if not (letter.isdigit() or letter == "+"):
            continue
        for pattern, bits in _DATES:
            if found := pattern.match(text, begin):
                yield Piece(begin, found.end(), bits, Kind.DATE)
        if found := _PHONE.match(text, begin):
            yield Piece(begin, found.end(), 3 + (len(found[0]) - 3) * log2(10), Kind.DATE)


def runs(text: str) -> Iterator[Piece]:
    """Three and more neighbours of a keyboard row, an alphabet or the digits, forwards or backwards."""
    for begin in range(len(text) - 2):
        for line, at in _TRIPLES.get(text[begin : begin + 3], ()):
            length = 3
            while begin + length < len(text) and line[at + length : at + length + 1] == text[begin + length]:
                length += 1
            yield Piece(begin, begin + length, 4 + log2(length), Kind.RUN)


def repeats(text: str) -> Iterator[Piece]:
    """What stood before already: one letter three times and more, a group at once again, four and more letters."""
    before: list[int] = [0] * (len(text) + 1)
    for begin in range(len(text) - 1, 0, -1):
        # now[k]: how far the text from `begin` agrees with the text from `begin - distance`.
        now = [0] * (len(text) + 1)
        for distance in range(1, begin + 1):
            if text[begin] != text[begin - distance]:
                continue
            now[distance] = before[distance] + 1
            length = now[distance]
            if length >= max(distance, 2):
                yield Piece(begin, begin + length, 1 + log2(length), Kind.REPEAT)
            elif length >= 4:
                yield Piece(begin, begin + length, 1 + log2(begin) + log2(length), Kind.REPEAT)
        before = now

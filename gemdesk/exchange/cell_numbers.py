"""Cells that are ages and phone numbers, in any digits."""

import re
from datetime import date

from gemdesk.domain.readings import Read, Why, checked, sure, unsettled
from gemdesk.exchange import cell_texts, sheet_words
from gemdesk.exchange.sheet import Cell
from gemdesk.kernel.fold import fold
from gemdesk.kernel.typed import latin_digits

_OLDEST = 120  # years of age
_WORD = re.compile(r"\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\+?[0-9][0-9 ().\-\u00a0/]*[0-9]\+?|[0-9]")
_BETWEEN = re.compile(r"\s*(?:[,،;؛|\n]|\s/\s|/(?=\s*[+0(]))\s*")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
LEAST, _MOST = 7, 15  # digits of a number that can be called; the upper end is E.164's
_LONGEST = 80  # signs of a number or address, as the safe contact keeps it
_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def read_age(cell: Cell, today: date) -> Read:
    """The age of a cell in years; a year of birth leaves two readings, and nothing is reckoned from a guess."""
    if len(cell.text) > cell_texts.LONGEST:
        return unsettled(Why.NOT_AN_AGE)
    text = latin_digits(cell.text).strip()
    if cell_texts.is_nothing(text):
        return sure(None)
    if cell_texts.is_unknown(text):
        return checked(Why.AGE_UNKNOWN, None)
    if cell.is_formula:
        return unsettled(Why.FORMULA)
    found = _WORD.findall(fold(text))
    numbers = [int(word) for word in found if word.isdecimal() and len(word) <= 4]
    words = [word for word in found if not word.isdecimal()]
    if len(numbers) != 1 or len(numbers) + len(words) != len(found):
        return unsettled(Why.NOT_AN_AGE, *(number for number in numbers[:3] if number <= _OLDEST))
    return _age(numbers[0], words, text, today)


def _age(number: int, words: list[str], text: str, today: date) -> Read:
    if number > _OLDEST:
        if today.year - _OLDEST <= number <= today.year:
            since = today.year - number
            # The birthday of this year may lie ahead.
            return unsettled(Why.BIRTH_YEAR, *((since, since - 1) if since else (0,)))
        return unsettled(Why.AGE_OUT_OF_RANGE)
    if text.startswith(("-", "−")):
        return unsettled(Why.AGE_OUT_OF_RANGE)
    if sheet_words.group("ages", "months").intersection(words):
        return unsettled(Why.AGE_IN_WORDS, number // 12)
    if not words and text.isdigit():
        return sure(number)
    if all(word in sheet_words.group("ages", "units") for word in words) and "?" not in text and "؟" not in text:
        return checked(Why.AGE_IN_WORDS, number)
    return unsettled(Why.AGE_IN_WORDS, number)


def read_number(cell: Cell) -> Read:
    """The phone number or address of a cell, in Latin digits, a plus at its beginning."""
    if len(cell.text) > cell_texts.LONGEST:
        return unsettled(Why.NOT_A_NUMBER)
    text = latin_digits(str(cell_texts.read_paragraphs(cell, cell_texts.LONGEST).value or ""))
    if cell_texts.is_nothing(text) or cell_texts.is_unknown(text):
        return sure("")
    if cell.is_formula:
        return unsettled(Why.FORMULA)
    if _E_MAIL.fullmatch(text):
        return sure(text) if len(text) <= _LONGEST else unsettled(Why.TOO_LONG)
    if _ROUNDED.fullmatch(text):
        return unsettled(Why.ROUNDED)
    found = [_tidy(one) for part in _BETWEEN.split(text) for one in _NUMBER.findall(part)]
    fit = [one for one in found if LEAST <= _digits(one) <= _MOST and len(one) <= _LONGEST]
    if len(fit) > 1:
        return unsettled(Why.SEVERAL_NUMBERS, *fit)
    if not fit:
        short = [one for one in found if _digits(one) < LEAST and len(one) <= _LONGEST]
        return unsettled(Why.SHORT_NUMBER, *short) if len(short) == len(found) == 1 else unsettled(Why.NOT_A_NUMBER)
    return _one(fit[0], found, text)


def _one(number: str, found: list[str], text: str) -> Read:
    bare = text.strip("' ")
    if len(found) > 1 or re.search(r"[^\W\d_]", _NUMBER.sub("", bare)):
        return checked(Why.WORDS_WITH_NUMBER, number)
    if bare.endswith("+"):
        return checked(Why.PLUS_AT_END, number)
    return sure(number)


def _digits(number: str) -> int:
    return sum(sign.isdigit() for sign in number)


def _tidy(number: str) -> str:
    """The number with its plus before it: written from right to left it comes to stand behind."""
    bare = re.sub(r"[\s\u00a0]+", " ", number.strip("+ "))
    if bare.count("(") != bare.count(")"):
        bare = re.sub("[()]", "", bare)
    return f"+{bare}" if "+" in number else bare

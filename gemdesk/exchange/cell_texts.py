"""Cells that are text: names, places, notes, codes; cleaned of what could not be stored, and no more."""

import re
from dataclasses import dataclass

from gemdesk.domain.readings import Read, Why, checked, sure, unsettled
from gemdesk.exchange import sheet_words
from gemdesk.exchange.sheet import Cell
from gemdesk.kernel.fold import fold
from gemdesk.kernel.typed import latin_digits

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_GAPS = re.compile(r"\s+")
_ODD = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_STRETCH = re.compile("(?<=[\u0620-\u064a]{2})\u0640+|(?<=[\u0620-\u064a])\u0640+(?=[\u0620-\u064a])")
_CODE = re.compile(r"\w[\w.-]{0,39}")  # a person's code stands in file names
_DASHES = re.compile(r"[\s\-–—_./\\*·•]+")
LONGEST = 500  # characters of a cell that is to be a day, a number or words of a list
_LOOKED_AT = 100_000  # characters of any cell: a sheet program keeps no more than a third of that in one


@dataclass(frozen=True, slots=True)
class _Clean:
    text: str
    changed: bool  # whether something went that somebody may have meant


def _cleaned(text: str, *, lines: bool) -> _Clean:
    found = _BREAKS.sub("\n", text)
    bare = _ODD.sub("", found)
    if lines:
        return _Clean(bare.replace("\t", " ").strip(), bare != found)
    # Stretched letters are an ornament of the sheet; a single one before it is an initial, as in «هـ».
    return _Clean(_STRETCH.sub("", _GAPS.sub(" ", bare)).strip(), bare != found)


def read_line(cell: Cell, longest: int) -> Read:
    """A name, a place: one line of at most `longest` characters."""
    return _read(cell, longest, lines=False)


def read_paragraphs(cell: Cell, longest: int) -> Read:
    """A note: lines stay lines."""
    return _read(cell, longest, lines=True)


def _read(cell: Cell, longest: int, *, lines: bool) -> Read:
    if len(cell.text) > _LOOKED_AT:
        return unsettled(Why.TOO_LONG)
    clean = _cleaned(cell.text, lines=lines)
    if len(clean.text) > longest:
        return unsettled(Why.TOO_LONG)
    if cell.is_formula:
        return checked(Why.FORMULA, clean.text)
    return checked(Why.CONTROL_SIGNS, clean.text) if clean.changed else sure(clean.text)


def read_code(cell: Cell) -> Read:
    """The code of a person, as it can stand in the name of a file."""
    if len(cell.text) > LONGEST:
        return unsettled(Why.TOO_LONG)
    text = latin_digits(_cleaned(cell.text, lines=False).text)
    if is_nothing(text):
        return sure("")
    if _CODE.fullmatch(text):
        return sure(text)
    bare = re.sub(r"[^\w.]+", "-", text).strip("-.")[:40]
    return checked(Why.NOT_IN_FORM, bare) if _CODE.fullmatch(bare) else unsettled(Why.NOT_IN_FORM)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, dashes, «بدون», none."""
    return not _DASHES.sub("", text) or _is_one_of(text, "nothing")


def is_unknown(text: str) -> bool:
    """Whether a cell says that it is not known: «؟؟», «غير معروف», unknown."""
    bare = text.strip()
    marks = bool(bare) and not bare.strip("?؟ ")
    return marks or _is_one_of(text, "unknown")


def _is_one_of(text: str, group: str) -> bool:
    return len(text) <= LONGEST and fold(text) in sheet_words.group("rows", group)

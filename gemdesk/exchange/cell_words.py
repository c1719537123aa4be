"""Cells that are words of a list: a level of risk, services, languages; several in one cell."""

import re
from typing import cast

from gemdesk.domain.readings import Read, Why, checked, sure, unsettled
from gemdesk.exchange import cell_texts
from gemdesk.exchange.sheet import Cell
from gemdesk.exchange.sheet_words import Vocabulary
from gemdesk.kernel.fold import fold

_BETWEEN = re.compile(r"[+/&,،;؛|\n•]| [-–—] |\s+(?:و|and|et|ve)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s+و(?=\w{2})")
_FEW = 8  # values of a list that a person is offered one by one


def read_code(cell: Cell, name: str, words: Vocabulary) -> Read:
    """The one code of a list that a cell names; a blank cell names none."""
    found = read_codes(cell, name, words)
    if not found.readings:
        offered = words.offered(name)
        return unsettled(found.why or Why.UNKNOWN_WORD, *(offered if len(offered) <= _FEW else ()))
    codes = cast("tuple[str, ...]", found.readings[0])
    if not codes:
        return sure("")
    if len(codes) > 1:
        return unsettled(found.why or Why.UNKNOWN_WORD, *codes)
    return Read((codes[0],), found.why, found.settled)


def read_codes(cell: Cell, name: str, words: Vocabulary) -> Read:
    """The codes of a list that a cell names, in their order; words that are not known are not passed over."""
    if len(cell.text) > cell_texts.LONGEST:
        return unsettled(Why.TOO_LONG)
    text = cell.text.strip()
    if cell_texts.is_nothing(text) or cell_texts.is_unknown(text):
        return sure(())
    if cell.is_formula:
        return unsettled(Why.FORMULA)
    known = words.codes(name)
    parts = _parts(text, known)
    exact = [known.get(part) or known.get(_bare(part)) for part in parts]
    within = [code or _within(part, known) for code, part in zip(exact, parts, strict=True)]
    codes = tuple(dict.fromkeys(code for code in within if code))
    if not codes:
        return unsettled(Why.UNKNOWN_WORD)
    if None in within:
        return unsettled(Why.SOME_WORDS_UNKNOWN, codes)
    return checked(Why.WORD_WITHIN, codes) if None in exact else sure(codes)


def _parts(text: str, known: dict[str, str]) -> list[str]:
    """The folded parts of a cell; «قانوني ومأوى» is two where each of them is known."""
    if fold(text) in known:
        return [fold(text)]
    found: list[str] = []
    for part in _BETWEEN.split(text):
        pieces = [fold(piece) for piece in _JOINED.split(part.strip())]
        whole = fold(part)
        found += pieces if whole not in known and all(piece in known for piece in pieces) else [whole]
    return [part for part in found if part]


def _bare(part: str) -> str:
    """The part without articles: «المأوى» names what «مأوى» does."""
    return " ".join(word.removeprefix("ال") for word in part.split())


def _within(part: str, known: dict[str, str]) -> str | None:
    """The code of the longest known word in a part; None where there is none, or several of different codes."""
    padded = f" {part} {_bare(part)} "
    hits = [word for word in known if len(word) > 2 and f" {word} " in padded]
    codes = {known[word] for word in hits if not any(word != other and word in other for other in hits)}
    return codes.pop() if len(codes) == 1 else None

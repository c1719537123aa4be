"""One fold for search, sort order and comparison of names, in any script.

Two spellings of one name fold to the same text: vowel marks, tatweel, forms of alef and hamza,
final ya and ta marbuta, Persian and Kurdish letters, digits, presentation forms, Latin accents.
Rules and their recall figures: the search tests.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ێ": "ي", "ې": "ي",
        **dict.fromkeys("ةەھہۀ", "ه"),
        **dict.fromkeys("کگڪ", "ك"),
        "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ۇ": "و",
        "ء": "", "ـ": "", "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d",
        # Between Latin letters they stand for hamza and ayn: Isma'il, Sa’ad, ʿAli.
        **dict.fromkeys("'’‘`´ʼʻʾʿ", ""),
    }
)  # fmt: skip
# What is written apart from its name, or with it, as one likes: عبد الله, أبو زيد, صلاح الدين, نصر الله.
_BEFORE = re.compile(r"\b((?:ال)?عبد|ابو|ام|ابن|بن|حاج|ذو) +(?=\w)")
_BEHIND = re.compile(r"(?<=\w) +(?=(?:الدين|الله)\b)")
_OPENS = ("عبد ", "ابو ", "ام ", "ابن ", "بن ", "حاج ", "ذو ")
_CLOSES = (" الدين", " الله")
_WORD = re.compile(r"[^\W_]+")
# What is not known to stay as it is: little of a sentence, so that little of it is looked at sign by sign.
_OTHER = re.compile(r"[^ a-z0-9ابتثجحخدذرزسشصضطظعغفقكلمنهوي]+")
_ARTICLE = re.compile(r"ال(?=\w{3})")
# What Arabic writes together with the word that follows: and, so, in, like, for, the.
_ATTACHED = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وفبكل])(?=\w{3})")


class _Plain(dict[int, "str | int | None"]):
    """Letter by letter: without marks and controls, in plain letters and digits; worked out once for each."""

    def __missing__(self, code: int) -> "str | int | None":
        sign = chr(code)
        plain: str | int | None = _LETTERS.get(code, code)
        if unicodedata.category(sign) in ("Mn", "Cf"):
            plain = None
        elif (digit := unicodedata.digit(sign, -1)) >= 0:
            plain = str(digit)
        self[code] = plain
        return plain


_PLAIN = _Plain()


def fold(text: str) -> str:
    """The text folded for comparing: words of letters and digits with one space between."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    plain = _OTHER.sub(_made_plain, unicodedata.normalize("NFD", composed))
    folded = " ".join(_WORD.findall(plain))
    if any(word in folded for word in _OPENS):
        folded = _BEFORE.sub(r"\1", folded)
    return _BEHIND.sub("", folded) if any(word in folded for word in _CLOSES) else folded


def _made_plain(found: re.Match[str]) -> str:
    return found[0].translate(_PLAIN)


def fold_number(text: str) -> str:
    """The digits alone, without a leading international 00 or zeros; for phone numbers."""
    return re.sub(r"\D", "", fold(text)).lstrip("0")


def bare(word: str) -> str:
    """A folded word without its article: حلبي of الحلبي; a word that has none as it is."""
    found = _ARTICLE.match(word)
    return word[found.end() :] if found else word


@lru_cache(8192)
def barest(word: str) -> str:
    """A folded word of a sentence without what is written together with it: قرار of والقرار."""
    found = _ATTACHED.match(word)
    return word[found.end() :] if found else word

"""One fold for search, sort order and comparison of names, in any script.

Two spellings of one name fold to the same text: vowel marks, tatweel, forms of alef and hamza,
final ya and ta marbuta, Persian and Kurdish letters, digits, presentation forms, Latin accents.
Rules and their recall figures: the search tests.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳ", "ا"),
        "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ێ": "ي", "ې": "ي",
        **dict.fromkeys("ةەھہۀ", "ه"),
        **dict.fromkeys("کگڪ", "ك"),
        "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڕ": "ر", "ڵ": "ل", "ۆ": "و", "ۇ": "و",
        "ء": "", "ـ": "", "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d",
    }
)  # fmt: skip
_JOINED = re.compile(r"\b(عبد|ابو|ام|ابن|بن|حاج) +(?=\w)")
_DIN = re.compile(r"(?<=\w) +(?=(?:الدين)\b)")
_GAPS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """The text folded for comparing: words of letters and digits with one space between."""
    # Decomposed alef + hamza has to compose first, over the whole string, before marks are dropped.
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    bare = "".join(
        c for c in unicodedata.normalize("NFD", composed) if unicodedata.category(c) not in ("Mn", "Cf")
    ).translate(_LETTERS)
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, -1) >= 0 else c for c in bare)
    spaced = _GAPS.sub(" ", digits).strip()
    return _DIN.sub("", _JOINED.sub(r"\1", spaced))


def fold_number(text: str) -> str:
    """The digits alone, without a leading international 00 or zeros; for phone numbers."""
    return re.sub(r"\D", "", fold(text)).lstrip("0")

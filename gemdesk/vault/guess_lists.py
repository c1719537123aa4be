"""What is guessed first, as numbers of guesses: Arabic words by frequency, our own lists, the lists of zxcvbn."""

import tomllib
from dataclasses import dataclass
from functools import cache
from math import log2

from gemdesk.kernel.fold import fold
from gemdesk.kernel.places import resources
from gemdesk.vault.words import SIZE, listed

LONGEST = 40  # letters of a phrase that is looked up whole
LONGEST_WORD = 14  # beyond it only phrases, which begin as one of the lists does
LONG_START = 5
LATIN_LEAST = 10.0  # bits: nobody guesses several words from a list of fewer than a thousand
WORD = log2(SIZE)  # bits: what a word of our own list costs at most

# Bits to choose the list before the place in it; a short list of likely things is tried before a dictionary.
_CHOICE = {"passwords": 1.0, "names": 2.0, "places": 1.5, "groups": 2.0, "pious": 1.5, "sayings": 2.5, "months": 0.0}
_KNOWN = ("passwords", "groups", "pious", "sayings")

# How Arabic letters are written in Latin ones in chats, as rough sounds; letters without one are not written or vary.
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("اويىةعءأإآؤئ", ""),
        "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "س": "s",
        "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
        "ن": "n", "ه": "h",
    }
)  # fmt: skip
_CHAT_PAIRS = (("3'", "g"), ("7'", "x"), ("6'", "z"), ("9'", "d"), ("kh", "x"), ("gh", "g"), ("sh", "c"), ("ch", "c"),
               ("th", "t"), ("dh", "z"))  # fmt: skip
_CHAT = str.maketrans(
    {
        **dict.fromkeys("aeiouyw23'", ""),
        "4": "z", "5": "x", "6": "t", "7": "h", "8": "g", "9": "k", "q": "k", "c": "k", "g": "j", "p": "b", "v": "f",
    }
)  # fmt: skip
_CHAT_WORDS = 6_000  # only words that people chat with


@dataclass(frozen=True, slots=True)
class Guesses:
    """Bits per folded word or phrase without blanks, and what is known by heart."""

    words: dict[str, float]
    names: frozenset[str]  # of persons and places
    months: frozenset[str]
    known: frozenset[str]  # phrases, slogans, prayers, common passwords
    starts: frozenset[str]  # the first letters of what is longer than a word


def _folded(phrase: str) -> str:
    return fold(phrase).replace(" ", "")


@cache
def arabic() -> Guesses:
    """The Arabic lists; read once."""
    folder = resources() / "words"
    words: dict[str, float] = {}
    ranked = (line for line in (folder / "frequent.txt").read_text("utf-8").split("\n") if line and line[0] != "#")
    for rank, word in enumerate(ranked, 1):
        words[word] = log2(rank + 1)
    for word in listed():
        folded = _folded(word)
        words[folded] = min(words.get(folded, WORD), WORD)
    lists = tomllib.loads((folder / "guesses.toml").read_text("utf-8"))
    kinds: dict[str, set[str]] = {name: set() for name in _CHOICE}
    for name, choice in _CHOICE.items():
        for place, phrase in enumerate(lists[name].split("|"), 1):
            folded = _folded(phrase)
            kinds[name].add(folded)
            words[folded] = min(words.get(folded, 99.0), choice + log2(place + 1))
    known = frozenset().union(*(kinds[name] for name in _KNOWN))
    starts = frozenset(phrase[:LONG_START] for phrase in words if len(phrase) > LONGEST_WORD)
    return Guesses(words, frozenset(kinds["names"] | kinds["places"]), frozenset(kinds["months"]), known, starts)


@cache
def latin() -> tuple[dict[str, int], ...]:
    """Word to rank, one dictionary per list of zxcvbn."""
    from zxcvbn.matching import RANKED_DICTIONARIES

    return tuple(ranks for name, ranks in RANKED_DICTIONARIES.items() if name != "user_inputs")


def latin_bits(word: str) -> float | None:
    """Bits of a Latin word in lower case, if any list has it; how common it is, is left to zxcvbn itself."""
    least = min((ranks[word] for ranks in latin() if word in ranks), default=None)
    return None if least is None else max(LATIN_LEAST, log2(least + 1))


def sounds(text: str) -> str:
    """The rough consonants of Arabic that is written in Latin letters and digits: `7abibi` and `habibi` are one."""
    for pair, one in _CHAT_PAIRS:
        text = text.replace(pair, one.upper())
    bare = text.translate(_CHAT).lower()
    return "".join(letter for at, letter in enumerate(bare) if at == 0 or letter != bare[at - 1])


@cache
def chat() -> dict[str, float]:
    """Bits by rough consonants, for the likelier Arabic words."""
    found: dict[str, float] = {}
    for word, bits in arabic().words.items():
        if bits > log2(_CHAT_WORDS) and word not in arabic().names:
            continue
        bare = word.translate(_SOUNDS)
        key = "".join(letter for at, letter in enumerate(bare) if at == 0 or letter != bare[at - 1])
        found[key] = min(found.get(key, 99.0), bits)
    return found

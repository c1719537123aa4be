"""How names sound, whichever script they are written in: the ground on which Khoury finds خوري.

A sound is a word in signs that both scripts share: consonants as in transliteration tables, capital
letters where a Latin letter may stand for several, ʕ for ayn, Y for a final ya that may be an alef.
"""

import re
import unicodedata
from dataclasses import dataclass

from gemdesk.kernel.fold import bare, fold

# Letters that the fold would bring down to a plain one of another sound.
_SPELT = str.maketrans({
    "ş": "sh", "š": "sh", "ç": "tsh", "č": "tsh", "ğ": "gh", "ġ": "gh", "ḫ": "kh", "ẖ": "kh", "ṯ": "th",
    "ḏ": "dh", "ž": "zh", "چ": "ج", "ژ": "ج",
})  # fmt: skip
_ARABIC = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "θ", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "ð", "ر": "r", "ز": "z",
    "س": "s", "ش": "ʃ", "ص": "s", "ض": "ḍ", "ط": "t", "ظ": "ẓ", "ع": "ʕ", "غ": "γ", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y",
})  # fmt: skip
_LATIN = {
    "tsch": "č", "tch": "č", "tsh": "č", "sch": "ʃ", "sh": "ʃ", "dj": "j", "dsch": "j", "dzh": "j", "kh": "x",
    "gh": "γ", "th": "θ", "dh": "ð", "ch": "C", "ph": "f", "zh": "j", "ck": "k", "ou": "u", "oo": "u", "ee": "i",
    "ie": "i", "ei": "ay", "ai": "ay", "ey": "ay", "s": "S", "g": "G", "x": "X", "p": "b",
    "2": "ʕ", "3": "ʕ", "5": "x", "6": "t", "7": "h", "8": "q", "9": "s",
}  # fmt: skip
_LETTERS = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)))
_TWICE = re.compile(r"(.)\1+")
# Words that are one name with the next one: Abd al-Rahman, Abu Zaid, Haj Ali.
_OPENING = frozenset({
    "abd", "abdul", "abdel", "abdal", "abdol", "abdil", "abu", "abou", "abo", "abul", "aboul", "um", "umm", "oum",
    "ibn", "bin", "ben", "haj", "hajj", "hadj", "hac", "haji",
})  # fmt: skip
_ARTICLES = frozenset({"al", "el", "ul", "il"})
_SUN = re.compile(r"[aeu]([dnrstz]|sh)$")
_CLOSING = re.compile(r"(?:al|el|ul|ad|ed|ud|id)?d[iey]+ne?|[au]llah?")  # Salah al-Din, Nasr Allah
# The same inside one Latin word, and inside one Arabic word.
_LATIN_OPENING = re.compile(r"^(abd)[aeiou]*l?(?=[a-z]{3})|^ab(?:o|ou|u)(?:[ae]?l)?(?=[^aeiou])")
_LATIN_DIN = re.compile(r"(?<=..)[aeiou]*l?(?:dd?|tt)[iey]+ne?$")
_LATIN_ARTICLE = re.compile(r"^(?:[ae]l|[ae](?=([dnrstz])\1)|[ae](?=shsh))(?=\w{3})")
_ARABIC_OPENING = re.compile(r"^(عبد|ابو|ام|ابن|بن|حاج)ال(?=\w{2})")
_ARABIC_CLOSING = re.compile(r"(?<=\w{2})ال(?=(?:دين|له)$)")
_FINAL_H = re.compile(r"(?<=[aeiou])h$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One name of a text: its folded words, and the ways in which it may sound, the likeliest first."""

    term: str
    sounds: tuple[str, ...]


def spoken(text: str) -> tuple[Spoken, ...]:
    """The names of a text in their order; articles that stand alone are left out."""
    words, composed = fold(text).split(), unicodedata.normalize("NFC", text).lower()
    spelt = composed.translate(_SPELT)
    heard = fold(spelt).split() if spelt != composed else words
    groups = _grouped(list(zip(words, heard if len(heard) == len(words) else words, strict=True)))
    return tuple(_said([word for word, _ in group], [heard for _, heard in group]) for group in groups)


def is_arabic(word: str) -> bool:
    """Whether a folded word begins with a letter of the Arabic script."""
    return "\u0600" <= word[:1] <= "\u06ff"


def _grouped(words: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The words that are one name together."""
    groups: list[list[tuple[str, str]]] = []
    waiting: list[tuple[str, str]] = []  # of a name that is not yet whole
    for at, (word, heard) in enumerate(words):
        following = words[at + 1][1] if at + 1 < len(words) else ""
        if groups and not waiting and _CLOSING.fullmatch(heard):
            groups[-1].append((word, heard))
        elif groups and not waiting and _is_article(heard, following) and _CLOSING.fullmatch(following):
            groups[-1].append((word, ""))
        elif following and _is_article(heard, following):
            if waiting:
                waiting.append((word, ""))
        elif following and heard in _OPENING:
            waiting.append((word, heard))
        else:
            groups.append([*waiting, (word, heard)])
            waiting = []
    return groups


def _is_article(heard: str, following: str) -> bool:
    """Whether a Latin word is an article, also one that took the sound of what follows: ash-Shami."""
    sun = _SUN.fullmatch(heard)
    return heard in _ARTICLES or bool(sun and following.startswith(sun[1]))


def _said(words: list[str], heard: list[str]) -> Spoken:
    whole = "".join(heard)
    sounds = _arabic(whole) if is_arabic(whole) else _latin(whole)
    # A word with an article is found without it too, so the term is what is left of it.
    term = bare(words[0]) if len(words) == 1 else " ".join(words)
    return Spoken(term, tuple(dict.fromkeys(sounds)))


def _arabic(word: str) -> list[str]:
    # الياس is a name, الحلبي has an article: nobody can tell from the letters.
    return [_arabic_sound(one) for one in dict.fromkeys((bare(word), word))]


def _arabic_sound(word: str) -> str:
    whole = _ARABIC_CLOSING.sub("", _ARABIC_OPENING.sub(r"\1", word))
    sound = _LETTERS.sub(lambda found: _LATIN[found[0]], whole).translate(_ARABIC)
    if len(sound) > 2 and sound[-1] in "hy":
        sound = sound[:-1] + ("a" if sound[-1] == "h" else "Y")
    return sound


def _latin(word: str) -> list[str]:
    return [_latin_sound(one) for one in dict.fromkeys((word, _LATIN_ARTICLE.sub("", word)))]


def _latin_sound(word: str) -> str:
    if word.isdigit():
        return word
    whole = _LATIN_DIN.sub("din", _LATIN_OPENING.sub(lambda found: found[1] or "abu", word))
    sound = _LETTERS.sub(lambda found: _LATIN[found[0]], _FINAL_H.sub("", whole))
    if sound.endswith("t"):
        sound = sound[:-1] + "T"  # Ahmet is Ahmed
    return _TWICE.sub(r"\1", sound)

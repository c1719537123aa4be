"""The floor under a new passphrase: what any guesser tries first is refused.

It is a floor, not a measure. A passphrase that passes is not called strong anywhere.
"""

import re
import unicodedata

from gemdesk.vault.passphrase import normalise

_LEAST_LETTERS = 12  # without spaces
_LEAST_DISTINCT = 7  # different characters
_LEAST_REST = 8  # what is left without words everybody uses, dates and keyboard rows

# Spelled as `_plain` leaves them: lower case, without harakat, without spaces.
_COMMON = """
    password passphrase letmein welcome admin secret iloveyou login master monkey dragon sunshine princess football
    qwerty azerty love syria damascus aleppo freedom vault gemdesk
    الحمدلله بسمالله سبحانالله ماشاءالله انشاءالله إنشاءالله استغفرالله اللهاكبر اللهأكبر لاالهالاالله لاإلهإلاالله
    الرحمنالرحيم ياالله يارب الله كلمةالسر كلمةالمرور السر كلمة باسورد باسوورد افتحياسمسم سمسم
    سوريا سورية السورية دمشق الشام حلب حمص حماة حماه ادلب إدلب درعا اللاذقية طرطوس الرقة ديرالزور القامشلي
    لبنان بيروت تركيا الثورة حرية الحرية وطن وطني بلادي
    محمد أحمد احمد علي عمر فاطمة مريم حبيبي حبيبتي حياتي قلبي بحبك احبك أحبك ماما بابا امي أمي
"""
_ROWS = (
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "abcdefghijklmnopqrstuvwxyz",
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
    "ئءؤرىةوزظ",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")


def _plain(passphrase: str) -> list[str]:
    """The words of a passphrase as a guesser sees them: lower case, no marks, each once."""
    bare = "".join(c for c in unicodedata.normalize("NFD", normalise(passphrase)) if not unicodedata.combining(c))
    # This takes the hamza off its alef too; the lists below are brought to the same spelling.
    return list(dict.fromkeys(bare.casefold().split()))


_GUESSES = sorted({"".join(_plain(word)) for word in _COMMON.split()}, key=len, reverse=True)

_RUN = 4  # so many neighbours of a row, forwards or backwards, count as one guess
_LINES = [line for row in _ROWS for plain in _plain(row) for line in (plain, plain[::-1])]
_RUNS = {line[at : at + _RUN] for line in _LINES for at in range(len(line) - _RUN + 1)}


def _without_guesses(text: str) -> str:
    """The text without common words, dates and runs along a keyboard row or an alphabet."""
    text = _DATE.sub(" ", text)
    for word in _GUESSES:
        text = text.replace(word, " ")
    kept = list(text)
    for at in range(len(text) - _RUN + 1):
        if text[at : at + _RUN] in _RUNS:
            kept[at : at + _RUN] = " " * _RUN
    return "".join(kept).replace(" ", "")


def weak(passphrase: str) -> bool:
    """Whether a new passphrase is below the floor: short, of few characters, or mostly common pieces."""
    together = "".join(_plain(passphrase))
    return (
        len(together) < _LEAST_LETTERS
        or len(set(together)) < _LEAST_DISTINCT
        or len(_without_guesses(together)) < _LEAST_REST
    )

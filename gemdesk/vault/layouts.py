"""The same keys read on another keyboard: what was typed while the wrong layout was on.

The tables hold the 47 letter, digit and sign keys of a full keyboard, row by row from the left, first without and then
with shift. Some keys of the Arabic layout give a lam and an alef at once.
"""

from typing import NamedTuple

from gemdesk.vault.passphrase import LAM_ALEF

_US = r"""
    ` 1 2 3 4 5 6 7 8 9 0 - =   q w e r t y u i o p [ ] \   a s d f g h j k l ; '   z x c v b n m , . /
    ~ ! @ # $ % ^ & * ( ) _ +   Q W E R T Y U I O P { } |   A S D F G H J K L : "   Z X C V B N M < > ?
"""
_ARABIC = r"""
    ذ 1 2 3 4 5 6 7 8 9 0 - =   ض ص ث ق ف غ ع ه خ ح ج د \   ش س ي ب ل ا ت ن م ك ط   ئ ء ؤ ر لا ى ة و ز ظ
    ّ ! @ # $ % ^ & * ) ( _ +   َ ً ُ ٌ لإ إ ` ÷ × ؛ < > |   ِ ٍ ] [ لأ أ ـ ، / : "   ~ ْ } { لآ آ ' , . ؟
"""
_AZERTY = r"""
    ² & é " ' ( - è _ ç à ) =   a z e r t y u i o p ^ $ *   q s d f g h j k l m ù   w x c v b n , ; : !
    ~ 1 2 3 4 5 6 7 8 9 0 ° +   A Z E R T Y U I O P ¨ £ µ   Q S D F G H J K L M %   W X C V B N ? . / §
"""
_TURKISH = r"""
    " 1 2 3 4 5 6 7 8 9 0 * -   q w e r t y u ı o p ğ ü ,   a s d f g h j k l ş i   z x c v b n m ö ç .
    é ! ' ^ + % & / ( ) = ? _   Q W E R T Y U I O P Ğ Ü ;   A S D F G H J K L Ş İ   Z X C V B N M Ö Ç :
"""

MOST = 3  # readings that are worth an attempt each
_PAIR = 2  # letters of a lam-alef


class Reading(NamedTuple):
    """What the keys give on another layout; for each letter of it the place in the typed text that it came from."""

    text: str
    places: tuple[int, ...]


class Layout:
    """One keyboard: which key gives what."""

    def __init__(self, table: str) -> None:
        """Take a table of keys apart."""
        self.outputs: tuple[str, ...] = tuple(table.split())
        self.keys: dict[str, int] = {}
        for key, output in enumerate(self.outputs):
            self.keys.setdefault(output, key)

    def read(self, typed: str, other: "Layout", *, pairs: bool = True) -> Reading:
        """The keys that gave this text, read on the other layout; a letter of no key stays as it is."""
        text: list[str] = []
        places: list[int] = []
        at = 0
        while at < len(typed):
            width = _PAIR if pairs and typed[at : at + _PAIR] in self.keys else 1
            key = self.keys.get(typed[at : at + width])
            given = typed[at] if key is None else other.outputs[key]
            text.append(given)
            places.extend([at] * len(given))
            at += width
        return Reading("".join(text), tuple(places))


US, ARABIC, AZERTY, TURKISH = (Layout(table) for table in (_US, _ARABIC, _AZERTY, _TURKISH))


def holds_arabic(text: str) -> bool:
    """Whether a letter of the Arabic layout stands in the text."""
    return any("\u0621" <= letter <= "\u064a" for letter in text)


def readings(typed: str) -> tuple[Reading, ...]:
    """Readings of the same keys on other layouts, the likeliest first; some may equal what was typed.

    Text with an Arabic letter was typed on the Arabic layout; any other on one of the Latin layouts.
    """
    if not holds_arabic(typed):
        return tuple(layout.read(typed, ARABIC) for layout in (US, AZERTY, TURKISH))
    # A lam-alef is one key or two; on a Latin layout that is the difference between "b" and "gh".
    two_keys = [ARABIC.read(typed, US, pairs=False)] if "لا" in typed else []
    return (ARABIC.read(typed, US), *two_keys, ARABIC.read(typed, AZERTY), ARABIC.read(typed, TURKISH))


def other_readings(typed: str) -> tuple[str, ...]:
    """What the same keys give on other layouts: at most three, the likeliest first, never what was typed.

    Arabic 101 from and to US QWERTY, French AZERTY and Turkish Q. Empty when no reading differs.
    """
    spelled = typed.translate(LAM_ALEF)
    found = dict.fromkeys(reading.text for reading in readings(spelled))
    return tuple(text for text in found if text not in (typed, spelled))[:MOST]

"""Values that know what they are, so that they can only be shown in the right direction.

Plain bidirectional text turns the groups of a phone number round in an Arabic sentence, which
is a safety fault. A value of one of these types is always wrapped in an isolate of its own.
"""

import re

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
CONTROLS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), None)


class Typed(str):
    """A text that is shown in an isolate whose direction its type decides."""

    __slots__ = ()
    opening = FSI


class Phone(Typed):
    """A phone number: left to right, Latin digits, never split over two lines."""

    __slots__ = ()
    opening = LRI


class Code(Typed):
    """A reference, case code or file number: left to right."""

    __slots__ = ()
    opening = LRI


class Email(Typed):
    """An e-mail address: left to right."""

    __slots__ = ()
    opening = LRI


class Money(Typed):
    """An amount with its currency code: left to right."""

    __slots__ = ()
    opening = LRI


class FilePath(Typed):
    """A path or file name: left to right."""

    __slots__ = ()
    opening = LRI


class Keys(Typed):
    """A keyboard shortcut: left to right."""

    __slots__ = ()
    opening = LRI


class ArabicDate(Typed):
    """A date written in Arabic words: right to left wherever it stands."""

    __slots__ = ()
    opening = RLI


class LatinDate(Typed):
    """A date written in Latin words or digits: left to right wherever it stands."""

    __slots__ = ()
    opening = LRI


class Name(Typed):
    """A name or other free text: its own first strong letter decides."""

    __slots__ = ()


class Joined(Typed):
    """Several values that were isolated one by one, such as a list: they keep their isolates, and get none around.

    Between them the sentence's direction holds; an isolate would find no letter of its own and go left to right.
    """

    __slots__ = ()


def strip_controls(text: str) -> str:
    """The text without any bidirectional control; for every input, paste and import."""
    return text.translate(CONTROLS)


_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def latin_digits(text: str) -> str:
    """The text with the digits 0-9; phones, codes and amounts are kept and shown so."""
    return text.translate(_LATIN_DIGITS)


def isolated(value: object) -> str:
    """The value as text inside the isolate of its type; free text goes by its first strong letter."""
    if isinstance(value, Joined):
        return str(value)
    opening = value.opening if isinstance(value, Typed) else FSI
    return f"{opening}{strip_controls(str(value))}{PDI}"


# In free text nobody marked the types, so what looks like a number to call, an address or a
# reference is isolated by its shape. An Arabic letter may be joined to either end («بالرقم», «و»).
_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_LATIN = "[A-Za-z0-9\u0660-\u0669\u06f0-\u06f9]"
_SHAPES = re.compile(
    rf"(?<!{_LATIN})(?:"
    # https://example.org/a-b
    r"(?:https?://|www\.)[A-Za-z0-9./?=&%#~:_+-]*[A-Za-z0-9/]"
    # name@host.org
    r"|[A-Za-z0-9][A-Za-z0-9_.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    # +963 944 000 318, (+963) 944-000318: seven digits or more after a plus
    rf"|\(?\+{_DIGIT}(?:[ \u00a0.()-]{{0,2}}{_DIGIT}){{6,18}}"
    # 00963 944 000318, (0944) 000 318, 0944-000318: groups with blanks or dashes, seven digits or more in all
    rf"|(?=\(?(?:[ \u00a0)-]{{0,2}}{_DIGIT}){{7}})\(?{_DIGIT}{{1,5}}(?:[ \u00a0)-]{{1,2}}{_DIGIT}{{2,8}}){{1,5}}"
    # TR-27/2026-1184, 2026/TR-9: parts with at least one letter and one digit among them
    rf"|(?=[A-Za-z/-]*{_DIGIT})(?=(?:{_DIGIT}|[/-])*[A-Za-z]){_LATIN}+(?:[-/]{_LATIN}+)+"
    rf")(?!{_LATIN})"
)


def isolate_free(text: str) -> str:
    """Free text with phones, e-mails and references in it isolated left to right."""
    return _SHAPES.sub(lambda found: f"{LRI}{found[0]}{PDI}", strip_controls(text))

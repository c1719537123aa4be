"""When a person may be called, read from what was written down as safe hours; what is not understood is not known.

A wrong "now" can reach the wrong ears: each word has to be understood, and an hour that could be of the night or of
the afternoon is neither.
"""

import re
import unicodedata
from datetime import datetime

from gemdesk.kernel.fold import fold
from gemdesk.kernel.typed import latin_digits

UNKNOWN = 0
_NOT_CALLED = frozenset({"e-mail", "through", "none"})  # channels by which nobody is called
_HALVES = 48  # half-hours of a day: the lower bits; the days of the week stand above them, Monday first
_EARLIEST, _LATEST = 8 * 60, 22 * 60  # minutes: how far "before" and "after" reach
_TOKEN = re.compile(r"\d{1,2}:\d{2}|\d{1,2}|[^\W\d_]+|[–—-]")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")


def _folded(*words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


_FROM = _folded("من", "بين", "from", "between")
_TO = _folded("إلى", "حتى", "to", "till", "until", "and") | {"–", "—", "-"}
_AFTER, _BEFORE = _folded("بعد", "after"), _folded("قبل", "before")
_EXCEPT = _folded("عدا", "إلا", "except", "but")
_MORNING = _folded("صباحاً", "صباح", "am")
_LATER = _folded("مساءً", "مساء", "ظهراً", "عصراً", "pm")
_PASSED = _folded(
    "الساعة", "ساعة", "فقط", "يوم", "أيام", "كل", "يومياً", "ما", "و", "on", "only", "every", "day", "daily", "at"
)
_WEEK = (
    _folded("الاثنين", "monday", "mondays"), _folded("الثلاثاء", "tuesday", "tuesdays"),
    _folded("الأربعاء", "wednesday", "wednesdays"), _folded("الخميس", "thursday", "thursdays"),
    _folded("الجمعة", "friday", "fridays"), _folded("السبت", "saturday", "saturdays"),
    _folded("الأحد", "sunday", "sundays"),
)  # fmt: skip
_AND, _BETWEEN_DAYS = fold("و"), _folded("و", "and")


def of(channel: str, text: str) -> int:
    """The safe hours of a contact; UNKNOWN for a channel by which nobody is called."""
    return UNKNOWN if channel in _NOT_CALLED else read(text)


def read(text: str) -> int:
    """The safe hours of a text as bits for `is_now`; UNKNOWN where any of it is not understood."""
    reader = _Reader(_words(text))
    return reader.bits() if reader.read() else UNKNOWN


def bits_of(moment: datetime) -> int:
    """The two bits of a moment: its half-hour and its day of the week, in the time of its own zone."""
    return 1 << (moment.hour * 2 + moment.minute // 30) | 1 << (_HALVES + moment.weekday())


def is_now(hours: int, moment: datetime) -> bool:
    """Whether a moment lies within known safe hours."""
    wanted = bits_of(moment)
    return hours & wanted == wanted


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", latin_digits(text).casefold())
    bare = unicodedata.normalize("NFC", "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn"))
    found = []
    for token in _TOKEN.findall(bare):
        word = token if token[0].isdigit() or token in _TO else fold(token)
        rest = word[1:]
        # «والخميس» is two words written as one.
        is_two = word.startswith(_AND) and (rest in _FROM or any(rest in names for names in _WEEK))
        found += [_AND, rest] if is_two else [word]
    return found


class _Reader:
    """Goes through the words once; whatever it does not know makes the whole unknown."""

    def __init__(self, words: list[str]) -> None:
        self._words, self._at = words, 0
        self._minutes: list[tuple[int, int]] = []
        self._only: set[int] = set()
        self._without: set[int] = set()

    def read(self) -> bool:
        """Whether every word was understood and there are hours among them."""
        days = self._only
        while self._at < len(self._words):
            word = self._words[self._at]
            day = next((at for at, names in enumerate(_WEEK) if word in names), None)
            if day is not None:
                days.add(day)
            elif word in _EXCEPT:
                days = self._without
            elif word not in _PASSED and word not in _BETWEEN_DAYS:
                # Hours after "except" may be the very ones that are not safe.
                if days is self._without or not self._span(word):
                    return False
                continue
            self._at += 1
        return bool(self._minutes) and not (self._only and self._without) and (days is self._only or bool(days))

    def _span(self, word: str) -> bool:
        if word in _AFTER or word in _BEFORE:
            self._at += 1
            time = self._time()
            if time is None:
                return False
            self._minutes.append((time, _LATEST) if word in _AFTER else (_EARLIEST, time))
            return True
        self._at += word in _FROM
        begin = self._time()
        if begin is None or self._word() not in _TO:
            return False
        self._at += 1
        end = self._time()
        # «من 10 إلى 11 صباحاً»: the half of the day is said once, for both.
        if end is None or end <= begin:
            return False
        self._minutes.append((begin, end))
        return True

    def _word(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else ""

    def _time(self) -> int | None:
        """The minutes since midnight of the time that stands here; nothing when it could be two."""
        while self._word() in _PASSED:
            self._at += 1
        found = _TIME.fullmatch(self._word())
        if found is None:
            return None
        self._at += 1
        hour, minute, half = int(found[1]), int(found[2] or 0), self._half()
        if half is not None and hour <= 12:
            hour = hour % 12 + half
        elif hour < 7 or (found[2] is None and hour <= 12):
            return None
        return hour * 60 + minute if hour < 24 and minute < 60 else None

    def _half(self) -> int | None:
        """0 or 12 where the half of the day is said, after this time or after the one that ends the span."""
        ahead = 2 if self._word() in _TO and _TIME.fullmatch(self._word(1)) else 0
        word = self._word(ahead)
        if word not in _MORNING and word not in _LATER:
            return None
        if not ahead:
            self._at += 1
        return 0 if word in _MORNING else 12

    def bits(self) -> int:
        """What was read, as bits; of a half-hour that is begun or ended within it, nothing."""
        days = (self._only or set(range(7))) - self._without
        found = sum(1 << (_HALVES + day) for day in days)
        for begin, end in self._minutes:
            for half in range(-(-begin // 30), end // 30):
                found |= 1 << half
        return found

"""Dates in words and from words; month names of Syria and Lebanon by default."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from babel import dates as cldr

from gemdesk.kernel.fold import fold
from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import ArabicDate, Joined, LatinDate, Typed

_MONTHS = (
    ("كانون الثاني", "يناير", "january", "jan"),
    ("شباط", "فبراير", "february", "feb"),
    ("آذار", "مارس", "march", "mar"),
    ("نيسان", "أبريل", "april", "apr"),
    ("أيار", "مايو", "may"),
    ("حزيران", "يونيو", "june", "jun"),
    ("تموز", "يوليو", "july", "jul"),
    ("آب", "أغسطس", "august", "aug"),
    ("أيلول", "سبتمبر", "september", "sept", "sep"),
    ("تشرين الأول", "أكتوبر", "october", "oct"),
    ("تشرين الثاني", "نوفمبر", "november", "nov"),
    ("كانون الأول", "ديسمبر", "december", "dec"),
)
_MONTH_OF = {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names}
_IN_WORDS = re.compile(r"^(\d{1,2}) (\D+) (\d{4})$")
_IN_NUMBERS = re.compile(r"^(\d{1,2}) (\d{1,2}) (\d{4})$")
_ISO = re.compile(r"^(\d{4}) (\d{1,2}) (\d{1,2})$")
_YEARS = range(1900, 2200)  # what lies outside is a slip of the finger


def month_names() -> Mapping[str, int]:
    """The names of months in every language and custom, folded; January is 1."""
    return _MONTH_OF


def _typed(text: str, language: str) -> Typed:
    return ArabicDate(text) if LANGUAGES[language].rtl else LatinDate(text)


def day(value: date, language: str) -> Typed:
    """«20 تشرين الثاني 2026» or “20 November 2026”, in the isolate of its language."""
    return _typed(cldr.format_date(value, "d MMMM y", locale=LANGUAGES[language].locale), language)


def long_day(value: date, language: str) -> Typed:
    """The date with its weekday before it."""
    return _typed(cldr.format_date(value, "EEEE d MMMM y", locale=LANGUAGES[language].locale), language)


def short_day(value: date, today: date, language: str) -> Typed:
    """The date without the year when that is this year's."""
    pattern = "d MMMM" if value.year == today.year else "d MMMM y"
    return _typed(cldr.format_date(value, pattern, locale=LANGUAGES[language].locale), language)


def time_of_day(value: datetime) -> Typed:
    """The time as 14:05."""
    return LatinDate(f"{value:%H:%M}")


def moment(at: datetime, texts: Texts, *, weekday: bool = False) -> Joined:
    """Day and time on this computer's clock, each in the isolate of its own."""
    local = at.astimezone()
    named = (long_day if weekday else day)(local.date(), texts.language)
    return Joined(texts.say("{day}, {time}", day=named, time=time_of_day(local)))


def parse(text: str) -> date | None:
    """A date typed by a person: 20/11/2026, ٢٠-١١-٢٠٢٦, 2026-11-20, «20 تشرين الثاني 2026»; None when unclear.

    Day before month always: that is the custom everywhere the program is used.
    """
    plain = fold(text)
    if found := _ISO.match(plain):
        year, month, day_ = (int(part) for part in found.groups())
    elif found := _IN_NUMBERS.match(plain):
        day_, month, year = (int(part) for part in found.groups())
    elif (found := _IN_WORDS.match(plain)) and found[2].strip() in _MONTH_OF:
        day_, month, year = int(found[1]), _MONTH_OF[found[2].strip()], int(found[3])
    else:
        return None
    try:
        return date(year, month, day_) if year in _YEARS else None
    except ValueError:
        return None

"""Cells that are days: every reading that a day can have, and none that is invented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gemdesk.domain.readings import Read, Why, checked, sure, unsettled
from gemdesk.exchange import cell_texts, sheet_words
from gemdesk.exchange.sheet import Cell
from gemdesk.kernel import dates
from gemdesk.kernel.fold import fold
from gemdesk.kernel.typed import latin_digits

_CLOCK = re.compile(r"(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|ص|م|z)?)\s*$", re.IGNORECASE)
_UNSURE = re.compile(r"^\s*~|[?؟]\s*$")
_GROUPS = re.compile(r"\d{1,4}(?: \d{1,4}){2}")
_JOINED = re.compile(r"(\d)([^\W\d_])|([^\W\d_]{2,})(\d)")  # «3تشرين», 3Oct; «ت1» stays whole
_OLDEST = 1950  # a case or a first contact of before then is a slip
_HIJRI = range(1380, 1500)
_SERIALS = range(36526, 73051)  # 1 January 2000 to 1 January 2100, as sheets count days
_WHOLE = 8  # digits of 20261018
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Custom:
    """What the rest of a column tells of how its days are written."""

    day_first: int = 0  # cells that only the custom of day before month can read
    month_first: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether the column follows one custom."""
        return bool(self.day_first) != bool(self.month_first)


def read_day(cell: Cell, today: date, custom: Custom | None = None) -> Read:
    """The day of a cell. Day before month unless the column tells otherwise; what is no day is never made one."""
    if cell.day is not None:
        return _plausible(sure(cell.day), today)
    if len(cell.text) > cell_texts.LONGEST:
        return unsettled(Why.NOT_A_DAY)
    text = _CLOCK.sub("", latin_digits(cell.text).strip())
    if cell_texts.is_nothing(text) or cell_texts.is_unknown(text):
        return sure(None)
    if cell.is_formula:
        return unsettled(Why.FORMULA)
    found = _of_words(_words(text), today, custom or Custom())
    if found.readings and _UNSURE.search(text):
        found = unsettled(Why.ABOUT, *found.readings)
    return _plausible(found, today)


def custom_of(cells: Iterator[Cell]) -> Custom:
    """How the days of a column are written, by those that can be read in one way only."""
    day_first = month_first = 0
    for cell in cells:
        plain = fold(_CLOCK.sub("", cell.text[:40].strip()))
        if cell.day is None and _GROUPS.fullmatch(plain):
            one, two, _year = (int(part) for part in plain.split())
            day_first += 12 < one <= 31 and two <= 12
            month_first += one <= 12 < two <= 31
    return Custom(day_first, month_first)


def _words(text: str) -> list[str]:
    spaced = _JOINED.sub(lambda found: f"{found[1] or found[3]} {found[2] or found[4]}", text)
    return fold(spaced).split()


def _of_words(words: list[str], today: date, custom: Custom) -> Read:
    about = [word for word in words if word in sheet_words.group("dates", "about")]
    plain = " ".join(word for word in words if word not in about)
    month, rest = _month(plain)
    idle = sheet_words.group("dates", "filler") | sheet_words.group("dates", "weekdays")
    parts = [word for word in rest.split() if word not in idle]
    if not all(part.isdecimal() and (len(part) <= 5 or len(part) == _WHOLE) for part in parts):
        return unsettled(Why.NOT_A_DAY)
    numbers = [int(part) for part in parts]
    found = _in_words(month, numbers, today) if month else _in_numbers(parts, numbers, today, custom)
    return unsettled(Why.ABOUT, *found.readings) if about and found.readings else found


def _month(plain: str) -> tuple[int, str]:
    """The month that is named in a folded text, 0 for none, and what is left of the text."""
    known = {**dates.month_names(), **sheet_words.months()}
    words = plain.split()
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            if name in known:
                return known[name], " ".join([*words[:at], *words[at + size :]])
    return 0, plain


def _in_words(month: int, numbers: list[int], today: date) -> Read:
    match numbers:
        case [one, two]:
            day, year = (two, one) if one > 31 else (one, two)
            return _exact(_day(_year(year, today), month, day), year)
        case [year] if year > 31:
            return unsettled(Why.NO_DAY, *_days((_year(year, today), month, 1)))
        case [day]:
            return unsettled(Why.NO_YEAR, *_latest(month, day, today)) if _latest(month, day, today) else _no_day()
        case []:
            return unsettled(Why.NO_DAY, *_latest(month, 1, today))
    return unsettled(Why.NOT_A_DAY)


def _in_numbers(parts: list[str], numbers: list[int], today: date, custom: Custom) -> Read:
    match numbers:
        case [year, month, day] if year > 999:
            if year in _HIJRI:
                return unsettled(Why.HIJRI)
            found = _days((year, month, day))
            return sure(found[0]) if found else unsettled(Why.NO_SUCH_DAY, *_days((year, day, month)))
        case [_, _, year] if year in _HIJRI:
            return unsettled(Why.HIJRI)
        case [one, two, year] if year > 999 or year < 100:
            return _either_way(one, two, year, today, custom)
        case [year] if _OLDEST < year <= today.year:
            return unsettled(Why.NO_DAY, date(year, 1, 1))
        case [serial] if serial in _SERIALS:
            return unsettled(Why.SERIAL, _DAY_ZERO + timedelta(days=serial))
        case [whole] if len(parts[0]) == _WHOLE:
            return _exact(_day(whole // 10_000, whole // 100 % 100, whole % 100), whole)
    return unsettled(Why.NOT_A_DAY)


def _either_way(one: int, two: int, written: int, today: date, custom: Custom) -> Read:
    year = _year(written, today)
    day_first, month_first = _days((year, two, one)), _days((year, one, two))
    if not day_first and not month_first:
        return _no_day()
    if not day_first:
        return checked(Why.MONTH_FIRST, *month_first)
    if not month_first or day_first == month_first:
        return checked(Why.SHORT_YEAR, *day_first) if written < 100 else sure(day_first[0])
    turned = custom.is_clear and custom.month_first > 0
    readings = [*month_first, *day_first] if turned else [*day_first, *month_first]
    past = [day for day in readings if day <= today]
    if len(past) == 1:
        readings.sort(key=lambda day: day > today)
    # What the column or the calendar decides is taken, and shown all the same.
    return Read(tuple(readings), Why.TWO_DAYS, settled=custom.is_clear or len(past) == 1)


def _exact(found: date | None, written: int) -> Read:
    if found is None:
        return _no_day()
    return checked(Why.SHORT_YEAR, found) if written < 100 else sure(found)


def _no_day() -> Read:
    return unsettled(Why.NO_SUCH_DAY)


def _year(written: int, today: date) -> int:
    """A year of two digits is of this century up to next year, else of the last."""
    if written > 99:
        return written
    return 2000 + written if written <= (today.year + 1) % 100 else 1900 + written


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(*wanted: tuple[int, int, int]) -> list[date]:
    return [found for one in wanted if (found := _day(*one))]


def _latest(month: int, day: int, today: date) -> list[date]:
    """The latest day of that name that has come."""
    found = [one for year in (today.year, today.year - 1) if (one := _day(year, month, day)) and one <= today]
    return found[:1]


def _plausible(found: Read, today: date) -> Read:
    """What lies ahead or far back is asked about; it may be a slip of the finger."""
    days = [day for day in found.readings if isinstance(day, date)]
    if any(day.year < _OLDEST for day in days):
        return _no_day()
    if days and found.settled and days[0] > today:
        return unsettled(Why.IN_FUTURE, *days)
    return found

"""What comes next when a person is not reached: safe tries, a welfare check, a quiet closure to be decided by people.

Reckoned from what was written down of each attempt and from the risk level, so that it is the same wherever it is
shown. Tries of one day count as one: calling again at once is no second try, and it draws attention.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from gemdesk.domain.casework import Attempt

REACHED = "reached"
_UNSAFE = "unsafe_signal"
_OTHERS = "wrong_person"
_OTHERS_ARE_UNSAFE = 2  # days on which somebody else answered: then the number is in other hands
_SAME_HOURS = 3  # tries within so many hours of the day are told as "always at the same time"


class Act(StrEnum):
    """What is to be done next."""

    TRY = "try"
    WELFARE = "welfare"  # somebody trusted looks after the person; nobody calls before
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class Pace:
    """Days between tries, days on which one is made, days of waiting after the welfare check."""

    between: int
    tries: int
    wait: int


PACES = {"critical": Pace(1, 3, 14), "high": Pace(2, 3, 14), "medium": Pace(4, 3, 21), "low": Pace(7, 3, 30)}
_PACE = PACES["medium"]  # while the risk is not assessed


@dataclass(frozen=True, slots=True)
class Next:
    """The next act and its day, and what led to it."""

    act: Act
    due: date
    since: date  # the first day without contact
    days: int  # on which a try was made
    wanted: int  # days with a try before the welfare check
    unsafe: bool = False  # a sign of danger, or another person who answered again and again
    other_hour: bool = False  # the tries were always at the same time of the day
    other_channel: bool = False  # the tries were always by one channel


def is_welfare(attempt: Attempt) -> bool:
    """Whether an attempt was a welfare check: through another person, and not by the safe contact itself."""
    return attempt.channel == "through" and not attempt.contact


def pace_of(risk_level: str) -> Pace:
    """How quickly one try follows another at a risk level."""
    return PACES.get(risk_level, _PACE)


def next_step(attempts: Iterable[Attempt], risk_level: str) -> Next | None:
    """What comes next; nothing while the last attempt reached the person or none was made. In order of writing."""
    told = sorted(((one.at, one) for one in attempts if one.at), key=lambda pair: pair[0])
    last = max((n for n, (_, one) in enumerate(told) if one.outcome == REACHED), default=-1)
    open_ = told[last + 1 :]
    if not open_:
        return None
    checks = [at for at, one in open_ if is_welfare(one)]
    tries = [(at, one) for at, one in open_ if not is_welfare(one)]
    return _next(tries, checks, pace_of(risk_level), open_[0][0].date())


def _next(tries: Sequence[tuple[datetime, Attempt]], checks: Sequence[datetime], pace: Pace, since: date) -> Next:
    days = {at.date() for at, _ in tries}
    alarms = _alarms(tries)
    alarmed = bool(alarms) and (not checks or alarms[-1] > checks[-1])
    if checks and not alarmed and (alarms or len(days) >= pace.tries):
        due = checks[-1].date() + timedelta(days=pace.wait)
        return Next(Act.CLOSURE, due, since, len(days), pace.tries, bool(alarms))
    if alarmed:
        return Next(Act.WELFARE, alarms[-1].date() + timedelta(days=1), since, len(days), pace.tries, unsafe=True)
    due = max((*days, *(at.date() for at in checks))) + timedelta(days=pace.between)
    if len(days) >= pace.tries:
        return Next(Act.WELFARE, due, since, len(days), pace.tries)
    hours = [at.hour + at.minute / 60 for at, _ in tries]
    return Next(
        Act.TRY, due, since, len(days), pace.tries,
        other_hour=len(days) > 1 and max(hours) - min(hours) < _SAME_HOURS,
        other_channel=len(days) > 1 and len({one.channel for _, one in tries}) == 1,
    )  # fmt: skip


def _alarms(tries: Sequence[tuple[datetime, Attempt]]) -> list[datetime]:
    """When something told that calling is not safe, the last one last."""
    others: dict[date, datetime] = {}
    for at, one in tries:
        if one.outcome == _OTHERS:
            others.setdefault(at.date(), at)
    signs = [at for at, one in tries if one.outcome == _UNSAFE]
    return sorted([*signs, *list(others.values())[_OTHERS_ARE_UNSAFE - 1 :]])

"""The risk instrument: answers, the level that they give, and the rules by which it rose."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from gemdesk.domain.casework import Assessment
from gemdesk.domain.records import Case

ORDER = ("not_assessed", "low", "medium", "high", "critical")
SERIOUS = frozenset({"high", "critical"})

_FIRST = frozenset({"deportation_order", "suicide_risk"})
_SECOND = frozenset({"detention", "family_threat", "forced_marriage", "blackmail"})
_RANKED = _FIRST | _SECOND


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a level is what it is: the rule, the level that it gives, the factors that it speaks of."""

    rule: str
    level: str
    factors: tuple[str, ...] = ()


def causes(factors: Iterable[str], imminent: Iterable[str] = ()) -> tuple[Cause, ...]:
    """Every rule that these answers meet, the highest level first; its level is that of the assessment.

    `imminent` are those of the factors that threaten within the next days. One more answer never lowers a level.
    """
    named = tuple(dict.fromkeys(factors))
    soon = tuple(one for one in named if one in set(imminent))
    first, ranked = _of(named, _FIRST), _of(named, _RANKED)
    met = [
        Cause("imminent", "critical", _of(soon, _RANKED)),
        Cause("first_among_others", "critical", ranked if first and len(ranked) > 1 else ()),
        Cause("imminent_other", "high", tuple(one for one in soon if one not in _RANKED)),
        Cause("first_rank", "high", first),
        Cause("second_rank", "high", tuple(one for one in ranked if one not in _FIRST)),
        Cause("several", "medium", named if len(named) > 1 else ()),
        Cause("single", "low", named if len(named) == 1 else ()),
    ]
    return tuple(cause for cause in met if cause.factors) or (Cause("none", "low"),)


def _of(named: Iterable[str], rank: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in named if one in rank)


def level(factors: Iterable[str], imminent: Iterable[str] = ()) -> str:
    """The level that these factors give; `not_assessed` where none is named, since then nobody may have asked."""
    named = tuple(factors)
    return assessed(named, imminent) if named else "not_assessed"


def assessed(factors: Iterable[str], imminent: Iterable[str] = ()) -> str:
    """The level of an assessment with these answers; `low` where it was asked and nothing was named."""
    return causes(factors, imminent)[0].level


def deciding(found: Iterable[Cause]) -> tuple[Cause, ...]:
    """Those of the rules that give the highest level."""
    told = tuple(found)
    return tuple(cause for cause in told if cause.level == told[0].level)


def raised_by(found: Iterable[Cause], factor: str) -> Cause | None:
    """The highest rule in which a factor has a part; nothing for one that was not named."""
    return next((cause for cause in found if factor in cause.factors), None)


def newest(assessments: Iterable[Assessment]) -> Assessment | None:
    """The assessment that holds: of the latest day, and of one day the one that was written last."""
    told = list(assessments)
    return max(enumerate(told), key=lambda pair: (str(pair[1].on or ""), pair[0]))[1] if told else None


def followed(case: Case, assessment: Assessment) -> Case:
    """The case as it follows from its newest assessment; the one way to a case's risk."""
    return replace(case, **following(assessment))


def following(assessment: Assessment) -> dict[str, Any]:
    """The fields of a case that its newest assessment decides."""
    return {"risk_level": assessment.level, "risk_factors": assessment.factors, "risk_note": assessment.note}

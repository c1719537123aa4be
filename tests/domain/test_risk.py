"""The level that risk factors explain, and the bands of age."""

import itertools
from datetime import date
from typing import Any

import pytest

from gemdesk.domain import rhythm, risk
from gemdesk.domain.ages import band_of
from gemdesk.domain.casework import Assessment
from gemdesk.domain.own import Rhythm
from gemdesk.domain.records import Case
from gemdesk.kernel import lists
from gemdesk.kernel.ids import new_id

FACTORS = list(lists.values("risk_factor"))
ORDER = ["not_assessed", "low", "medium", "high", "critical"]


@pytest.mark.parametrize(
    ("factors", "level"),
    [
        ((), "not_assessed"), (("outing",), "low"), (("outing", "eviction"), "medium"), (("blackmail",), "high"),
        (("suicide_risk",), "high"), (("suicide_risk", "outing"), "high"), (("suicide_risk", "detention"), "critical"),
        (("deportation_order", "suicide_risk"), "critical"), (("detention", "blackmail"), "high"),
    ],
)  # fmt: skip
def test_levels(factors: tuple[str, ...], level: str) -> None:
    assert risk.level(factors) == level


def test_one_more_factor_never_lowers_the_level() -> None:
    for size in range(4):
        for factors in itertools.combinations(FACTORS, size):
            for more in FACTORS:
                assert ORDER.index(risk.level((*factors, more))) >= ORDER.index(risk.level(factors))


def test_every_level_is_in_its_list() -> None:
    assert set(ORDER) == set(lists.values("risk_level"))


@pytest.mark.parametrize(
    ("factors", "imminent", "level", "rules"),
    [
        ((), (), "low", ("none",)),
        (("outing",), (), "low", ("single",)),
        (("outing",), ("outing",), "high", ("imminent_other",)),
        (("outing", "eviction"), (), "medium", ("several",)),
        (("blackmail", "outing"), (), "high", ("second_rank",)),
        (("blackmail",), ("blackmail",), "critical", ("imminent",)),
        (("suicide_risk", "detention"), (), "critical", ("first_among_others",)),
        (("suicide_risk", "detention"), ("detention",), "critical", ("imminent", "first_among_others")),
        # What was not named does not threaten either.
        (("outing",), ("suicide_risk",), "low", ("single",)),
        # A factor that the organisation added counts as one of the others.
        (("of_our_own",), ("of_our_own",), "high", ("imminent_other",)),
    ],
)  # fmt: skip
def test_an_assessment_says_by_which_rules_its_level_rose(
    factors: tuple[str, ...], imminent: tuple[str, ...], level: str, rules: tuple[str, ...]
) -> None:
    told = risk.causes(factors, imminent)
    assert risk.assessed(factors, imminent) == level
    assert tuple(cause.rule for cause in risk.deciding(told)) == rules
    assert all(set(cause.factors) <= set(factors) for cause in told)


def test_more_that_threatens_soon_never_lowers_the_level() -> None:
    rose = 0
    for factors in itertools.combinations(FACTORS, 3):
        for size in range(4):
            for soon in itertools.combinations(factors, size):
                before, after = risk.assessed(factors), risk.assessed(factors, soon)
                assert ORDER.index(after) >= ORDER.index(before)
                rose += after != before
    assert rose


def test_each_factor_is_told_with_the_highest_rule_that_it_met() -> None:
    told = risk.causes(("outing", "detention", "deportation_order"), ("outing",))
    by_factor = {one: risk.raised_by(told, one) for one in ("outing", "detention", "deportation_order", "blackmail")}
    assert {one: cause.rule if cause else "" for one, cause in by_factor.items()} == {
        "outing": "imminent_other", "detention": "first_among_others", "deportation_order": "first_among_others",
        "blackmail": "",
    }  # fmt: skip


def assessment(day: int, **fields: Any) -> Assessment:
    return Assessment(id=new_id(), case="c", on=date(2026, 11, day), **{"level": "low", **fields})


def test_the_newest_assessment_holds_and_of_one_day_the_last_written() -> None:
    first, second, late = assessment(3), assessment(3), assessment(1)
    assert risk.newest([]) is None
    assert risk.newest([first, second, late]) is second
    case = Case(id="c", person="p")
    followed = risk.followed(case, assessment(3, level="high", factors=("blackmail",), note="x"))
    assert (followed.risk_level, followed.risk_factors, followed.risk_note) == ("high", ("blackmail",), "x")


def test_the_rhythm_is_the_shipped_one_until_the_organisation_sets_its_own() -> None:
    days = {level: (one.act_within, one.contact_every, one.assess_again) for level, one in rhythm.SHIPPED.items()}
    assert days == {"critical": (1, 7, 7), "high": (3, 7, 30), "medium": (14, 14, 90), "low": (30, 30, 180)}
    assert set(rhythm.LEVELS) == set(rhythm.SHIPPED) == set(ORDER[1:])
    own = Rhythm(id="r", level="low", act_within=5, contact_every=6, assess_again=7, approved=("plan",))
    assert rhythm.pace("low", [own]) == rhythm.Pace(5, 6, 7, ("plan",))
    assert rhythm.pace("high", [own]) == rhythm.SHIPPED["high"]
    made = rhythm.paced(assessment(3, level="low"), [own])
    assert (made.act_by, made.contact_days, made.again_by) == (date(2026, 11, 8), 6, date(2026, 11, 10))
    # What was agreed stays, whatever is set later.
    assert rhythm.paced(made) == made


@pytest.mark.parametrize("level", rhythm.SHIPPED)
def test_a_higher_level_is_never_slower_nor_less_looked_at(level: str) -> None:
    mine = rhythm.SHIPPED[level]
    for lower in rhythm.LEVELS[rhythm.LEVELS.index(level) :]:
        other = rhythm.SHIPPED[lower]
        assert (mine.act_within, mine.contact_every, mine.assess_again) <= (
            other.act_within, other.contact_every, other.assess_again,
        )  # fmt: skip
        assert set(mine.approved) >= set(other.approved)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-11"), (11, "0-11"), (12, "12-17"), (17, "12-17"), (18, "18-24"), (24, "18-24"), (25, "25-34"),
        (34, "25-34"), (35, "35-49"), (49, "35-49"), (50, "50-59"), (59, "50-59"), (60, "60+"), (120, "60+"),
        (None, ""),
    ],
)  # fmt: skip
def test_bands_have_neither_gaps_nor_overlaps(age: int | None, band: str) -> None:
    assert band_of(age) == band
    assert not band or band in lists.values("age_band")

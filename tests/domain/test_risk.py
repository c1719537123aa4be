"""The level that risk factors explain, and the bands of age."""

import itertools

import pytest

from gemdesk.domain import risk
from gemdesk.domain.ages import band_of
from gemdesk.kernel import lists

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

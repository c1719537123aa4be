"""Age or band: one of the two, and nobody is taken for grown-up by mistake."""

import pytest

from gemdesk.domain import ages
from gemdesk.kernel import lists


def test_every_age_has_a_band_of_the_list() -> None:
    bands = list(lists.shipped("age_band"))
    found = [ages.band_of(age) for age in range(121)]
    assert sorted(set(found), key=bands.index) == bands
    assert found == sorted(found, key=bands.index)
    assert ages.band_of(None) == ""


@pytest.mark.parametrize(
    ("age", "band", "kept"),
    [
        (29, "25-34", (29, "")), (29, "", (29, "")), (None, "25-34", (None, "25-34")), (None, "", (None, "")),
        (29, "35-49", (29, "35-49")),
    ],
)  # fmt: skip
def test_one_of_the_two_is_kept_unless_they_contradict_each_other(
    age: int | None, band: str, kept: tuple[int | None, str]
) -> None:
    assert ages.one_of(age, band) == kept


def test_who_may_be_under_18_counts_as_such() -> None:
    assert ages.is_minor(17, "") and ages.is_minor(None, "0-11") and ages.is_minor(30, "12-17")
    assert not ages.is_minor(18, "") and not ages.is_minor(None, "18-24") and not ages.is_minor(None, "")

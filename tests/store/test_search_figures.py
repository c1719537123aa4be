"""How many people are found in other spellings, on a fixed crowd; the large one is measured by the benchmark."""

from collections.abc import Iterator

import pytest

from tests.store.making import Vault
from tests.store.named import GOALS, figure, named_vault
from tests.store.names import Name

PEOPLE = 2500
ASKED = 100


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, list[Name]]]:
    """Many people with names of the same few parts."""
    made, people = named_vault(tmp_path_factory.mktemp("crowd"), PEOPLE)
    yield made, people
    made.connection.close()


@pytest.mark.parametrize("sort", GOALS)
def test_the_right_one_is_among_the_first(crowd: tuple[Vault, list[Name]], sort: str) -> None:
    spelling, goal = GOALS[sort]
    found = figure(*crowd, spelling, ASKED)
    assert found.share >= goal, found.missed


def test_a_name_that_nobody_bears_is_not_found(crowd: tuple[Vault, list[Name]]) -> None:
    found = figure(*crowd, lambda name, _draw: f"{name.arabic} قطقوط", ASKED)
    assert found.found == 0

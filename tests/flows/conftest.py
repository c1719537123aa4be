"""A session for every test, and one person taken in whose letter may leave."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows.work import Work
from tests.flows.making import allowed, case_paths, copied_work, take_in
from tests.vault.conftest import read_only, small_disk

__all__ = ["person", "read_only", "small_disk", "work"]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    """A session in a new vault; what leaves it goes elsewhere than `tmp_path / "vault"`."""
    folder = tmp_path / "vault"
    folder.mkdir()
    made = copied_work(folder)
    yield made
    made.close()


@pytest.fixture
def person(work: Work) -> CaseFile:
    """The first person of the cases; her consents cover reason and services."""
    found = take_in(work, case_paths()[0])
    assert {"reason", "services"} <= allowed(work, found)
    return found

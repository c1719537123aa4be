"""A new encrypted vault for every test of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.making import Vault, copied_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty vault with the newest schema."""
    made = copied_vault(tmp_path)
    yield made
    made.connection.close()

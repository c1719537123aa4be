"""Vaults for the tests of the gate, made once."""

import shutil
from pathlib import Path

import pytest

from gemdesk.vault.folder import prepare
from gemdesk.vault.kdf import Parameters, Policy
from gemdesk.vault.passphrase import Secret
from tests.gate.program import PASSPHRASE

# The least that the program itself takes from a file, so that attempts take tenths of a second.
QUICK = Policy(start=Parameters(64 * 1024, 3, 1), small=Parameters(64 * 1024, 3, 1), target_seconds=None)


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault folder with slots; the stand-in desk needs no database."""
    place = tmp_path_factory.mktemp("made")
    temporary, _opened = prepare(place / "vault", Secret(PASSPHRASE), worker="w7", policy=QUICK)
    temporary.rename(place / "vault")
    return place / "vault"


@pytest.fixture
def vault(made_vault: Path, tmp_path: Path) -> Path:
    """A vault folder of the test's own, where the program looks for it."""
    target = tmp_path / "home" / "vault"
    shutil.copytree(made_vault, target)
    return target

"""What holds for every test: no screen, no network, and no mark of the machine it runs on."""

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests.compiled import COMPILED
from tests.unheld import hold_nothing

# Before any test module imports Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.fonts.warning=false")
os.environ.update(COMPILED)

REPOSITORY = Path(__file__).resolve().parent.parent
# These take longest, so they begin: else one worker would be busy with them when the others have ended.
LONGEST = (
    "resilience/test_short.py",
    "house/test_tools.py",
    "journeys/test_tour.py",
    "gate/test_key_pages.py",
    "gate/test_memory.py",
    "gate/test_panic.py",
    "journeys/test_sweep.py",
    "journeys/test_keys.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to run where `assert` does nothing: every test would pass."""
    if sys.flags.optimize or not __debug__:
        raise pytest.UsageError("python -O removes assertions: no test could fail")
    hold_nothing()
    # Looking for circles after every 700 new objects takes a tenth of the time of all tests.
    gc.set_threshold(100_000, 20, 100)
    # The same examples each time, so that a change is judged by what it changed; new ones when everything is asked for.
    settings.register_profile("same", derandomize=True)
    settings.load_profile("default" if config.getoption("--thorough") else "same")
    if Path(config.rootpath) != REPOSITORY:
        raise pytest.UsageError("these tests need the settings of this repository's pyproject.toml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--thorough`: also what takes minutes and repeats in other words what the other tests hold."""
    parser.addoption("--thorough", action="store_true", help="also the tests that are marked as thorough")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the thorough ones for when they are asked for; bring the longest files to the front."""
    if not config.getoption("--thorough"):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    places = {REPOSITORY / "tests" / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and vaults of whoever runs it."""
    monkeypatch.setenv("GEMDESK_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the source tree."""
    return REPOSITORY

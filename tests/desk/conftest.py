"""One application, and one desk for a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.desk.living import Living, living


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The one application that Qt allows."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


@pytest.fixture
def alive(app: QApplication, tmp_path: Path) -> Iterator[Living]:
    """A desk at work."""
    with living(app, tmp_path / "vault") as one:
        yield one

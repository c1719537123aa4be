"""One application for the journeys that drive the windows in the process of the tests."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The one application that Qt allows."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])

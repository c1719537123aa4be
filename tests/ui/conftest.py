"""One application for all tests of the screen, and faces in every language and size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.look.tokens import Scheme
from tests.ui import screen

MakeFaces = Callable[..., Faces]


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The one application that Qt allows."""
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication([])


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the Arabic words that the parts themselves say."""
    folder = tmp_path_factory.mktemp("catalogue")
    screen.write_catalogue(folder)
    return folder


@pytest.fixture
def make_faces(app: QApplication, catalogue: Path) -> Iterator[MakeFaces]:
    """Makes faces: `make_faces("ar", "dark", 150)`."""

    def made(language: str = "ar", scheme: Scheme = "light", scale: int = 100) -> Faces:
        return Faces(app, Face(screen.texts(language, catalogue), Look(scheme, scale)))

    yield made
    for window in app.topLevelWidgets():
        # A list that drops down goes with its field, which would reach for it when it went first.
        if window.windowType() is not Qt.WindowType.Popup:
            window.close()
            window.deleteLater()
    screen.settle()

"""What of the program's text reaches the clipboard, and for how long: without a screen, and read by another program."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QStringListModel, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from gemdesk.domain.definition import Sensitivity, definition_of
from gemdesk.domain.records import Person, SafeContact
from gemdesk.ui.forms.editors import editor_for
from gemdesk.ui.parts.clipboard import LASTS, MARKS, Copies, is_kept_in, keep_in
from gemdesk.ui.parts.keys import EditKeys
from gemdesk.ui.parts.line import Area, Line
from tests.gate.program import ROOT, WAIT
from tests.ui import screen, x_server
from tests.ui.conftest import MakeFaces

NAME = screen.both("اسم", "Name")
TEXT = "ورقة عن الموعد"


class Sheet(QWidget):
    """A window with an ordinary field and one that keeps its text in, one line and paragraphs each."""

    def __init__(self, make_faces: MakeFaces, lasts: int) -> None:
        super().__init__()
        faces = make_faces()
        self.free, self.name = Line(faces, NAME), Line(faces, NAME)
        self.note, self.names = Area(faces, NAME), Area(faces, NAME)
        self.list = QListView()
        self.list.setModel(QStringListModel([TEXT]))
        column = QVBoxLayout(self)
        for part in (self.free, self.name, self.note, self.names, self.list):
            column.addWidget(part)
            if isinstance(part, Line):
                part.setText(TEXT)
            elif isinstance(part, Area):
                part.set_text(TEXT)
        keep_in(self.name)
        keep_in(self.names)
        self.copies = Copies(self, faces, lasts=lasts)
        self.show()
        self.activateWindow()
        screen.settle()


@pytest.fixture
def sheet(app: QApplication, make_faces: MakeFaces) -> Iterator[Sheet]:
    """The window; the clipboard is empty before and after."""
    keys = EditKeys(app)
    app.installEventFilter(keys)
    QGuiApplication.clipboard().clear()
    one = Sheet(make_faces, 150)
    yield one
    one.close()
    one.deleteLater()
    app.removeEventFilter(keys)
    screen.settle()
    QGuiApplication.clipboard().clear()


def held() -> str:
    return QGuiApplication.clipboard().text()


def press(part: QWidget, *, arabic: bool = False, cut: bool = False) -> None:
    """Select all and copy or cut by keys."""
    part.setFocus()
    assert isinstance(part, QLineEdit | QPlainTextEdit)
    part.selectAll()
    if arabic:
        letter = "ء" if cut else "ؤ"
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.ControlModifier, letter)
        QApplication.sendEvent(part, event)
    else:
        QTest.keySequence(part, QKeySequence(QKeySequence.StandardKey.Cut if cut else QKeySequence.StandardKey.Copy))


@pytest.mark.parametrize("arabic", [False, True])
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("field", ["name", "names"])
def test_identifying_text_is_neither_copied_nor_lost(sheet: Sheet, field: str, cut: bool, arabic: bool) -> None:
    press(getattr(sheet, field), arabic=arabic, cut=cut)
    assert (held(), getattr(sheet, field).text()) == ("", TEXT)
    free = sheet.free if field == "name" else sheet.note
    press(free, arabic=arabic, cut=cut)
    assert (held(), free.text()) == (TEXT, "" if cut else TEXT), "the same keys work elsewhere"


def test_by_no_other_way_either(sheet: Sheet) -> None:
    for part in (sheet.name, sheet.names):
        part.setFocus()
        part.selectAll()
        part.copy()  # as the menu does, and whatever else calls it
        assert held() == ""
    sheet.list.setFocus()
    sheet.list.setCurrentIndex(sheet.list.model().index(0, 0))
    QTest.keySequence(sheet.list, QKeySequence(QKeySequence.StandardKey.Copy))
    assert held() == "", "a list of Qt copies the line it stands on"
    sheet.copies.deleteLater()
    screen.settle()
    QTest.keySequence(sheet.list, QKeySequence(QKeySequence.StandardKey.Copy))
    assert held() == TEXT, "without the watch it would"


def test_what_is_dragged_from_a_field_that_keeps_it_in_is_empty(sheet: Sheet) -> None:
    for area, expected in ((sheet.names, ""), (sheet.note, TEXT)):
        area.selectAll()
        data: QMimeData = area.createMimeDataFromSelection()
        assert data.text() == expected
        assert all(data.hasFormat(name) for name in MARKS)


@pytest.mark.parametrize(("field", "offered"), [("name", False), ("names", False), ("free", True), ("note", True)])
def test_the_menu_offers_no_copy_where_there_is_none(sheet: Sheet, field: str, offered: bool) -> None:
    part = getattr(sheet, field)
    part.setFocus()
    part.selectAll()
    watched = part if isinstance(part, QLineEdit) else part.viewport()
    QApplication.sendEvent(watched, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 3), QPoint(30, 30)))
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    shown = {action.objectName() for action in menu.actions() if action.isVisible()}
    menu.close()
    assert {"edit-paste", "edit-undo"} <= shown
    assert ("edit-copy" in shown, "edit-cut" in shown) == (offered, offered)


def test_every_copy_goes_after_its_time_and_not_before(sheet: Sheet) -> None:
    press(sheet.free)
    data = QGuiApplication.clipboard().mimeData()
    assert all(data.data(name).data() == value for name, value in MARKS.items())
    end = time.monotonic() + 0.1
    screen.until(lambda: time.monotonic() > end)
    sheet.note.set_text("الثاني")
    press(sheet.note)  # a second copy has its own whole time
    end = time.monotonic() + 0.1
    screen.until(lambda: time.monotonic() > end)
    assert held() == "الثاني"
    screen.until(lambda: held() == "")


def test_it_goes_when_the_window_hides_as_at_a_lock(sheet: Sheet) -> None:
    press(sheet.free)
    assert held() == TEXT
    sheet.hide()
    assert held() == ""


def test_the_usual_time_is_ten_seconds() -> None:
    assert LASTS == 10_000


def test_fields_of_direct_identifiers_keep_their_text_in(app: QApplication, make_faces: MakeFaces) -> None:
    faces = make_faces()
    for record in (Person, SafeContact):
        for field in definition_of(record).fields:
            meaning = field.meaning
            if meaning.kind.name in ("TEXT", "TEXTS", "CONTACT", "LONG_TEXT"):
                editor = editor_for(faces, meaning, lambda _: ())
                assert isinstance(editor, QWidget)
                assert is_kept_in(editor) == (meaning.sensitivity is Sensitivity.DIRECT), field.name


# ---- as another program of the same person sees it

_PROGRAM = """
import sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face, Faces
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.clipboard import Copies, keep_in
app, window = QApplication([]), QWidget()
faces = Faces(app, Face(Texts("en"), Look()))
field, kept = QLineEdit(sys.argv[1]), QLineEdit("+963")
keep_in(kept)
column = QVBoxLayout(window)
column.addWidget(field)
column.addWidget(kept)
if sys.argv[2] == "watched":
    Copies(window, faces, lasts=1_000)
window.show()
window.activateWindow()
field.setFocus()

def begin():
    kept.setFocus(); kept.selectAll(); kept.copy()
    field.setFocus(); field.selectAll(); field.copy()
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton)  # the end of selecting with the mouse
    print("copied", flush=True)
QTimer.singleShot(300, begin)
app.exec()
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of the test's own."""
    with x_server.serving() as name:
        yield name


@contextmanager
def copying(display: str, how: str) -> Iterator[subprocess.Popen[str]]:
    """A program that has just copied."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, TEXT, how], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "copied\n"
        try:
            yield process
        finally:
            process.kill()


def read(display: str, *, target: str = "UTF8_STRING", selection: str = "clipboard") -> str:
    """What another program gets from the clipboard; empty when there is nothing."""
    command = ["xclip", "-o", "-selection", selection, "-t", target]
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=WAIT).stdout


def gone(display: str) -> bool:
    """Whether the clipboard becomes empty in time."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if not read(display):
            return True
        time.sleep(0.05)
    return False


needs_x = pytest.mark.skipif(sys.platform != "linux", reason="X11's clipboard")


@needs_x
def test_another_program_reads_it_marked_and_then_no_more(display: str) -> None:
    with copying(display, "watched"):
        assert read(display) == TEXT
        assert read(display, target="x-kde-passwordManagerHint") == "secret"
        assert read(display, selection="primary") == "", "what is only selected is not handed on"
        assert gone(display)


@needs_x
def test_unwatched_it_would_stay_and_be_handed_on_when_selected(display: str) -> None:
    with copying(display, "plain") as process:
        assert read(display) == TEXT
        assert read(display, selection="primary") == TEXT
        assert "x-kde-passwordManagerHint" not in read(display, target="TARGETS")
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            assert read(display) == TEXT
            time.sleep(0.1)
        process.kill()
        process.wait()
        assert gone(display), "under X11 the clipboard of a killed process goes with it"


@needs_x
def test_killed_at_once_it_is_gone_under_x11(display: str) -> None:
    with copying(display, "watched") as process:
        assert read(display) == TEXT
        process.kill()
        process.wait()
        assert gone(display)

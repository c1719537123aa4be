"""The desk's window watches what is copied out of it, and a lock takes it back."""

from PySide6.QtGui import QGuiApplication

from gemdesk.ui.parts.clipboard import MARKS
from tests.desk.living import Living
from tests.ui import screen


def test_what_is_copied_is_marked_and_gone_at_a_lock(alive: Living) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    alive.open_case()
    note = alive.note()
    alive.desk.window.activateWindow()
    note.setFocus()
    screen.until(note.hasFocus)
    note.insertPlainText("موعد")
    note.selectAll()
    note.copy()
    assert clipboard.text() == "موعد"
    assert all(clipboard.mimeData().hasFormat(name) for name in MARKS)
    alive.desk.window.hide()
    assert clipboard.text() == ""

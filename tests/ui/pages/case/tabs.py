"""A case's page at one of its parts, and everything that is to be read or heard of it."""

from typing import TypeVar

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.pages.case.page import CasePage
from gemdesk.ui.parts.button import Button
from tests.ui import screen
from tests.ui.pages.office import Office, seen

P = TypeVar("P", bound=QWidget)


def at(office: Office, tab: str, kind: type[P], case: str = "") -> tuple[CasePage, P]:
    """The page of a case with this part shown, and the part."""
    page = CasePage(office.tools)
    office.show(page, 1200, 900)
    page.open(case or office.case_id)
    screen.until(lambda: page.shown() == (case or office.case_id), 30)
    go(office, page, tab)
    return page, screen.parts_of(page, kind)[0]


def go(office: Office, page: CasePage, tab: str) -> None:
    """Show a part and wait until it has read what it shows."""
    page.show_tab(tab)
    rest(office)


def rest(office: Office) -> None:
    """Wait until what was asked is answered, and what is asked upon the answers too."""
    for _ in range(3):
        office.settle()
    screen.settle()


def press(page: QWidget, words: str, at_: int = 0) -> None:
    """Press the visible button with these English or Arabic words."""
    found = [one for one in seen(page, Button) if one.accessibleName() == words]
    assert found, (words, [one.accessibleName() for one in seen(page, Button)])
    found[at_].click()


def words_of(page: QWidget) -> str:
    """All that is to be seen on a page."""
    found = [label.text() for label in seen(page, QLabel)] + [one.text() for one in seen(page, QAbstractButton)]
    found += [line.text() for line in seen(page, QLineEdit)] + [
        line.placeholderText() for line in seen(page, QLineEdit)
    ]
    found += [area.toPlainText() for area in seen(page, QPlainTextEdit)]
    found += [one.accessibleName() for one in seen(page, QWidget)]
    return strip_controls("\n".join(found))


def heard_of(page: QWidget) -> str:
    """All that a screen reader gets at, hidden or not: names, descriptions and values."""
    found = []
    for part in screen.parts_of(page, QWidget):
        reader = QAccessible.queryAccessibleInterface(part)
        if reader is not None:
            found += [reader.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
            found.append(reader.text(QAccessible.Text.Description))
    return strip_controls("\n".join(found))

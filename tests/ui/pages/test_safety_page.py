"""The safety receipt on the screen and on paper."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from gemdesk.flows.letter_images import page_images
from gemdesk.flows.safety import State, What
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui import printing
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.pages.safety.page import SafetyPage
from gemdesk.ui.parts.chip import Chip
from tests.ui import screen
from tests.ui.pages.office import NAME, Office, office, seen
from tests.ui.pages.referral.test_printing import onto_file

__all__ = ["office"]


def opened(office: Office) -> SafetyPage:
    page = SafetyPage(office.tools)
    page.open()
    office.show(page)
    screen.until(lambda: page._receipt is not None)
    return page


@pytest.mark.parametrize(("language", "scale"), [("ar", 100), ("en", 100), ("ar", 150), ("en", 150)])
def test_every_line_is_shown_and_nothing_is_clipped(office: Office, language: str, scale: int) -> None:
    office.tools.faces.switch(Face(Texts(language), Look("light", scale)))
    page = opened(office)
    screen.settle()
    assert len(seen(page, Chip)) == len(What)
    assert screen.clipped(page) == []
    assert NAME not in " ".join(label.text() for label in seen(page, QLabel))


def test_this_process_is_counted_and_its_want_of_a_filter_is_told(office: Office) -> None:
    page = opened(office)
    receipt = page._receipt
    assert receipt is not None
    line = receipt.line(What.SOCKETS)
    assert (line.state, line.found) == (State.ATTENTION, "unguarded")
    assert line.counts["processes"] >= 1


def test_what_was_copied_here_is_told_without_being_shown(office: Office) -> None:
    QGuiApplication.clipboard().setText("كلمة")
    page = opened(office)
    assert page._receipt is not None
    assert page._receipt.line(What.CLIPBOARD).state is State.ATTENTION
    QGuiApplication.clipboard().clear()
    assert "كلمة" not in strip_controls(" ".join(label.text() for label in seen(page, QLabel)))


def test_it_is_printed_on_one_page(office: Office, tmp_path: Path) -> None:
    page = opened(office)
    page.print_on(onto_file(tmp_path / "paper.pdf"))
    screen.until(page.banner.isVisible, 30)
    assert len(page_images((tmp_path / "paper.pdf").read_bytes(), 20)) == 1


def test_without_a_printer_it_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(office)
    monkeypatch.setattr(printing, "any_printer", lambda: False)
    page.print.click()
    assert page.banner.isVisible()

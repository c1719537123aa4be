"""Printing: neutral names, no file by a side door, and a ledger that tells what did not come to be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from gemdesk.domain.records import Release
from gemdesk.flows.letter_images import page_images
from gemdesk.ui import printing
from tests.ui import screen
from tests.ui.pages.office import Office
from tests.ui.pages.referral.test_referral_page import COVERED, Wizard


def onto_file(target: Path) -> QPrinter:
    """A printer that stands in for paper: what it would print can be read."""
    printer = printing.make_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    return printer


def page(colour: str) -> QImage:
    image = QImage(QSize(248, 351), QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_each_picture_fills_a_page(app: QApplication, tmp_path: Path) -> None:
    assert printing.paint(onto_file(tmp_path / "paper.pdf"), [page("red"), page("blue")])
    paper = [printing.to_image(one) for one in page_images((tmp_path / "paper.pdf").read_bytes(), 36)]
    corners = [(image, x, y) for image in paper for x, y in ((3, 3), (image.width() - 4, image.height() - 4))]
    hues = [image.pixelColor(x, y).hue() for image, x, y in corners]
    assert hues == [0, 0, 240, 240]


def test_a_printer_that_takes_nothing_is_seen(app: QApplication, tmp_path: Path) -> None:
    assert not printing.paint(onto_file(tmp_path / "missing" / "paper.pdf"), [page("red")])


def test_the_job_names_nobody(app: QApplication) -> None:
    printer = printing.make_printer()
    assert {printer.docName(), printer.creator()} == {printing.JOB_NAME}


def test_the_dialog_offers_no_file(office: Office) -> None:
    wizard = Wizard(office)
    printer = printing.make_printer()
    dialog = printing.make_dialog(printer, wizard.page)
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    dialog.deleteLater()


def test_what_was_printed_is_in_the_ledger(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    wizard.page._leaving.print_on(onto_file(tmp_path / "paper.pdf"), wizard.drawn[-1].order)
    screen.until(wizard.page.finish.isVisible)
    assert [one.how for one in office.all(Release)] == ["printed"]
    assert len(page_images((tmp_path / "paper.pdf").read_bytes(), 20)) == len(wizard.page.preview.pages)


def test_what_the_printer_did_not_take_is_in_the_ledger_too(office: Office, tmp_path: Path) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    wizard.page._leaving.print_on(onto_file(tmp_path / "missing" / "paper.pdf"), wizard.drawn[-1].order)
    screen.until(wizard.page.check.banner.isVisible)
    assert [one.how for one in office.all(Release)] == ["printed", "not_completed"]
    assert not wizard.page.finish.isVisible()


def test_without_a_printer_it_is_said_and_saving_stays(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.give(COVERED)
    wizard = Wizard(office)
    wizard.write_all()
    monkeypatch.setattr(printing, "any_printer", lambda: False)
    wizard.page.print.click()
    assert wizard.page.check.banner.isVisible()
    assert not wizard.page.check.question.isVisible()
    wizard.page.save.click()
    screen.until(wizard.page.check.question.isVisible)


_ASK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Face
from gemdesk.ui.look.look import Look
from gemdesk.ui.parts.file_dialog import ask_file
app, parent, target = QApplication([]), QWidget(), Path(sys.argv[1])
dialog = QFileDialog() if sys.argv[2] == "plain" else ask_file(
    parent, Face(Texts("en"), Look()), lambda t: "Save", print, new_name="x.pdf", ending="pdf", over=True
)
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
dialog.setDirectory(str(target))
dialog.selectFile("x.pdf")
dialog.open()
dialog.destroyed.connect(app.quit)
dialog.finished.connect(dialog.deleteLater)
QTimer.singleShot(0, dialog.accept)
app.exec()
"""


@pytest.mark.parametrize(("dialog", "found"), [("ours", False), ("plain", True)])
def test_the_place_of_a_copy_is_not_kept_in_a_list(tmp_path: Path, repository: Path, dialog: str, found: bool) -> None:
    place = tmp_path / "a-place-to-forget"
    place.mkdir()
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONPATH": str(repository)}
    command = [sys.executable, "-c", _ASK, str(place), dialog]
    ran = subprocess.run(command, env=os.environ | home, capture_output=True, check=True, text=True)
    assert dialog == "plain" or str(place / "x.pdf") in ran.stdout
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(place.name.encode() in content for content in written) is found

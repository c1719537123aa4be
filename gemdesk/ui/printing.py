"""Printing pages that were drawn in memory; the print job names nobody. Qt makes a file of its own: see desk/spool."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

DPI = 300  # dots per inch of the pictures that are printed
# What the queue, its log and the printer's own list show, whatever is printed.
JOB_NAME = "Document"


def any_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def make_printer() -> QPrinter:
    """A printer for A4 pages up to the paper's edge, with a neutral name for the job."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    printer.setCreator(JOB_NAME)
    printer.setFullPage(True)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    return printer


def make_dialog(printer: QPrinter, parent: QWidget) -> QPrintDialog:
    """The dialog that asks for printer and copies; it offers no file, since files leave by the one door."""
    dialog = QPrintDialog(printer, parent)
    for option in (
        QAbstractPrintDialog.PrintDialogOption.PrintToFile,
        QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
        QAbstractPrintDialog.PrintDialogOption.PrintSelection,
        QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage,
    ):
        dialog.setOption(option, False)
    return dialog


def choose(parent: QWidget, chosen: Callable[[QPrinter], object]) -> QPrintDialog:
    """Ask for a printer and call `chosen` with it; nothing is called when the person cancels."""
    printer = make_printer()
    dialog = make_dialog(printer, parent)

    def accepted() -> None:
        # A queue that is a file in disguise is no printer.
        if not printer.outputFileName():
            chosen(printer)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own takes a slot by name
    return dialog


def paint(printer: QPrinter, pages: Sequence[QImage]) -> bool:
    """Print pictures of whole pages, one to a page; False when the printer did not take them."""
    printer.setDocName(JOB_NAME)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paper = QRect(0, 0, printer.width(), printer.height())
    taken = True
    for number, page in enumerate(pages):
        taken = taken and (number == 0 or printer.newPage())
        if taken:
            painter.drawImage(paper, page)
    return painter.end() and taken and printer.printerState() is not QPrinter.PrinterState.Error

"""The one way to print: pages drawn in memory, a job that names nobody. Qt makes a file of its own: see desk/spool."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from gemdesk.flows.letter_images import PageImage, page_images
from gemdesk.ui.jobs import Jobs, Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.banner import Banner

DPI = 300  # dots per inch of the pictures that are printed
# What the queue, its log and the printer's own list show, whatever is printed.
JOB_NAME = "Document"


def any_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask(parent: QWidget, banner: Banner, without: Words, chosen: Callable[[QPrinter], object]) -> None:
    """Ask for a printer and call `chosen` with it; the banner says `without` where the computer knows none."""
    if any_printer():
        choose(parent, chosen)
    else:
        banner.tell_words(without, "warning")


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


def print_drawn(
    jobs: Jobs,
    printer: QPrinter,
    draw: Callable[..., bytes],
    *about: object,
    then: Callable[[bool], object],
    page: Page | None = None,
) -> None:
    """Print the PDF of `draw(*about)`, drawn beside the vault's lane; `then` hears whether the printer took it."""
    jobs.apart(
        lambda: page_images(draw(*about), DPI),
        then=lambda drawn: then(paint(printer, [to_image(one) for one in drawn])),
        page=page,
    )


def to_image(page: PageImage) -> QImage:
    """A picture of its own, which needs the page's bytes no longer."""
    return QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()


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

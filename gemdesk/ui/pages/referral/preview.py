"""The picture of the letter, drawn in memory: pages one below the other, as wide as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gemdesk.flows.letter_images import PageImage
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces
from gemdesk.ui.look.ring import paint_ring
from gemdesk.ui.pages.referral import words
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.printing import to_image

_PAPER = 210 / 25.4  # inches, the width of A4
_A4 = 297 / 210
_PAUSE = 150  # milliseconds after the last change of width before the pages are drawn anew


class _Paper(QWidget):
    """One page, as wide as its place and as high as A4 makes it."""

    def __init__(self, faces: Faces, around: QWidget) -> None:
        """`around` is the part that has the focus when this page shows the ring."""
        super().__init__()
        self._faces, self._around = faces, around
        self._page = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_page(self, page: QImage) -> None:
        """Show another picture of the page."""
        self._page = QPixmap.fromImage(page)
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of an A4 page of that width."""
        return round(width * _A4)

    def sizeHint(self) -> QSize:
        """A page that can be read."""
        width = self._faces.face.look.px(420)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A page whose layout can be seen."""
        return QSize(self._faces.face.look.px(180), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page and the edge of the paper; paper is white in every scheme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRect(0, 0, self.width(), self.heightForWidth(self.width()))
        painter.fillRect(room, Qt.GlobalColor.white)
        if not self._page.isNull():
            painter.drawPixmap(room, self._page)
        painter.setPen(self._faces.face.look.colour("line"))
        painter.drawRect(room.adjusted(0, 0, -1, -1))
        painter.end()
        paint_ring(self, self._faces.face.look, 4, focus=self._around)


class _Band(Label):
    """A line of words on the ground of a warning."""

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        super().say()
        look = self._faces.face.look
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, look.colour("warning_soft"))
        self.setPalette(colours)
        self.setAutoFillBackground(True)
        self.setMargin(look.px(8))


class _Pages(Scroll):
    """Scrolls with the keys, and shows that it does."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring at the pages, which cover all that could be painted here."""
        super().focusInEvent(event)
        self.widget().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.widget().update()


class Preview(QWidget):
    """The pages, and above them what keeps the letter from leaving; asks for sharper pages when it grew."""

    resolution_wanted = Signal()

    def __init__(self, faces: Faces) -> None:
        super().__init__()
        self._faces = faces
        self.pages: list[_Paper] = []
        self._stop: Stop | None = None
        self._brief = False
        self._band = _Band(faces, self._why, ink="warning", wrap=True)
        self._band.hide()
        self._scroll = _Pages(faces)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the width that the pages were drawn for.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.body.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._band)
        self._column.addWidget(self._scroll, 1)
        self._pause = Pause(self, _PAUSE, self.resolution_wanted.emit)
        faces.follow(self.say)

    def say(self) -> None:
        """Say the name anew in the face of this moment."""
        face = self._faces.face
        self._column.setSpacing(face.look.px(6))
        pages = len(self.pages)
        said = face.texts.count("Picture of the letter, {count} page", "Picture of the letter, {count} pages", pages)
        self._scroll.setAccessibleName(strip_controls(said))

    def dpi(self) -> float:
        """Dots per inch at which a page fills the width on this screen."""
        return max(24.0, self._room() * self.devicePixelRatioF() / _PAPER)

    def _room(self) -> int:
        return self._scroll.viewport().width() - 2 * self._faces.face.look.px(2)

    def show_pages(self, images: Sequence[PageImage]) -> None:
        """Show these pages where the old ones stood; the place that is read stays."""
        while len(self.pages) > len(images):
            self.pages.pop().deleteLater()
        while len(self.pages) < len(images):
            paper = _Paper(self._faces, self._scroll)
            self._scroll.body.insertWidget(len(self.pages), paper)
            self.pages.append(paper)
        for paper, image in zip(self.pages, images, strict=True):
            paper.set_page(to_image(image))
        self.say()

    def mark(self, stop: Stop | None) -> None:
        """Say above the pages why the letter cannot leave yet; the pages themselves stay clean."""
        self._stop = stop
        self._band.setVisible(stop is not None)
        self._band.say()

    def set_brief(self, brief: bool) -> None:
        """Leave the reason out, where the page beside the letter says it already."""
        self._brief = brief
        self._band.say()

    def _why(self, texts: Texts) -> str:
        said = [texts.say("The letter cannot be printed yet")]
        if self._stop is not None and not self._brief:
            said.append(words.stopped(self._stop)(texts))
        return "\n".join(said)

    def is_marked(self) -> bool:
        """Whether the pages are marked as not printable yet."""
        return not self._band.isHidden()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for pages of the new width once it rests."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._pause.start()

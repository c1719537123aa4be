"""The files of a case: taken in, listed with their check value, looked at without leaving the vault."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from gemdesk.domain.definition import definition_of
from gemdesk.domain.records import File
from gemdesk.flows import attachments, letter_images
from gemdesk.flows.attachments import Kept, Taken
from gemdesk.flows.cases import CaseView
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, FilePath
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import value_words
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.parts.banner import Banner
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.file_dialog import ask_file
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.printing import to_image
from gemdesk.ui.tools import Tools

_DPI, _WIDEST = 96, 720  # of a page that is looked at; pixels at 100 %


class Files(CasePart):
    """One card for each kept file; the one that is looked at shows its working copy beneath."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._case, self._turn = "", Page()
        self._shown = ""  # the file that is looked at
        self.banner = Banner(faces)
        self.note = Line(
            faces,
            lambda t: t.say("Note on the file"),
            hint=lambda t: t.say("What it is, in a few words"),
            longest=definition_of(File).field("note").meaning.longest,
        )
        self.take_in = Button(faces, lambda t: t.say("Keep a file"), sort="primary", icon="plus", press=self.ask)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._none = Label(faces, lambda t: t.say("No file yet."), role="quiet")
        row = QHBoxLayout()
        row.addWidget(Field(faces, None, self.note), 1)
        row.addWidget(self.take_in)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.banner)
        self._column.addLayout(row)
        self._column.addWidget(
            Label(
                faces,
                lambda t: t.say(
                    "The original is kept as it is. Beside it lies a working copy without place, camera and author."
                ),
                role="quiet",
                wrap=True,
            )
        )
        self._column.addWidget(self._none)
        self._column.addLayout(self._rows)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(12))
        self._rows.setSpacing(look.px(8))

    def show_case(self, view: CaseView) -> None:
        """Read the files of this case."""
        if view.case.id != self._case:
            self._case, self._shown = view.case.id, ""
            self.note.clear()
            self.banner.hide()
        self._read()

    def _read(self) -> None:
        self._turn.renew()
        self._tools.jobs.look(attachments.of_case, self._case, then=self._show, failed=self._refused, page=self._turn)

    def _show(self, kept: Sequence[Kept]) -> None:
        clear(self._rows)
        self._none.setVisible(not kept)
        for one in kept:
            self._rows.addWidget(self._card(one))

    def _card(self, kept: Kept) -> Card:
        faces, file = self._tools.faces, kept.original
        card, head = Card(faces), QHBoxLayout()
        head.addWidget(Label(faces, value_words(FilePath(file.name)), role="strong", wrap=True), 1)
        if kept.can_be_seen:
            look_at = Button(
                faces, lambda t: t.say("Look at it"), icon="eye", press=lambda: self._look_at(kept, card, look_at)
            )
            head.addWidget(look_at)
        card.body.addLayout(head)
        card.body.addWidget(Label(faces, lambda t: _facts(t, file), role="quiet", wrap=True))
        if file.note:
            card.body.addWidget(Label(faces, value_words(file.note), wrap=True))
        if kept.copy is None:
            card.body.addWidget(
                Label(
                    faces,
                    lambda t: t.say("No working copy can be made of this sort of file. It is kept and not shown here."),
                    role="quiet",
                    wrap=True,
                )
            )
        return card

    def ask(self) -> None:
        """Ask for a file and keep it."""
        ask_file(self, self._tools.faces.face, lambda t: t.say("Keep a file"), self.keep_file)

    def keep_file(self, path: Path) -> None:
        """Read a file beside the vault's lane, then keep it."""
        self.banner.hide()
        self.take_in.setEnabled(False)
        # Reading takes a while, and another case may be shown by then: the file is of the one it was chosen for.
        case, note = self._case, self.note.text().strip()
        self._tools.jobs.apart(
            attachments.take, path, then=lambda taken: self._keep(case, taken, note), failed=self._refused
        )

    def _keep(self, case: str, taken: Taken, note: str) -> None:
        self._tools.jobs.change(
            attachments.keep, case, taken, note, then=lambda _: self._kept(case), failed=self._refused
        )

    def _kept(self, case: str) -> None:
        self.take_in.setEnabled(True)
        if case == self._case:
            self.note.clear()
            self.saved.emit()

    def _refused(self, stop: Stop) -> None:
        self.take_in.setEnabled(True)
        self.banner.tell(stop)

    def _look_at(self, kept: Kept, card: Card, button: Button) -> None:
        if kept.copy is None:
            return
        button.setEnabled(False)
        media = kept.copy.media
        self._tools.jobs.look(
            attachments.body_of,
            kept.copy,
            then=lambda body: self._draw(body, media, card),
            failed=self._refused,
            page=self._turn,
        )

    def _draw(self, body: bytes, media: str, card: Card) -> None:
        if media == "application/pdf":
            self._tools.jobs.apart(
                letter_images.page_images,
                body,
                _DPI * self._tools.faces.face.look.scale / 100,
                then=lambda pages: self._put(card, [to_image(page) for page in pages]),
                page=self._turn,
            )
        else:
            self._put(card, [QImage.fromData(body)])

    def _put(self, card: Card, images: Sequence[QImage]) -> None:
        """Show pictures at the end of a card; none of them lies anywhere but in memory."""
        width, name = self._width(), self._tools.faces.face.texts.say("Picture of the file")
        for image in (one for one in images if not one.isNull()):
            shown = QLabel()
            shown.setAccessibleName(name)
            fits = image.width() <= width
            fitting = image if fits else image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            shown.setPixmap(QPixmap.fromImage(fitting))
            card.body.addWidget(shown)

    def _width(self) -> int:
        return min(self._tools.faces.face.look.px(_WIDEST), max(200, self.width() - 60))


def _facts(texts: Texts, file: File) -> str:
    day = dates.day(file.at.date(), texts.language) if file.at else ""
    return texts.say(
        "Kept on {day} · {size} KB · check value {digest}",
        day=day,
        size=texts.number(max(1, (file.size or 0) // 1024)),
        digest=Code(file.digest[:12]),
    )

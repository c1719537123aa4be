"""One entry or field of the organisation's own in a line: its words, its marks, and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.look.tokens import Tone
from gemdesk.ui.pages.lists import words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.chip import Chip
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words


class OwnRow(QWidget):
    """Words in both languages, chips, buttons."""

    def __init__(self, faces: Faces, said: tuple[Words, Words], acts: Sequence[Button]) -> None:
        super().__init__()
        self._faces, self._said, self.acts = faces, said, tuple(acts)
        self._flow, inside, buttons = Flow(), QWidget(), QHBoxLayout()
        inside.setLayout(self._flow)
        self._row = QHBoxLayout(self)
        self._row.addWidget(inside, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(buttons)
        self._flow.addWidget(Label(faces, said[0], role="strong"))
        self._flow.addWidget(Label(faces, said[1], role="quiet"))
        for act in acts:
            buttons.addWidget(act)
        faces.follow(self.say)

    def mark(self, sensitivity: str, *, letters: bool, retired: bool) -> None:
        """Show how it could harm, whether it may stand on letters, and whether it is still used."""
        if retired:
            self._flow.addWidget(Chip(self._faces, lambda t: t.say("No longer used")))
        self._flow.addWidget(Chip(self._faces, list_words("sensitivity", sensitivity), "soft"))
        tone: Tone = "warning" if letters else "quiet"
        icon = "document" if letters else "hidden"
        self._flow.addWidget(Chip(self._faces, words.letters(visible=letters), tone, icon=icon))

    def add_chip(self, said: Words) -> None:
        """Show one more mark."""
        self._flow.addWidget(Chip(self._faces, said))

    def say(self) -> None:
        """Set the sizes anew, and name the entry to whoever hears the buttons."""
        look = self._faces.face.look
        self._row.setContentsMargins(0, look.px(3), 0, look.px(3))
        self._row.setSpacing(look.px(10))
        self._flow.setSpacing(look.px(8))
        for act in self.acts:
            act.setAccessibleDescription(strip_controls(self._faces.face.read(self._said[0])))

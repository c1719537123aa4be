"""What is said before a consent, point by point, to be ticked off while it is said."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows import consent_papers
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.scroll import clear
from gemdesk.ui.parts.tab_order import chain
from gemdesk.ui.tools import Tools


class Talk(Card):
    """The points of one version of the talk in its language; they help while talking, and only the draft keeps them."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        self._version, self._language, self._points = "", "", list[Check]()
        super().__init__(tools.faces)
        faces = tools.faces
        head = QHBoxLayout()
        head.addWidget(Label(faces, lambda t: t.say("What is said before"), role="name"), 1)
        self.fold = Button(faces, lambda _: "", sort="quiet", press=self._turn)
        head.addWidget(self.fold)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(head)
        self.body.addWidget(self._inside)
        self.unfold(False)

    def unfold(self, is_open: bool) -> None:
        """Show the points, or their heading alone."""
        self._inside.setVisible(is_open)
        self.fold.set_words((lambda t: t.say("Hide the points")) if is_open else (lambda t: t.say("Show the points")))

    def show_talk(self, version: str, language: str) -> None:
        """Show the points of a version, in the language of the talk where there are words in it."""
        if (version, language) == (self._version, self._language):
            return
        said = self.said()
        self._version, self._language = version, language
        clear(self._rows)
        count = len(consent_papers.talk(version, "en"))
        self._points = [Check(self._faces, self._words(at)) for at in range(count)]
        for point in self._points:
            point.toggled.connect(lambda _on: self.edited.emit())
            self._rows.addWidget(point)
        chain([self.fold, *self._points])
        if not count:
            self._rows.addWidget(Label(self._faces, _no_words, role="quiet", wrap=True))
        self.set_said(said)

    def said(self) -> list[int]:
        """The points that were ticked, by their place."""
        return [at for at, point in enumerate(self._points) if point.isChecked()]

    def set_said(self, said: Iterable[object]) -> None:
        """Tick these points without telling."""
        wanted = set(said)
        for at, point in enumerate(self._points):
            point.blockSignals(True)
            point.setChecked(at in wanted)
            point.blockSignals(False)

    def _turn(self) -> None:
        self.unfold(not self._inside.isVisible())

    def _words(self, at: int) -> Words:
        version, language = self._version, self._language
        known = language in consent_papers.LANGUAGES
        return lambda t: isolated(consent_papers.talk(version, language if known else t.language)[at])


def _no_words(texts: Texts) -> str:
    return texts.say("The words of this version are kept elsewhere.")

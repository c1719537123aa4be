"""The tabs of a case."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QTabBar

from gemdesk.kernel.typed import strip_controls
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.segment import Choice

_AROUND = 30  # pixels at 100 % beside the words of a tab, where there is room


class Tabs(QTabBar):
    """One tab of several; tells the key of the one that is shown."""

    chosen = Signal(str)

    def __init__(self, faces: Faces, name: Words, tabs: Sequence[Choice]) -> None:
        super().__init__()
        self._faces, self._name, self._tabs = faces, name, list(tabs)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for key, _ in self._tabs:
            self.setTabData(self.addTab(""), key)
        faces.follow(self.say)
        self.currentChanged.connect(lambda at: self.chosen.emit(str(self.tabData(at))))

    def say(self) -> None:
        """Say the words anew in the face of this moment."""
        face = self._faces.face
        self.setAccessibleName(strip_controls(face.read(self._name)))
        for at, (_, words) in enumerate(self._tabs):
            text = face.read(words)
            self.setTabText(at, text.replace("&", "&&"))
            self.setAccessibleTabName(at, strip_controls(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tabs closer together where they would not all be in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        close = self._room() > self.width()
        if close != bool(self.property("close")):
            self.setProperty("close", close)
            self.style().polish(self)
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # its places are reckoned anew

    def _room(self) -> int:
        """The width (pixels) of all tabs with room around their words, the chosen one in its heavier letters."""
        look, chosen = self._faces.face.look, QFont(self.font())
        chosen.setWeight(QFont.Weight.DemiBold)
        metrics, heavier = QFontMetrics(self.font()), QFontMetrics(chosen)
        words = [
            (heavier if at == self.currentIndex() else metrics).horizontalAdvance(self.tabText(at))
            for at in range(self.count())
        ]
        return sum(words) + self.count() * look.px(_AROUND)

    def set_current(self, key: str) -> None:
        """Show the tab of that key."""
        for at in range(self.count()):
            if self.tabData(at) == key:
                self.setCurrentIndex(at)

    def set_words(self, key: str, words: Words) -> None:
        """Say other words on a tab, such as a new count."""
        self._tabs = [(known, words if known == key else old) for known, old in self._tabs]
        self.say()

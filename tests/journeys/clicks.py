"""A person with eyes, a mouse and a keyboard: finds every part by its words, clicks where it stands, and types."""

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QTabBar,
    QWidget,
)

from gemdesk.desk.running import Desk
from gemdesk.domain.definition import Record
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import strip_controls
from gemdesk.store import rows
from gemdesk.ui.parts.card import Card
from tests.journeys.hands import Hands, name_of
from tests.ui import screen

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_SECONDS = 15  # until something that was asked for has to be seen


class Clicks:
    """Sees what is on the screen of a desk and nothing else; AssertionError names what is not there."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self._desk, self.texts = desk, texts
        self.window, self._hands = desk.window, Hands(texts)
        self.troubles: list[Stop] = []
        desk.jobs.trouble.connect(self.troubles.append)

    # Words

    def say(self, message: str, **values: object) -> str:
        """A message as the screen says it."""
        return strip_controls(self.texts.say(message, **values))

    def label(self, list_name: str, code: str) -> str:
        """The words of a code."""
        return strip_controls(lists.label(list_name, code, self.texts.language))

    # Seeing

    def rest(self) -> None:
        """Wait until what was asked is answered, and what is asked upon the answers too."""
        for _ in range(3):
            done: list[object] = []
            self._desk.jobs.change(lambda _work: None, then=done.append)
            screen.until(lambda: bool(done), _SECONDS)  # noqa: B023 - waited for at once
        screen.settle()

    def shown(self, within: QWidget | None = None) -> str:
        """All words that are to be seen."""
        around = within or self.window
        parts = [part for part in screen.parts_of(around, QWidget) if part.isVisible()]
        told = [part.text() for part in parts if isinstance(part, QLabel | QAbstractButton | QLineEdit)]
        told += [_row_text(index) for part in parts if isinstance(part, QListView) for index in _rows(part)]
        return strip_controls("\n".join([*told, *(name_of(part) for part in parts)]))

    def see(self, words: str, within: QWidget | None = None) -> None:
        """Wait until these words are to be seen."""
        try:
            screen.until(lambda: self.sees(words, within), _SECONDS)
        except AssertionError:
            raise AssertionError(f"not to be seen: {words}\n\n{self.shown(within)}") from None

    def sees(self, words: str, within: QWidget | None = None) -> bool:
        """Whether these words are to be seen now."""
        return strip_controls(words).casefold() in self.shown(within).casefold()

    def card(self, words: str, within: QWidget | None = None) -> Card:
        """The smallest card in which these words stand."""
        self.see(words, within)
        found = [card for card in screen.parts_of(within or self.window, Card) if card.isVisible()]
        holding = [card for card in found if self.sees(words, card)]
        return min(holding, key=lambda card: card.width() * card.height())

    def find(self, words: str, *, of: str = "", within: QWidget | None = None) -> QWidget:
        """The one part with these words that takes a click or the keys; `of` names the part around it."""
        found = self._found(words, of, within)
        assert len(found) == 1, f"{len(found)} parts are called: {words}\n\n{self.shown(within)}"
        return found[0]

    def offers(self, words: str, *, of: str = "", within: QWidget | None = None) -> bool:
        """Whether a part with these words is there and in use."""
        return any(part.isEnabled() for part in self._found(words, of, within))

    def _found(self, words: str, of: str, within: QWidget | None) -> list[QWidget]:
        return [
            part
            for part in screen.parts_of(within or self.window, QWidget)
            if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus and _is_called(part, words)
            if not of or _is_called(part.parentWidget(), of)
        ]

    def buttons(self, words: str, within: QWidget | None = None) -> list[QWidget]:
        """Every part with these words, from the top down."""
        return sorted(self._found(words, "", within), key=lambda part: part.mapToGlobal(QPoint(0, 0)).y())

    def focus_name(self) -> str:
        """What a screen reader says of the part with the focus."""
        return name_of(QApplication.focusWidget())

    def rows(self, within: QWidget) -> str:
        """The rows of the lists that are to be seen, each as a screen reader says it."""
        views = [view for view in screen.parts_of(within, QListView) if view.isVisible()]
        return "\n".join(_row_text(index) for view in views for index in _rows(view))

    def ask(self, function: Callable[..., T]) -> T:
        """What lies in the vault, for checks alone."""
        found: list[T] = []
        self._desk.jobs.look(function, then=found.append)
        screen.until(lambda: bool(found), _SECONDS)
        return found[0]

    def all(self, kind: type[R]) -> list[R]:
        """Every record of a kind, in the order in which they were made; for checks alone."""
        return self.ask(lambda work: list(rows.select(work.connection, kind, "1 ORDER BY rowid")))

    # Acting

    def click(self, words: str, *, of: str = "", within: QWidget | None = None) -> None:
        """Click on the middle of a part; it is in use, in sight, and nothing lies above it."""
        part = self.find(words, of=of, within=within)
        assert part.isEnabled(), f"out of use: {words}"
        self.hit(part)
        screen.settle()

    def press(self, keys: str) -> None:
        """Press keys such as `Ctrl+Shift+N`."""
        self._hands.press(keys)

    def click_rail(self, place: str) -> None:
        """Go to a place; the rail may say a count beside its name."""
        words = self.say(place)
        (button,) = [
            part for part in screen.parts_of(self.window.rail, QAbstractButton)
            if part.isVisible() and name_of(part).startswith(words)
        ]  # fmt: skip
        self.hit(button)
        self.rest()

    def tab(self, words: str) -> None:
        """Click on a tab, and wait for what it shows."""
        for bar in screen.parts_of(self.window, QTabBar):
            for at in range(bar.count()):
                if bar.isVisible() and bar.accessibleTabName(at).casefold() == words.casefold():
                    self.hit(bar, bar.tabRect(at).center())
                    self.rest()
                    return
        raise AssertionError(f"no tab is called: {words}")

    def row(self, words: str, within: QWidget) -> None:
        """Click on the row of a list that reads so."""
        for view in screen.parts_of(within, QListView):
            for index in _rows(view) if view.isVisible() else ():
                if words in _row_text(index):
                    view.scrollTo(index)
                    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
                    self.rest()
                    return
        raise AssertionError(f"no row reads: {words}")

    def tick_once(self, words: str, *, of: str = "", within: QWidget | None = None) -> None:
        """Click on a box unless it is ticked already."""
        if not cast("QAbstractButton", self.find(words, of=of, within=within)).isChecked():
            self.tick(words, of=of, within=within)

    def tick(self, words: str, *, of: str = "", within: QWidget | None = None) -> None:
        """Click on a box that is not ticked yet; it is afterwards."""
        part = cast("QAbstractButton", self.find(words, of=of, within=within))
        assert not part.isChecked(), words
        self.click(words, of=of, within=within)
        assert part.isChecked(), words

    def pick(self, words: str, *, of: str, within: QWidget | None = None) -> None:
        """Choose one of a row of picks, chosen already or not."""
        part = cast("QAbstractButton", self.find(words, of=of, within=within))
        self.click(words, of=of, within=within)
        assert part.isChecked(), words

    def write(self, words: str, text: str, within: QWidget | None = None) -> None:
        """Click into a field and type a text in the place of what stands in it."""
        self.click(words, within=within)
        self.press("Ctrl+A")
        self.type(text)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        target = QApplication.focusWidget()
        assert target is not None, "the focus is lost"
        screen.type_text(target, text)

    def choose(self, words: str, of: str, within: QWidget | None = None) -> None:
        """Choose from a list that drops down, with the arrows."""
        combo = cast("QComboBox", self.find(of, within=within))
        assert isinstance(combo, QComboBox), of
        self._show(combo, combo.rect().center())
        combo.setFocus()
        told = [strip_controls(combo.itemText(at)).casefold() for at in range(combo.count())]
        wanted = told.index(words.casefold())
        while combo.currentIndex() != wanted:
            before = combo.currentIndex()
            QTest.keyClick(combo, Qt.Key.Key_Down if wanted > before else Qt.Key.Key_Up)
            assert combo.currentIndex() != before, "the arrows do not move it"
        screen.settle()

    def end_list(self) -> None:
        """Put away a list of suggestions, as somebody does who typed the whole name."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Escape)
        screen.until(lambda: QApplication.activePopupWidget() is None)
        self.rest()

    def hit(self, part: QWidget, spot: QPoint | None = None) -> None:
        """Click on a part, in its middle or at a spot; it is in sight, and nothing lies above it."""
        spot = spot or part.rect().center()
        self._show(part, spot)
        assert part.visibleRegion().contains(spot), f"not in sight: {name_of(part)}"
        above = part.window().childAt(part.mapTo(part.window(), spot))
        assert above is not None and (above is part or part.isAncestorOf(above)), f"covered: {name_of(part)}"
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def _show(self, part: QWidget, spot: QPoint) -> None:
        """Turn the wheel until a part is in sight; a page that is still being laid out is looked at again."""
        for _ in range(3):
            if part.visibleRegion().contains(spot):
                return
            around = part.parentWidget()
            while around is not None:
                if isinstance(around, QScrollArea) and around.isAncestorOf(part):
                    around.ensureWidgetVisible(part)
                around = around.parentWidget()
            screen.settle()


def _is_called(part: QWidget | None, words: str) -> bool:
    return name_of(part).casefold() == strip_controls(words).casefold()


def _rows(view: QListView) -> list[QModelIndex]:
    return [view.model().index(at, 0) for at in range(view.model().rowCount())]


def _row_text(index: QModelIndex) -> str:
    """A row as one sentence, which is what a screen reader says."""
    return strip_controls(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))

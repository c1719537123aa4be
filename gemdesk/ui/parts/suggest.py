"""A line that suggests names while one is typed; another name may be typed all the same."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

from gemdesk.kernel.fold import fold
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.line import Line

_MOST = 8  # names that are suggested at once


class Suggest(Line):
    """Suggests the names that hold what is typed, in any spelling."""

    def __init__(self, faces: Faces, name: Words, *, hint: Words | None = None, longest: int = 200) -> None:
        super().__init__(faces, name, hint=hint, longest=longest)
        self._names: tuple[str, ...] = ()
        self._found = QStringListModel(self)
        self._completer = QCompleter(self._found, self)
        # The line finds the names itself, by the same fold as every search of the program.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._take)
        self._completer.popup().installEventFilter(self)
        self.textEdited.connect(self._suggest)

    def set_names(self, names: Sequence[str]) -> None:
        """Suggest from these names."""
        self._names = tuple(names)

    def suggestions(self) -> list[str]:
        """The names that are suggested for what stands in the line now."""
        typed = fold(self.text())
        return [name for name in self._names if typed and typed in fold(name)][:_MOST]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the window its keys back when the list goes (not every platform does), and Escape to the list alone."""
        if watched is self._completer.popup() and _is_escape_before_shortcuts(event):
            # Else the page's own Escape takes the key, and leaves the page with the list above the next one.
            event.accept()
            return True
        if event.type() == QEvent.Type.Hide and watched is self._completer.popup():
            self.window().activateWindow()
        return super().eventFilter(watched, event)

    def _suggest(self) -> None:
        found = self.suggestions()
        self._found.setStringList(found)
        popup = self._completer.popup()
        if found and found != [self.text()]:
            popup.setLayoutDirection(self.layoutDirection())
            self._completer.complete()
        else:
            popup.hide()

    def _take(self, name: str) -> None:
        self.setText(name)
        self.edited.emit()


def _is_escape_before_shortcuts(event: QEvent) -> bool:
    asked = event.type() == QEvent.Type.ShortcutOverride
    return asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

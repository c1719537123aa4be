"""Searches that were saved under a name: chips above the list, and the acts with the one that is chosen."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.own import SavedView
from gemdesk.flows import saved_views
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.typed import Name
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import value_words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.keys import bind
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.segment import Choice, Offer, Segment
from gemdesk.ui.tools import Tools

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is asked for at the moment."""

    typed: str = ""
    filters: tuple[str, ...] = ()


class SavedViews(QWidget):
    """Tells which saved search is wished; is told which one the list shows.

    `save` is for the line of the search itself, so that no row of the list moves when there is something to save.
    """

    wished = Signal(str, object)  # what is typed, the filters

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools, self._turn = tools, Page()
        self._views: tuple[SavedView, ...] = ()
        self._sought, self._renamed = Sought(), ""
        faces = tools.faces
        self.chips = Segment(faces, lambda t: t.say("Saved searches"), Offer(self._choices, lambda code: (code, _none)))
        self.save = Button(
            faces, lambda t: t.say("Save this search"), sort="icon", icon="save", press=lambda: self._ask("")
        )
        self.rename = Button(faces, lambda t: t.say("Rename"), sort="quiet", press=self._ask_rename)
        self.remove = Button(faces, lambda t: t.say("Remove"), sort="quiet", press=self._remove)
        self.name = Line(faces, lambda t: t.say("Name of the search"), longest=_LONGEST)
        self.field = Field(faces, lambda t: t.say("Name of the search"), self.name)
        self.keep = Button(faces, lambda t: t.say("Save"), sort="primary", icon="save", press=self._keep)
        self.leave = Button(faces, lambda t: t.say("Cancel"), sort="quiet", press=self._close)
        self._form = QWidget()
        self._acts, self._form_acts = Flow(), Flow()
        self._build()
        self._connect()
        faces.follow(self.say)
        self._form.hide()
        self._show()

    def _build(self) -> None:
        for act in (self.rename, self.remove):
            self._acts.addWidget(act)
        for act in (self.keep, self.leave):
            self._form_acts.addWidget(act)
        self._inner = QVBoxLayout(self._form)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self.field)
        self._inner.addLayout(self._form_acts)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.chips)
        self._column.addLayout(self._acts)
        self._column.addWidget(self._form)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._choose)
        self.name.returnPressed.connect(self._keep)
        self.name.edited.connect(lambda: self.field.refuse(None))
        self._tools.jobs.changed.connect(self._on_changed)
        bind(self._form, "Escape", self._close)
        for keys, act in (("F2", self._ask_rename), ("Delete", self._remove)):
            bind(self.chips, keys, act).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        self._column.setSpacing(look.px(4))
        self._inner.setSpacing(look.px(6))
        self._acts.setSpacing(look.px(4))
        self._form_acts.setSpacing(look.px(8))

    def open(self) -> None:
        """Read the saved searches."""
        self._turn.renew()
        self._tools.jobs.look(saved_views.own, then=self.show_views, page=self._turn)

    def show_views(self, views: list[SavedView]) -> None:
        """Offer these."""
        self._views = tuple(views)
        self._show()

    def show_sought(self, typed: str, filters: tuple[str, ...]) -> None:
        """Mark the saved search that the list shows, or offer to save what is sought."""
        self._sought = Sought(typed.strip(), filters)
        self._show()

    def ask(self) -> None:
        """Ask for the name of what is sought, if there is anything to save."""
        if self.save.isEnabled():
            self._ask("")

    def _current(self) -> SavedView | None:
        wanted = (self._sought.typed, set(self._sought.filters))
        return next((one for one in self._views if (one.typed, set(one.filters)) == wanted), None)

    def _show(self) -> None:
        current = self._current()
        asking = not self._form.isHidden()
        self.chips.set_codes({_code(current)} if current else ())
        self.chips.setVisible(bool(self._views))
        self.save.setEnabled(not current and not asking and self._sought != Sought())
        for act in (self.rename, self.remove):
            act.setVisible(current is not None and not asking)
        self.setVisible(bool(self._views) or asking)

    def _choices(self) -> list[Choice]:
        return [(_code(one), value_words(Name(one.name))) for one in self._views]

    def _choose(self) -> None:
        chosen = next((one for one in self._views if _code(one) in self.chips.codes()), None)
        if chosen is not None:
            self._close()
            self.wished.emit(chosen.typed, chosen.filters)

    def _ask_rename(self) -> None:
        current = self._current()
        if current is not None:
            self._ask(current.id, current.name)

    def _ask(self, renamed: str, name: str = "") -> None:
        self._renamed = renamed
        self.name.setText(name)
        self.field.refuse(None)
        self._form.show()
        self._show()
        self.name.setFocus()
        self.name.selectAll()

    def _close(self) -> None:
        self._form.hide()
        self._show()

    def _keep(self) -> None:
        if self._renamed:
            self._change(saved_views.rename, self._renamed, self.name.text())
        else:
            self._change(saved_views.save, self.name.text(), self._sought.typed, self._sought.filters)

    def _remove(self) -> None:
        current = self._current()
        if current is not None:
            self._change(saved_views.remove, current.id)

    def _change(self, verb: Callable[..., object], *about: object) -> None:
        self._tools.jobs.change(verb, *about, then=lambda _: self._close(), failed=self._refused)

    def _refused(self, stop: Stop) -> None:
        self.field.refuse(stop)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if SavedView.KIND in kinds:
            self.open()


def _code(view: SavedView) -> str:
    """With the name in it, so that a chip is made anew when it is renamed."""
    return f"{view.id} {view.name}"


def _none(_texts: object) -> str:
    return ""

"""A form in a card that opens for one record and closes when it is saved or left; its draft stays in the vault."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from gemdesk.domain.definition import Record, definition_of
from gemdesk.flows import cases
from gemdesk.flows.cases import Draft
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms import draft_values
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.tools import Tools

PAUSE = 400  # milliseconds without a change before the draft is kept


class EditCard(Card):
    """Hidden until it is opened; tells when it was saved or left."""

    saved = Signal()
    closed = Signal()

    def __init__(self, tools: Tools, words: Words, record: type[Record], names: Sequence[str]) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools, self._record, self._names = tools, record, names
        self._place, self._id, self._args = "", "", tuple[object, ...]()
        self._do: Callable[..., Any] | None = None
        self._edited: set[str] = set()
        self._saving = False
        self.form = FormView(faces, definition_of(record), names)
        self._hint = Label(
            faces, lambda t: t.say("Changes that were not saved were taken up."), role="quiet", wrap=True
        )
        self._save = Button(faces, lambda t: t.say("Save"), sort="primary", keys="Ctrl+Return", press=self.save)
        cancel = Button(faces, lambda t: t.say("Discard the changes"), press=self.discard)
        row = QHBoxLayout()
        row.addWidget(self._save)
        row.addWidget(cancel)
        row.addStretch(1)
        self.body.addWidget(Label(faces, words, role="name"))
        self.body.addWidget(self._hint)
        self.body.addWidget(self.form)
        self.body.addLayout(row)
        self._pause = Pause(self, PAUSE, self._keep)
        self.form.edited.connect(self._on_edited)
        self.hide()

    def open(
        self, place: str, do: Callable[..., Any], args: tuple[object, ...], record: Record, draft: Draft | None = None
    ) -> None:
        """Show a record to be changed; `do(work, *args, values)` saves it. A `draft` of it is taken up."""
        self._place, self._do, self._args, self._id = place, do, args, record.id
        self._pause.stop()
        self.form.refuse(())
        self.form.set_values({name: getattr(record, name) for name in self._names})
        self._edited = draft_values.put(self._record, self.form, self._names, draft or {})
        self._hint.setVisible(bool(self._edited))
        self.show()

    def focus(self, name: str) -> None:
        """Put the focus into a field."""
        self.form.focus(name)

    def is_open(self) -> bool:
        """Whether a record is being changed, seen at this moment or not."""
        return not self.isHidden()

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def save(self) -> None:
        """Save what was changed, once however often it is asked."""
        if self._saving or self._do is None:
            return
        try:
            values = self.form.values()
        except Refusal:
            return  # the form has said it at the field
        self.keep_draft()  # dropped by the saving alone
        self._set_saving(True)
        self._tools.jobs.change(self._do, *self._args, values, then=lambda _: self._on_saved(), failed=self._on_failed)

    def discard(self) -> None:
        """Close without saving; nothing of it is kept."""
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, self._place, {})
        self.close_card()

    def close_card(self) -> None:
        """Close; what was typed stays a draft when it was kept."""
        self._edited.clear()
        self.hide()
        self.closed.emit()

    def _on_edited(self, name: str) -> None:
        self._edited.add(name)
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        body = draft_values.of(self._record, self.form, self._edited)
        self._tools.jobs.change(cases.keep_draft, self._place, {**body, "id": self._id} if body else {})

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._save.setEnabled(not saving)

    def _on_saved(self) -> None:
        self._set_saving(False)
        self._pause.stop()
        self.close_card()
        self.saved.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._set_saving(False)
        if self.form.refuse([stop]):
            self._tools.jobs.trouble.emit(stop)

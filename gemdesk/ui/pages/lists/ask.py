"""A form that is asked for: an entry or a field, new or changed; what is typed stays in the vault as a draft."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal

from gemdesk.domain.definition import Definition
from gemdesk.flows import cases
from gemdesk.flows.cases import Draft
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms import draft_values
from gemdesk.ui.forms.edit_card import PAUSE
from gemdesk.ui.forms.editors import Offers
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.jobs import Page
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.pause import Pause
from gemdesk.ui.tools import Tools


class Ask(Card):
    """Hidden until it is asked; tells the values when they are given, and that it was put away."""

    given = Signal(object)  # the values by field name
    left = Signal()

    def __init__(
        self, tools: Tools, definition: Definition, names: Sequence[str], hint: Words, offers: Offers = choices
    ) -> None:
        self._acts, faces = Flow(), tools.faces
        super().__init__(faces)
        self._tools, self._definition, self._names = tools, definition, names
        self._about: Draft = {}
        self._edited: set[str] = set()
        self._pause = Pause(self, PAUSE, self._keep)
        self.title = Label(faces, lambda _: "", role="name")
        self.form = FormView(faces, definition, names, offers=offers)
        self.save_button = Button(faces, lambda t: t.say("Save"), sort="primary", icon="save", press=self.save)
        self._cancel = Button(faces, lambda t: t.say("Cancel"), press=self.put_away)
        for button in (self.save_button, self._cancel):
            self._acts.addWidget(button)
        for part in (self.title, self.form, Label(faces, hint, role="quiet", wrap=True)):
            self.body.addWidget(part)
        self.body.addLayout(self._acts)
        self.form.edited.connect(self._on_edited)
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(10))
        self._acts.setSpacing(self._faces.face.look.px(10))

    def ask(self, title: Words, values: Mapping[str, object], about: Draft, draft: Draft | None = None) -> None:
        """Show the form with these values, or with what a draft kept; `about` is kept with it and says of what."""
        self._about = about
        self._pause.stop()
        self.title.set_words(title)
        self.form.set_values(values)
        self._edited = draft_values.put(self._definition.record, self.form, self._names, draft or {})
        self.save_button.setEnabled(True)
        self.show()
        self.form.focus(self._names[0])

    def find_draft(self, then: Callable[[Draft], None], page: Page) -> None:
        """Tell what was typed and neither saved nor put away, if there is something."""

        def tell(kept: Draft) -> None:
            if kept:
                then(kept)

        self._tools.jobs.look(cases.find_draft, self._place(), then=tell, page=page)

    def keep_draft(self) -> None:
        """Keep what was typed since the last time."""
        if self._pause.isActive():
            self._keep()

    def end(self) -> None:
        """Ask no longer: it was saved, or it is not wanted. Nothing of it stays as a draft."""
        self._pause.stop()
        self._tools.jobs.change(cases.keep_draft, self._place(), {})
        self.hide()

    def _on_edited(self, name: str) -> None:
        self._edited.add(name)
        self._pause.start()

    def _keep(self) -> None:
        self._pause.stop()
        typed = draft_values.of(self._definition.record, self.form, self._edited)
        self._tools.jobs.change(cases.keep_draft, self._place(), {**typed, **self._about} if typed else {})

    def _place(self) -> str:
        return f"own-{self._definition.kind}"

    def save(self) -> None:
        """Tell the values, once however often it is pressed; what cannot be read is said at its field."""
        if not self.save_button.isEnabled():
            return
        try:
            values = self.form.values()
        except Refusal:
            return
        self.save_button.setEnabled(False)
        self.given.emit(values)

    def put_away(self) -> None:
        """Ask no longer; nothing is saved."""
        self.end()
        self.left.emit()

    def refuse(self, stop: Stop) -> list[Stop]:
        """Say why it was not taken at its field; returns what belongs to none."""
        self.save_button.setEnabled(True)
        return self.form.refuse([stop])

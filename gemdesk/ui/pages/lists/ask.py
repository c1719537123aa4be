"""A form that is asked for: an entry or a field, new or changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from gemdesk.domain.definition import Definition
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.editors import Offers
from gemdesk.ui.forms.form import FormView
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices


class Ask(Card):
    """Hidden until it is asked; tells the values when they are given, and that it was put away."""

    given = Signal(object)  # the values by field name
    left = Signal()

    def __init__(
        self, faces: Faces, definition: Definition, names: Sequence[str], hint: Words, offers: Offers = choices
    ) -> None:
        self._acts = Flow()
        super().__init__(faces)
        self.title = Label(faces, lambda _: "", role="name")
        self.form = FormView(faces, definition, names, offers=offers)
        self.save_button = Button(faces, lambda t: t.say("Save"), sort="primary", icon="save", press=self.save)
        self._cancel = Button(faces, lambda t: t.say("Cancel"), press=self.put_away)
        for button in (self.save_button, self._cancel):
            self._acts.addWidget(button)
        for part in (self.title, self.form, Label(faces, hint, role="quiet", wrap=True)):
            self.body.addWidget(part)
        self.body.addLayout(self._acts)
        self._first = names[0]
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(10))
        self._acts.setSpacing(self._faces.face.look.px(10))

    def ask(self, title: Words, values: Mapping[str, object]) -> None:
        """Show the form with these values."""
        self.title.set_words(title)
        self.form.set_values(values)
        self.save_button.setEnabled(True)
        self.show()
        self.form.focus(self._first)

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
        self.hide()
        self.left.emit()

    def refuse(self, stop: Stop) -> list[Stop]:
        """Say why it was not taken at its field; returns what belongs to none."""
        self.save_button.setEnabled(True)
        return self.form.refuse([stop])

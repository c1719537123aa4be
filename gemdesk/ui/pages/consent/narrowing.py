"""Narrowing a consent: what stays of it is ticked, and how long."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gemdesk.domain.consents import Grant
from gemdesk.domain.definition import Item
from gemdesk.kernel.errors import Refusal, Stop
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Faces
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import list_words


class Narrowing(Card):
    """Hidden until it is asked for; what is unticked is withheld from now on."""

    wanted = Signal(object, object, object)  # items that stay, items that are withheld, the new end or none

    def __init__(self, faces: Faces, grant: Grant) -> None:
        self._flow, self._acts = Flow(), QHBoxLayout()
        super().__init__(faces, padding=16)
        self._items = [item for item in Item if item in grant.items]
        self._checks = {item: Check(faces, list_words("item", item.value)) for item in self._items}
        self._until = DateField(faces, lambda t: t.say("Valid until"))
        self._field = Field(faces, lambda t: t.say("Ends earlier, on (optional)"), self._until)
        self._none = Label(
            faces,
            lambda t: t.say("Where nothing may be shared any more, the consent is withdrawn."),
            role="quiet",
            wrap=True,
        )
        self.record = Button(faces, lambda t: t.say("Record the narrowing"), sort="primary", press=self._record)
        cancel = Button(faces, lambda t: t.say("Cancel"), press=self.close_card)
        self.body.addWidget(Label(faces, lambda t: t.say("What may still be shared"), role="strong"))
        for check in self._checks.values():
            check.toggled.connect(lambda _on: self._arrange())
            self._flow.addWidget(check)
        self.body.addLayout(self._flow)
        self.body.addWidget(self._field)
        self.body.addWidget(self._none)
        for button in (self.record, cancel):
            self._acts.addWidget(button)
        self._acts.addStretch(1)
        self.body.addLayout(self._acts)
        self._came_from: QWidget | None = None
        self.hide()

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        look = self._faces.face.look
        self.body.setSpacing(look.px(10))
        self._flow.setSpacing(look.px(10))
        self._acts.setSpacing(look.px(10))

    def open(self, came_from: QWidget) -> None:
        """Begin with everything that is covered now."""
        self._came_from = came_from
        for check in self._checks.values():
            check.setChecked(True)
        self._until.set_text("")
        self._field.refuse(None)
        self._arrange()
        self.show()
        next(iter(self._checks.values())).setFocus()

    def close_card(self) -> None:
        """Do nothing; the focus returns to where it was."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()

    def refuse(self, stop: Stop) -> None:
        """Say at the end why it was not taken."""
        self._field.refuse(stop)

    def reachable(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        last = self._acts.itemAt(1).widget()
        return [*self._checks.values(), self._until, self.record, last]

    def _kept(self) -> list[Item]:
        return [item for item, check in self._checks.items() if check.isChecked()]

    def _arrange(self) -> None:
        self._none.setVisible(not self._kept())
        self.record.setEnabled(bool(self._kept()))

    def _record(self) -> None:
        kept = self._kept()
        try:
            until = self._until.value()
        except Refusal as stop:
            self._field.refuse(stop)
            return
        gone = tuple(item.value for item in self._items if item not in kept)
        self.wanted.emit(tuple(item.value for item in kept), gone, until)

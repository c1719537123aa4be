"""An answer of a receiver as it is typed: one key for what it says, the rest only where it is told."""

import unicodedata
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gemdesk.domain.referrals import ANSWERS, State
from gemdesk.flows.replies import Answer
from gemdesk.kernel.errors import Stop
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Words, key_words
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.line import Area
from gemdesk.ui.parts.listed import choices, list_words
from gemdesk.ui.parts.segment import Choice, Segment
from gemdesk.ui.tools import Tools

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_WITH_SERVICE = frozenset({State.ACCEPTED, State.PARTLY_SERVED, State.COMPLETED})


class Told(Segment):
    """What may be answered now; a digit of any script chooses."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces, lambda t: t.say("What the receiver told"), _numbered(ANSWERS))

    def offer(self, answers: Sequence[State]) -> None:
        """Offer these answers and choose none of them; each keeps its number."""
        self._choices = [
            choice for answer, choice in zip(ANSWERS, _numbered(ANSWERS), strict=True) if answer in answers
        ]
        self.set_codes(())

    def state(self) -> State | None:
        """The chosen answer."""
        return next((State(code) for code in self.codes()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by a digit; the picks hand on what they do not take themselves."""
        digit = unicodedata.digit(event.text(), 0) if len(event.text()) == 1 else 0
        if digit and digit <= len(ANSWERS):
            if ANSWERS[digit - 1].value in dict(self._choices):
                self.set_codes((ANSWERS[digit - 1].value,))
                self.focus_first()
                self.chosen.emit()
        else:
            super().keyPressEvent(event)


def _numbered(answers: Sequence[State]) -> list[Choice]:
    return [(answer.value, _words(number, answer)) for number, answer in enumerate(answers, 1)]


def _words(number: int, answer: State) -> Words:
    return lambda t: f"{key_words(str(number))(t)} {list_words('referral_state', answer.value)(t)}"


class ReplyForm(QWidget):
    """The fields of an answer; those that do not belong to the chosen one are not shown."""

    settled = Signal()  # Return was pressed where one key had said everything
    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        faces = tools.faces
        self.told = Told(tools)
        self.reason = Combo(
            faces,
            lambda t: t.say("Why it was not accepted"),
            choices("not_accepted_reason"),
            empty=lambda t: t.say("Not chosen"),
        )
        self.on = DateField(faces, lambda t: t.say("Date"))
        self.way = Segment(faces, lambda t: t.say("How it came"), choices("reply_way"))
        self.first_service = DateField(faces, lambda t: t.say("First service on"))
        self.note = Area(faces, lambda t: t.say("Note"), lines=2)
        self.fields = {
            "state": Field(faces, lambda t: t.say("What the receiver told"), self.told),
            "reason": Field(faces, lambda t: t.say("Why it was not accepted"), self.reason),
            "on": Field(faces, lambda t: t.say("Date"), self.on),
            "way": Field(faces, lambda t: t.say("How it came"), self.way),
            "first_service": Field(faces, lambda t: t.say("First service on"), self.first_service),
            "note": Field(faces, lambda t: t.say("Note"), self.note),
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for field in self.fields.values():
            self._column.addWidget(field)
        self.told.chosen.connect(self._on_told)
        for part in (self.reason.chosen, self.on.edited, self.way.chosen, self.first_service.edited, self.note.edited):
            part.connect(self.edited)
        faces.follow(self.say)

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        self._column.setSpacing(self._tools.faces.face.look.px(10))

    def begin(self, answers: Sequence[State]) -> None:
        """Empty every field, and offer these answers."""
        self.told.offer(answers)
        self.reason.set_code("")
        self.on.set_value(self._tools.clock.today())
        self.way.set_codes(("phone",))
        self.first_service.set_value(None)
        self.note.set_text("")
        self.refuse(None)
        self._show_fields()

    def answer(self, referral: str) -> Answer | None:
        """What is typed; None while nothing is chosen. `Refusal` for a day that cannot be read."""
        state = self.told.state()
        if state is None:
            return None
        served = self.first_service.value() if state in _WITH_SERVICE else None
        return Answer(
            referral, state, self.on.value(), next(iter(self.way.codes()), ""), self.reason.code(), served,
            self.note.text(),
        )  # fmt: skip

    def draft(self) -> dict[str, object]:
        """What is typed, as a draft keeps it; the days are typed anew."""
        return {
            "state": next(iter(self.told.codes()), ""), "reason": self.reason.code(), "note": self.note.text(),
            "way": next(iter(self.way.codes()), ""),
        }  # fmt: skip

    def take_up(self, draft: Mapping[str, object]) -> None:
        """Show what a draft kept; an answer that cannot follow any more is passed over."""
        self.told.set_codes((str(draft.get("state", "")),))
        self.reason.set_code(str(draft.get("reason", "")))
        self.note.set_text(str(draft.get("note", "")))
        self.way.set_codes((str(draft.get("way", "")),))
        self._show_fields()

    def refuse(self, stop: Stop | None) -> bool:
        """Say why at the field that was refused, and go there; False when it is none of these."""
        for name, field in self.fields.items():
            field.refuse(stop if stop is not None and stop.where == name else None)
        if stop is None or stop.where not in self.fields:
            return False
        self.fields[stop.where].editor.setFocus()
        return True

    def _on_told(self) -> None:
        self.refuse(None)
        self._show_fields()
        if self.told.state() is State.NOT_ACCEPTED:
            self.reason.setFocus()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return is enough once it is chosen what was told; the note keeps it for itself."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & _HELD:
            super().keyPressEvent(event)
        elif self.told.state() is State.NOT_ACCEPTED and not self.reason.code():
            self.reason.setFocus()
        elif self.told.state() is not None:
            self.settled.emit()

    def _show_fields(self) -> None:
        state = self.told.state()
        self.fields["reason"].setVisible(state is State.NOT_ACCEPTED)
        self.fields["first_service"].setVisible(state in _WITH_SERVICE)

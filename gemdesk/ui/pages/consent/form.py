"""The form for one consent."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from gemdesk.flows.cases import Draft
from gemdesk.flows.consents import Given, end_after
from gemdesk.kernel import dates
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Words
from gemdesk.ui.pages.consent.circumstances import Circumstances
from gemdesk.ui.pages.consent.items import SHARED, WITHHELD, Items
from gemdesk.ui.pages.consent.talk import Talk
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.flow import Flow
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.suggest import Suggest
from gemdesk.ui.tools import Tools

_BESIDE = 860  # pixels at 100 %: from here on the items stand beside the other fields
_ENDS: tuple[tuple[int, Words], ...] = (
    (3, lambda t: t.say("3 months")),
    (6, lambda t: t.say("6 months")),
    (12, lambda t: t.say("1 year")),
)


class ConsentForm(QWidget):
    """Takes a consent down; tells when anything in it was changed."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        faces = tools.faces
        self.receiver = Suggest(faces, lambda t: t.say("Receiver"))
        self._purpose = Combo(faces, lambda t: t.say("Purpose"), choices("purpose"))
        self._on = DateField(faces, lambda t: t.say("Date"))
        self.until = DateField(faces, lambda t: t.say("Valid until"))
        self.talk = Talk(tools)
        self.items = Items(faces)
        self.circumstances = Circumstances(faces)
        self._language = ""  # the person's own
        self._ends = Flow()
        self._own = self._make_fields()
        self.fields = {**self._own, **self.circumstances.fields}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left = QVBoxLayout()
        self._left.addWidget(self._make_card())
        self._left.addWidget(self.circumstances)
        self._left.addStretch(1)
        self._row.addLayout(self._left, 2)
        self._row.addWidget(self.items, 3)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.talk)
        self._column.addLayout(self._row)
        self._connect()
        faces.follow(self.say)

    def _make_fields(self) -> dict[str, Field]:
        faces = self._tools.faces
        return {
            "receiver": Field(
                faces,
                lambda t: t.say("Receiver"),
                self.receiver,
                hint=lambda t: t.say("A name that is not in the list yet is added to it."),
            ),
            "purpose": Field(faces, lambda t: t.say("Purpose"), self._purpose),
            "on": Field(faces, lambda t: t.say("Date"), self._on),
            "valid_until": Field(faces, lambda t: t.say("Valid until"), self.until),
        }

    def _make_card(self) -> Card:
        faces = self._tools.faces
        card = Card(faces)
        card.body.addWidget(Label(faces, lambda t: t.say("New consent"), role="name"))
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say("Consent is never a condition of any service, and it can be withdrawn at any time."),
                role="quiet",
                wrap=True,
            )
        )
        for name, field in self._own.items():
            card.body.addWidget(field)
            if name == "valid_until":
                for months, words in _ENDS:
                    self._ends.addWidget(Button(faces, words, sort="quiet", press=partial(self._end_after, months)))
                card.body.addLayout(self._ends)
        return card

    def _connect(self) -> None:
        for editor in (self.receiver, self._on, self.until):
            editor.edited.connect(self.edited)
        for part in (self._purpose, self.circumstances, self.items):
            part.chosen.connect(self.edited)
        self.talk.edited.connect(self.edited)
        self.circumstances.talk_changed.connect(lambda: self.talk.show_talk(*self.circumstances.talk()))

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        look = self._tools.faces.face.look
        for layout in (self._row, self._left, self._column):
            layout.setSpacing(look.px(14))
        self._ends.setSpacing(look.px(6))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the items beside the other fields, or beneath them where there is less room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= self._tools.faces.face.look.px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def clear(self, names: Sequence[str], receiver: str = "", *, minor: bool = False, language: str = "") -> None:
        """An empty form of today, with the organisations that can be suggested, for a person who speaks a language."""
        self.receiver.set_names(names)
        self._language = language
        self.circumstances.set_minor(minor)
        self.fill({"receiver": receiver})

    def fill(self, body: Draft) -> None:
        """Show what was typed before; what is missing is as in an empty form."""
        self.receiver.setText(str(body.get("receiver", "")))
        self._purpose.set_code(str(body.get("purpose", "referral")))
        self._on.set_value(self._tools.clock.today())
        if "on" in body:
            self._on.set_text(str(body["on"]))
        self.until.set_text(str(body.get("until", "")))
        self.circumstances.fill(body, self._language)
        said = body.get("said")
        self.talk.set_said(said if isinstance(said, list) else [])
        answers = body.get("answers")
        self.items.set_answers(answers if isinstance(answers, dict) else {})
        self.refuse(None)

    def body(self) -> Draft:
        """What is typed, as a draft."""
        return {
            "receiver": self.receiver.text(),
            "purpose": self._purpose.code(),
            "on": self._on.text(),
            "until": self.until.text(),
            "answers": self.items.answers(),
            "said": self.talk.said(),
            **self.circumstances.values(),
        }

    def given(self, case_id: str) -> Given:
        """The consent as it is taken down; `Refusal` at a date that cannot be read."""
        return Given(
            case=case_id,
            receiver=self.receiver.text().strip(),
            items=self.items.codes(SHARED),
            withheld=self.items.codes(WITHHELD),
            purpose=self._purpose.code(),
            on=_read(self._on, "on") or _missing("on"),
            valid_until=_read(self.until, "valid_until"),
            **self.circumstances.values(),  # type: ignore[arg-type]  # each by its name
        )

    def refuse(self, stop: Refusal | None) -> bool:
        """Mark the field that was refused and go there; False when it is none of these."""
        # A receiver without a name is refused by the organisation's own field.
        where = {"name": "receiver"}.get(stop.where, stop.where) if stop else ""
        everything: dict[str, Field | Items] = {**self.fields, "items": self.items}
        for name, field in everything.items():
            field.refuse(stop if name == where else None)
        if where == "items":
            self.items.focus_first()
        elif where in self.fields:
            _focus(self.fields[where].editor)
        return where in everything

    def _end_after(self, months: int) -> None:
        start = dates.parse(self._on.text()) or self._tools.clock.today()
        self.until.set_value(end_after(start, months))
        self.edited.emit()


def _focus(editor: QWidget) -> None:
    first: Callable[[], None] = getattr(editor, "focus_first", editor.setFocus)
    first()


def _read(field: DateField, where: str) -> date | None:
    try:
        return field.value()
    except Refusal as stop:
        raise Refusal(stop.reason, where) from None


def _missing(where: str) -> date:
    raise Refusal(Reason.REQUIRED, where)

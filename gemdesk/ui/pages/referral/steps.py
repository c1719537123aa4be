"""The steps in which a referral is typed; each holds its own part of `Typed`."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gemdesk.kernel.errors import Stop
from gemdesk.kernel.fold import fold
from gemdesk.ui.pages.referral.receiver_notice import ReceiverNotice
from gemdesk.ui.pages.referral.state import Typed
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.scroll import Scroll
from gemdesk.ui.parts.segment import Segment
from gemdesk.ui.parts.suggest import Suggest
from gemdesk.ui.tools import Tools


class Step(Scroll):
    """A step of the wizard: fields by name, what they hold, and where a refusal is shown."""

    edited = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.faces)
        self.fields: dict[str, Field] = {}

    def fill(self, typed: Typed) -> None:
        """Show what is typed."""

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with this step's part as it stands here."""
        return typed

    def refuse(self, stop: Stop | None) -> bool:
        """Mark the field that was refused and go there; False when it is not in this step."""
        for name, field in self.fields.items():
            field.refuse(stop if stop is not None and stop.where == name else None)
        if stop is None or stop.where not in self.fields:
            return False
        focus_in(self.fields[stop.where].editor)
        return True

    def focus_first(self) -> None:
        """Put the focus where the step begins."""


def focus_in(editor: QWidget) -> None:
    """Put the focus into an editor, on what is chosen in it."""
    if isinstance(editor, Segment):
        editor.focus_first()
    else:
        editor.setFocus()


class ReceiverStep(Step):
    """To whom, how soon, for which services, on which paper."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self.receiver = Suggest(faces, lambda t: t.say("Receiver"))
        self._addressee = Line(faces, lambda t: t.say("Addressed to"), longest=400)
        self._priority = Segment(faces, lambda t: t.say("Priority"), choices("priority"))
        self._services = Segment(
            faces, lambda t: t.say("Services asked for"), choices("service", on_paper=True), several=True
        )
        self._letterhead = Segment(faces, lambda t: t.say("Letterhead"), choices("letterhead"))
        self.fields = {
            "organisation": Field(faces, lambda t: t.say("Receiver"), self.receiver),
            "addressee": Field(
                faces,
                lambda t: t.say("Addressed to"),
                self._addressee,
                hint=lambda t: t.say("As it is to stand in the letter; empty: the receiver's name."),
            ),
            "priority": Field(faces, lambda t: t.say("Priority"), self._priority),
            "services": Field(faces, lambda t: t.say("Services asked for"), self._services),
            "letterhead": Field(
                faces,
                lambda t: t.say("Letterhead"),
                self._letterhead,
                hint=lambda t: t.say("Only the full letterhead names the movement."),
            ),
        }
        self.notice = ReceiverNotice(tools)
        card = Card(faces)
        for field in self.fields.values():
            card.body.addWidget(field)
            if field.editor is self.receiver:
                card.body.addWidget(self.notice)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self._addressed = ""  # the receiver to whom the addressee belongs, folded
        self.receiver.edited.connect(self._on_receiver)
        segments = [segment.chosen for segment in (self._priority, self._services, self._letterhead)]
        for told in (self.receiver.edited, self._addressee.edited, *segments):
            told.connect(self.edited)

    def _on_receiver(self) -> None:
        """Forget the addressee of another receiver; what is typed from now on belongs to this one."""
        now = fold(self.receiver.text())
        if now != self._addressed:
            self._addressee.clear()
        self._addressed = now
        self.notice.look_for(self.receiver.text())

    def fill(self, typed: Typed) -> None:
        """Show what is typed."""
        self._addressed = fold(typed.receiver)
        for line, text in ((self.receiver, typed.receiver), (self._addressee, typed.addressee)):
            line.setText(text)
            # A long name is read from its beginning.
            line.setCursorPosition(0)
        self.notice.look_for(typed.receiver)
        self._priority.set_code(typed.priority)
        self._services.set_codes(typed.services)
        self._letterhead.set_code(typed.letterhead)

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with this step's part as it stands here."""
        return replace(
            typed,
            receiver=self.receiver.text(),
            addressee=self._addressee.text(),
            priority=self._priority.code(),
            services=self._services.codes(),
            letterhead=self._letterhead.code(),
        )

    def focus_first(self) -> None:
        """Put the focus on the receiver."""
        self.receiver.setFocus()


class WordsStep(Step):
    """In which languages, and why the person is referred, in each of them."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        faces = tools.faces
        self._languages = Segment(
            faces,
            lambda t: t.say("Languages of the letter"),
            [
                ("ar", lambda t: t.say("Arabic")),
                ("en", lambda t: t.say("English")),
                ("both", lambda t: t.say("Arabic and English")),
            ],
        )
        self.reasons = {
            "ar": Area(faces, lambda t: t.say("Reason for the referral, in Arabic"), lines=7),
            "en": Area(faces, lambda t: t.say("Reason for the referral, in English"), lines=7),
        }
        self.fields = {
            "languages": Field(faces, lambda t: t.say("Languages of the letter"), self._languages),
            "reason_ar": Field(faces, lambda t: t.say("Reason for the referral, in Arabic"), self.reasons["ar"]),
            "reason_en": Field(faces, lambda t: t.say("Reason for the referral, in English"), self.reasons["en"]),
        }
        card = Card(faces)
        card.body.addWidget(
            Label(
                faces,
                lambda t: t.say("The receiver learns whatever these words say, so they may say only what is covered."),
                role="quiet",
                wrap=True,
            )
        )
        for field in self.fields.values():
            card.body.addWidget(field)
        self.body.addWidget(card)
        self.body.addStretch(1)
        for area in self.reasons.values():
            area.edited.connect(self.edited)
        self._languages.chosen.connect(self._on_languages)

    def _on_languages(self) -> None:
        self._show_areas(self.onto(Typed()))
        self.edited.emit()

    def _show_areas(self, typed: Typed) -> None:
        for language in self.reasons:
            self.fields[f"reason_{language}"].setVisible(typed.needs(language))

    def fill(self, typed: Typed) -> None:
        """Show what is typed; words in a language that is not wanted are kept and not shown."""
        self._languages.set_code(typed.languages)
        self.reasons["ar"].set_text(typed.reason_ar)
        self.reasons["en"].set_text(typed.reason_en)
        self._show_areas(typed)

    def onto(self, typed: Typed) -> Typed:
        """What is typed, with this step's part as it stands here."""
        return replace(
            typed,
            languages=self._languages.code(),
            reason_ar=self.reasons["ar"].text(),
            reason_en=self.reasons["en"].text(),
        )

    def focus_first(self) -> None:
        """Put the focus on the languages."""
        self._languages.focus_first()

"""How a consent was given: who spoke, in which language, who was there, what the person took along."""

from PySide6.QtCore import Signal

from gemdesk.domain.consents import BY_AN_ADULT
from gemdesk.flows import consent_papers
from gemdesk.flows.cases import Draft
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.field import Field
from gemdesk.ui.parts.label import Label
from gemdesk.ui.parts.line import Line
from gemdesk.ui.parts.listed import choices
from gemdesk.ui.parts.segment import Segment

_FLAGS: tuple[tuple[str, Words], ...] = (
    ("interpreter", lambda t: t.say("An interpreter was there")),
    ("statistics", lambda t: t.say("May be counted in figures without any name")),
    ("copy_given", lambda t: t.say("The person has a copy")),
)
_LONGEST = 200


class Circumstances(Card):
    """Fields of one consent; those that only somebody young needs come when they are needed."""

    chosen = Signal()
    talk_changed = Signal()  # another version or language of the talk

    def __init__(self, faces: Faces) -> None:
        self._minor = False
        super().__init__(faces)
        self._how = Segment(faces, lambda t: t.say("How it was given"), choices("consent_how"))
        self._guardian = Line(faces, lambda t: t.say("Guardian or trusted adult"), longest=_LONGEST)
        self._witness = Line(faces, lambda t: t.say("Witness"), longest=_LONGEST)
        self._language = Combo(faces, lambda t: t.say("Language of the talk"), choices("language"))
        self._script = Combo(faces, lambda t: t.say("Version of the consent talk"), choices("consent_script"))
        self._flags = {name: Check(faces, words) for name, words in _FLAGS}
        self.fields = {
            "how": Field(faces, lambda t: t.say("How it was given"), self._how),
            "guardian": Field(
                faces,
                lambda t: t.say("Guardian or trusted adult"),
                self._guardian,
                hint=lambda t: t.say("Whoever speaks for or beside the person; a name or how they are related."),
            ),
            "witness": Field(faces, lambda t: t.say("Witness"), self._witness),
            "language": Field(faces, lambda t: t.say("Language of the talk"), self._language),
            "script": Field(faces, lambda t: t.say("Version of the consent talk"), self._script),
        }
        self.body.addWidget(Label(faces, lambda t: t.say("How it was given"), role="name"))
        for field in self.fields.values():
            self.body.addWidget(field)
        for flag in self._flags.values():
            self.body.addWidget(flag)
        self.body.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self._how.chosen.connect(self._arrange)
        for part in (self._how, self._language, self._script):
            part.chosen.connect(self.chosen)
        for combo in (self._language, self._script):
            combo.chosen.connect(self.talk_changed)
        for line in (self._guardian, self._witness):
            line.edited.connect(self.chosen)
        for flag in self._flags.values():
            flag.clicked.connect(lambda _on: self.chosen.emit())

    def say(self) -> None:
        """Set the sizes anew in the look of this moment."""
        super().say()
        self.body.setSpacing(self._faces.face.look.px(8))

    def set_minor(self, minor: bool) -> None:
        """Whether the person is under 18: then their assent or an adult is asked for."""
        self._minor = minor
        self.fields["how"].set_hint(_of_the_young if minor else None)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._minor or "".join(self._how.codes()) in BY_AN_ADULT or bool(self._guardian.text())
        self.fields["guardian"].setVisible(needed)

    def fill(self, body: Draft, language: str) -> None:
        """Show what was typed before; `language` where none was chosen."""
        self._how.set_codes({str(body.get("how", "assent_adult" if self._minor else "verbal_witnessed"))})
        self._guardian.setText(str(body.get("guardian", "")))
        self._witness.setText(str(body.get("witness", "")))
        self._language.set_code(str(body.get("language", language or "ar")))
        self._script.set_code(str(body.get("script", consent_papers.newest_script())))
        for name, flag in self._flags.items():
            flag.setChecked(bool(body.get(name)))
        self._arrange()
        self.talk_changed.emit()

    def values(self) -> Draft:
        """What is typed."""
        return {
            "how": "".join(self._how.codes()),
            "guardian": self._guardian.text(),
            "witness": self._witness.text(),
            "language": self._language.code(),
            "script": self._script.code(),
            **{name: flag.isChecked() for name, flag in self._flags.items()},
        }

    def talk(self) -> tuple[str, str]:
        """Version and language of the talk."""
        return self._script.code(), self._language.code()


def _of_the_young(texts: Texts) -> str:
    return texts.say("The person is under 18: their own assent or an adult’s consent is part of it.")

"""One editor for each kind of field: what is typed in, what comes out as a plain value."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from gemdesk.domain.definition import Kind, Meaning, Sensitivity
from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.segment import Choice, Segment

MOST_PICKS = 5  # a longer list of which one is chosen is shown as a combo

Offers = Callable[[str], Sequence[Choice]]


class Editor(Protocol):
    """A widget that holds one plain value; `value` raises `Refusal` when what was typed cannot be read."""

    edited: SignalInstance

    def value(self) -> object:
        """The value as the record holds it."""
        ...

    def set_value(self, value: object) -> None:
        """Show a value without telling that it was edited."""
        ...


class TextEditor(Line):
    """One line of free text."""

    def value(self) -> str:
        """The text without blanks around it."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self.setText(str(value or ""))


class CodeEditor(TextEditor):
    """A phone number, address or code: left to right, Latin digits."""

    def __init__(self, faces: Faces, name: Words, *, longest: int) -> None:
        super().__init__(faces, name, fixed=True, longest=longest)

    def value(self) -> str:
        """The text with Latin digits, without blanks around it."""
        return latin_digits(super().value())


class LongEditor(Area):
    """Paragraphs."""

    def value(self) -> str:
        """The paragraphs without blanks around them."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show paragraphs."""
        self.set_text(str(value or ""))


class TextsEditor(Area):
    """Several short texts, one in each line."""

    def value(self) -> tuple[str, ...]:
        """The lines that hold something."""
        return tuple(line.strip() for line in self.text().splitlines() if line.strip())

    def set_value(self, value: object) -> None:
        """Show the texts, each in its line."""
        self.set_text("\n".join(value) if isinstance(value, tuple | list) else "")


class PickEditor(Segment):
    """One code of a short list."""

    def __init__(self, faces: Faces, name: Words, choices: Sequence[Choice]) -> None:
        super().__init__(faces, name, choices)
        self.edited = self.chosen

    def value(self) -> str:
        """The chosen code; empty when none is."""
        return self.code()

    def set_value(self, value: object) -> None:
        """Choose a code."""
        self.set_code(str(value or ""))


class ComboEditor(Combo):
    """One code of a longer list."""

    def __init__(self, faces: Faces, name: Words, choices: Sequence[Choice], *, required: bool) -> None:
        super().__init__(faces, name, choices, empty=None if required else lambda t: t.say("Not chosen"))
        self.edited = self.chosen

    def value(self) -> str:
        """The chosen code; empty when none is."""
        return self.code()

    def set_value(self, value: object) -> None:
        """Choose a code."""
        self.set_code(str(value or ""))


class PicksEditor(Segment):
    """Any number of codes of a list."""

    def __init__(self, faces: Faces, name: Words, choices: Sequence[Choice]) -> None:
        super().__init__(faces, name, choices, several=True)
        self.edited = self.chosen

    def value(self) -> tuple[str, ...]:
        """The chosen codes in the order of the list."""
        return self.codes()

    def set_value(self, value: object) -> None:
        """Choose codes."""
        self.set_codes(tuple(value) if isinstance(value, tuple | list) else ())


class FlagEditor(Check):
    """Yes or no."""

    def __init__(self, faces: Faces, words: Words) -> None:
        super().__init__(faces, words)
        self.edited = self.clicked

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))


def _choice(faces: Faces, name: Words, meaning: Meaning, offers: Offers) -> Editor:
    choices = offers(meaning.values)
    if len(choices) <= MOST_PICKS and meaning.required:
        return PickEditor(faces, name, choices)
    return ComboEditor(faces, name, choices, required=meaning.required)


_MAKERS: dict[Kind, Callable[[Faces, Words, Meaning, Offers], Editor]] = {
    Kind.TEXT: lambda faces, name, meaning, _: TextEditor(faces, name, longest=meaning.longest),
    Kind.LONG_TEXT: lambda faces, name, meaning, _: LongEditor(faces, name, longest=meaning.longest),
    Kind.CONTACT: lambda faces, name, meaning, _: CodeEditor(faces, name, longest=meaning.longest),
    Kind.CODE: lambda faces, name, meaning, _: CodeEditor(faces, name, longest=meaning.longest),
    Kind.CHOICE: _choice,
    Kind.CHOICES: lambda faces, name, meaning, offers: PicksEditor(faces, name, offers(meaning.values)),
    Kind.TEXTS: lambda faces, name, meaning, _: TextsEditor(faces, name, lines=2, longest=meaning.longest),
    Kind.DATE: lambda faces, name, _, __: DateField(faces, name),
    Kind.COUNT: lambda faces, name, meaning, _: CountField(faces, name, least=meaning.least, most=meaning.most),
    Kind.FLAG: lambda faces, name, _, __: FlagEditor(faces, name),
}


def label_words(meaning: Meaning) -> Words:
    """The label of a field in the language of the moment."""
    return lambda texts: texts.say(meaning.label)


def editor_for(faces: Faces, meaning: Meaning, offers: Offers) -> Editor:
    """The editor for a field; KeyError for moments and links, which a page edits by hand."""
    editor = _MAKERS[meaning.kind](faces, label_words(meaning), meaning, offers)
    if meaning.sensitivity is Sensitivity.DIRECT and isinstance(editor, QWidget):
        keep_in(editor)
    return editor

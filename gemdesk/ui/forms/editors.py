"""One editor for each kind of field: what is typed in, what comes out as a plain value."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from gemdesk.domain.definition import Kind, Meaning, Sensitivity
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.forms.codes_field import CodesField
from gemdesk.ui.forms.count_field import CountField
from gemdesk.ui.forms.date_field import DateField
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.check import Check
from gemdesk.ui.parts.clipboard import keep_in
from gemdesk.ui.parts.combo import Combo
from gemdesk.ui.parts.covered import Covered
from gemdesk.ui.parts.line import Area, Line
from gemdesk.ui.parts.segment import Choice, Segment

MOST_PICKS = 5  # a longer list of which one is chosen is shown as a combo
MOST_TICKS = 16  # a longer list of which several are chosen is looked through by typing
_MOST_TEXTS = 40  # of one field

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
        """The paragraphs without blanks around them; `Refusal` when they are too long."""
        return _fitting(self.text().strip(), self._longest)

    def set_value(self, value: object) -> None:
        """Show paragraphs."""
        self.set_text(str(value or ""))


class TextsEditor(Area):
    """Several short texts, one in each line."""

    def __init__(self, faces: Faces, name: Words, *, longest: int) -> None:
        super().__init__(faces, name, lines=2, longest=longest * _MOST_TEXTS)
        self._longest_text = longest

    def value(self) -> tuple[str, ...]:
        """The lines that hold something; `Refusal` when one of them is too long."""
        return tuple(_fitting(line.strip(), self._longest_text) for line in self.text().splitlines() if line.strip())

    def set_value(self, value: object) -> None:
        """Show the texts, each in its line."""
        self.set_text("\n".join(value) if isinstance(value, tuple | list) else "")


def _fitting(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refusal(Reason.TOO_LONG, most=longest)
    return text


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


def _choices(faces: Faces, name: Words, meaning: Meaning, offers: Offers) -> Editor:
    choices = offers(meaning.values)
    return PicksEditor(faces, name, choices) if len(choices) <= MOST_TICKS else CodesField(faces, name, choices)


def _covered(faces: Faces, name: Words, meaning: Meaning, _: Offers) -> Editor:
    return Covered(faces, name, longest=meaning.longest, fixed=meaning.kind is Kind.CONTACT)


_MAKERS: dict[Kind, Callable[[Faces, Words, Meaning, Offers], Editor]] = {
    Kind.TEXT: lambda faces, name, meaning, _: TextEditor(faces, name, longest=meaning.longest),
    Kind.LONG_TEXT: lambda faces, name, meaning, _: LongEditor(faces, name, longest=meaning.longest),
    Kind.CONTACT: lambda faces, name, meaning, _: CodeEditor(faces, name, longest=meaning.longest),
    Kind.CODE: lambda faces, name, meaning, _: CodeEditor(faces, name, longest=meaning.longest),
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TEXTS: lambda faces, name, meaning, _: TextsEditor(faces, name, longest=meaning.longest),
    Kind.DATE: lambda faces, name, _, __: DateField(faces, name),
    Kind.COUNT: lambda faces, name, meaning, _: CountField(faces, name, least=meaning.least, most=meaning.most),
    Kind.FLAG: lambda faces, name, _, __: FlagEditor(faces, name),
}


def label_words(meaning: Meaning) -> Words:
    """The label of a field in the language of the moment."""
    return lambda texts: texts.say(meaning.label)


def editor_for(faces: Faces, meaning: Meaning, offers: Offers, name: Words | None = None) -> Editor:
    """The editor for a field, named by its label or otherwise; KeyError for moments and links, which a page edits."""
    make = _covered if meaning.covered else _MAKERS[meaning.kind]
    editor = make(faces, name or label_words(meaning), meaning, offers)
    if meaning.sensitivity is Sensitivity.DIRECT and isinstance(editor, QWidget):
        keep_in(editor)
    return editor

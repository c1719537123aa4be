"""One text to one box: the step that every kind of block takes."""

from gemdesk.press.blocks import Align, Text
from gemdesk.press.boxes import TextBox
from gemdesk.press.marks import Element
from gemdesk.press.runs import lines_of, right_to_left
from gemdesk.press.shaping import seen
from gemdesk.press.styles import style
from gemdesk.press.typeset import Setting, Typesetter


def exact(words: str) -> str:
    """The logical text of an element as a reader of the structure gets it: no controls, one line."""
    return " ".join(seen(line) for line in lines_of(words.strip()) if line)


def side(language: str, *, on_right: bool) -> Align:
    """The alignment that puts a text of this language against the left or right side."""
    return "start" if right_to_left(language) == on_right else "end"


class Composer:
    """Makes text boxes with one typesetter."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.typesetter = typesetter

    def box(
        self,
        text: Text,
        role: str,
        measure: float,
        *,
        element: Element | None,
        align: Align = "start",
        keep_next: bool = False,
    ) -> TextBox:
        """A text in the style of a role, `measure` points wide; no element makes it an artifact."""
        look = style(role, text.language)
        bold = text.bold or look.bold
        lines = self.typesetter.lines(text.words, text.language, Setting(look.size, measure, align, bold))
        font = self.typesetter.font(bold)
        return TextBox(tuple(lines), font, look, element, keep_next=keep_next, before=look.before, after=look.after)

    def leaf(self, parent: Element, tag: str, text: Text) -> Element:
        """The element of a text."""
        return parent.add(tag, text.language, exact(text.words))

    def width(self, text: Text, role: str) -> float:
        """The width of a text on one line, rounded up a little so that it fits its own measure."""
        look = style(role, text.language)
        return self.typesetter.width(text.words, text.language, look.size, text.bold or look.bold) + 0.1

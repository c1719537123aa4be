"""What is laid on pages: boxes of a known width that can be measured, split and drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from gemdesk.press.canvas import Canvas, Colour
from gemdesk.press.fonts import Font
from gemdesk.press.marks import Element
from gemdesk.press.styles import HAIRLINE, Style
from gemdesk.press.typeset import Line

FEWEST_LINES = 2  # no fewer of a paragraph stand alone at the end or the top of a page
_SLACK = 1e-6


class Box(Protocol):
    """Something with a height; all measures in points."""

    @property
    def before(self) -> float:
        """The space asked for above."""
        ...

    @property
    def after(self) -> float:
        """The space asked for below."""
        ...

    @property
    def keep_next(self) -> bool:
        """Whether what follows must begin on the same page."""
        ...

    @property
    def height(self) -> float:
        """How high the box is, without the space before and after it."""
        ...

    @property
    def least(self) -> float:
        """The height that must be free for the box to begin here."""
        ...

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """The part that fits into `room` and the rest; None where it cannot be parted well.

        With `force` it is parted wherever it can be at all.
        """
        ...

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper left corner at `x`, `top`."""
        ...


@dataclass(frozen=True, slots=True)
class Label:
    """The sign before a list's item."""

    element: Element
    line: Line
    x: float


@dataclass(frozen=True, slots=True)
class TextBox:
    """Set lines of one element; an element of None draws an artifact."""

    lines: tuple[Line, ...]
    font: Font
    style: Style
    element: Element | None
    indent: float = 0.0
    label: Label | None = None
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.leading

    @property
    def least(self) -> float:
        """The first lines that must not stand alone."""
        few = FEWEST_LINES if len(self.lines) > FEWEST_LINES + 1 else len(self.lines)
        return few * self.style.leading

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Part the text between two lines, without widows and orphans."""
        count = int((room + _SLACK) // self.style.leading)
        fewest = 1 if force else FEWEST_LINES
        count = min(max(1, count) if force else count, len(self.lines) - fewest)
        if count < fewest:
            return None
        head = replace(self, lines=self.lines[:count], after=0.0, keep_next=False)
        return head, replace(self, lines=self.lines[count:], before=0.0, label=None)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the label and the lines, each inside its own mark."""
        ascent, descent, size = self.font.ascent, self.font.descent, self.style.size
        body = (ascent - descent) / self.font.upem * size
        baseline = top - (self.style.leading - body) / 2 - ascent / self.font.upem * size
        if self.label:
            with canvas.content(self.label.element):
                canvas.text(self.font, size, self.style.colour, x + self.label.x, baseline, self.label.line.pieces)
        with canvas.content(self.element):
            for line in self.lines:
                if line.pieces:
                    at = x + self.indent + line.x
                    canvas.text(self.font, size, self.style.colour, at, baseline, line.pieces)
                baseline -= self.style.leading


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across a column with space above it."""

    width: float
    above: float
    colour: Colour = HAIRLINE
    thickness: float = 0.6
    x: float = 0.0
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        """The space above the line and the line."""
        return self.above + self.thickness

    @property
    def least(self) -> float:
        """All of it."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """A rule is not parted."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the line."""
        with canvas.artifact():
            canvas.rule(x + self.x, top - self.height + self.thickness / 2, self.width, self.thickness, self.colour)


@dataclass(frozen=True, slots=True)
class Stack:
    """Boxes under each other; kept on one page where they fit on one."""

    boxes: tuple[Box, ...]
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        """All boxes and the distances between them."""
        return sum(box.height for box in self.boxes) + sum(map(distance, self.boxes, self.boxes[1:]))

    @property
    def least(self) -> float:
        """All of it: a stack begins only where it fits."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> "tuple[Stack, Stack] | None":
        """Part the stack between two boxes or inside one."""
        used = 0.0
        for index, box in enumerate(self.boxes):
            used += distance(self.boxes[index - 1], box) if index else 0.0
            if used + box.height <= room + _SLACK:
                used += box.height
                continue
            parted = box.split(room - used, force=force and index == 0)
            if parted is None and index == 0:
                return None
            head, tail = parted or (None, box)
            above = self.boxes[:index] + ((head,) if head else ())
            return replace(self, boxes=above, after=0.0), replace(
                self, boxes=(tail, *self.boxes[index + 1 :]), before=0.0
            )
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the boxes from the top."""
        for index, box in enumerate(self.boxes):
            top -= distance(self.boxes[index - 1], box) if index else 0.0
            box.draw(canvas, x, top)
            top -= box.height


class Column(NamedTuple):
    """A stack in a row: `x` from the row's left, and the direction of its text."""

    x: float
    stack: Stack
    rtl: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Columns side by side; their tops are level, or their middles with `middle`."""

    columns: tuple[Column, ...]
    padding: float = 0.0
    middle: bool = False
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        """The highest column, with the padding above and below."""
        return max((column.stack.height for column in self.columns), default=0.0) + 2 * self.padding

    @property
    def least(self) -> float:
        """All of it: rows are parted only when they are higher than a page allows."""
        return self.height

    def split(self, room: float, *, force: bool = False) -> "tuple[Row, Row] | None":
        """Part every column that does not fit; a column that does stays above."""
        heads: list[Column] = []
        tails: list[Column] = []
        inner = room - 2 * self.padding
        for column in self.columns:
            parted: tuple[Stack, Stack] | None = (column.stack, Stack(()))
            if column.stack.height > inner + _SLACK:
                parted = column.stack.split(inner, force=force)
            if parted is None:
                return None
            heads.append(column._replace(stack=parted[0]))
            tails.append(column._replace(stack=parted[1]))
        return replace(self, columns=tuple(heads), after=0.0), replace(self, columns=tuple(tails), before=0.0)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the columns in their order."""
        self.draw_columns(canvas, x, top, self.columns)

    def draw_side(self, canvas: Canvas, x: float, top: float, *, rtl: bool) -> None:
        """Draw only the columns of one direction.

        PDFium joins what is drawn one after the other on one baseline into one line and then turns
        it round as a whole; so the columns of two directions must not follow each other.
        """
        self.draw_columns(canvas, x, top, [column for column in self.columns if column.rtl == rtl])

    def draw_columns(self, canvas: Canvas, x: float, top: float, columns: Sequence[Column]) -> None:
        """Draw some of the row's columns, each where it stands in the whole row."""
        inner = self.height - 2 * self.padding
        for column in columns:
            drop = (inner - column.stack.height) / 2 if self.middle else 0.0
            column.stack.draw(canvas, x + column.x, top - self.padding - drop)


@dataclass(frozen=True, slots=True)
class PageEnd:
    """What follows begins a new page."""

    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0
    height: float = field(default=0.0, init=False)
    least: float = field(default=0.0, init=False)

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """It has no parts."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """It draws nothing."""


def distance(above: Box, below: Box) -> float:
    """The space between two boxes: the larger of what each asks for."""
    return max(above.after, below.before)

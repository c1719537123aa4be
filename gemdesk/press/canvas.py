"""Pages of drawing operators, each of them marked as content or as artifact."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from gemdesk.press.cells import Cell
from gemdesk.press.fonts import Font
from gemdesk.press.marks import Element
from gemdesk.press.shaping import Shaped

Colour = tuple[float, float, float]
Pieces = Sequence[tuple[Shaped, float]]  # words and spaces from left to right, and points to add after each


class FontUse:
    """What one document draws of one font: its cells, numbered in the order of first use from 1."""

    def __init__(self, font: Font, name: str) -> None:
        self.font = font
        self.name = name
        self.cells: dict[Cell, int] = {}
        self._codes: dict[Shaped, str] = {}

    def codes(self, shaped: Shaped) -> str:
        """The hexadecimal character codes of a shaped word."""
        found = self._codes.get(shaped)
        if found is None:
            numbers = [self.cells.setdefault(cell, len(self.cells) + 1) for cell in shaped.cells]
            found = self._codes[shaped] = "".join(f"{number:04X}" for number in numbers)
        return found


def number(value: float) -> str:
    """A number as PDF writes it: at most three decimals, no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Canvas:
    """Collects the operators of every page; the origin is the lower left corner, in points."""

    def __init__(self, *, marked: bool = True) -> None:
        self.pages: list[list[str]] = []
        self.fonts: dict[Font, FontUse] = {}
        self._marked = marked
        self._next_mark = 0
        self._state: tuple[FontUse | None, float, Colour | None] = (None, 0.0, None)

    def new_page(self) -> None:
        """Begin the next page; what follows is drawn on it."""
        self.pages.append([])
        self._next_mark = 0
        self._state = (None, 0.0, None)

    @contextmanager
    def content(self, element: Element | None) -> Iterator[None]:
        """What is drawn inside is (a part of) this element; of nothing when there is none."""
        if element is None:
            with self.artifact("Pagination"):
                yield
            return
        operators = self.pages[-1]
        if self._marked:
            operators.append(f"/{element.tag} <</MCID {self._next_mark}>> BDC")
            element.places.append((len(self.pages) - 1, self._next_mark))
            self._next_mark += 1
        yield
        if self._marked:
            operators.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is no part of the text (`Layout`, `Pagination`)."""
        operators = self.pages[-1]
        if self._marked:
            operators.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        if self._marked:
            operators.append("EMC")

    def text(self, font: Font, size: float, colour: Colour, x: float, y: float, pieces: Pieces) -> None:
        """One line of words from the left at `x` on the baseline `y`, in one text object."""
        use = self.fonts.get(font)
        if use is None:
            use = self.fonts[font] = FontUse(font, f"L{len(self.fonts) + 1}")
        shown: list[str] = []
        together: list[str] = []
        for shaped, extra in pieces:
            together.append(use.codes(shaped))
            if abs(extra) > 1e-4:
                shown.append(f"<{''.join(together)}> {number(-extra * 1000 / size)}")
                together.clear()
        if together:
            shown.append(f"<{''.join(together)}>")
        state = self._text_state(use, size, colour)
        self.pages[-1].append(f"BT {state}1 0 0 1 {number(x)} {number(y)} Tm [{' '.join(shown)}] TJ ET")

    def _text_state(self, use: FontUse, size: float, colour: Colour) -> str:
        """The operators for font and colour, where they differ from what is set already."""
        parts: list[str] = []
        old_use, old_size, old_colour = self._state
        if (use, size) != (old_use, old_size):
            parts.append(f"/{use.name} {number(size)} Tf ")
        if colour != old_colour:
            parts.append(f"{_components(colour)} rg ")
        self._state = (use, size, colour)
        return "".join(parts)

    def rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle from its lower left corner."""
        use, size, _old = self._state
        self._state = (use, size, colour)
        place = " ".join(map(number, (x, y, width, height)))
        self.pages[-1].append(f"{_components(colour)} rg {place} re f")

    def rule(self, x: float, y: float, width: float, thickness: float, colour: Colour) -> None:
        """A level line from left to right."""
        stroke = f"{_components(colour)} RG {number(thickness)} w"
        self.pages[-1].append(f"{stroke} {number(x)} {number(y)} m {number(x + width)} {number(y)} l S")


def _components(colour: Colour) -> str:
    return " ".join(map(number, colour))

"""Text to lines: the one place where words, breaking and justification meet."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gemdesk.press.blocks import Align
from gemdesk.press.cells import GUARD
from gemdesk.press.direction import visual_order
from gemdesk.press.fonts import Font, letter_font
from gemdesk.press.justify import Place, kashida_places, share_out
from gemdesk.press.lines import best_lines
from gemdesk.press.runs import Run, Source, Word, lines_of, prepare, right_to_left, run_language
from gemdesk.press.scripts import ARABIC, LATIN
from gemdesk.press.shaping import KASHIDA, Shaped, Shaper

_GUARD = Shaped((GUARD,), 0.0)
_CUT_AFTER = frozenset("-/._@:,;?&=+#%")
_MOST_ON_A_LINE = 600  # characters; no more are tried when an overlong word is cut
_FLEXIBLE_KASHIDAS = 4  # a justified Arabic line is counted on to take about this many
_LOOSEST = 3.0  # spaces grow to this many times themselves; beyond, a line stays ragged


@dataclass(frozen=True, slots=True)
class Line:
    """A set line: words and spaces from left to right, each with points to add after it."""

    x: float  # points from the left of the measure
    width: float
    pieces: tuple[tuple[Shaped, float], ...]


_BLANK = Line(0.0, 0.0, ())


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: size and measure in points."""

    size: float
    measure: float
    align: Align
    bold: bool = False


class Typesetter:
    """Sets texts; it remembers what it has shaped and is thrown away with its owner."""

    def __init__(self) -> None:
        self._shapers = {bold: Shaper(letter_font(bold)) for bold in (False, True)}

    def font(self, bold: bool) -> Font:
        """The font of a weight."""
        return self._shapers[bold].font

    def lines(self, text: str, language: str, setting: Setting) -> list[Line]:
        """The lines of a text; the writer's own line ends are kept, blank ones at the ends are not."""
        job = _Job(self._shapers[setting.bold], language, setting)
        lines = [line for part in lines_of(text.strip()) for line in job.set_line(part)]
        return lines or [_BLANK]

    def width(self, text: str, language: str, size: float, bold: bool = False) -> float:
        """The width in points of a text on one line."""
        endless = Setting(size, 1e6, "start", bold)
        return max(line.width for line in self.lines(text, language, endless))


class _Job:
    """The setting of one text."""

    def __init__(self, shaper: Shaper, language: str, setting: Setting) -> None:
        self.shaper, self.language, self.setting = shaper, language, setting
        self.rtl = right_to_left(language)
        script = ARABIC if self.rtl else LATIN
        self.space = shaper.shape(" ", False, script, run_language(script, language))
        self.gap = self.space.width * setting.size
        justified_arabic = self.rtl and setting.align == "justify"
        self.kashida = shaper.shape(KASHIDA, True, ARABIC, language).width * setting.size if justified_arabic else 0.0

    def set_line(self, text: str) -> list[Line]:
        """The lines of a text without line ends."""
        source = prepare(text, self.language)
        words = [part for word in source.words for part in self._fitting(source, word)]
        widths = [self._width(word) for word in words]
        gaps = [self.gap if word.space is not None else 0.0 for word in words]
        flex = self.kashida * _FLEXIBLE_KASHIDAS
        justify = self.setting.align == "justify"
        ends = best_lines(widths, gaps, self.setting.measure, flex, justify)
        return [self._compose(words[start:end], sum(widths[start:end]), end == len(words)) for start, end in ends] or [
            _BLANK
        ]

    def _shape(self, run: Run, at: int = 0, stretch: int = 0) -> Shaped:
        return self.shaper.shape(run.text, run.right_to_left, run.script, run.language, at, stretch)

    def _width(self, word: Word) -> float:
        return sum(self._shape(run).width for run in word.runs) * self.setting.size

    def _fitting(self, source: Source, word: Word) -> list[Word]:
        """The word itself, or its parts when it is wider than the measure."""
        if self._width(word) <= self.setting.measure:
            return [word]
        inner = source.text.find(" ", word.start, word.end)
        if inner > word.start:
            first = source.word(word.start, inner, source.levels.levels[inner], word.typed)
            rest = source.word(inner + 1, word.end, word.space, word.typed)
            return [*self._fitting(source, first), *self._fitting(source, rest)]
        cut = self._cut(source, word)
        if cut is None:
            return [word]
        first = source.word(word.start, cut, None, word.typed)
        return [first, *self._fitting(source, source.word(cut, word.end, word.space, word.typed))]

    def _cut(self, source: Source, word: Word) -> int | None:
        """Where an overlong word is broken: the last place that fits, after a sign if one is near."""
        end = min(word.end, word.start + _MOST_ON_A_LINE)
        places = [at for at in range(word.start + 1, end) if _may_cut(source.text, at)]
        low, high = 0, len(places)
        while low < high:
            middle = (low + high) // 2
            if self._width(source.word(word.start, places[middle])) <= self.setting.measure:
                low = middle + 1
            else:
                high = middle
        fitting = places[: max(low, 1)]
        if not fitting:
            return None
        near = fitting[len(fitting) * 3 // 5 :]
        return next((at for at in reversed(near) if source.text[at - 1] in _CUT_AFTER), fitting[-1])

    def _compose(self, words: Sequence[Word], natural: float, last: bool) -> Line:
        """The line of some words, which are `natural` points wide without their spaces."""
        gaps = [word.space for word in words[:-1]]
        spaces = sum(level is not None for level in gaps)
        measure = self.setting.measure
        extra = measure - natural - spaces * self.gap
        fill = self.setting.align == "justify" and spaces > 0 and (not last or extra < 0)
        fill = fill and extra <= spaces * self.gap * (_LOOSEST - 1)
        shaped = (
            self._stretched(words, extra, spaces) if fill and self.kashida else [self._plain(word) for word in words]
        )
        width = sum(piece.width for pieces in shaped for _level, piece in pieces) * self.setting.size
        growth = (measure - width - spaces * self.gap) / spaces if fill else 0.0
        items: list[tuple[int, Shaped, float]] = []
        for pieces, level in zip(shaped, [*gaps, None], strict=True):
            items += [(own, piece, 0.0) for own, piece in pieces]
            if level is not None:
                items.append((level, self.space, growth))
        order = visual_order([level for level, _piece, _extra in items])
        width += spaces * (self.gap + growth)
        return Line(self._start(width), width, tuple(_guarded([items[at] for at in order])))

    def _plain(self, word: Word) -> list[tuple[int, Shaped]]:
        return [(run.level, self._shape(run)) for run in word.runs]

    def _stretched(self, words: Sequence[Word], extra: float, spaces: int) -> list[list[tuple[int, Shaped]]]:
        """The words of a line with their kashidas."""
        found = [_best_place(word) for word in words]
        counts = share_out(extra, spaces, self.gap, self.kashida, [place for _run, place in found])
        lines: list[list[tuple[int, Shaped]]] = []
        for index, word in enumerate(words):
            chosen, place = found[index]
            count = counts.get(index, 0)
            pieces: list[tuple[int, Shaped]] = []
            for run in word.runs:
                stretched = run is chosen and place is not None and count
                pieces.append(
                    (run.level, self._shape(run, place.at, count) if stretched and place else self._shape(run))
                )
            lines.append(pieces)
        return lines

    def _start(self, width: float) -> float:
        room = self.setting.measure - width
        if self.setting.align == "center":
            return room / 2
        at_end = self.setting.align == "end"
        return 0.0 if self.rtl == at_end else room


def _guarded(items: list[tuple[int, Shaped, float]]) -> list[tuple[Shaped, float]]:
    """The pieces of a line, with a guard where two directions touch without a space, so that readers part them."""
    pieces: list[tuple[Shaped, float]] = []
    before: tuple[int, Shaped] | None = None
    for level, shaped, extra in items:
        if before and (level ^ before[0]) & 1 and " " not in (before[1].cells[-1].text, shaped.cells[0].text):
            pieces.append((_GUARD, 0.0))
        pieces.append((shaped, extra))
        before = level, shaped
    return pieces


def _best_place(word: Word) -> tuple[Run | None, Place | None]:
    """The best place for a kashida in a word, and the run it is in; none in a typed value."""
    if word.typed:
        return None, None
    found: tuple[Run | None, Place | None] = (None, None)
    for run in word.runs:
        if run.right_to_left and run.script == ARABIC:
            for place in kashida_places(run.text)[:1]:
                if found[1] is None or place.rank > found[1].rank:
                    found = (run, place)
    return found


def _may_cut(text: str, at: int) -> bool:
    """Whether a word may be broken before a character: not inside what is one letter to a reader."""
    return not unicodedata.category(text[at]).startswith(("M", "Cf")) and text[at - 1] not in "\u200c\u200d"

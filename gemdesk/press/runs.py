"""A paragraph cut into words, and words into runs of one direction, script and language."""

import re
import unicodedata
from dataclasses import dataclass

from gemdesk.kernel.languages import LANGUAGES
from gemdesk.kernel.typed import LRI, RLI
from gemdesk.press.direction import Levels, paragraph_levels
from gemdesk.press.scripts import ARABIC, dominant
from gemdesk.press.shaping import seen

_BREAKING_SPACE = re.compile("[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = (" ", "\u200b")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one word that is shaped in one go; `text` holds only what is drawn."""

    text: str
    level: int
    script: str
    language: str

    @property
    def right_to_left(self) -> bool:
        """Whether the run's characters go from right to left."""
        return bool(self.level & 1)


@dataclass(frozen=True, slots=True)
class Word:
    """What is set without a break if it fits: a word, or a typed value with its inner spaces.

    `space` is the level of the space after it, None where it touches the next word.
    """

    start: int
    end: int
    runs: tuple[Run, ...]
    space: int | None
    typed: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One line-end-free stretch of text with its levels and words."""

    text: str
    levels: Levels
    scripts: list[str]
    language: str
    words: tuple[Word, ...]

    def word(self, start: int, end: int, space: int | None = None, typed: bool = False) -> Word:
        """The word of the characters `start:end`."""
        return Word(start, end, tuple(self._runs(start, end)), space, typed)

    def _runs(self, start: int, end: int) -> list[Run]:
        levels, scripts = self.levels.levels, self.scripts
        runs: list[Run] = []
        at = start
        while at < end:
            stop = at + 1
            while stop < end and levels[stop] == levels[at] and scripts[stop] == scripts[at]:
                stop += 1
            text = seen(self.text[at:stop])
            # Readers turn the groups of a number round at plain spaces when they undo a line's direction.
            if self.levels.base and not levels[at] & 1:
                text = text.replace(" ", "\u00a0")
            if text:
                runs.append(Run(text, levels[at], scripts[at], run_language(scripts[at], self.language)))
            at = stop
        return runs


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    known = LANGUAGES.get(language)
    return known is not None and known.rtl


def run_language(script: str, language: str) -> str:
    """The language the shaper is told: the paragraph's own where the script is the paragraph's own."""
    if (script == ARABIC) == right_to_left(language):
        return language
    return "ar" if script == ARABIC else "en"


def lines_of(text: str) -> list[str]:
    """The text in composed form, without stray control characters, cut where its writer ended a line."""
    plain = unicodedata.normalize("NFC", text)
    return [_BREAKING_SPACE.sub(" ", _CONTROL.sub("", line)).strip(" ") for line in _LINE_END.split(plain)]


def prepare(text: str, language: str) -> Source:
    """One line of `lines_of` with its levels and words."""
    levels = paragraph_levels(text, 1 if right_to_left(language) else 0)
    bare = Source(text, levels, _scripts(text, levels.levels), language, ())
    return Source(text, levels, bare.scripts, language, tuple(_words(bare)))


def _scripts(text: str, levels: list[int]) -> list[str]:
    scripts: list[str] = []
    at = 0
    while at < len(text):
        stop = at + 1
        while stop < len(text) and levels[stop] == levels[at]:
            stop += 1
        scripts += dominant(text[at:stop], bool(levels[at] & 1))
        at = stop
    return scripts


def _words(source: Source) -> list[Word]:
    words: list[Word] = []
    start = 0
    typed = False
    fixed = _fixed_spans(source)
    for at, character in enumerate([*source.text, " "]):
        if at in fixed:
            typed = True
        elif character in _BREAKS:
            if at > start:
                level = source.levels.levels[at] if character == " " and at < len(source.text) else None
                words.append(source.word(start, at, level, typed))
            start, typed = at + 1, False
    return words


def _fixed_spans(source: Source) -> set[int]:
    """The positions inside isolates whose direction a type decided; these are not broken."""
    inside: set[int] = set()
    open_ones: list[bool] = []
    for at, kind in enumerate(source.levels.classes):
        if kind in ("LRI", "RLI", "FSI"):
            open_ones.append(source.text[at] in (LRI, RLI))
        elif kind == "PDI" and open_ones:
            open_ones.pop()
        if any(open_ones):
            inside.add(at)
    return inside

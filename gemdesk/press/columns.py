"""Blocks that stand side by side: facts, signatures, the letterhead."""

from dataclasses import dataclass

from gemdesk.press.blocks import Facts, Letterhead, Signatures, Text
from gemdesk.press.boxes import Box, Column, Row, Rule, Stack
from gemdesk.press.canvas import Canvas
from gemdesk.press.compose import Composer, side
from gemdesk.press.marks import Element
from gemdesk.press.runs import right_to_left
from gemdesk.press.styles import ACCENT, BAND, FRAME_WIDTH, INK, PAGE_HEIGHT, PAGE_WIDTH

_GUTTER = 16.0
_SIGNING_SPACE = 34.0
_SIGNING_WIDTH = 0.66  # of the column


@dataclass(frozen=True, slots=True)
class Band:
    """The coloured band along the upper edge of a page; takes no room in the frame."""

    keep_next: bool = True
    before: float = 0.0
    after: float = 0.0
    height: float = 0.0
    least: float = 0.0

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """It has no parts."""
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the band, wherever on the page the letterhead stands."""
        with canvas.artifact():
            canvas.rectangle(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, BAND, ACCENT)


def facts(composer: Composer, block: Facts, parent: Element) -> Box:
    """Small labels over their values between two fine lines, spread over the width from the start side."""
    on_right = right_to_left(block.pairs[0][0].language)
    natural = [max(composer.width(label, "label"), composer.width(value, "value")) for label, value in block.pairs]
    count = len(natural)
    if sum(natural) + _GUTTER * (count - 1) <= FRAME_WIDTH:
        gap = (FRAME_WIDTH - sum(natural)) / (count - 1) if count > 1 else 0.0
    else:
        gap = _GUTTER
        natural = [(FRAME_WIDTH - gap * (count - 1)) / count] * count
    columns: list[Column] = []
    at = 0.0
    for (label, value), width in zip(block.pairs, natural, strict=True):
        parts = [
            composer.box(
                text,
                role,
                width,
                element=composer.leaf(parent, "P", text),
                align=side(text.language, on_right=on_right),
            )
            for text, role in ((label, "label"), (value, "value"))
        ]
        columns.append(Column(FRAME_WIDTH - at - width if on_right else at, Stack(tuple(parts)), on_right))
        at += width + gap
    line = Rule(FRAME_WIDTH, 0.0)
    return Stack((line, Row(tuple(columns), padding=3.0), line), before=4, after=9)


def signatures(composer: Composer, block: Signatures, parent: Element) -> Box:
    """Centred lines over a rule to sign on, side by side from the start side."""
    count = len(block.places)
    width = (FRAME_WIDTH - _GUTTER * (count - 1)) / count
    rule_width = width * _SIGNING_WIDTH
    on_right = right_to_left(block.language)
    columns: list[Column] = []
    for index, place in enumerate(block.places):
        texts = [
            composer.box(text, "sign", width, element=composer.leaf(parent, "P", text), align="center")
            for text in place
        ]
        rule = Rule(rule_width, _SIGNING_SPACE, INK, x=(width - rule_width) / 2)
        at = index * (width + _GUTTER)
        columns.append(Column(FRAME_WIDTH - at - width if on_right else at, Stack((*texts, rule)), on_right))
    return Stack((Row(tuple(columns)),), before=6, after=10)


_Roles = list[tuple[Text, str]]


def _shared(composer: Composer, right: _Roles, left: _Roles) -> tuple[float, float]:
    """The widths of two sides of a letterhead: all that one needs where the other leaves it."""
    if not right or not left:
        return FRAME_WIDTH, FRAME_WIDTH
    room = FRAME_WIDTH - _GUTTER
    wanted_right = max(composer.width(text, role) for text, role in right)
    wanted_left = max(composer.width(text, role) for text, role in left)
    half = room / 2
    if wanted_left > half:
        left_width = max(half, min(wanted_left, room - wanted_right))
        return room - left_width, left_width
    right_width = max(half, min(wanted_right, room - wanted_left))
    return right_width, room - right_width


def letterhead(composer: Composer, block: Letterhead, parent: Element) -> Box:
    """The band, and under it each language's names and lines on its own side."""
    texts = [(text, "office") for text in block.names] + [(text, "contact") for text in block.lines]
    right = [(text, role) for text, role in texts if right_to_left(text.language)]
    left = [(text, role) for text, role in texts if not right_to_left(text.language)]
    right_width, left_width = _shared(composer, right, left)
    sides = [(right, FRAME_WIDTH - right_width, right_width), (left, 0.0, left_width)]
    if texts and texts[0] in left:
        sides.reverse()
    columns: list[Column] = []
    for group, at, width in sides:
        parts = [composer.box(text, role, width, element=composer.leaf(parent, "P", text)) for text, role in group]
        if parts:
            columns.append(Column(at, Stack(tuple(parts)), group is right))
    return Stack((Band(), Row(tuple(columns))), after=6)

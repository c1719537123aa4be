"""Blocks to boxes: what each kind of block looks like, and what it is in the structure tree."""

from dataclasses import replace

from gemdesk.press import blocks as b
from gemdesk.press.boxes import Box, Column, Label, PageEnd, Row, Stack, TextBox
from gemdesk.press.columns import facts, letterhead, signatures
from gemdesk.press.compose import Composer
from gemdesk.press.marks import Element
from gemdesk.press.runs import right_to_left
from gemdesk.press.styles import FRAME_WIDTH, style
from gemdesk.press.table import TableBox
from gemdesk.press.typeset import Setting

_BULLET, _BULLET_INDENT = "\u2022", 15.0
_CELL_SIDE, _CELL_TOP = 5.0, 2.5


def boxes_of(composer: Composer, block: b.Block, parent: Element) -> list[Box]:
    """The boxes of a block, in order; their elements become children of `parent`."""
    match block:
        case b.Heading():
            return [_heading(composer, block, parent)]
        case b.Paragraph():
            return [_paragraph(composer, block, parent)]
        case b.Bullets():
            return _bullets(composer, block, parent)
        case b.Facts():
            return [facts(composer, block, parent)] if block.pairs else []
        case b.Table():
            return [_table(composer, block, parent)]
        case b.Signatures():
            return [signatures(composer, block, parent)] if block.places else []
        case b.Letterhead():
            return [letterhead(composer, block, parent)]
        case b.Together():
            inner = [box for each in block.blocks for box in boxes_of(composer, each, parent)]
            return [_together(inner)] if inner else []
        case b.NewPage():
            return [PageEnd()]


def _together(boxes: list[Box]) -> Stack:
    return Stack(tuple(boxes), keep_next=boxes[-1].keep_next, before=boxes[0].before, after=boxes[-1].after)


def _heading(composer: Composer, block: b.Heading, parent: Element) -> TextBox:
    element = composer.leaf(parent, f"H{block.level}", block.text)
    if block.level == 1:
        return composer.box(block.text, "title", FRAME_WIDTH, element=element, align="center", keep_next=True)
    return composer.box(block.text, "heading", FRAME_WIDTH, element=element, keep_next=True)


def _paragraph(composer: Composer, block: b.Paragraph, parent: Element) -> TextBox:
    element = composer.leaf(parent, "P", block.text)
    return composer.box(block.text, "small" if block.small else "body", FRAME_WIDTH, element=element, align=block.align)


def _bullets(composer: Composer, block: b.Bullets, parent: Element) -> list[Box]:
    if not block.items:
        return []
    whole = parent.add("L", block.items[0].language)
    boxes = [_item(composer, item, whole) for item in block.items]
    return [*boxes[:-1], replace(boxes[-1], after=style("body", block.items[-1].language).after)]


def _item(composer: Composer, item: b.Text, whole: Element) -> TextBox:
    element = whole.add("LI", item.language)
    sign = element.add("Lbl", item.language, _BULLET)
    measure = FRAME_WIDTH - _BULLET_INDENT
    box = composer.box(item, "item", measure, element=composer.leaf(element, "LBody", item))
    setting = Setting(box.style.size, _BULLET_INDENT, "center", item.bold)
    line = composer.typesetter.lines(_BULLET, item.language, setting)[0]
    on_right = right_to_left(item.language)
    label = Label(sign, line, line.x + (measure if on_right else 0.0))
    return replace(box, label=label, indent=0.0 if on_right else _BULLET_INDENT)


def _table(composer: Composer, block: b.Table, parent: Element) -> TableBox:
    element = parent.add("Table", block.language)
    scale = FRAME_WIDTH / sum(block.widths)
    widths = [width * scale for width in block.widths]
    head = _table_row(composer, block, block.head, widths, element, "TH")
    rows = tuple(_table_row(composer, block, row, widths, element, "TD") for row in block.rows)
    return TableBox(head, rows, FRAME_WIDTH, right_to_left(block.language), before=4, after=8)


def _table_row(
    composer: Composer, block: b.Table, cells: tuple[b.Cell, ...], widths: list[float], table: Element, tag: str
) -> Row:
    element = table.add("TR", block.language)
    on_right = right_to_left(block.language)
    columns: list[Column] = []
    at = 0.0
    for cell, width in zip(cells, widths, strict=True):
        leaf = composer.leaf(element, tag, cell.text)
        role = "head" if tag == "TH" else "large" if cell.large else "cell"
        box = composer.box(cell.text, role, width - 2 * _CELL_SIDE, element=leaf, align=cell.align)
        left = FRAME_WIDTH - at - width if on_right else at
        columns.append(Column(left + _CELL_SIDE, Stack((box,)), right_to_left(cell.text.language)))
        at += width
    return Row(tuple(columns), padding=_CELL_TOP, middle=True)

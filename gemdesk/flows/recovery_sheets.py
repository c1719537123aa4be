"""Recovery sheets on paper: one page each, which names neither a person nor an organisation nor a program."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code
from gemdesk.press import pdf
from gemdesk.press.blocks import Block, Bullets, Cell, Document, Heading, Paragraph, Table, Text
from gemdesk.vault.shares import SHARES, Share

_TITLE = "1"  # the title of the file: a word would say what it is
_SHARE_COLUMNS = 2  # as on the screen, where the code stands in one


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A recovery code to be written down: eight groups of six digits; never shown by itself."""

    code: str = field(repr=False)


Sheet = Share | RecoveryCode


def draw(sheet: Sheet, texts: Texts) -> bytes:
    """The page of a share or a code in the language of `texts`, as PDF."""
    blocks = _share(sheet, texts) if isinstance(sheet, Share) else _code(sheet, texts)
    return pdf.render(Document(_TITLE, texts.language, tuple(blocks)))


def _share(share: Share, t: Texts) -> list[Block]:
    title = t.say("Recovery share {number} of {whole}", number=t.number(share.number), whole=t.number(SHARES))
    head = (t.say("Place"), t.say("Word"), t.say("Number"))
    pairs = zip(share.words, share.indices, strict=True)
    lines = [(str(place), word, str(index)) for place, (word, index) in enumerate(pairs, 1)]
    return [
        _heading(title, t),
        _paragraph(
            t.say(
                "Any two of the three shares open what they belong to; one alone opens nothing. To use a share, its "
                "twenty words are typed in this order, or the numbers beside them. Four letters of a word are enough."
            ),
            t,
        ),
        _table(head, (1.2, 2.6, 1.2), lines, t, side_by_side=_SHARE_COLUMNS),
        _heading(t.say("Keeping it"), t, level=2),
        _advice(
            t.say("The three shares lie in three different places, with people who are not found together."),
            t,
        ),
    ]


def _code(code: RecoveryCode, t: Texts) -> list[Block]:
    head = (t.say("Group"), t.say("Digits"))
    lines = [(str(place), group) for place, group in enumerate(code.code.split(), 1)]
    return [
        _heading(t.say("Recovery code"), t),
        _paragraph(
            t.say(
                "Whoever has this sheet can open what it belongs to. To use it, the eight groups are typed in this "
                "order. The last digit of each group is there to find slips."
            ),
            t,
        ),
        _table(head, (1.0, 3.0), lines, t),
        _heading(t.say("Keeping it"), t, level=2),
        _advice(t.say("It lies where only people with a right to it come, and not beside the computer."), t),
    ]


def _advice(where: str, t: Texts) -> Bullets:
    items = (
        where,
        t.say("No photograph and no copy is made of it, and nothing is written on it that says what it belongs to."),
        t.say("Once a year it is typed once, to see that it is still there and can be read. That opens nothing."),
        t.say("When it is lost or somebody else has seen it, a new recovery is made, and this sheet no longer opens."),
    )
    return Bullets(tuple(Text(item, t.language) for item in items))


def _heading(words: str, t: Texts, level: int = 1) -> Heading:
    return Heading(Text(words, t.language), 1 if level == 1 else 2)


def _paragraph(words: str, t: Texts) -> Paragraph:
    return Paragraph(Text(words, t.language), align="start")


def _table(
    head: Sequence[str], widths: Sequence[float], lines: Sequence[Sequence[str]], t: Texts, side_by_side: int = 1
) -> Table:
    """The lines down the columns, the first column on the side where reading begins."""
    height = len(lines) // side_by_side
    rows = tuple(tuple(cell for line in lines[at::height] for cell in _cells(line)) for at in range(height))
    heads = tuple(Cell(Text(words, t.language), "center") for words in head)
    return Table(heads * side_by_side, rows, tuple(widths) * side_by_side, t.language)


def _cells(line: Sequence[str]) -> list[Cell]:
    """The place in small, what is typed in large; all of it is written from left to right."""
    place, first, *others = line
    return [
        Cell(Text(Code(place), "en"), "center"),
        Cell(Text(Code(first), "en", bold=True), "center", large=True),
        *(Cell(Text(Code(words), "en"), "center", large=True) for words in others),
    ]

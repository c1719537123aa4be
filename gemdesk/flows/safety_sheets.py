"""The receipt on one page of paper; nothing on it names a person, a case or the organisation."""

from gemdesk.flows import safety_words as words
from gemdesk.flows.safety import Receipt
from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.press import pdf
from gemdesk.press.blocks import Block, Cell, Document, Heading, Paragraph, Table, Text

_WIDTHS = (0.24, 0.18, 0.58)


def sheet(receipt: Receipt, texts: Texts) -> bytes:
    """The receipt as a PDF in the language of these texts; its title tells nothing."""
    language = texts.language

    def text(said: str, *, bold: bool = False) -> Text:
        return Text(said, language, bold)

    head = tuple(
        Cell(text(said)) for said in (texts.say("About what"), texts.say("How it stands"), texts.say("What was found"))
    )
    lines = tuple(
        (
            Cell(text(words.subject(line.what, texts), bold=True)),
            Cell(text(words.state(line.state, texts))),
            Cell(text(words.sentence(line, texts))),
        )
        for line in receipt.lines
    )
    blocks: tuple[Block, ...] = (
        Heading(text(texts.say("Safety of this day")), 1),
        Paragraph(text(dates.moment(receipt.at, texts, weekday=True)), "center"),
        Table(head, lines, _WIDTHS, language),
        Paragraph(text(note(texts)), small=True),
    )
    return pdf.render(Document(texts.say("Document"), language, blocks))


def note(texts: Texts) -> str:
    """What the receipt cannot know."""
    return texts.say(
        "It tells what this program could see at this moment. What other programs do, and what a person saw or "
        "copied, it cannot know."
    )

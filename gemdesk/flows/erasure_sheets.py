"""The slip of an erasure, in words and on paper: what was erased, which copies lie outside; it names nobody."""

from collections.abc import Mapping, Sequence
from datetime import date

from gemdesk.domain.kinds import KINDS
from gemdesk.flows.erasing import Copy, Slip
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Joined, Name
from gemdesk.press import pdf
from gemdesk.press.blocks import Block, Bullets, Document, Heading, Paragraph, Text
from gemdesk.vault.earlier import Counted


def copy(one: Copy, texts: Texts) -> Joined:
    """One copy outside, in words."""
    values: dict[str, object] = {
        "what": Name(lists.label("release_what", one.what, texts.language)),
        "receiver": Name(one.receiver),
        "how": Name(lists.label("release_how", one.how, texts.language)),
        "date": dates.day(one.day or date.min, texts.language),
    }
    if one.reference:
        return Joined(
            texts.say(
                "{what} to {receiver}, reference {reference} ({how}, {date})", reference=Code(one.reference), **values
            )
        )
    return Joined(texts.say("{what} to {receiver} ({how}, {date})", **values))


def done(slip: Slip, texts: Texts) -> list[str]:
    """What was done, in sentences."""
    at = texts.say(
        "On {day} at {time} the content of one file was erased from this vault.",
        day=dates.day(slip.at.date(), texts.language),
        time=dates.time_of_day(slip.at),
    )
    records = sum(count for kind, count in slip.counts.items() if kind in KINDS)
    return [at, _counted(texts, records, slip.counts), states(slip.earlier, slip.renewed, texts)]


def _counted(texts: Texts, records: int, counts: Mapping[str, int]) -> str:
    return texts.say(
        "Erased: {records} records, {values} values of the change history, {bodies} kept files.",
        records=texts.number(records),
        values=texts.number(counts.get("event_value", 0)),
        bodies=texts.number(counts.get("file_body", 0)),
    )


def states(removed: Counted, renewed: bool, texts: Texts) -> str:
    """What became of the earlier states of the vault in its own folder."""
    count = removed.generations + removed.aside
    if not renewed:
        return texts.count(
            "{count} earlier state of the vault was removed.",
            "{count} earlier states of the vault were removed.",
            count,
        )
    return texts.count(
        "{count} earlier state of the vault was removed, and a new one was made.",
        "{count} earlier states of the vault were removed, and a new one was made.",
        count,
    )


def elsewhere(copies: Sequence[Copy], texts: Texts) -> list[str]:
    """What an erasure does not reach: copies that are known, then what nobody here can know."""
    known: list[str] = [copy(one, texts) for one in copies]
    return known or [texts.say("Nothing is written down here as having left the vault.")]


def unknown(texts: Texts) -> str:
    """What no program can know or undo."""
    return texts.say(
        "Copies of the vault’s folder that somebody made before still hold the file, encrypted; whoever has one has to "
        "destroy it. What a disk keeps of overwritten files, and what a receiver did with a letter, the program cannot "
        "know. Each receiver can be asked to destroy it."
    )


def sheet(slip: Slip, texts: Texts) -> bytes:
    """The slip as a PDF in the language of these texts; its title tells nothing."""

    def text(said: str, *, bold: bool = False) -> Text:
        return Text(said, texts.language, bold)

    blocks: tuple[Block, ...] = (
        Heading(text(texts.say("Slip of an erasure"), bold=True), 1),
        *(Paragraph(text(said), "start") for said in done(slip, texts)),
        Heading(text(texts.say("Copies outside this vault"), bold=True)),
        Bullets(tuple(text(said) for said in elsewhere(slip.copies, texts))),
        Paragraph(text(unknown(texts)), "start", small=True),
    )
    return pdf.render(Document(texts.say("Document"), texts.language, blocks))

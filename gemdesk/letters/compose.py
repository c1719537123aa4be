"""Composes a letter: template, values and what may be disclosed to neutral blocks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from string import Formatter

from gemdesk.domain.definition import Item
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import fill
from gemdesk.kernel.typed import Code, Email, Phone, isolate_free, isolated
from gemdesk.letters import own_facts
from gemdesk.letters import values as letter_values
from gemdesk.letters.template import Part, Template, Words, load, words
from gemdesk.letters.values import Subject
from gemdesk.press import blocks, coverage
from gemdesk.press.blocks import Block, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A composed letter and what its receiver will learn from it."""

    document: blocks.Document
    items: tuple[Item, ...]
    sources: tuple[str, ...]  # the texts as they were set, for measuring what a reader can find


def disclosed(template: Template, subject: Subject, ticked: Sequence[Item]) -> tuple[Item, ...]:
    """The items that a letter with these ticks will really disclose, in order of the page.

    A ticked item whose value is empty discloses nothing. A topic (health, deportation …) has no
    block of its own: it is disclosed by the words of the reason, and stands as it was ticked.
    """
    found = dict.fromkeys(template.required())
    own = set(template.optional()) | set(template.required())
    plain = letter_values.of(subject, "ar", ())
    _require_known(template, plain)
    shown = _shown_parts(template, plain, frozenset(ticked))
    for part in _parts(template):
        if part.item and part.item in ticked and part.id in shown:
            found[part.item] = None
    found |= dict.fromkeys(own_facts.items_of(subject.own, ticked))
    return (*found, *(item for item in dict.fromkeys(ticked) if item not in own))


def _parts(template: Template) -> tuple[Part, ...]:
    return tuple(part for block in template.blocks for part in (block, *block.lines))


def _require_known(template: Template, values: dict[str, object]) -> None:
    for part in _parts(template):
        if any(name and name not in values for name in (part.when, part.each, *part.values)):
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=template.kind, part=part.id)


def _rows(part: Part, values: dict[str, object]) -> list[dict[str, object]]:
    """The values with which a part is said, once or once for each of what comes several times."""
    if not part.each:
        return [values]
    several = values[part.each]
    return [values | row for row in several] if isinstance(several, tuple) else []


def _shown_parts(template: Template, values: dict[str, object], items: frozenset[Item]) -> frozenset[str]:
    """The ids of what stands in a letter that may tell these items, line by line."""

    def may_stand(part: Part) -> bool:
        told = part.item is None or part.item in items
        return told and any(not part.when or bool(row[part.when]) for row in _rows(part, values))

    able = {part.id for part in _parts(template) if may_stand(part)}
    return frozenset(part.id for part in _parts(template) if part.id in able and part.unless not in able)


class _Setter:
    """Sets the blocks of one language."""

    def __init__(self, template: Template, subject: Subject, language: str, items: tuple[Item, ...]) -> None:
        self._template = template
        self._about = subject
        self._language = language
        self._items = frozenset(items)
        self._words: Words = words(template.kind, language)
        self._values = letter_values.of(subject, language, items)
        self._stands = _shown_parts(template, self._values, self._items)
        self._form = subject.person.address if Item.ADDRESS in self._items else "avoid"

    def _text(self, words_: str, *, bold: bool = False) -> Text:
        return Text(words_, self._language, bold)

    def _said(self, id_: str, values: dict[str, object] | None = None) -> str:
        return self._fill(id_, self._words.text(id_, self._form), values or self._values)

    def _fill(self, id_: str, message: str, values: dict[str, object]) -> str:
        """The message filled; an unknown field would stand on the paper, so it is a fault of the letter form."""
        try:
            named = {field for _literal, field, _spec, _conversion in Formatter().parse(message) if field is not None}
        except ValueError:
            raise self._words.incomplete(id_) from None
        if named - values.keys():
            raise self._words.incomplete(id_)
        return fill(message, **values)

    def _printed(self, part: Part) -> bool:
        return part.id in self._stands

    def blocks(self) -> list[Block]:
        """The blocks of the letter in this language, in order."""
        shown = {part.id for part in self._template.blocks if self._shown(part)}
        made: list[Block] = []
        for part in self._template.blocks:
            if part.heads and part.heads not in shown:
                continue
            if part.shape == "signatures" and made:
                # Signatures alone on a page would fit any letter.
                made.append(blocks.Together((made.pop(), *self._block(part))))
            elif part.id in shown or part.otherwise:
                made += self._block(part)
        return made

    def _shown(self, part: Part) -> bool:
        return self._printed(part) and (not part.lines or any(self._printed(line) for line in part.lines))

    def _block(self, part: Part) -> list[Block]:
        makers: dict[str, Callable[[Part], Block | list[Block]]] = {
            "letterhead": self._letterhead,
            "title": self._title,
            "facts": self._facts,
            "paragraph": self._paragraph,
            "subject": self._subject,
            "heading": self._heading,
            "free": self._free,
            "lines": self._lines,
            "sentences": self._sentences,
            "services": self._services,
            "bullets": self._bullets,
            "signatures": self._signatures,
        }
        made = makers[part.shape](part)
        return made if isinstance(made, list) else [made]

    def _letterhead(self, _part: Part) -> list[Block]:
        office, style = self._about.office, self._about.referral.letterhead
        if style == "none":
            return []
        full = style == "full"
        names = (
            Text(office.name_ar if full else office.neutral_ar, "ar", bold=True),
            Text(office.name_en if full else office.neutral_en, "en", bold=True),
        )
        # An e-mail address names whose it is, so a neutral letterhead does without.
        ways = ((Phone, office.phone), (Email, office.email if full else ""))
        line = "   ".join(isolated(kind(value)) for kind, value in ways if value)
        return [blocks.Letterhead(tuple(name for name in names if name.words), (self._text(line),) if line else ())]

    def _title(self, part: Part) -> Block:
        return blocks.Heading(self._text(self._said(part.id), bold=True), 1)

    def _facts(self, part: Part) -> Block:
        pairs = tuple(
            (self._text(self._words.label(part.id, name)), self._text(isolated(self._values[name])))
            for name in part.values
        )
        return blocks.Facts(pairs)

    def _paragraph(self, part: Part) -> Block:
        align: blocks.Align = "start" if part.align == "start" else "justify"
        return blocks.Paragraph(self._text(self._said(part.id), bold=part.bold), align)

    def _subject_id(self, part: Part) -> str:
        return part.id if self._printed(part) else part.otherwise

    def _subject(self, part: Part) -> Block:
        return blocks.Heading(self._text(self._said(self._subject_id(part)), bold=True))

    def _heading(self, part: Part) -> Block:
        return blocks.Heading(self._text(self._said(part.id), bold=True))

    def _free(self, part: Part) -> list[Block]:
        text = str(self._values[part.id])
        return [blocks.Paragraph(self._text(isolate_free(one))) for one in text.splitlines() if one.strip()]

    def _lines(self, part: Part) -> Block:
        return blocks.Bullets(tuple(map(self._text, self._said_lines(part))))

    def _sentences(self, part: Part) -> Block:
        return blocks.Paragraph(self._text(" ".join(self._said_lines(part))))

    def _said_lines(self, part: Part) -> list[str]:
        return [
            self._said(line.id, row)
            for line in part.lines
            if self._printed(line)
            for row in _rows(line, self._values)
            if not line.when or row[line.when]
        ]

    def _services(self, _part: Part) -> Block:
        services = lists.on_paper("service", self._about.referral.services)
        return blocks.Bullets(tuple(self._text(lists.alone("service", code, self._language)) for code in services))

    def _bullets(self, part: Part) -> Block:
        texts = (self._fill(part.id, text, self._values) for text in self._words.items(part.id))
        return blocks.Bullets(tuple(map(self._text, texts)))

    def _signatures(self, part: Part) -> Block:
        date_ = self._text(self._words.label(part.id, "date"))
        who = (self._words.label(part.id, name) for name in ("worker", "receiver"))
        places = tuple((self._text(words_, bold=True), date_) for words_ in who)
        return blocks.Signatures(places, self._language)


def compose(kind: str, subject: Subject, languages: tuple[str, ...], ticked: Sequence[Item]) -> Letter:
    """The letter of a kind in one language or several, one after the other on pages of their own.

    It is written as ticked; whether it may leave is asked at the door, with `Letter.items`.
    """
    template = load(kind)
    items = disclosed(template, subject, ticked)
    made: list[Block] = []
    for number, language in enumerate(languages):
        of_language = _Setter(template, subject, language, items).blocks()
        if number:
            made.append(blocks.NewPage())
            of_language = [block for block in of_language if not isinstance(block, blocks.Letterhead)]
        made += of_language
    first = words(kind, languages[0])
    reference = subject.referral.reference
    feet = [Text(fill(words(kind, one).text("footer"), reference=Code(reference)), one) for one in languages]
    document = blocks.Document(
        title=first.text("document_title").replace("{reference}", reference),
        language=languages[0],
        blocks=tuple(made),
        footer=blocks.Footer(feet[0], Text(first.text("page"), languages[0]), feet[1] if len(feet) > 1 else None),
        languages=languages,
    )
    sources = tuple(text.words for text in coverage.texts(replace(document, footer=None)))
    return Letter(document, items, sources)

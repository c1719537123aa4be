"""The consent form as blocks: what somebody agrees to, in their language, for their own hand."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain.records import Consent
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts, fill
from gemdesk.kernel.typed import Code, Name, isolated
from gemdesk.letters.template import Part, Words, load, words
from gemdesk.press.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Footer,
    Heading,
    Paragraph,
    Signatures,
    Text,
)  # fmt: skip

KIND = "consent_form"
LANGUAGES = ("ar", "en")  # in which there are words for it


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is written from; it names nobody."""

    consent: Consent
    reference: str  # the person's code
    receiver: str
    minor: bool = False  # an adult signs too


def compose(form: Form, language: str) -> Document:
    """The form in one of `LANGUAGES`. Trouble TEMPLATE_INCOMPLETE."""
    said = words(KIND, language)
    template, values = load(KIND), _values(form, language)
    stands = {part.id for part in template.blocks if not part.when or values[part.when]}
    blocks = [
        _block(part, said, values, form, language)
        for part in template.blocks
        if part.id in stands and part.unless not in stands
    ]
    foot = Footer(Text(fill(said.text("footer"), **values), language), Text(said.text("page"), language))
    return Document(said.text("document_title"), language, tuple(blocks), foot)


def _values(form: Form, language: str) -> dict[str, object]:
    consent = form.consent
    return {
        "reference": Code(form.reference),
        "date": dates.day(consent.on or date.min, language),
        "purpose": Name(lists.alone("purpose", consent.purpose, language)),
        "receiver": Name(form.receiver),
        "until": dates.day(consent.valid_until, language) if consent.valid_until else "",
        "shared": consent.items,
        "withheld": consent.withheld,
        "statistics": consent.statistics,
    }


def _block(part: Part, said: Words, values: dict[str, object], form: Form, language: str) -> Block:
    def text(words_: str, *, bold: bool = False) -> Text:
        return Text(words_, language, bold)

    match part.shape:
        case "title":
            return Heading(text(said.text(part.id), bold=True), 1)
        case "facts":
            pairs = ((said.label(part.id, name), isolated(values[name])) for name in part.values)
            return Facts(tuple((text(label), text(value)) for label, value in pairs))
        case "heading":
            return Heading(text(fill(said.text(part.id), **values), bold=True))
        case "bullets":
            codes = form.consent.items if part.when == "shared" else form.consent.withheld
            return Bullets(tuple(text(lists.alone("item", code, language)) for code in codes))
        case "signatures":
            who = ("person", *(("adult",) if form.minor else ()), "witness")
            return Signatures(tuple((text(said.label(part.id, one), bold=True),) for one in who), language)
        case _:
            return Paragraph(text(fill(said.text(part.id), **values)), "start")


def language_for(language: str, texts: Texts) -> str:
    """The language of the talk where there are words in it, else that of the screen."""
    return language if language in LANGUAGES else texts.language if texts.language in LANGUAGES else LANGUAGES[0]

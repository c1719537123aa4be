"""What the page of lists says: titles, names and marks of lists, entries and fields."""

from gemdesk.domain import custom
from gemdesk.domain.kinds import KINDS
from gemdesk.domain.own import CustomField, ListEntry
from gemdesk.kernel import lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.segment import Choice


def _alone(words: dict[str, str], language: str) -> str:
    said = words.get(language) or words["en"]
    return said[:1].upper() + said[1:]


def title(name: str) -> Words:
    """The title of a list."""
    return lambda t: _alone(lists.about(name).title, t.language)


def source(name: str) -> Words:
    """Where a list is from."""

    def said(texts: Texts) -> str:
        words = lists.about(name).source
        return texts.say("Source: {source}", source=Name(words.get(texts.language) or words["en"]))

    return said


def names() -> list[Choice]:
    """All lists by their titles, those that take entries first."""
    ordered = sorted(lists.names(), key=lambda name: not lists.about(name).own)
    return [(name, title(name)) for name in ordered]


def reviewed(name: str) -> Words:
    """Whether the communities whose words these are have agreed to the Arabic ones."""
    if lists.about(name).reviewed:
        return lambda t: t.say("The Arabic words are agreed with the communities")
    return lambda t: t.say("The Arabic words are not agreed with the communities yet")


def entry(one: ListEntry) -> tuple[Words, Words]:
    """An entry in the language of the screen, and in the other one."""
    return (
        lambda t: isolated(Name(one.ar if t.language == "ar" else one.en)),
        lambda t: isolated(Name(one.en if t.language == "ar" else one.ar)),
    )


def field(one: CustomField) -> tuple[Words, Words]:
    """A field's name in the language of the screen, and in the other one."""
    other = {"ar": "en", "en": "ar"}
    return (
        lambda t: isolated(Name(custom.label(one, t.language))),
        lambda t: isolated(Name(custom.label(one, other.get(t.language, "ar")))),
    )


def part(kind: str) -> Words:
    """What a field is part of."""
    return lambda t: t.say(KINDS[kind].LABEL)


def letters(*, visible: bool) -> Words:
    """Whether something may stand on letters."""
    return (lambda t: t.say("May stand on letters")) if visible else (lambda t: t.say("Never stands on letters"))

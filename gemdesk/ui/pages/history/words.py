"""What the history says of a change: kinds, fields and values in the language of the screen."""

from datetime import date, datetime

from gemdesk.domain.definition import FieldDefinition, Kind, definition_of
from gemdesk.domain.kinds import KINDS
from gemdesk.flows.history import Part, Told
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Code, Joined, Name, Phone
from gemdesk.ui.look.face import Words

_LONGEST = 80  # signs of a value that are shown


def part(texts: Texts, told: Part) -> str:
    """One thing that a change did, in a sentence; of several alike, how many they are."""
    said = _part(texts, told)
    return said if told.count == 1 else texts.say("{what} × {count}", what=Joined(said), count=texts.number(told.count))


def _part(texts: Texts, told: Part) -> str:
    kind = kind_of(texts, told.kind)
    match told.act:
        case "made" if told.after:
            return texts.say("{kind} {name}: added", kind=kind, name=Name(str(told.after)))
        case "made":
            return texts.say("{kind}: added", kind=kind)
        case "binned":
            return texts.say("{kind}: put in the bin", kind=kind)
        case "restored":
            return texts.say("{kind}: brought back", kind=kind)
    return _edit(texts, told, kind)


def part_words(told: Part) -> Words:
    """One thing that a change did, for a part of the screen."""
    return lambda texts: part(texts, told)


def short(texts: Texts, told: Told) -> str:
    """A whole change in one sentence: its first part, and how many more."""
    first = part(texts, told.parts[0]) if told.parts else ""
    more = sum(one.count for one in told.parts[1:]) + told.more
    if more < 1:
        return first
    return texts.count("{first}, and one more change", "{first}, and {count} more changes", more, first=Joined(first))


def kind_of(texts: Texts, kind: str) -> Name:
    """What a kind of record is called."""
    return Name(texts.say(KINDS[kind].LABEL) if kind in KINDS else kind)


def _edit(texts: Texts, told: Part, kind: Name) -> str:
    if told.kind not in KINDS or told.erased:
        return texts.say("{kind}: a change that was erased", kind=kind)
    field = definition_of(KINDS[told.kind]).field(told.field)
    name = Name(texts.say(field.meaning.label))
    if field.meaning.covered or field.meaning.kind in (Kind.SEALED, Kind.LINK):
        return texts.say("{kind}, {field}: changed", kind=kind, field=name)
    before, after = value(texts, field, told.before), value(texts, field, told.after)
    if not before:
        return texts.say("{kind}, {field}: {after}", kind=kind, field=name, after=after)
    if not after:
        return texts.say("{kind}, {field}: emptied, before {before}", kind=kind, field=name, before=before)
    return texts.say("{kind}, {field}: {after}, before {before}", kind=kind, field=name, before=before, after=after)


def value(texts: Texts, field: FieldDefinition, raw: object) -> object:
    """A value as it is shown; '' for nothing."""
    meaning = field.meaning
    if raw in ("", (), None):
        return ""
    if meaning.kind is Kind.CHOICE:
        return Name(lists.label(meaning.values, str(raw), texts.language))
    if isinstance(raw, tuple):
        words = [lists.label(meaning.values, one, texts.language) if meaning.values else one for one in raw]
        return texts.list(words)
    if isinstance(raw, bool):
        return texts.say("yes") if raw else texts.say("no")
    if isinstance(raw, datetime):
        return dates.day(raw.date(), texts.language)
    if isinstance(raw, date):
        return dates.day(raw, texts.language)
    return _text(meaning.kind, str(raw))


def _text(kind: Kind, raw: str) -> Name | Phone | Code:
    short = raw if len(raw) <= _LONGEST else f"{raw[:_LONGEST].rstrip()}…"
    return Phone(short) if kind is Kind.CONTACT else Code(short) if kind is Kind.CODE else Name(short)

"""Fields of the organisation's own: what each means, and how its value is kept as text."""

from datetime import date

from gemdesk.domain.definition import FieldDefinition, Item, Kind, Meaning, Sensitivity
from gemdesk.domain.own import CustomField

# The kinds of record to which a field can be added.
PARTS = ("person", "case", "organisation")
YES_NO = "yes_no"
_KINDS: dict[str, Kind] = {
    "text": Kind.TEXT,
    "long_text": Kind.LONG_TEXT,
    "number": Kind.COUNT,
    "date": Kind.DATE,
    "yes_no": Kind.CHOICE,  # of three: what nobody asked is no «no»
    "choice": Kind.CHOICE,
    "choices": Kind.CHOICES,
}
LISTED = frozenset({"choice", "choices"})  # sorts that need a list
_LONGEST = {Kind.TEXT: 400, Kind.LONG_TEXT: 20_000}


def definition_of_own(field: CustomField) -> FieldDefinition:
    """A field as forms and checks take it, under its id; a sort that is not known is one line of text."""
    kind = _KINDS.get(field.sort, Kind.TEXT)
    meaning = Meaning(
        label=field.label_en,
        kind=kind,
        values=YES_NO if field.sort == "yes_no" else field.list_name,
        sensitivity=Sensitivity[field.sensitivity.upper()],
        item=Item(field.item) if field.item else None,
        longest=_LONGEST.get(kind, 200),
    )
    return FieldDefinition(field.id, meaning)


def label(field: CustomField, language: str) -> str:
    """The name of a field; a language that it has no name in gets the English one."""
    return field.label_ar if language == "ar" else field.label_en


def text_of(value: object) -> str:
    """A value as it is kept: a date in ISO form, a number in Latin digits, codes one to a line."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(value)
    return str(value)


def value_of(field: CustomField, text: str) -> object:
    """A kept text as the value that it was; ValueError when it cannot be one of its sort."""
    kind = _KINDS.get(field.sort, Kind.TEXT)
    if kind is Kind.CHOICES:
        return tuple(text.split("\n")) if text else ()
    if kind is Kind.COUNT:
        return int(text) if text else None
    if kind is Kind.DATE:
        return date.fromisoformat(text) if text else None
    return text

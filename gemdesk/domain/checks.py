"""The checks of a record, read from its definition; the same on the screen and before a save."""

import re
from datetime import date, datetime

from gemdesk.domain.definition import FieldDefinition, Kind, Record, definition_of
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

_EMPTY = ("", (), None)
SEALED_MARK = "s1:"  # what a text under the second data key begins with
# Control characters, separators of lines and paragraphs, halves of a surrogate pair: the last break every save.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_IN_PARAGRAPHS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.CHOICES: (tuple,),
    Kind.TEXTS: (tuple,),
    Kind.DATE: (date, type(None)),
    Kind.MOMENT: (datetime, type(None)),
    Kind.COUNT: (int, type(None)),
    Kind.FLAG: (bool,),
}


def check(record: Record) -> list[Refusal]:
    """Everything a person has to mend in this record, in the order of its fields."""
    fields = definition_of(type(record)).fields
    found = [stop for field in fields if (stop := check_value(field, getattr(record, field.name)))]
    start, end = getattr(record, "on", None), getattr(record, "valid_until", None)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        found.append(Refusal(Reason.END_BEFORE_START, "valid_until"))
    return found


def check_value(field: FieldDefinition, value: object) -> Refusal | None:
    """What is wrong with one value, or nothing."""
    meaning, empty = field.meaning, value in _EMPTY
    blank = empty or (isinstance(value, str) and not value.strip())
    if blank and meaning.required:
        return Refusal(Reason.REQUIRED, field.name)
    if empty:
        return None
    texts = value if isinstance(value, tuple) else (value,)
    if meaning.kind is Kind.SEALED and not str(value).startswith(SEALED_MARK):
        raise TypeError(f"{field.name} is not sealed")  # clear text never reaches a table
    if stop := _written(field, texts):
        return stop
    if meaning.kind is Kind.COUNT and isinstance(value, int) and not meaning.least <= value <= meaning.most:
        return Refusal(Reason.OUT_OF_RANGE, field.name, least=meaning.least, most=meaning.most)
    if meaning.kind in (Kind.CHOICE, Kind.CHOICES) and not blank:
        known = lists.values(meaning.values)
        for code in texts:
            if code not in known:
                return Refusal(Reason.UNKNOWN_CODE, field.name, value=str(code))
    return None


def _written(field: FieldDefinition, values: tuple[object, ...]) -> Refusal | None:
    """What is wrong with texts as they are written; loops, since nearly every value of every save comes here."""
    meaning = field.meaning
    control = _CONTROL_IN_PARAGRAPHS if meaning.kind is Kind.LONG_TEXT else _CONTROL
    for text in values:
        if not isinstance(text, str):
            continue
        if control.search(text):
            return Refusal(Reason.CONTROL_SIGN, field.name)
        if len(text) > meaning.longest:
            return Refusal(Reason.TOO_LONG, field.name, most=meaning.longest)
    return None


def mistyped(record: Record) -> str:
    """The first field whose value is not of its kind's type, for what comes from outside; '' when all are."""
    for field in definition_of(type(record)).fields:
        value = getattr(record, field.name)
        kinds = _TYPES.get(field.meaning.kind, (str,))
        inner = value if isinstance(value, tuple) else ()
        odd = type(value) not in kinds or any(not isinstance(part, str) for part in inner)
        if odd:
            return field.name
    return ""


def require(record: Record) -> None:
    """Raise the first refusal of a record that cannot be saved as it is."""
    if found := check(record):
        raise found[0]

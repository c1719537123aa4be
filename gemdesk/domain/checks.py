"""The checks of a record, read from its definition; the same on the screen and before a save."""

from datetime import date
from gemdesk.domain.definition import FieldDefinition, Kind, Record, definition_of
from gemdesk.kernel import lists
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

_EMPTY = ("", (), None)


def check(record: Record) -> list[Refusal]:
    """Everything a person has to mend in this record, in the order of its fields."""
    found = [stop for field in definition_of(type(record)).fields if (stop := check_value(field, getattr(record, field.name)))]
    start, end = getattr(record, "on", None), getattr(record, "valid_until", None)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        found.append(Refusal(Reason.END_BEFORE_START, "valid_until"))
    return found


def check_value(field: FieldDefinition, value: object) -> Refusal | None:
    """What is wrong with one value, or nothing."""
    meaning = field.meaning
    if value in _EMPTY:
        return Refusal(Reason.REQUIRED, field.name) if meaning.required else None
    if isinstance(value, str) and len(value) > meaning.longest:
        return Refusal(Reason.TOO_LONG, field.name, most=meaning.longest)
    if meaning.kind is Kind.COUNT and isinstance(value, int) and not meaning.least <= value <= meaning.most:
        return Refusal(Reason.OUT_OF_RANGE, field.name, least=meaning.least, most=meaning.most)
    if meaning.kind in (Kind.CHOICE, Kind.CHOICES):
        codes = value if isinstance(value, tuple) else (value,)
        known = lists.values(meaning.values)
        for code in codes:
            if code not in known:
                return Refusal(Reason.UNKNOWN_CODE, field.name, value=str(code))
    return None


def require(record: Record) -> None:
    """Raise the first refusal of a record that cannot be saved as it is."""
    if found := check(record):
        raise found[0]

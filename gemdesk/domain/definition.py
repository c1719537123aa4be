"""What a field of a record means, said once; every consumer reads it and none is known here.

A record is a frozen, slotted dataclass. Its fields are made with `fact`, which keeps their
`Meaning` in the dataclass's own metadata; `definition_of` gives them in order.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum, auto
from typing import Any, ClassVar, cast


class Kind(Enum):
    """What sort of value a field holds."""

    TEXT = auto()  # one line
    LONG_TEXT = auto()  # paragraphs
    CONTACT = auto()  # phone number, address of an account or e-mail: left to right
    CODE = auto()  # reference or case code: left to right
    CHOICE = auto()  # one code of a list
    CHOICES = auto()  # codes of a list
    TEXTS = auto()  # several short texts
    DATE = auto()
    MOMENT = auto()
    COUNT = auto()  # whole number or nothing
    FLAG = auto()  # yes, no
    LINK = auto()  # id of another record
    SEALED = auto()  # text under the second data key; a record holds its cipher text alone


class Sensitivity(Enum):
    """How a field could harm the person; decides what an export may do with it."""

    DIRECT = auto()  # identifies by itself
    INDIRECT = auto()  # identifies together with others
    SENSITIVE = auto()  # does not identify, harms when it is known
    PLAIN = auto()


class Item(StrEnum):
    """What a consent can cover; whatever leaves the vault belongs to one of these."""

    CHOSEN_NAME = "chosen_name"
    LEGAL_NAME = "legal_name"
    ADDRESS = "address"  # form of address
    AGE = "age"
    AGE_BAND = "age_band"
    LANGUAGES = "languages"
    DISPLACEMENT = "displacement"
    PLACE = "place"
    HOUSEHOLD = "household"
    FAMILY = "family"
    RELATIONSHIP = "relationship"
    SAFE_CONTACT = "safe_contact"
    REASON = "reason"
    SERVICES = "services"
    NEEDS = "needs"
    HEALTH = "health"
    DOCUMENTATION = "documentation"
    DEPORTATION = "deportation"
    VIOLATION = "violation"
    ASSISTANCE = "assistance"
    GENDER_IDENTITY = "gender_identity"
    SOGIESC = "sogiesc"


# From this weight in the search on a text names something: it is found from its first letter and in other
# spellings. What weighs less is found in as a note, from the third letter.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a field is for, where it may go and how it is searched."""

    label: str
    kind: Kind
    values: str = ""  # name of the list of codes, for CHOICE and CHOICES
    links: str = ""  # kind of record, for LINK
    required: bool = False
    sensitivity: Sensitivity = Sensitivity.PLAIN
    item: Item | None = None
    search: int = 0  # weight in the search, 0: not searched; see NAMED
    longest: int = 200  # characters
    least: int = 0
    most: int = 1_000_000
    unique: bool = False  # no two records of the kind have the same
    covered: bool = False  # shown only while somebody holds it open


_EMPTY: dict[Kind, object] = {
    Kind.CHOICES: (),
    Kind.TEXTS: (),
    Kind.DATE: None,
    Kind.MOMENT: None,
    Kind.COUNT: None,
    Kind.FLAG: False,
}


# The cipher text of as many characters is longer: four bytes each at most, a nonce, a tag, base64.
_LONGEST = {Kind.LONG_TEXT: 20_000, Kind.SEALED: 110_000}


def fact(label: str, kind: Kind = Kind.TEXT, *, default: object = ..., **meaning: Any) -> Any:
    """A field of a record: its label in English and what it means; empty by default."""
    if kind in _LONGEST:
        meaning.setdefault("longest", _LONGEST[kind])
    empty = _EMPTY.get(kind, "") if default is ... else default
    return dataclasses.field(default=empty, metadata={"meaning": Meaning(label, kind, **meaning)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The base of every record: an id that tells nothing."""

    KIND: ClassVar[str] = ""
    LABEL: ClassVar[str] = ""
    FINAL: ClassVar[bool] = False  # a stored one is never edited, only followed by another

    id: str


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One field of a record with its name and meaning."""

    name: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Definition:
    """A kind of record and its fields, in the order in which they are declared."""

    kind: str
    record: type[Record]
    fields: tuple[FieldDefinition, ...]

    def field(self, name: str) -> FieldDefinition:
        """The field of that name; KeyError when there is none."""
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)


_KNOWN: dict[type[Record], Definition] = {}


def definition_of(record: type[Record]) -> Definition:
    """The definition of a record class, read once."""
    if record not in _KNOWN:
        _KNOWN[record] = _define(record)
    return _KNOWN[record]


def _define(record: type[Record]) -> Definition:
    found = tuple(
        FieldDefinition(f.name, cast("Meaning", f.metadata["meaning"]))
        for f in dataclasses.fields(record)
        if "meaning" in f.metadata
    )
    return Definition(record.KIND, record, found)


def plain(value: object) -> object:
    """The value as JSON holds it: text, number, truth, list or nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value  # a moment is a date too


def from_plain(kind: Kind, raw: object) -> object:
    """The value of a field from what JSON or a column held; ValueError when it cannot be one."""
    return _READERS.get(kind, _text)(raw)


def _text(raw: object) -> object:
    if isinstance(raw, str):
        return raw
    return "" if raw is None else str(raw)


def _several(raw: object) -> object:
    if not isinstance(raw, list | tuple):
        raise ValueError(type(raw).__name__)
    return tuple(map(str, raw))


# One look-up for each value: a large vault reads millions of them.
_READERS: dict[Kind, Callable[[object], object]] = {
    Kind.CHOICES: _several,
    Kind.TEXTS: _several,
    Kind.FLAG: bool,
    Kind.DATE: lambda raw: None if raw is None else date.fromisoformat(str(raw)),
    Kind.MOMENT: lambda raw: None if raw is None else datetime.fromisoformat(str(raw)),
    Kind.COUNT: lambda raw: None if raw is None else int(str(raw)),
}

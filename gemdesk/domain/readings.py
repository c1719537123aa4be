"""How a cell of a sheet was read: for sure, with a doubt that a person settles, or not at all; and why.

Nothing here knows a sort of file. A value is what the field of a record holds: a day, a number, a text or codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Target(StrEnum):
    """What a column of a sheet becomes."""

    CODE = "code"
    NAME = "chosen_name"
    FAMILY_NAME = "family_name"  # joined to the name
    OTHER_NAME = "other_scripts"
    LEGAL_NAME = "legal_name"
    ADDRESS = "address"
    AGE = "age"
    LANGUAGES = "languages"
    DISPLACEMENT = "displacement"
    OPENED = "opened"
    NUMBER = "number"
    HOURS = "hours"
    CODE_WORD = "code_word"
    PLACE = "place"
    RISK = "risk_level"
    SERVICES = "services"
    NOTE = "note"
    KEPT = "kept"  # no field of its own: stands in the note about the sheet
    LEFT_OUT = "left_out"


class Why(Enum):
    """Why a cell is shown to a person before anything is stored."""

    # Read, and worth a look
    OTHER_DIGITS = auto()  # digits of another script than the rest of the column
    SHORT_YEAR = auto()
    MONTH_FIRST = auto()  # only the custom of month before day gives a day
    AGE_IN_WORDS = auto()
    AGE_UNKNOWN = auto()
    PLUS_AT_END = auto()
    WORDS_WITH_NUMBER = auto()
    FORMULA = auto()  # kept as the text that stands there, never reckoned
    CONTROL_SIGNS = auto()
    WORD_WITHIN = auto()  # a known word among others
    NOT_IN_FORM = auto()  # a code of another form than ours
    # To be settled
    TWO_DAYS = auto()  # day and month could stand either way round
    NO_YEAR = auto()
    NO_DAY = auto()  # only a month or a year
    ABOUT = auto()
    SERIAL = auto()  # the number of a day, as sheets keep days
    IN_FUTURE = auto()
    BIRTH_YEAR = auto()
    SEVERAL_NUMBERS = auto()
    SHORT_NUMBER = auto()
    SOME_WORDS_UNKNOWN = auto()
    SAME_ROW = auto()  # perhaps the person of an earlier row
    IN_VAULT = auto()  # perhaps somebody who is in the vault
    ERASED = auto()  # the code of a file that was erased
    # Not readable
    NO_SUCH_DAY = auto()
    NOT_A_DAY = auto()
    HIJRI = auto()
    NOT_AN_AGE = auto()
    AGE_OUT_OF_RANGE = auto()
    NOT_A_NUMBER = auto()
    ROUNDED = auto()  # a sheet has rounded the number, and its last digits are gone
    UNKNOWN_WORD = auto()
    TOO_LONG = auto()
    # Readable, and still not taken from a sheet of the directory
    PROTECTS = auto()  # it would lift what protects somebody
    ALSO_UNSAFE = auto()  # safe and unsafe for the same people
    NAME_TAKEN = auto()  # of another organisation


class Aside(Enum):
    """Why a row is not read as a person."""

    ABOVE = auto()  # a title or a remark above the head
    HEAD = auto()  # the head once more
    TOTAL = auto()
    EMPTY = auto()  # nothing in any column that is taken in


class Same(StrEnum):
    """What is done with a row that may be about somebody who is there already."""

    ANOTHER = "another"  # another person with a file of their own
    ADDED = "added"  # the same person: only what the row says is added to the timeline
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Read:
    """The readings of one cell, the likeliest first; none where nothing could be read.

    Without `why` the first is certain. `settled`: the first is taken unless a person says otherwise.
    """

    readings: tuple[object, ...] = ()
    why: Why | None = None
    settled: bool = True

    @property
    def value(self) -> object:
        """What is taken when nobody chooses: the first reading of what is settled, else nothing."""
        return self.readings[0] if self.readings and self.settled else None


def sure(value: object) -> Read:
    """A cell that can be read in one way only."""
    return Read((value,))


def checked(why: Why, *readings: object) -> Read:
    """A cell that was read, and that a person may want to look at."""
    return Read(readings, why)


def unsettled(why: Why, *readings: object) -> Read:
    """A cell that a person decides about, with the readings to choose from."""
    return Read(readings, why, settled=False)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a sheet: number of the row as the sheet counts, from 1, and of the column, from 0."""

    row: int
    column: int
    person: bool = False  # the row's person and not the cell's own content


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that is not taken in: where it stands as sheets show it, what it says, and why."""

    row: int
    column: str
    head: str
    text: str
    why: Why | None  # None: another row about the same says something else


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that a person is shown before anything is stored."""

    spot: Spot
    target: Target
    text: str  # what stands there
    read: Read
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def why(self) -> Why:
        """Why it is shown."""
        return self.read.why or Why.WORD_WITHIN


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about a doubt: one of its readings by place, nothing (-1), or another text."""

    at: int = -1
    typed: str = ""

"""What a search finds, and how surely."""

from dataclasses import dataclass
from enum import IntEnum


class Rung(IntEnum):
    """The rungs of the search's ladder, the surest first."""

    WHOLE = 0  # the typed words themselves, one after the other
    BEGUN = 1  # words that begin as typed
    PART = 2  # words and numbers that hold what was typed
    NOTE = 3  # words of notes and reasons
    SOUND = 4  # names that sound alike, in whichever script they are written
    SLIP = 5  # names that differ by one slip of the finger

    @property
    def is_similar(self) -> bool:
        """Whether only a similar spelling was found, so that a person has to look."""
        return self >= Rung.SOUND


@dataclass(frozen=True, slots=True)
class Hit:
    """A case or a record that was found, by its id."""

    id: str
    rung: Rung

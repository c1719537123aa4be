"""What is erased with a person's file, also where the files of others or the office speak of it."""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from hashlib import blake2b

SHEETS = "sheet_import"


class Fate(Enum):
    """What becomes of a record in another stream that is linked to an erased file."""

    WHOLE = auto()  # it is about the person, and goes
    FIELD = auto()  # it is about somebody else, and loses the link alone
    WITHIN = auto()  # it never leaves its own stream, and goes with it
    STAYS = auto()  # it tells that something was erased


# By kind and field; a test holds that every link that could leave its stream is decided here.
FATES: dict[tuple[str, str], Fate] = {
    ("likeness", "person"): Fate.WHOLE,
    ("likeness", "other"): Fate.WHOLE,
    ("task", "case"): Fate.WHOLE,
    ("custom_value", "about"): Fate.WHOLE,
    ("relative", "other_person"): Fate.FIELD,
    ("erasure", "about"): Fate.STAYS,
    ("entry", "about"): Fate.WITHIN,
    ("file", "original"): Fate.WITHIN,
    ("release", "about"): Fate.WITHIN,
    ("attempt", "contact"): Fate.WITHIN,
    ("approval", "about"): Fate.WITHIN,
    ("consent", "about"): Fate.WITHIN,
}


def mark_of(code: str) -> str:
    """What is left of a person's code, so that the same file is not taken in again; 32 hexadecimal digits."""
    # Not the fold of the search, which may become another one: marks are kept for good.
    plain = "".join(unicodedata.normalize("NFKC", code).casefold().split())
    return blake2b(plain.encode(), digest_size=16, person=b"gemdesk erased").hexdigest()


def told(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Counts as an erasure holds them: "entry=12"."""
    return tuple(f"{what}={count}" for what, count in sorted(counts.items()) if count)


def counts_of(told_: Iterable[str]) -> dict[str, int]:
    """The counts again; what is not understood is passed over."""
    pairs = (one.partition("=") for one in told_)
    return {what: int(count) for what, _is, count in pairs if count.isascii() and count.isdigit()}

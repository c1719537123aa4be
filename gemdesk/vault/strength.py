"""How hard a passphrase is to guess: the lower of what zxcvbn and what our own estimate for Arabic say.

It is an estimate from what guessers are known to try. What it cannot know: whether somebody else knows the passphrase,
a line of a song or a book that stands in no list of ours, or the life of the person who chose it.
"""

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from math import log2

from gemdesk.vault.passphrase import normalise

ENOUGH = 50.0  # bits: the least for a new passphrase, at the cost that Argon2id gives each guess
STRONG = 64.0  # bits: what five words drawn by chance from the list of 7,776 give

_READ = 40  # letters that zxcvbn looks at; it takes seconds for hundreds
_READ_SIGNS = 16  # where many letters are replaced by signs it multiplies out every reading
_SIGNS = frozenset("4@8({[<369&%!1+705$2|")
_MANY_SIGNS = 4


class Cause(Enum):
    """What makes a passphrase weak: what most of it was recognised as."""

    SHORT = auto()
    WORDS = auto()
    NAMES = auto()
    KNOWN = auto()  # a phrase, prayer, slogan or password that many use
    DATES = auto()
    KEYS = auto()  # neighbours on a keyboard or in an alphabet
    REPEATS = auto()


@dataclass(frozen=True, slots=True)
class Strength:
    """Bits that guessing takes, whether that is too little for a vault, and then why."""

    bits: float
    weak: bool
    cause: Cause | None


def zxcvbn_bits(text: str) -> tuple[float, int]:
    """log2 of the guesses by zxcvbn for as many letters as it can read in time, and how many those are."""
    from zxcvbn import zxcvbn

    if not text:
        return 0.0, 0
    length = _READ_SIGNS if len(_SIGNS.intersection(text[:_READ])) > _MANY_SIGNS else _READ
    return log2(max(1, zxcvbn(text[:length])["guesses"])), length


def measure(passphrase: str) -> Strength:
    """The estimate in bits, after the spelling was normalised; nothing of the passphrase is kept."""
    from gemdesk.vault.arabic_guesses import cheapest
    from gemdesk.vault.guess_patterns import Kind

    text = " ".join(normalise(passphrase).split())
    pieces = cheapest(text)
    head, length = zxcvbn_bits(text)
    rest = sum(piece.bits for piece in pieces if piece.end > length)
    bits = min(sum(piece.bits for piece in pieces), head + rest)
    if bits >= ENOUGH:
        return Strength(bits, weak=False, cause=None)
    causes = {
        Kind.LETTERS: Cause.SHORT,
        Kind.WORD: Cause.WORDS,
        Kind.NAME: Cause.NAMES,
        Kind.KNOWN: Cause.KNOWN,
        Kind.DATE: Cause.DATES,
        Kind.RUN: Cause.KEYS,
        Kind.REPEAT: Cause.REPEATS,
    }
    covered: Counter[Cause] = Counter()
    for piece in pieces:
        covered[causes[piece.kind]] += len(text[piece.begin : piece.end].replace(" ", ""))
    return Strength(bits, weak=True, cause=max(covered, key=lambda cause: covered[cause]) if covered else Cause.SHORT)


def weak(passphrase: str) -> bool:
    """Whether a new passphrase is below the floor."""
    return measure(passphrase).weak

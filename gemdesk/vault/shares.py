"""The recovery secret in three shares of twenty words, any two of which open (SLIP-39).

The library loads its list of words when it is first needed. What is split and joined lives as
long as the desk or the gate that does it: each ends at the next lock.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits, strip_controls
from gemdesk.vault.passphrase import RECOVERY_BYTES

if TYPE_CHECKING:
    from shamir_mnemonic import Share as Decoded

WORDS = 20
SHARES = 3
NEEDED = 2
FIELD = "share"  # where a refusal is shown, unless the caller names another field

_PREFIX = 4  # letters that tell the words of the list apart


@dataclass(frozen=True, slots=True)
class Share:
    """One share: its number from 1 and its words, each with its place from 1 to 1024 in the list; never shown."""

    number: int
    words: tuple[str, ...] = field(repr=False)
    indices: tuple[int, ...] = field(repr=False)


def split(raw: bytes) -> tuple[Share, Share, Share]:
    """Three new shares of a recovery secret; the shares of two calls do not go together."""
    from shamir_mnemonic import generate_mnemonics

    if len(raw) != RECOVERY_BYTES:
        raise ValueError("a recovery secret has its length")
    # The library's stretching guards a passphrase, and there is none: the secret has 128 bits of its own.
    (lines,) = generate_mnemonics(1, [(NEEDED, SHARES)], raw, iteration_exponent=0)
    first, second, third = (_share(line.split()) for line in lines)
    return first, second, third


def join(one: Share, other: Share) -> bytes:
    """The recovery secret of two shares; Refusal SHARE_TWICE, SHARES_DIFFER."""
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    if one.words == other.words:
        raise Refusal(Reason.SHARE_TWICE, FIELD)
    try:
        raw = combine_mnemonics([" ".join(share.words) for share in (one, other)])
    except MnemonicError:
        # Without the cause: its text quotes words.
        raise Refusal(Reason.SHARES_DIFFER, FIELD) from None
    return bytes(raw)


def read(typed: str, where: str = FIELD) -> Share:
    """A share from its words (four letters of each are enough) or their numbers, in any digits and mixed.

    The places on the sheet (1 to 20) may be typed along. Refusal REQUIRED, SHARE_WORD (fact `place`, from 1: the
    first that is in no list), SHARE_LENGTH (fact `words`: how many there are), SHARE_CHECKSUM, SHARE_FOREIGN.
    """
    tokens = _tokens(typed)
    if not tokens:
        raise Refusal(Reason.REQUIRED, where)
    words = []
    for place, token in enumerate(tokens[:WORDS], 1):
        word = _word(token)
        if word is None:
            raise Refusal(Reason.SHARE_WORD, where, place=place)
        words.append(word)
    if len(tokens) != WORDS:
        raise Refusal(Reason.SHARE_LENGTH, where, words=len(tokens))
    return _share(words, where)


def count(typed: str) -> int:
    """How many words or numbers of a share have been typed so far, right or wrong."""
    return len(_tokens(typed))


def _tokens(typed: str) -> list[str]:
    plain = latin_digits(strip_controls(typed)).casefold()
    tokens = re.findall(r"[^\W\d_]+|[0-9]+", plain)
    # Complete or not: 1 word 2 word 3 word. A share that is typed in numbers alone is only read so when it is whole.
    places = tokens[::2] == [str(place) for place in range(1, len(tokens[::2]) + 1)]
    worded = all(not token.isdecimal() for token in tokens[1::2])
    return tokens[1::2] if places and len(tokens) > 1 and (worded or len(tokens) == 2 * WORDS) else tokens


def _word(token: str) -> str | None:
    """The word of the list that is meant, or None."""
    from shamir_mnemonic.wordlist import WORDLIST

    if token.isdecimal():
        return WORDLIST[int(token) - 1] if len(token) <= _PREFIX and 1 <= int(token) <= len(WORDLIST) else None
    if len(token) < _PREFIX:
        return None
    meant = [word for word in WORDLIST if word.startswith(token)]
    return meant[0] if len(meant) == 1 else None


def _share(words: list[str], where: str = FIELD) -> Share:
    from shamir_mnemonic import MnemonicError
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP

    try:
        decoded = _decoded(words)
    except MnemonicError:
        raise Refusal(Reason.SHARE_CHECKSUM, where) from None
    ours = (decoded.group_count, decoded.member_threshold, len(decoded.value)) == (1, NEEDED, RECOVERY_BYTES)
    if not ours or decoded.index >= SHARES:
        raise Refusal(Reason.SHARE_FOREIGN, where)
    return Share(decoded.index + 1, tuple(words), tuple(WORD_INDEX_MAP[word] + 1 for word in words))


def _decoded(words: list[str]) -> "Decoded":
    from shamir_mnemonic import Share as Decoded

    return Decoded.from_mnemonic(" ".join(words))

"""The bidirectional class of a character and the bracket pairs, as UAX #9 wants them."""

import unicodedata
from functools import cache, lru_cache

from gemdesk.kernel import places

ISOLATES = frozenset({"LRI", "RLI", "FSI"})
EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
EXPLICIT = ISOLATES | EMBEDDINGS | {"PDI", "PDF"}
REMOVED = EMBEDDINGS | {"PDF", "BN"}  # rule X9
NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}
TRAILING = ISOLATES | REMOVED | {"WS", "PDI"}  # rule L1

_RIGHT = (
    (0x0590, 0x05FF),
    (0x07C0, 0x085F),
    (0xFB1D, 0xFB4F),
    (0x10800, 0x10CFF),
    (0x1E800, 0x1EC6F),
    (0x1EF00, 0x1EFFF),
)
_ARABIC = (
    (0x0600, 0x07BF),
    (0x0860, 0x08FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
    (0x1EC70, 0x1ECBF),
    (0x1EE00, 0x1EEFF),
)
# Angle brackets that are canonically equal pair with each other (BD14, BD15).
_EQUAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


@lru_cache(maxsize=4096)
def bidi_class(character: str) -> str:
    """The Bidi_Class of one character; unassigned ones take the default of their block."""
    found = unicodedata.bidirectional(character)
    if found:
        return found
    code = ord(character)
    if any(first <= code <= last for first, last in _ARABIC):
        return "AL"
    return "R" if any(first <= code <= last for first, last in _RIGHT) else "L"


@cache
def brackets() -> dict[str, tuple[str, bool]]:
    """For each bracket: the form its partner is known by, and whether it opens.

    Source: resources/unicode/BidiBrackets.txt. Raises OSError when the file is missing.
    """
    pairs: dict[str, tuple[str, bool]] = {}
    text = (places.resources() / "unicode" / "BidiBrackets.txt").read_text("utf-8")
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("#")[0].split(";")]
        if len(parts) == 3 and parts[2] in ("o", "c"):
            one, other = chr(int(parts[0], 16)), chr(int(parts[1], 16))
            # An opening bracket is known by its partner, a closing one by itself.
            key = other if parts[2] == "o" else one
            pairs[one] = (_EQUAL.get(key, key), parts[2] == "o")
    return pairs

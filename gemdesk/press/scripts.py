"""Which script a run of text is written in; the shaper is told and never left to guess."""

from bisect import bisect_right

ARABIC, LATIN = "Arab", "Latn"

# First code point of each stretch and its script; common characters (digits, punctuation,
# signs) belong to none and take the script around them. Source: Unicode Scripts.txt.
_STRETCHES: tuple[tuple[int, str | None], ...] = (
    (0x0000, None), (0x0041, LATIN), (0x005B, None), (0x0061, LATIN), (0x007B, None), (0x00AA, LATIN),
    (0x00AB, None), (0x00BA, LATIN), (0x00BB, None), (0x00C0, LATIN), (0x00D7, None), (0x00D8, LATIN),
    (0x00F7, None), (0x00F8, LATIN), (0x02B9, None), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"),
    (0x0591, "Hebr"), (0x0600, ARABIC), (0x060C, None), (0x060D, ARABIC), (0x061B, None), (0x061D, ARABIC),
    (0x061F, None), (0x0620, ARABIC), (0x0640, None), (0x0641, ARABIC), (0x064B, None), (0x0656, ARABIC),
    (0x0660, None), (0x066A, ARABIC), (0x0670, None), (0x0671, ARABIC), (0x06DD, None), (0x06DE, ARABIC),
    (0x0700, None), (0x0750, ARABIC), (0x0780, None), (0x0870, ARABIC), (0x0900, None), (0x1E00, LATIN),
    (0x1F00, "Grek"), (0x2000, None), (0xFB1D, "Hebr"), (0xFB50, ARABIC), (0xFD3E, None), (0xFD50, ARABIC),
    (0xFE00, None), (0xFE70, ARABIC), (0xFEFF, None), (0xFF21, LATIN), (0xFF3B, None),
)  # fmt: skip
_STARTS = [start for start, _script in _STRETCHES]


def script_of(character: str) -> str | None:
    """The ISO 15924 code of a character's script; None for what is common to all."""
    return _STRETCHES[bisect_right(_STARTS, ord(character)) - 1][1]


def dominant(text: str, right_to_left: bool) -> list[str]:
    """The script of each character of one level run; common ones follow what stands before them."""
    found = [script_of(character) for character in text]
    fallback = ARABIC if right_to_left else LATIN
    current = next((script for script in found if script), fallback)
    scripts: list[str] = []
    for script in found:
        current = script or current
        scripts.append(current)
    return scripts

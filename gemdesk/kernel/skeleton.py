"""Which names may be one name: the consonants that lead to candidates, and how far two sounds lie apart."""

from functools import lru_cache
from itertools import islice, product

# The classes in which a sign may be looked for, the likeliest first. What is not here leaves no trace: vowels,
# ayn, w and y, which Latin spellings write or leave out as they like.
_CLASSES: dict[str, tuple[str, ...]] = {
    **{sign: (sign,) for sign in "bdfjklmnrstz"},
    "θ": ("t", "s", "z"), "T": ("t", "d"), "ð": ("z", "d"), "ḍ": ("d", "z"), "ẓ": ("z", "d"),
    "S": ("s", "x", "z"), "ʃ": ("x",), "γ": ("k",), "q": ("k",), "G": ("k", "j"),
    "v": ("f", ""), "x": ("h", ""), "X": ("h", "", "ks"), "c": ("j", "k", "s"), "C": ("x", "k"), "č": ("j", "x"),
}  # fmt: skip
_MOST_KEYS = 12

_VOWELS = "aeiouʕ"
_LIKE: tuple[tuple[str, float], ...] = (
    (_VOWELS, 0.15), ("wuo", 0.05), ("yieY", 0.05), ("aY", 0.1), ("wa", 0.6), ("ya", 0.5), ("wy", 0.4), ("ʕw", 0.2),
    ("ʕy", 0.2), ("vw", 0.05), ("vf", 0.1), ("tTθ", 0.1), ("dT", 0.15), ("sSθ", 0.2), ("dðḍẓ", 0.1), ("zðẓ", 0.1),
    ("θðẓ", 0.3), ("zḍ", 0.2), ("sS", 0.0), ("Sʃ", 0.3), ("Sz", 0.3), ("kq", 0.1), ("kγ", 0.4), ("qγ", 0.3),
    ("Gγ", 0.1), ("Gk", 0.2),
    ("Gq", 0.2), ("Gj", 0.25), ("hx", 0.2), ("xX", 0.0), ("hX", 0.2), ("Cʃ", 0.05), ("Ck", 0.2), ("Cx", 0.3),
    ("cj", 0.1), ("ck", 0.1), ("cs", 0.2), ("cq", 0.1), ("čj", 0.1), ("čʃ", 0.15),
)  # fmt: skip
_FAR = 1.0
_EXTRA = {**dict.fromkeys("aeiou", 0.12), "ʕ": 0.1, "w": 0.45, "y": 0.4, "Y": 0.2, "h": 0.3}
_EXTRA_CONSONANT = 0.8
_EXTRA_FIRST = 0.4  # a vowel at the beginning is written in both scripts
_UNLIKE: dict[str, float] = {}
for _signs, _cost in _LIKE:
    for _one, _other in product(_signs, _signs):
        _UNLIKE[_one + _other] = 0.0 if _one == _other else min(_cost, _UNLIKE.get(_one + _other, _FAR))


def keys(sound: str) -> tuple[str, ...]:
    """The consonant skeletons under which a sound is looked for, the likeliest first.

    An h counts at the beginning alone: Hiba and Heba, Ibrahim and Ebraim, Hibah and Hiba are one.
    """
    classes = [_CLASSES.get(sign, ("",)) for sign in sound[1:]]
    first = ("h",) if sound[:1] in "hxX" else _CLASSES.get(sound[:1], ("",))
    return tuple(dict.fromkeys("".join(parts) for parts in islice(product(first, *classes), _MOST_KEYS)))


@lru_cache(4096)
def apart(one: str, other: str, *, begun: bool = False) -> float:
    """How far two sounds lie apart; 0 is the same, and each consonant that differs wholly adds 1.

    Of a `begun` sound, how far it lies from the beginning of the other.
    """
    row = [0.0]
    for at, opposite in enumerate(other):
        row.append(row[-1] + _extra(opposite, at))
    for at, sign in enumerate(one):
        missing = _extra(sign, at)
        before, row = row, [row[0] + missing]
        for place, opposite in enumerate(other):
            unlike = 0.0 if sign == opposite else _UNLIKE.get(sign + opposite, _FAR)
            row.append(min(before[place] + unlike, before[place + 1] + missing, row[place] + _extra(opposite, place)))
    return min(row) if begun else row[-1]


def _extra(sign: str, at: int) -> float:
    cost = _EXTRA.get(sign, _EXTRA_CONSONANT)
    return cost if at else max(cost, _EXTRA_FIRST)


def slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip of the finger: a letter more, less, another, or two exchanged."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    begin = 0
    while begin < len(one) and one[begin] == other[begin]:
        begin += 1
    rest, opposite = one[begin:], other[begin:]
    if len(rest) < len(opposite):
        return rest == opposite[1:]
    return rest[1:] == opposite[1:] or (
        len(rest) > 1 and rest[0] == opposite[1] and rest[1] == opposite[0] and rest[2:] == opposite[2:]
    )

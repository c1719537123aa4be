"""The weak, bracket, neutral and implicit rules of UAX #9, for one isolating run sequence."""

from gemdesk.press.bidi_classes import ISOLATES, NEUTRAL, brackets

_DEEPEST_BRACKET = 63


def resolve_sequence(types: list[str], characters: list[str], level: int, start: str, end: str) -> list[int]:
    """The levels (I1, I2) of a sequence of embedding `level` between the strong types `start` and `end`.

    `types` are the classes after the explicit rules and are changed in place.
    """
    marks = [kind == "NSM" for kind in types]
    _weak(types, start)
    own = "R" if level & 1 else "L"
    _paired_brackets(types, characters, marks, own, start)
    _neutrals(types, own, start, end)
    if level & 1:
        return [level if kind == "R" else level + 1 for kind in types]
    return [level + {"L": 0, "R": 1}.get(kind, 2) for kind in types]


def _weak(types: list[str], start: str) -> None:
    """Rules W1 to W7."""
    before = strong = start
    for index, kind in enumerate(types):
        inherited = "ON" if before in ISOLATES or before == "PDI" else before
        before = inherited if kind == "NSM" else kind  # W1
        if before in ("R", "L", "AL"):
            strong = before
        in_arabic = before == "EN" and strong == "AL"
        types[index] = "AN" if in_arabic else "R" if before == "AL" else before  # W2, W3
    _separators(types)
    strong = start
    for index, kind in enumerate(types):
        if kind in ("R", "L"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"  # W7


def _separators(types: list[str]) -> None:
    """Rules W4 to W6."""
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            types[index] = before  # W4
    index = 0
    while index < len(types):
        if types[index] != "ET":
            index += 1
            continue
        stop = _run_end(types, index, {"ET"})
        if "EN" in types[max(0, index - 1) : index] + types[stop : stop + 1]:
            types[index:stop] = ["EN"] * (stop - index)  # W5
        index = stop
    for index, kind in enumerate(types):
        if kind in ("ES", "ET", "CS"):
            types[index] = "ON"  # W6


def _run_end(types: list[str], index: int, kinds: set[str] | frozenset[str]) -> int:
    while index < len(types) and types[index] in kinds:
        index += 1
    return index


def _bracket_pairs(types: list[str], characters: list[str]) -> list[tuple[int, int]]:
    """The bracket pairs of BD16, by where they open."""
    known = brackets()
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(characters):
        if types[index] != "ON" or character not in known:
            continue
        key, opens = known[character]
        if opens:
            if len(waiting) == _DEEPEST_BRACKET:
                break
            waiting.append((key, index))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == key:
                pairs.append((waiting[depth][1], index))
                del waiting[depth:]
                break
    return sorted(pairs)


def _strong(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else None


def _paired_brackets(types: list[str], characters: list[str], marks: list[bool], own: str, start: str) -> None:
    """Rule N0."""
    for opening, closing in _bracket_pairs(types, characters):
        inside = {_strong(kind) for kind in types[opening + 1 : closing]} - {None}
        if own in inside:
            direction = own
        elif inside:
            before = next((found for kind in reversed(types[:opening]) if (found := _strong(kind))), start)
            direction = before if before != own else own
        else:
            continue
        for bracket in (opening, closing):
            stop = bracket + 1
            while stop < len(types) and marks[stop]:
                stop += 1
            types[bracket:stop] = [direction] * (stop - bracket)


def _neutrals(types: list[str], own: str, start: str, end: str) -> None:
    """Rules N1 and N2."""
    index = 0
    while index < len(types):
        if types[index] not in NEUTRAL:
            index += 1
            continue
        stop = _run_end(types, index, NEUTRAL)
        left = start if index == 0 else "L" if types[index - 1] == "L" else "R"
        right = end if stop == len(types) else "L" if types[stop] == "L" else "R"
        types[index:stop] = [left if left == right else own] * (stop - index)
        index = stop

"""Where the lines of a paragraph end: the best division of the whole paragraph, not line by line."""

from collections.abc import Sequence

_FLEX = 0.6  # how far a space may grow before a line looks loose, in spaces
_SHRINK = 0.12  # how far a space may give way, in spaces
_TOO_WIDE = 1e6
_LONE_LAST_WORD = 40.0


def best_lines(
    widths: Sequence[float], gaps: Sequence[float], measure: float, flex: float = 0.0, even: bool = True
) -> list[tuple[int, int]]:
    """The words `start, end` of each line, with the least sum of cubed looseness (total fit).

    `widths` are those of the words, `gaps` those of the spaces after them, `flex` is what a line
    can take beside its spaces (kashidas), all in points; with `even` spaces may shrink a little.
    A word wider than the measure stands alone; cut it before.
    """
    count = len(widths)
    best = [0.0] + [float("inf")] * count
    origin = [0] * (count + 1)
    space = max(gaps, default=0.0) or 1.0
    shrink = space * _SHRINK if even else 0.0
    for end in range(1, count + 1):
        width, spaces = -gaps[end - 1], 0
        for start in range(end - 1, -1, -1):
            width += widths[start] + gaps[start]
            inner = end - start - 1
            spaces += bool(inner and gaps[start])  # the parts of a word that was cut have none between them
            if width - spaces * shrink > measure + 1e-6 and inner:
                break
            cost = best[start] + _cost(measure - width, spaces, space, flex, end == count)
            if end == count and inner == 0 and count > 6:
                cost += _LONE_LAST_WORD
            if cost < best[end]:
                best[end], origin[end] = cost, start
    ends: list[tuple[int, int]] = []
    end = count
    while end > 0:
        ends.append((origin[end], end))
        end = origin[end]
    return ends[::-1]


def _cost(slack: float, spaces: int, space: float, flex: float, last: bool) -> float:
    if slack < -1e-6:
        give = max(1, spaces) * space * _SHRINK
        tightness = -slack / give
        return 1.0 + tightness**3 if tightness <= 1.0 + 1e-6 else _TOO_WIDE + tightness
    if last:
        return 1.0
    looseness = slack / (max(1, spaces) * space * _FLEX + flex)
    return 1.0 + looseness**3

"""Two small judges of our own, and how well they tell two sorts apart: the area under the curve with its interval."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import mul

from tests.resilience.decoy_looks import Features

FOLDS = 5
RESAMPLES = 1000
_ROUNDS, _RATE, _RIDGE = 120, 1.0, 0.02
_TREES, _DEPTH, _BINS, _LEAST = 60, 4, 12, 10

Row = list[float]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one judge reached."""

    by: str
    area: float
    low: float
    high: float
    real: int
    fill: int
    telling: tuple[str, ...]  # the features that tell most by themselves


def judge(real: list[Features], fill: list[Features]) -> list[Judged]:
    """Cross-validated areas of both judges; 0.5 is a guess, 1 is certainty."""
    names = sorted(real[0])
    rows = [[one[name] for name in names] for one in (*real, *fill)]
    labels = [1] * len(real) + [0] * len(fill)
    telling = _telling(names, rows, labels)
    found = []
    for name, learn in (("regression", _regression), ("forest", _forest)):
        scores = [0.0] * len(rows)
        for inside, outside in _folds(labels):
            for number, score in zip(outside, learn(rows, labels, inside, outside), strict=True):
                scores[number] = score
        low, high = _interval(scores, labels)
        found.append(Judged(name, area(scores, labels), low, high, len(real), len(fill), telling))
    return found


def area(scores: Sequence[float], labels: Sequence[int]) -> float:
    """The probability that one of label 1 scores above one of label 0; ties count half."""
    ranked = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and scores[ranked[end]] == scores[ranked[at]]:
            end += 1
        ranks += (at + end + 1) / 2 * sum(labels[number] for number in ranked[at:end])
        at = end
    ones = sum(labels)
    zeros = len(labels) - ones
    return (ranks - ones * (ones + 1) / 2) / (ones * zeros)


def _interval(scores: Sequence[float], labels: Sequence[int]) -> tuple[float, float]:
    """The middle 95 % of the areas of resamples, each sort drawn by itself."""
    chance = random.Random(5)
    sorts = [[score for score, label in zip(scores, labels, strict=True) if label == sort] for sort in (1, 0)]
    areas = []
    for _ in range(RESAMPLES):
        drawn = [chance.choices(sort, k=len(sort)) for sort in sorts]
        areas.append(area(drawn[0] + drawn[1], [1] * len(drawn[0]) + [0] * len(drawn[1])))
    areas.sort()
    return areas[round(0.025 * RESAMPLES)], areas[round(0.975 * RESAMPLES) - 1]


def _folds(labels: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """A pair lies in the same fold whole, so that what its two share cannot be learned."""
    pairs = sum(labels)
    order = list(range(pairs))
    random.Random(6).shuffle(order)
    fold = {pair: place % FOLDS for place, pair in enumerate(order)}
    for one in range(FOLDS):
        inside = [number for number in range(len(labels)) if fold[number % pairs] != one]
        yield inside, [number for number in range(len(labels)) if fold[number % pairs] == one]


def _telling(names: list[str], rows: list[Row], labels: list[int]) -> tuple[str, ...]:
    alone = {name: area([row[number] for row in rows], labels) for number, name in enumerate(names)}
    best = sorted(alone, key=lambda name: abs(alone[name] - 0.5), reverse=True)[:6]
    return tuple(f"{name} {alone[name]:.2f}" for name in best)


def _regression(rows: list[Row], labels: list[int], inside: list[int], outside: list[int]) -> list[float]:
    """Logistic regression on standardised features, by gradient descent with momentum and a ridge."""
    columns = [[rows[number][column] for number in inside] for column in range(len(rows[0]))]
    middles = [sum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(sum((value - middle) ** 2 for value in column) / len(column))
        for column, middle in zip(columns, middles, strict=True)
    ]
    used = [number for number, spread in enumerate(spreads) if spread > 1e-12]

    def standard(row: Row) -> Row:
        return [1.0, *(max(-5.0, min(5.0, (row[n] - middles[n]) / spreads[n])) for n in used)]

    learned = [standard(rows[number]) for number in inside]
    weights, speed = [0.0] * (len(used) + 1), [0.0] * (len(used) + 1)
    by_column = list(zip(*learned, strict=True))
    for _ in range(_ROUNDS):
        errors = [
            labels[number] - 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(mul, weights, row))))))
            for number, row in zip(inside, learned, strict=True)
        ]
        slopes = [sum(map(mul, errors, column)) / len(inside) for column in by_column]
        speed = [
            0.8 * v + _RATE / math.sqrt(len(used) + 1) * (s - _RIDGE * w)
            for v, s, w in zip(speed, slopes, weights, strict=True)
        ]
        weights = list(map(sum, zip(weights, speed, strict=True)))
    return [sum(map(mul, weights, standard(rows[number]))) for number in outside]


def _forest(rows: list[Row], labels: list[int], inside: list[int], outside: list[int]) -> list[float]:
    """Small trees on resamples, each asking some features at each fork; the mean of their leaves."""
    chance = random.Random(8)
    cuts = [_cuts([rows[number][column] for number in inside]) for column in range(len(rows[0]))]
    scores = [0.0] * len(outside)
    for _ in range(_TREES):
        tree = _grown(rows, labels, chance.choices(inside, k=len(inside)), cuts, chance, _DEPTH)
        for place, number in enumerate(outside):
            scores[place] += tree.of(rows[number])
    return scores


@dataclass(frozen=True, slots=True)
class Tree:
    """A fork on one feature, or a leaf with the share of label 1."""

    share: float
    column: int = 0
    cut: float = 0.0
    below: "Tree | None" = None
    above: "Tree | None" = None

    def of(self, row: Row) -> float:
        """The share in the leaf that a row comes to."""
        tree = self
        while tree.below is not None and tree.above is not None:
            tree = tree.below if row[tree.column] <= tree.cut else tree.above
        return tree.share


def _cuts(values: Row) -> Row:
    ranked = sorted(values)
    return sorted({ranked[len(ranked) * part // _BINS] for part in range(1, _BINS)})


def _grown(
    rows: list[Row], labels: list[int], numbers: list[int], cuts: list[Row], chance: random.Random, depth: int
) -> Tree:
    share = sum(labels[number] for number in numbers) / len(numbers)
    if not depth or len(numbers) < 2 * _LEAST or share in (0.0, 1.0):
        return Tree(share)
    best: tuple[float, int, float] | None = None
    for column in chance.sample(range(len(cuts)), max(3, round(math.sqrt(len(cuts))))):
        for cut in cuts[column]:
            low = [labels[number] for number in numbers if rows[number][column] <= cut]
            if not _LEAST <= len(low) <= len(numbers) - _LEAST:
                continue
            ones, others = sum(low), share * len(numbers) - sum(low)
            gain = ones**2 / len(low) + others**2 / (len(numbers) - len(low))
            if best is None or gain > best[0]:
                best = (gain, column, cut)
    if best is None:
        return Tree(share)
    _gain, column, cut = best
    low = [number for number in numbers if rows[number][column] <= cut]
    high = [number for number in numbers if rows[number][column] > cut]
    deeper = depth - 1
    return Tree(
        share,
        column,
        cut,
        _grown(rows, labels, low, cuts, chance, deeper),
        _grown(rows, labels, high, cuts, chance, deeper),
    )

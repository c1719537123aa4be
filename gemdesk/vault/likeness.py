"""Which b-tree a page belongs to whose parents are lost: by what rows look like, learned from pages that are known.

Never a guess: where two trees could own a page and neither is plainly likelier, nobody gets it. A
consent read as a referral would be worse than a row that is missing.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

from gemdesk.vault.btree import Row, Value
from gemdesk.vault.survey import Survey
from gemdesk.vault.trees import Tree

_LONG = 40
_ASKED_PAGES, _LEARNED_PAGES = 8, 60
_PLAIN_LEAD = 4.0  # natural logarithm of the odds, per row
_UNLIKE = -4.5  # per column: most of its values look like none that was seen
_UNKNOWN = -3.0  # per column, for a tree of which nothing was seen


class Likeness:
    """The forms of values that each column of one tree was seen to hold."""

    def __init__(self) -> None:
        self._seen: list[Counter[object]] = []
        self._rows = 0

    def learn(self, row: Row) -> None:
        """Take in a row that is known to belong to the tree."""
        self._seen += [Counter() for _ in row[len(self._seen) :]]
        self._rows += 1
        for counter, value in zip(self._seen, row, strict=False):
            counter[_form(value)] += 1

    def of(self, row: Row) -> float:
        """How likely such a row is here: a sum over its columns of natural logarithms."""
        if not self._rows:
            return _UNKNOWN * len(row)
        counters = [*self._seen, *([Counter[object]()] * len(row))]
        return sum(
            log((counter[_form(value)] + 0.5) / (self._rows + 10))
            for counter, value in zip(counters, row, strict=False)
        )


def owner(rows: Sequence[Row], trees: Iterable[Tree], learned: dict[str, Likeness]) -> Tree | None:
    """The one tree that these rows plainly belong to; None when there is none or more than one."""
    if not rows:
        return None
    columns = sum(len(row) for row in rows) / len(rows)
    scores = {tree: sum(learned.get(tree.name, Likeness()).of(row) for row in rows) / len(rows) for tree in trees}
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked or scores[ranked[0]] < _UNLIKE * columns:
        return None
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _PLAIN_LEAD:
        return None
    return ranked[0]


def owners(survey: Survey, trees: Mapping[str, Tree], orphans: Iterable[int]) -> dict[int, Tree | None]:
    """The tree of each page that hangs on nothing, or None. Pages that hang together are asked together.

    Left out are those that can hold no row that is kept: they are of indexes, or empty.
    """
    groups = defaultdict[int, list[int]](list)
    for number in orphans:
        groups[survey.top(number)].append(number)
    holed = survey.holed(trees)
    learned = _learned(survey, trees)
    found = dict[int, Tree | None]()
    for numbers in groups.values():
        asked = [row for number in _spread(numbers, _ASKED_PAGES) for _rowid, row in survey.rows(number)]
        rows = [row for row in asked if row]
        made_so = (tree for tree in trees.values() if tree.of_index == survey.of_index(numbers[0]))
        fitting = [tree for tree in made_so if all(tree.fits(row) for row in rows)]
        if not asked or not any(tree.kept for tree in fitting):
            continue
        # What misses nothing cannot miss these pages, unless a page was put back to an older state.
        likely = [tree for tree in fitting if tree.name in holed] or fitting
        found.update(dict.fromkeys(numbers, owner(rows, likely, learned)))
    return found


def _learned(survey: Survey, trees: Mapping[str, Tree]) -> dict[str, Likeness]:
    """What the rows of each tree look like, from some of its pages."""
    pages = defaultdict[str, "array[int]"](lambda: array("I"))
    for number, tree in survey.leaves(trees):
        if tree:
            pages[tree.name].append(number)
    found = dict[str, Likeness]()
    for name, numbers in pages.items():
        found[name] = Likeness()
        for number in _spread(numbers, _LEARNED_PAGES):
            for _rowid, row in survey.rows(number):
                if row and trees[name].fits(row):
                    found[name].learn(row)
    return found


def _spread(numbers: Sequence[int], most: int) -> Sequence[int]:
    """At most so many of them, from the whole range."""
    return numbers[:: -(-len(numbers) // most) or 1]


def _form(value: Value) -> object:
    """What a value looks like: its type, its length and the classes of its signs."""
    if isinstance(value, str):
        start = value[:_LONG]
        return len(start), "".join(sorted({_class(sign) for sign in start}))
    if isinstance(value, bytes):
        return bytes, min(len(value), 2 * _LONG)
    return (int, value.bit_length() // 4) if isinstance(value, int) else type(value)


def _class(sign: str) -> str:
    if sign.isdigit():
        return "9"
    if sign.isalpha():
        return "a" if sign.isascii() else "o"
    return sign

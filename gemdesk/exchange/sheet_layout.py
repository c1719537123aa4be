"""What the columns of a sheet are about and which rows are people: found by the words, changed by a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gemdesk.domain.readings import Aside, Target
from gemdesk.exchange import sheet_words
from gemdesk.exchange.sheet import Row, Sheet
from gemdesk.kernel.fold import fold

LOOKED_AT = 30  # rows among which the head is looked for
_LONGEST_HEAD = 80  # characters; more is no head of a column
_REPEATABLE = frozenset({Target.NOTE, Target.KEPT, Target.LEFT_OUT, Target.OTHER_NAME, Target.SERVICES})


@dataclass(frozen=True, slots=True)
class Layout:
    """The number of the row of heads (0: there is none) and the target of each column."""

    head: int
    targets: tuple[Target, ...]

    def column(self, target: Target) -> int:
        """The first column of a target; -1 when there is none."""
        return self.targets.index(target) if target in self.targets else -1

    def columns(self, target: Target) -> list[int]:
        """Every column of a target."""
        return [at for at, one in enumerate(self.targets) if one is target]


def guess(sheet: Sheet) -> Layout:
    """The likeliest layout: the row with most known heads; without any, the first that is filled as the rest is."""
    first = sheet.rows[:LOOKED_AT]
    known = {row.number: sum(_target(cell.text) is not Target.KEPT for cell in row.cells) for row in first}
    best = max(known.values(), default=0)
    if best > 1 or (best == 1 and sheet.width == 1):
        return with_head(sheet, next(number for number, count in known.items() if count == best))
    return with_head(sheet, 0)


def with_head(sheet: Sheet, head: int) -> Layout:
    """The layout whose heads stand in the row of that number; every column is kept where there are none."""
    row = next((row for row in sheet.rows if row.number == head), None)
    if row is None:
        return Layout(0, (Target.KEPT,) * sheet.width)
    targets: list[Target] = []
    for at in range(sheet.width):
        target = _target(row.cell(at).text)
        targets.append(target if target in _REPEATABLE or target not in targets else Target.KEPT)
    return Layout(head, tuple(targets))


def with_target(layout: Layout, column: int, target: Target) -> Layout:
    """The layout with another target for a column; who held it before is kept."""
    targets = [
        Target.KEPT if one is target and target not in _REPEATABLE and at != column else one
        for at, one in enumerate(layout.targets)
    ]
    targets[column] = target
    return replace(layout, targets=tuple(targets))


def heads(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """The head of every column as it stands, on one line; empty where there is none."""
    row = next((row for row in sheet.rows if row.number == layout.head), None)
    return tuple(" ".join(row.cell(at).text.split())[:_LONGEST_HEAD] if row else "" for at in range(sheet.width))


def _target(text: str) -> Target:
    if not text.strip() or len(text) > _LONGEST_HEAD:
        return Target.KEPT
    head, known = fold(text), sheet_words.heads()
    if head in known:
        return known[head]
    # The longest known head within it, such as «رقم الهاتف» in «رقم الهاتف (واتس)»; one alone may mean anything.
    within = [word for word in known if len(word) > 2 and f" {word} " in f" {head} "]
    return known[max(within, key=len)] if within else Target.KEPT


def people(sheet: Sheet, layout: Layout) -> tuple[list[Row], list[tuple[Row, Aside]]]:
    """The rows that are read as people, and the others with the reason."""
    head = next((row for row in sheet.rows if row.number == layout.head), None)
    taken: list[Row] = []
    aside: list[tuple[Row, Aside]] = []
    for row in sheet.rows:
        why = _aside(row, head, layout)
        if why is None:
            taken.append(row)
        elif row is not head:
            aside.append((row, why))
    return taken, aside


def _aside(row: Row, head: Row | None, layout: Layout) -> Aside | None:
    if head is not None and row.number <= head.number:
        return Aside.ABOVE
    if head is not None and _words(row) == _words(head):
        return Aside.HEAD
    if _is_total(row):
        return Aside.TOTAL
    wanted = [at for at, target in enumerate(layout.targets) if target is not Target.LEFT_OUT]
    return None if any(row.cell(at).text.strip() for at in wanted) else Aside.EMPTY


def _words(row: Row) -> list[str]:
    return [fold(cell.text[:_LONGEST_HEAD]) for cell in row.cells]


def _is_total(row: Row) -> bool:
    """Whether the first words of a row are one of those for a sum, and hardly anything stands beside them."""
    filled = [cell.text for cell in row.cells if cell.text.strip()]
    first = fold(filled[0]) if filled and len(filled[0]) <= _LONGEST_HEAD else ""
    return first in sheet_words.group("rows", "totals") and all(_is_count(text) for text in filled[1:])


def _is_count(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and fold(text).replace(" ", "").isdecimal()


def short(row: Row) -> list[str]:
    """The cells of a row, each on one short line."""
    return [" ".join(cell.text[:_LONGEST_HEAD].split()) for cell in row.cells]


def samples(rows: Sequence[Row], column: int, most: int) -> Iterator[str]:
    """The first texts of a column that are not blank, each on one line."""
    found = (" ".join(row.cell(column).text[:200].split()) for row in rows)
    for count, text in enumerate(filter(None, found)):
        if count == most:
            return
        yield text

"""The map of a damaged database: what each page is, and to which b-tree it belongs. Five bytes for a page."""

from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice

from gemdesk.kernel.progress import Progress
from gemdesk.vault import btree
from gemdesk.vault.btree import INTERIOR, OF_INDEX, Kind, Malformed, Row
from gemdesk.vault.pages import Pages
from gemdesk.vault.trees import Tree

_DAMAGED = 0xFF
_DEEPEST = 40  # levels; a tree of SQLite has at most some twenty
_SCHEMA_ROOT = 1
_PROOF_PAGES = 20
_SCHEMA_SORTS = frozenset({"table", "index", "view", "trigger"})

Numbered = tuple[int | None, Row | None]


class Survey:
    """One reading of all pages; afterwards the pages of any tree can be named."""

    def __init__(self, pages: Pages, progress: Progress) -> None:
        self._pages = pages
        self._kinds = bytearray(pages.count + 1)
        self._parents = array("I", bytes(4 * (pages.count + 1)))
        self._roots: dict[int, str] = {_SCHEMA_ROOT: ""}
        self.count = self.damaged = 0  # pages
        for number in pages.numbers():
            self.count += 1
            self._note(number, pages.read(number))
            if not number % 256:
                progress.step(number, 2 * pages.count)
        first = pages.read(1)
        self._free = btree.free_pages(first, pages.read) if first else set[int]()
        self._find_roots()

    def _note(self, number: int, page: bytes | None) -> None:
        if page is None:
            self._kinds[number] = _DAMAGED
            self.damaged += 1
            return
        kind = btree.kind_of(page, number)
        self._kinds[number] = kind or 0
        if kind in INTERIOR:
            try:
                below = btree.children(page, number)
            except Malformed:
                return
            for child in below:
                if 1 < child <= self._pages.count:
                    self._parents[child] = number

    def _find_roots(self) -> None:
        """Read the schema: where it hangs together, and on pages that hang on nothing, if page 1 or others are lost."""
        for number in self._numbered({Kind.TABLE_LEAF}):
            if self.top(number) not in (_SCHEMA_ROOT, number):
                continue
            for _rowid, row in self.rows(number):
                named = _schema_row(row)
                if named is None:
                    break
                if named[0] > _SCHEMA_ROOT:
                    self._roots[named[0]] = named[1]

    def guess_roots(self, trees: Mapping[str, Tree]) -> None:
        """Find trees whose line of the schema is lost at the page where a new database of the same schema has them.

        Roots never move. A page there that hangs on nothing and holds only rows that fit is taken for the root.
        """
        for tree in trees.values():
            alone = tree.root < len(self._kinds) and not self._parents[tree.root] and tree.root not in self._roots
            if tree.name in self._roots.values() or not alone:
                continue
            self._roots[tree.root] = tree.name
            if not self._fits_below(tree):
                del self._roots[tree.root]

    def _fits_below(self, tree: Tree) -> bool:
        """Whether the first rows found beneath a tree's root, of some pages, are its own."""
        below = (number for number, owner in self.leaves({tree.name: tree}) if owner is tree)
        rows = [row for number in islice(below, _PROOF_PAGES) for _rowid, row in self.rows(number) if row]
        return bool(rows) and all(tree.fits(row) for row in rows)

    def top(self, number: int) -> int:
        """The root of the tree that a page hangs in, or the highest page above it that is left."""
        for _level in range(_DEEPEST):
            above = self._parents[number]
            if number in self._roots or not above or self._kinds[above] not in INTERIOR:
                return number
            number = above
        return number

    def of_index(self, number: int) -> bool:
        """Whether a page is made as those of an index and of a table WITHOUT ROWID are."""
        return self._kinds[number] in OF_INDEX

    def _numbered(self, kinds: AbstractSet[int]) -> Iterator[int]:
        return (number for number, kind in enumerate(self._kinds) if kind in kinds)

    def rows(self, number: int) -> Iterator[Numbered]:
        """The rows of one page, each with its rowid where it has one; None for a row of which a part is lost."""
        page = self._pages.read(number)
        if page is None:
            return
        try:
            for cell in btree.cells(page, number):
                payload = btree.whole(cell, self._further)
                yield cell.rowid, payload if payload is None else btree.record(payload)
        except Malformed:
            return

    def _further(self, number: int) -> bytes | None:
        """A page on which a row goes on; None too for one that was freed since, next to a page of an older state."""
        return None if number in self._free else self._pages.read(number)

    def leaves(self, trees: Mapping[str, Tree]) -> Iterator[tuple[int, Tree | None]]:
        """Each page that carries rows, with its tree; None for one that hangs on none. Pages of others are left out."""
        for number in self._numbered(OF_INDEX | {Kind.TABLE_LEAF}):
            name = self._roots.get(self.top(number))
            tree = trees.get(name or "")
            if name is None or (tree and tree.of_index != self.of_index(number)):
                yield number, None
            elif tree:
                yield number, tree

    def holed(self, trees: Mapping[str, Tree]) -> set[str]:
        """The trees of which a part is out of reach: a page above others is damaged, or the root is not known."""
        known = {name: root for root, name in self._roots.items()}
        found = {name for name in trees if name not in known or self._kinds[known[name]] == _DAMAGED}
        for number in self._numbered({_DAMAGED}):
            if self._parents[number]:
                found.add(self._roots.get(self.top(self._parents[number]), ""))
        return found


def _schema_row(row: Row | None) -> tuple[int, str] | None:
    """Root page and name, if this is a row of the schema; the root is 0 for what has no pages."""
    if row is None or len(row) != 5 or row[0] not in _SCHEMA_SORTS:
        return None
    name, root = row[1], row[3]
    return (root or 0, name) if isinstance(name, str) and isinstance(root, int | None) else None

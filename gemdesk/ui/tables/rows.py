"""A list model that asks for its rows page by page, in the background, as they scroll into view."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from gemdesk.kernel.errors import Stop
from gemdesk.ui.jobs import Jobs, Page
from gemdesk.ui.tables.case_line import CaseLine, Heading

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 60  # rows asked for at a time
FIRST = 24  # rows asked for at first: more than a screen shows of them, and quicker there

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Head:
    """Stands above the first row of a group."""

    row: Any


def _no_group(_row: Any) -> Heading | None:
    return None


class Rows(QAbstractListModel):
    """Rows of `fetch(work, *question, after, limit)`; `line` puts one into words when it is shown.

    `after` is the last row that is there, or None: a place in an order, not a number of rows, so
    that a page far down costs as little as the first. Where the `group` of the rows changes, a row
    with its heading stands above them, which nobody can choose.
    """

    replaced = Signal()  # the answer to a new question is there
    fetched = Signal()  # any answer is there

    def __init__(
        self,
        jobs: Jobs,
        fetch: Callable[..., Sequence[Any]],
        line: Callable[[Any], CaseLine],
        *,
        group: Callable[[Any], Heading | None] = _no_group,
        page: int = PAGE,
    ) -> None:
        super().__init__()
        self._jobs, self._fetch, self._line, self._group, self._page = jobs, fetch, line, group, page
        self._rows: list[Any] = []
        self._question: tuple[object, ...] = ()
        self._asked = Page()
        self._waiting = False
        self._complete = True

    def ask(self, *question: object) -> None:
        """Ask anew; the rows that are shown stay until the answer is there."""
        self._question = question
        self._begin(min(FIRST, self._page))

    def reload(self) -> None:
        """Ask the same again, for as many rows as are there."""
        self._begin(max(min(FIRST, self._page), len(self._rows)))

    def _begin(self, limit: int) -> None:
        self._asked.renew()
        self._waiting = True
        self._jobs.look(
            self._fetch,
            *self._question,
            None,
            limit,
            then=lambda rows: self._on_first(rows, limit),
            failed=self._on_failed,
            page=self._asked,
        )

    def _on_first(self, rows: Sequence[Any], limit: int) -> None:
        self.beginResetModel()
        self._rows = list(self._headed(rows, None))
        self._waiting, self._complete = False, len(rows) < limit
        self.endResetModel()
        self.replaced.emit()
        self.fetched.emit()

    def _on_failed(self, stop: Stop) -> None:
        self._waiting = False  # so that the next scrolling asks again
        self._jobs.trouble.emit(stop)

    def _on_more(self, rows: Sequence[Any]) -> None:
        self._waiting, self._complete = False, len(rows) < self._page
        if rows:
            first = len(self._rows)
            more = list(self._headed(rows, self._group(self._rows[-1]) if self._rows else None))
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self._rows.extend(more)
            self.endInsertRows()
        self.fetched.emit()

    def _headed(self, rows: Iterable[Any], above: Heading | None) -> Iterator[Any]:
        """The rows, a heading above each group that begins."""
        for row in rows:
            group = self._group(row)
            if group and group != above:
                yield _Head(row)
            above = group
            yield row

    def canFetchMore(self, parent: Index = _NOWHERE) -> bool:
        """Whether there may be rows that were not asked for."""
        return not parent.isValid() and not self._waiting and not self._complete

    def fetchMore(self, parent: Index = _NOWHERE) -> None:
        """Ask for the next page."""
        if not self.canFetchMore(parent):
            return
        self._waiting = True
        after = self._rows[-1] if self._rows else None
        self._jobs.look(
            self._fetch,
            *self._question,
            after,
            self._page,
            then=self._on_more,
            failed=self._on_failed,
            page=self._asked,
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows are there so far, headings among them."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line or the heading of a row, or its sentence to be read out."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == LINE_ROLE:
            return self._said(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self._said(index.row())
            return said.sentence() if said else ""
        return None

    def _said(self, at: int) -> CaseLine | Heading | None:
        row = self._rows[at]
        return self._group(row.row) if isinstance(row, _Head) else self._line(row)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is neither chosen nor walked to."""
        return Qt.ItemFlag.NoItemFlags if self.is_heading(index.row()) else super().flags(index)

    def is_heading(self, at: int) -> bool:
        """Whether a row is the heading of a group."""
        return 0 <= at < len(self._rows) and isinstance(self._rows[at], _Head)

    def count(self) -> int:
        """How many rows are there so far, headings left out."""
        return sum(not isinstance(row, _Head) for row in self._rows)

    def row(self, at: int) -> Any:
        """What `fetch` gave for a row."""
        return self._rows[at]

    def row_of(self, key: str) -> int:
        """The row whose line has that key; -1 when it is not there."""
        lines = ((at, row) for at, row in enumerate(self._rows) if not isinstance(row, _Head))
        return next((at for at, row in lines if self._line(row).key == key), -1)

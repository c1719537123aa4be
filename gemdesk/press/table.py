"""A ruled table: columns from the start side, a tinted head on each page, rows that can be parted."""

from dataclasses import dataclass, replace

from gemdesk.press.boxes import Box, Row, Stack, TextBox
from gemdesk.press.canvas import Canvas
from gemdesk.press.styles import HAIRLINE, TINT

_SLACK = 1e-6
_TALL = 160.0  # points; a row lower than this goes to the next page in one piece
_THICKNESS = 0.5


@dataclass(frozen=True, slots=True)
class TableBox:
    """Rows under a head; `width` in points, `rtl` the direction of the columns."""

    head: Row
    rows: tuple[Row, ...]
    width: float
    rtl: bool
    keep_next: bool = False
    before: float = 0.0
    after: float = 0.0

    @property
    def height(self) -> float:
        """The head and all rows."""
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def least(self) -> float:
        """The head and the first row, or a fair part of a tall one."""
        return self.head.height + (min(self.rows[0].height, _TALL) if self.rows else 0.0)

    def split(self, room: float, *, force: bool = False) -> "tuple[Box, Box] | None":
        """Part the table between rows, or inside a row that is too tall; the head comes again."""
        used = self.head.height
        for index, row in enumerate(self.rows):
            if used + row.height <= room + _SLACK:
                used += row.height
                continue
            above, below = self.rows[:index], self.rows[index:]
            if row.height > _TALL or (force and not index):
                parted = row.split(room - used, force=force and not index)
                if parted:
                    above, below = (*above, parted[0]), (parted[1], *below[1:])
            if not above:
                return None
            head = replace(self, rows=above, after=0.0, keep_next=False)
            return head, replace(self, head=_repeated(self.head), rows=below, before=0.0)
        return None

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw the rows from the top with a line under each."""
        with canvas.artifact():
            canvas.rectangle(x, top - self.head.height, self.width, self.head.height, TINT)
            canvas.rule(x, top, self.width, _THICKNESS, HAIRLINE)
            down = top
            for row in (self.head, *self.rows):
                down -= row.height
                canvas.rule(x, down, self.width, _THICKNESS, HAIRLINE)
        for rtl in (self.rtl, not self.rtl):
            down = top
            for row in (self.head, *self.rows):
                row.draw_side(canvas, x, down, rtl=rtl)
                down -= row.height


def _repeated(head: Row) -> Row:
    """The head as it stands on later pages: seen, but not said again."""
    columns = [column._replace(stack=Stack(tuple(map(_silent, column.stack.boxes)))) for column in head.columns]
    return replace(head, columns=tuple(columns))


def _silent(box: Box) -> Box:
    return replace(box, element=None) if isinstance(box, TextBox) else box

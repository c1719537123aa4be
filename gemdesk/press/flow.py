"""Boxes onto pages: keep with next, no torn groups, and an end even for what fits nowhere."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gemdesk.press.boxes import Box, PageEnd, Stack, distance

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Placed:
    """A box and how far its top is below the top of the frame."""

    box: Box
    down: float


def paginate(boxes: Iterable[Box], height: float) -> list[list[Placed]]:
    """The boxes of each page of a frame `height` points high; there is at least one page."""
    return _Flow(deque(boxes), height).run()


class _Flow:
    def __init__(self, waiting: deque[Box], height: float) -> None:
        self.waiting, self.height = waiting, height
        self.pages: list[list[Placed]] = [[]]
        self.used = 0.0

    def run(self) -> list[list[Placed]]:
        """Place everything."""
        while self.waiting:
            box = self.waiting.popleft()
            if isinstance(box, PageEnd):
                self._turn()
            else:
                self._place(box)
        if not self.pages[-1] and len(self.pages) > 1:
            self.pages.pop()
        return self.pages

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self.used = 0.0

    def _put(self, box: Box, gap: float) -> None:
        self.pages[-1].append(Placed(box, self.used + gap))
        self.used += gap + box.height

    def _place(self, box: Box) -> None:
        page = self.pages[-1]
        gap = distance(page[-1].box, box) if page else 0.0
        room = self.height - self.used - gap
        if box.height + self._with_next(box) <= room + _SLACK:
            self._put(box, gap)
            return
        if page and box.least > room + _SLACK:
            self._again(box)
            return
        parted = box.split(room) if not isinstance(box, Stack) else None
        if parted:
            self._part(parted, gap)
        elif page:
            self._again(box)
        else:
            self._onto_empty_page(box)

    def _again(self, box: Box) -> None:
        self.waiting.appendleft(box)
        self._turn()

    def _part(self, parted: tuple[Box, Box], gap: float) -> None:
        self._put(parted[0], gap)
        self._again(parted[1])

    def _onto_empty_page(self, box: Box) -> None:
        """A box that even an empty page does not take as it should be taken."""
        if isinstance(box, Stack) and len(box.boxes) > 1:
            self.waiting.extendleft(reversed(box.boxes))
            return
        parted = box.split(self.height, force=True) if box.height > self.height + _SLACK else None
        if parted:
            self._part(parted, 0.0)
        else:
            self._put(box, 0.0)

    def _with_next(self, box: Box) -> float:
        """The height that what follows needs on the same page, along a chain of headings."""
        needed = 0.0
        above = box
        for below in _following(self.waiting, above):
            needed += distance(above, below)
            if not below.keep_next:
                return needed + below.least
            needed += below.height
            above = below
        return needed


def _following(waiting: Sequence[Box], box: Box) -> Iterable[Box]:
    if not box.keep_next:
        return
    for below in waiting:
        if isinstance(below, PageEnd):
            return
        yield below
        if not below.keep_next:
            return

"""The order of Tab among parts that were made late: Qt sends the key round in the order of their making."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtWidgets import QWidget


def chain(stops: Iterable[QWidget]) -> None:
    """Let Tab meet these parts one after the other; what followed the first follows the last."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)

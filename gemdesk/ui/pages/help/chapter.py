"""A card of the help: a title and its short lines."""

from typing import NamedTuple

from gemdesk.ui.look.face import Words


class Chapter(NamedTuple):
    """A card of the help."""

    title: Words
    lines: tuple[Words, ...]

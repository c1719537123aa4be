"""The tree of what a document says, and where on the pages each part of it was drawn."""

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree; `text` is the exact logical text of a leaf.

    `places` are (page from 0, number of the marked content) in the order of drawing.
    """

    tag: str
    language: str
    text: str = ""
    children: "list[Element]" = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, language: str, text: str = "") -> "Element":
        """A new last child."""
        child = Element(tag, language, text)
        self.children.append(child)
        return child

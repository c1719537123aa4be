"""Reading a kind of letter: its blocks and, per language, its words. No Python per kind."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from gemdesk.domain.definition import Item
from gemdesk.kernel import places
from gemdesk.kernel.errors import Trouble
from gemdesk.kernel.reasons import Reason

SHAPES = frozenset(
    {
        "letterhead", "title", "facts", "paragraph", "subject", "heading", "free", "lines", "sentences",
        "services", "bullets", "signatures",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A block, or one line of a block: when it is printed and what it discloses."""

    id: str
    shape: str = ""
    item: Item | None = None
    required: bool = False
    when: str = ""
    unless: str = ""
    otherwise: str = ""
    heads: str = ""
    bold: bool = False
    align: str = "justify"
    values: tuple[str, ...] = ()
    lines: "tuple[Part, ...]" = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of letter."""

    kind: str
    purpose: str
    release: str
    blocks: tuple[Part, ...]

    def required(self) -> tuple[Item, ...]:
        """The items without which there is no letter of this kind."""
        return tuple(part.item for part in self.blocks if part.required and part.item)

    def optional(self) -> tuple[Item, ...]:
        """The items that the letter can hold and can do without, in order of the page."""
        parts = [line for block in self.blocks for line in (block, *block.lines)]
        return tuple(dict.fromkeys(p.item for p in parts if p.item and p.item not in self.required()))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind of letter in one language."""

    kind: str
    language: str
    raw: dict[str, Any]

    def text(self, id_: str, form: str = "avoid") -> str:
        """The words of a part in a form of address; `Trouble` when the letter form lacks them."""
        found = self.raw.get(id_)
        if isinstance(found, dict):
            found = found.get("any") or found.get(form) or found.get("avoid")
        if not isinstance(found, str):
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=self.kind, part=f"{self.language}: {id_}")
        return found

    def label(self, id_: str, name: str) -> str:
        """One of the words of a part that has several, such as a column's head."""
        found = self.raw.get(id_, {}).get(name)
        if not isinstance(found, str):
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=self.kind, part=f"{self.language}: {id_}.{name}")
        return found

    def items(self, id_: str) -> list[str]:
        """The words of a list."""
        return [str(text) for text in self.raw.get(id_, {}).get("items", [])]


def _part(kind: str, raw: dict[str, Any]) -> Part:
    known = {**raw, "values": tuple(raw.get("values", ())), "lines": tuple(_part(kind, r) for r in raw.get("lines", ()))}
    if "item" in raw:
        known["item"] = Item(raw["item"])
    try:
        part = Part(**known)
    except TypeError as fault:
        raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=str(raw.get("id"))) from fault
    return part


@cache
def load(kind: str) -> Template:
    """The template of a kind; `Trouble` when something in it is unknown."""
    raw = tomllib.loads((places.resources() / "letters" / kind / "letter.toml").read_text("utf-8"))
    blocks = tuple(_part(kind, part) for part in raw["block"])
    for block in blocks:
        if block.shape not in SHAPES:
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=block.id)
    return Template(raw["kind"], raw["purpose"], raw["release"], blocks)


@cache
def words(kind: str, language: str) -> Words:
    """The words of a kind in a language."""
    path = places.resources() / "letters" / kind / f"{language}.toml"
    return Words(kind, language, tomllib.loads(path.read_text("utf-8")))

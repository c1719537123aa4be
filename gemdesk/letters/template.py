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
    unless: str = ""  # another part: not beside it
    each: str = ""  # values that come several times: said once with each of them
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
            raise self.incomplete(id_)
        return found

    def label(self, id_: str, name: str) -> str:
        """One of the words of a part that has several, such as a column's head."""
        found = self._several(id_).get(name)
        if not isinstance(found, str):
            raise self.incomplete(f"{id_}.{name}")
        return found

    def items(self, id_: str) -> list[str]:
        """The words of a list."""
        found = self._several(id_).get("items")
        if not isinstance(found, list) or not found:
            raise self.incomplete(f"{id_}.items")
        return [str(text) for text in found]

    def _several(self, id_: str) -> dict[str, Any]:
        found = self.raw.get(id_)
        return found if isinstance(found, dict) else {}

    def incomplete(self, part: str) -> Trouble:
        """The trouble of a letter form that lacks a part or has an unknown one."""
        return Trouble(Reason.TEMPLATE_INCOMPLETE, kind=self.kind, part=f"{self.language}: {part}")


def _read(kind: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((places.resources() / "letters" / kind / name).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=name) from fault


def _part(kind: str, raw: dict[str, Any]) -> Part:
    lines = tuple(_part(kind, line) for line in raw.get("lines", ()))
    known = {**raw, "values": tuple(raw.get("values", ())), "lines": lines}
    try:
        if "item" in raw:
            known["item"] = Item(raw["item"])
        return Part(**known)
    except (TypeError, ValueError) as fault:
        raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=str(raw.get("id"))) from fault


@cache
def load(kind: str) -> Template:
    """The template of a kind; `Trouble` when it cannot be read or something in it is unknown."""
    raw = _read(kind, "letter.toml")
    blocks = tuple(_part(kind, part) for part in raw.get("block", ()))
    ids = {block.id for block in blocks}
    parts = {part.id for block in blocks for part in (block, *block.lines)}
    for part in (part for block in blocks for part in (block, *block.lines)):
        if part.unless and part.unless not in parts:
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=part.id)
    for block in blocks:
        if block.shape not in SHAPES or (block.heads and block.heads not in ids):
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=block.id)
    for name in ("kind", "purpose", "release"):
        if not isinstance(raw.get(name), str):
            raise Trouble(Reason.TEMPLATE_INCOMPLETE, kind=kind, part=name)
    return Template(raw["kind"], raw["purpose"], raw["release"], blocks)


@cache
def words(kind: str, language: str) -> Words:
    """The words of a kind in a language; `Trouble` when they cannot be read."""
    return Words(kind, language, _read(kind, f"{language}.toml"))

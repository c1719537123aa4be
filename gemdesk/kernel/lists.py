"""The lists of allowed values: codes in the data, words only where they are shown.

The shipped ones are files. What an organisation added lies in its vault, which is not known here: whoever has the vault
open lays it over the shipped ones (`laid`, `lay`), for what runs in the same context and for nothing else. So two open
vaults never see each other's entries, and without an open vault there are none.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from gemdesk.kernel import places

MADE = "own-"  # what a code of an entry of the organisation's own begins with; no shipped code does


@dataclass(frozen=True, slots=True)
class Value:
    """One allowed value of a list."""

    code: str
    words: dict[str, str]
    retired: bool = False
    on_paper: bool = True  # whether it may stand on a letter; always asked beside consent, never instead of it
    sensitivity: str = ""  # of the list `sensitivity`; that of the field where it is shipped

    def label(self, language: str) -> str:
        """The words for the code; a language without words gets the English ones."""
        return self.words.get(language) or self.words["en"]


@dataclass(frozen=True, slots=True)
class About:
    """What a list tells of itself."""

    title: dict[str, str]
    source: dict[str, str]
    reviewed: bool  # by the communities whose words these are
    own: bool  # whether the organisation may add entries


@dataclass(frozen=True, slots=True)
class Own:
    """The lists to which one organisation added entries: the shipped ones by code, then its own."""

    lists: Mapping[str, dict[str, Value]] = field(default_factory=dict)


NONE = Own()
_own: ContextVar[Own] = ContextVar("own", default=NONE)


@cache
def _raw(name: str) -> dict[str, Any]:
    import tomllib  # not before a list is needed: the lock screen has none

    return tomllib.loads((places.resources() / "lists" / f"{name}.toml").read_text("utf-8"))


@cache
def shipped(name: str) -> dict[str, Value]:
    """The shipped values of a list by code, in its own order; FileNotFoundError for an unknown list."""
    return {
        row["code"]: Value(
            row["code"], {k: v for k, v in row.items() if k not in ("code", "retired")}, bool(row.get("retired"))
        )
        for row in _raw(name)["value"]
    }


@cache
def about(name: str) -> About:
    """Title, source and rules of a list; FileNotFoundError for an unknown list."""
    raw = _raw(name)
    return About(raw["title"], raw["source"], raw["reviewed"], raw["own"])


@cache
def names() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(sorted(path.stem for path in (places.resources() / "lists").glob("*.toml")))


def own(entries: Iterable[tuple[str, Value]]) -> Own:
    """Entries of the organisation's own, each with the name of its list; an unknown list or a shipped code has none."""
    found: dict[str, dict[str, Value]] = {}
    for name, value in entries:
        if name in names() and value.code not in shipped(name):
            found.setdefault(name, dict(shipped(name)))[value.code] = value
    return Own(found)


@contextmanager
def laid(added: Own) -> Iterator[None]:
    """Lay these entries over the shipped ones for what is done inside."""
    token = _own.set(added)
    try:
        yield
    finally:
        _own.reset(token)


def lay(added: Own) -> bool:
    """Lay these entries over the shipped ones from now on in this context; whether they differ from those before."""
    differs = _own.get() != added
    _own.set(added)
    return differs


def values(name: str) -> dict[str, Value]:
    """The values of a list by code, those of the organisation last; FileNotFoundError for an unknown list."""
    return _own.get().lists.get(name) or shipped(name)


def label(name: str, code: str, language: str) -> str:
    """The words for a code; an unknown code is shown as itself, never as nothing."""
    found = values(name).get(code)
    return found.label(language) if found else code


def alone(name: str, code: str, language: str) -> str:
    """The words for a code where they stand alone: with a capital, in a script that has them."""
    words = label(name, code, language)
    return words[:1].upper() + words[1:]


def on_paper(name: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the codes that may stand on a letter; an unknown code may not."""
    known = values(name)
    return tuple(code for code in codes if code in known and known[code].on_paper)


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes of a list as a fact of a message; their words are found where it is shown."""

    name: str
    codes: tuple[str, ...]

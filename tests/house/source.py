"""The source of the program as the house tests read it: parsed, named, never imported."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
ROOMS = ("kernel", "domain", "press", "vault", "store", "letters", "exchange", "flows", "ui", "gate", "desk")


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its dotted name, its path from the root, its text and its syntax tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in; empty for the package's own files."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


def module(path: str, text: str) -> Module:
    """A module from its text; for planted offences too."""
    name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return Module(name, path, text, ast.parse(text, path))


@cache
def read_under(folder: str) -> tuple[Module, ...]:
    """Every module under a folder of the tree, sorted by path; read once."""
    found = sorted((REPOSITORY / folder).rglob("*.py"))
    return tuple(module(path.relative_to(REPOSITORY).as_posix(), path.read_text("utf-8")) for path in found)


def program() -> tuple[Module, ...]:
    """Every module of the program; an empty answer would make every lint pass, so it is refused."""
    found = read_under("gemdesk")
    assert len(found) > 15, "the lints found almost no source to read"
    return found


def imports(one: Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a module imports, deferred imports included."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `setText` of `self.label.setText(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(one: Module) -> Iterator[ast.Call]:
    """Every call in a module."""
    return (node for node in ast.walk(one.tree) if isinstance(node, ast.Call))

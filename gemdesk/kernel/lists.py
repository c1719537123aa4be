"""The lists of allowed values: codes in the data, words only where they are shown."""

from dataclasses import dataclass
from functools import cache

from gemdesk.kernel import places


@dataclass(frozen=True, slots=True)
class Value:
    """One allowed value of a list."""

    code: str
    words: dict[str, str]
    retired: bool = False

    def label(self, language: str) -> str:
        """The words for the code; a language without words gets the English ones."""
        return self.words.get(language) or self.words["en"]


@cache
def values(name: str) -> dict[str, Value]:
    """The values of a list by code, in its own order; FileNotFoundError for an unknown list."""
    import tomllib  # not before a list is needed: the lock screen has none

    raw = tomllib.loads((places.resources() / "lists" / f"{name}.toml").read_text("utf-8"))
    return {
        row["code"]: Value(
            row["code"], {k: v for k, v in row.items() if k not in ("code", "retired")}, bool(row.get("retired"))
        )
        for row in raw["value"]
    }


def label(name: str, code: str, language: str) -> str:
    """The words for a code; an unknown code is shown as itself, never as nothing."""
    found = values(name).get(code)
    return found.label(language) if found else code


def alone(name: str, code: str, language: str) -> str:
    """The words for a code where they stand alone: with a capital, in a script that has them."""
    words = label(name, code, language)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes of a list as a fact of a message; their words are found where it is shown."""

    name: str
    codes: tuple[str, ...]

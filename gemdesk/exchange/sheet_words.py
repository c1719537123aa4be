"""The words by which sheets are understood; kept as data, folded once."""

import tomllib
from functools import cache
from typing import Any

from gemdesk.domain.readings import Target
from gemdesk.kernel import lists, places
from gemdesk.kernel.fold import fold


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((places.resources() / "sheets" / "words.toml").read_text("utf-8"))


@cache
def heads() -> dict[str, Target]:
    """What a column is about, by its folded head."""
    return {fold(word): Target(name) for name, words in _data()["heads"].items() for word in words}


@cache
def group(section: str, name: str) -> frozenset[str]:
    """The folded words of a group that is no list of codes, such as what stands for nothing."""
    return frozenset(fold(word) for word in _data()[section][name])


@cache
def months() -> dict[str, int]:
    """The further names of months, folded; January is 1."""
    return {fold(name): number for number, names in enumerate(_data()["dates"]["months"], 1) for name in names}


class Vocabulary:
    """The words of the lists of codes, those of the organisation's own among them; for one reading of a sheet."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def codes(self, name: str) -> dict[str, str]:
        """The code of a list by each folded word that it is known by: its own in every language, and the synonyms."""
        if name not in self._known:
            self._known[name] = _codes(name)
        return self._known[name]

    def offered(self, name: str) -> tuple[str, ...]:
        """The codes of a list that are in use."""
        return tuple(code for code, value in lists.values(name).items() if not value.retired)


def _codes(name: str) -> dict[str, str]:
    values = lists.values(name)
    used = [value for value in values.values() if not value.retired]
    known = {
        fold(words): one.code for one in reversed(used) for words in (one.code, *one.words.values()) if fold(words)
    }
    for code, words_of in _data().get(name, {}).items():
        if code in values and not values[code].retired:
            known.update((fold(word), code) for word in words_of)
    return known

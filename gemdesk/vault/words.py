"""Passphrases made of Arabic words by chance, from our own list of 7,776."""

import secrets
from functools import cache

from gemdesk.kernel.places import resources

COUNT = 5  # words of a passphrase: 64.6 bits
SIZE = 7776  # words in the list: five throws of a die each


@cache
def listed() -> tuple[str, ...]:
    """The list, sorted; read from the disk when it is first asked for."""
    return tuple((resources() / "words/ar.txt").read_text("utf-8").split())


def generate(count: int = COUNT) -> str:
    """So many words, all different, drawn from the whole list by the system's source of chance, with single blanks."""
    return " ".join(secrets.SystemRandom().sample(listed(), count))


def __getattr__(name: str) -> tuple[str, ...]:
    """`WORDS`: the list, not read before somebody asks."""
    if name == "WORDS":
        return listed()
    raise AttributeError(name)

"""Words and choices that come from a list of allowed values."""

from gemdesk.kernel import lists
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.segment import Choice


def list_words(name: str, code: str) -> Words:
    """The words of one code where they stand alone, in the language of the moment."""
    return lambda texts: lists.alone(name, code, texts.language)


def choices(name: str) -> list[Choice]:
    """The codes of a list with their words, without those that are retired."""
    return [(value.code, list_words(name, value.code)) for value in lists.values(name).values() if not value.retired]

"""Words and choices that come from a list of allowed values."""

from gemdesk.kernel import lists
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.segment import Choice, Offer


def list_words(name: str, code: str) -> Words:
    """The words of one code where they stand alone, in the language of the moment."""
    return lambda texts: lists.alone(name, code, texts.language)


def choices(name: str, *, on_paper: bool = False) -> Offer:
    """The codes of a list with their words, without those that are retired; `on_paper`: may stand on a letter."""

    def read() -> list[Choice]:
        return [
            (value.code, list_words(name, value.code))
            for value in lists.values(name).values()
            if not value.retired and (value.on_paper or not on_paper)
        ]

    return Offer(read, lambda code: (code, list_words(name, code)))

"""What is said of a file that may be about the same person."""

from gemdesk.flows.matches import Other
from gemdesk.kernel.typed import Code, Name
from gemdesk.ui.look.face import Words, value_words
from gemdesk.ui.look.tokens import Tone

_WHY: dict[str, tuple[Words, Tone]] = {
    "number": (lambda t: t.say("Same number"), "warning"),
    "name": (lambda t: t.say("Same name"), "info"),
    "sound": (lambda t: t.say("Similar spelling"), "quiet"),
}


def title(other: Other) -> Words:
    """Who a file is about, as far as it may be shown."""
    if not other.is_shown:
        return lambda t: t.say("A case of {worker}. Only they can say more.", worker=Code(other.worker))
    if other.name:
        return lambda t: t.say("{name}, {code}", name=Name(other.name), code=Code(other.code))
    return value_words(Code(other.code))


def why(other: Other) -> tuple[Words, Tone]:
    """Why a file may be about the same person."""
    return _WHY.get(other.why, _WHY["sound"])

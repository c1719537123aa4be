"""Plain words on a passphrase that is being thought up; they advise and never praise."""

from typing import TYPE_CHECKING

from gemdesk.ui.look.face import Words

if TYPE_CHECKING:
    from gemdesk.vault.strength import Cause


def strength_words(passphrase: str) -> Words:
    """What to say beneath a new passphrase at this moment."""
    if not passphrase.strip():
        return lambda t: t.say("Five unrelated words or more are advised. Spaces count.")
    from gemdesk.vault.strength import STRONG, measure

    strength = measure(passphrase)
    if strength.cause is not None:
        return _weak(strength.cause)
    if strength.bits < STRONG:
        return lambda t: t.say(
            "Enough to begin with; one more unrelated word makes it much harder to guess. "
            "A passphrase that somebody else knows protects nothing."
        )
    return lambda t: t.say("Hard to guess. A passphrase that somebody else knows protects nothing.")


def _weak(cause: "Cause") -> Words:
    """Why it is weak; each with the same advice."""
    from gemdesk.vault.strength import Cause

    said: dict[Cause, Words] = {
        Cause.SHORT: lambda t: t.say("Still too short. Five unrelated words are advised."),
        Cause.WORDS: lambda t: t.say(
            "Easy to guess: words that are too few or too common. Five unrelated words are advised."
        ),
        Cause.NAMES: lambda t: t.say(
            "Easy to guess: names and places are tried first. Five unrelated words are advised."
        ),
        Cause.KNOWN: lambda t: t.say("Easy to guess: many people know this wording. Five unrelated words are advised."),
        Cause.DATES: lambda t: t.say(
            "Easy to guess: dates and years are tried early. Five unrelated words are advised."
        ),
        Cause.KEYS: lambda t: t.say("Easy to guess: letters or digits in a row. Five unrelated words are advised."),
        Cause.REPEATS: lambda t: t.say(
            "Easy to guess: repeating adds almost nothing. Five unrelated words are advised."
        ),
    }
    return said[cause]

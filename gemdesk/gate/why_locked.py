"""One quiet sentence on why the vault was locked; a lock that somebody pressed a key for needs none."""

from gemdesk.kernel.messages import N_
from gemdesk.ui.look.face import Words

# By what the keeper says. Panic has no sentence: who stands beside it need not read that it was pressed.
_SENTENCES = {
    "idle": N_("The vault was locked after a time without use."),
    "session": N_("The vault was locked together with the screen of the computer."),
    "suspend": N_("The vault was locked before the computer went to sleep."),
    "gap": N_("The vault was locked because the computer had been asleep."),
    "key_file": N_("The vault was locked because the key file was removed."),
}


def words(lock: str) -> Words | None:
    """The sentence for a way of locking, or None."""
    sentence = _SENTENCES.get(lock)
    return (lambda t: t.say(sentence)) if sentence is not None else None

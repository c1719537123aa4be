"""Plain words on a passphrase that is being thought up; they advise and never praise."""

from gemdesk.ui.look.face import Words


def strength_words(passphrase: str) -> Words:
    """What to say beneath a new passphrase at this moment."""
    if not passphrase:
        return lambda t: t.say("Five unrelated words or more are advised. Spaces count.")
    from gemdesk.vault.strength import weak

    if weak(passphrase):
        return lambda t: t.say("Too easy to guess so far. Five unrelated words or more are advised.")
    return lambda t: t.say("Long enough to begin with. Every further unrelated word makes it harder to guess.")

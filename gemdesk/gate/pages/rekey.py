"""New keys for the whole vault, when somebody who knew the old ones has left."""

from gemdesk.gate.pages.ask_key import AskKey
from gemdesk.ui.look.face import Faces


class Rekey(AskKey):
    """Says what happens to the vault and to every other key, then asks for the present one."""

    def __init__(self, faces: Faces) -> None:
        super().__init__(
            faces,
            lambda t: t.say("New keys for the whole vault"),
            (
                lambda t: t.say(
                    "All cases are written anew under new keys. The old file is removed once the new one has been "
                    "checked. With many cases this takes some minutes."
                ),
                lambda t: t.say(
                    "After that only this passphrase opens the vault. Every other key place and the recovery must be "
                    "made anew."
                ),
                lambda t: t.say(
                    "Earlier states of the vault, and what was set aside in its folder, are removed with the old file "
                    "and cannot be brought back."
                ),
                lambda t: t.say("Older copies of the vault folder can still be opened with the old passphrases."),
            ),
            lambda t: t.say("Make new keys and open"),
            icon="key",
        )

"""The fields for a recovery sheet: they count along and name the group or word that does not fit."""

from gemdesk.gate.pages.page import CardPage
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.recovery_field import RecoveryField

_CODE_LINES, _SHARE_LINES = 2, 3  # what the longest takes in the width of the card


class CodeField:
    """The code of one sheet: eight groups of digits, however they are spaced."""

    def __init__(self, page: CardPage, faces: Faces) -> None:
        self.area = RecoveryField(faces, lambda t: t.say("Recovery code"), lines=_CODE_LINES)
        self.field = page.add_field("code", lambda t: t.say("Recovery code"), self.area)

    def clear(self) -> None:
        """Forget the code."""
        self.area.set_text("")
        self.look()

    def look(self) -> None:
        """Count the groups, and name the first that is typed to its end and does not fit."""
        from gemdesk.vault import recovery

        typed = self.area.text()
        whole = sum(sign.isdigit() for sign in typed) // recovery.GROUP_DIGITS
        self.field.set_hint(
            lambda t: t.say("Groups so far: {count} of {all}", count=t.number(whole), all=t.number(recovery.GROUPS))
        )
        try:
            recovery.read_code(typed)
        except Refusal as refusal:
            if _is_certain(refusal, whole, "group", whole >= recovery.GROUPS):
                self.field.refuse(refusal)


class ShareField:
    """One share: twenty words, or their numbers."""

    def __init__(self, page: CardPage, faces: Faces, where: str, words: Words) -> None:
        self.area = RecoveryField(faces, words, lines=_SHARE_LINES)
        self.field = page.add_field(where, words, self.area)

    def clear(self) -> None:
        """Forget the share."""
        self.area.set_text("")
        self.look()

    def look(self) -> None:
        """Count the words, and name the first that is typed to its end and in no list."""
        from gemdesk.vault import shares

        typed = self.area.text()
        count = shares.count(typed)
        finished = count if typed[-1:].isspace() else count - 1  # the last one is still being typed
        try:
            number = shares.read(typed).number
        except Refusal as refusal:
            self.field.set_hint(
                lambda t: t.say("Words so far: {count} of {all}", count=t.number(count), all=t.number(shares.WORDS))
            )
            if _is_certain(refusal, finished, "place", count > shares.WORDS or finished == shares.WORDS):
                self.field.refuse(refusal)
        else:
            self.field.set_hint(lambda t: _whole(t, number))


def _whole(texts: Texts, number: int) -> str:
    return texts.say("This share is whole: number {number} of three.", number=texts.number(number))


def _is_certain(refusal: Refusal, finished: int, counted: str, complete: bool) -> bool:
    """Whether more typing cannot mend it: a finished part is wrong, or everything is there and does not fit."""
    place = refusal.facts.get(counted)
    if isinstance(place, int):
        return place <= finished
    return refusal.reason is Reason.RECOVERY_DIGITS or (complete and refusal.reason is not Reason.REQUIRED)

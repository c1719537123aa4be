"""The field that a recovery sheet is typed into, the same on the lock screen and at the desk."""

from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.look import direction
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.line import Area

_LONGEST = 1000


class RecoveryField(Area):
    """Groups, words or numbers of a sheet: left to right in every language, in the digits 0-9."""

    def __init__(self, faces: Faces, name: Words, *, lines: int) -> None:
        super().__init__(faces, name, lines=lines, longest=_LONGEST)

    def say(self) -> None:
        """As every area, with the direction set again."""
        super().say()
        direction.fix_area_left_to_right(self, self._faces.face.rtl)

    def _on_text(self) -> None:
        text = self.toPlainText()
        latin = latin_digits(text)
        if latin != text:
            # Groups of Arabic digits would stand in the order of Arabic writing.
            at = self.textCursor().position()
            self.set_text(latin)
            cursor = self.textCursor()
            cursor.setPosition(at)
            self.setTextCursor(cursor)
        super()._on_text()

"""A whole number typed with any digits; a fraction is refused and never read as a larger number."""

import re

from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import latin_digits
from gemdesk.ui.look.face import Faces, Words
from gemdesk.ui.parts.line import Line

_LONGEST = 15
_WHOLE = re.compile(r"\d+")


class CountField(Line):
    """Takes 0-9, ٠-٩ and ۰-۹ from `least` to `most`; empty is no number."""

    def __init__(self, faces: Faces, name: Words, *, least: int = 0, most: int = 1_000_000) -> None:
        super().__init__(faces, name, fixed=True, longest=_LONGEST)
        self._least, self._most = least, most

    def value(self) -> int | None:
        """The number, None when the field is empty; `Refusal` when it is no whole number or out of range."""
        typed = self.text().strip()
        if not typed:
            return None
        if not _WHOLE.fullmatch(typed):
            raise Refusal(Reason.NOT_A_NUMBER)
        number = int(latin_digits(typed))
        if not self._least <= number <= self._most:
            raise Refusal(Reason.OUT_OF_RANGE, least=self._least, most=self._most)
        return number

    def set_value(self, value: object) -> None:
        """Show a number, or nothing, without telling that it was edited."""
        self.setText("" if value is None else str(value))

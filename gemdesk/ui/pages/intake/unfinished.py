"""Tells that an unfinished card was taken up, and offers an empty one."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout

from gemdesk.kernel import dates
from gemdesk.kernel.texts import Texts
from gemdesk.ui.parts.button import Button
from gemdesk.ui.parts.card import Card
from gemdesk.ui.parts.icon import Icon
from gemdesk.ui.parts.label import Label
from gemdesk.ui.tools import Tools


class Unfinished(Card):
    """Hidden while the card began empty."""

    def __init__(self, tools: Tools, begin_anew: Callable[[], object]) -> None:
        super().__init__(tools.faces)
        faces = tools.faces
        self._tools = tools
        self._words = Label(faces, lambda _: "", wrap=True)
        row = QHBoxLayout()
        row.addWidget(Icon(faces, "note", "accent"))
        row.addWidget(self._words, 1)
        row.addWidget(Button(faces, lambda t: t.say("Begin an empty card"), press=begin_anew))
        self.body.addLayout(row)
        self.hide()

    def tell(self, begun: str) -> None:
        """Tell when the card that was taken up was begun; ISO, or nothing where that is not known."""
        self._words.set_words(lambda t: self._sentence(begun, t))
        self.show()

    def _sentence(self, begun: str, texts: Texts) -> str:
        if not begun:
            return texts.say("This card was begun earlier and not saved.")
        at = datetime.fromisoformat(begun)
        day = dates.short_day(at.date(), self._tools.clock.today(), texts.language)
        return texts.say("This card was begun on {day} at {time} and not saved.", day=day, time=dates.time_of_day(at))

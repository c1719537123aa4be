"""What every station of a year with one person stands on."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gemdesk.domain.records import Referral
from gemdesk.kernel.clock import SetClock
from gemdesk.ui.pages.case.part import CasePart
from tests.journeys.clicks import Clicks
from tests.journeys.stories import Story
from tests.ui import screen


def typed(day: date | None) -> str:
    """A day as it is typed."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


class File:
    """One person's file; every station begins and ends on the page of the case."""

    eyes: Clicks  # of the desk that is open now

    def __init__(self, clock: SetClock, story: Story, out: Path) -> None:
        self.clock, self.story, self.out = clock, story, out
        self.found = story.read()
        self.codes: list[str] = []  # of the reply slips, in the order of the referrals
        self.until = clock.today()  # the end of the consent that was taken down last

    def tab(self, words: str) -> QWidget:
        """Go to a part of the case."""
        self.eyes.tab(self.eyes.say(words))
        (part,) = [one for one in screen.parts_of(self.eyes.window.case, CasePart) if one.isVisible()]
        return part

    def pass_days(self, days: int) -> None:
        """Come back on a later day: the window, left open, notices that it is another one."""
        self.clock.move(days=days)
        self.eyes.window.frame.look_at_day()
        self.eyes.rest()

    @property
    def receiver(self) -> str:
        """Who gets the letter of the file."""
        (name,) = [one.name for one in self.found.organisations if one.id == self.wished.organisation]
        return name

    @property
    def wished(self) -> Referral:
        """The referral of the file."""
        assert self.found.referral is not None
        return self.found.referral

    def open_from_today(self) -> None:
        """Something of this person is due: Today leads into the file."""
        eyes, name = self.eyes, self.found.person.chosen_name
        eyes.click_rail("Today")
        eyes.row(name, eyes.window.today)
        eyes.click(eyes.say("Open the case"), within=eyes.window.today)
        eyes.rest()
        eyes.see(name, eyes.window.case)

    def is_found(self, typed_name: str) -> bool:
        """Whether the search of the list finds somebody."""
        eyes = self.eyes
        eyes.press("Ctrl+F")
        eyes.press("Ctrl+A")
        eyes.type(typed_name)
        eyes.rest()
        found = typed_name in eyes.rows(eyes.window.list)
        eyes.press("Ctrl+A")
        eyes.press("Delete")
        eyes.rest()
        return found

    def settle(self) -> None:
        """Where the rhythm wants a supervisor and the vault has none, that is written down."""
        words = self.eyes.say("Note as settled without a supervisor")
        if self.eyes.offers(words):
            self.eyes.click(words)
            self.eyes.rest()

"""Letters that leave, or do not, and what is answered."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gemdesk.domain.records import Referral
from gemdesk.flows.referrals import TOPICS
from gemdesk.ui import printing
from tests.journeys.stations.file import File, typed
from tests.journeys.stories import Answer
from tests.ui import screen

Choose = Callable[[Callable[..., object]], object]  # puts a way to a printer in the place of the system's dialog


class Letters(File):
    """Referrals, their letters, and the answers to them."""

    def refer(self, wished: Referral, receiver: str, languages: str) -> None:
        """Through the four steps, up to the last one."""
        eyes, page = self.eyes, self.eyes.window.referral
        eyes.click(eyes.say("New referral"))
        screen.until(lambda: eyes.window.page() is page and page.drawing.is_settled())
        eyes.rest()
        eyes.tab(eyes.say("1. Receiver"))  # a draft of the letter before may stand at its last step
        eyes.write(eyes.say("Receiver"), receiver, page)
        eyes.end_list()
        if wished.addressee:
            eyes.write(eyes.say("Addressed to"), wished.addressee, page)
        eyes.pick(eyes.label("priority", wished.priority), of=eyes.say("Priority"))
        for service in wished.services:
            eyes.tick_once(eyes.label("service", service), of=eyes.say("Services asked for"))
        eyes.pick(eyes.label("letterhead", wished.letterhead), of=eyes.say("Letterhead"))
        self._onward()
        self._tell_topics(page)
        self._onward()
        eyes.pick(eyes.say(languages), of=eyes.say("Languages of the letter"))
        for words, text in (
            ("Reason for the referral, in Arabic", wished.reason_ar if languages != "English" else ""),
            ("Reason for the referral, in English", wished.reason_en if languages != "Arabic" else ""),
        ):
            if text:
                eyes.write(eyes.say(words), text, page)
        self._onward()

    def _tell_topics(self, page: QWidget) -> None:
        """Topics are told only once somebody ticks them: each that the consent covers."""
        eyes = self.eyes
        for topic in TOPICS:
            if eyes.offers(eyes.label("item", topic.value), within=page):
                eyes.tick_once(eyes.label("item", topic.value), within=page)

    def refused(self, receiver: str) -> None:
        """A letter to a receiver: what the consent does not cover any more keeps it here."""
        eyes, page = self.eyes, self.eyes.window.referral
        self.refer(self.wished, receiver, "Arabic")
        eyes.see(eyes.say("Record a consent"), page)
        assert not eyes.offers(eyes.say("Save a copy"), within=page)
        assert not eyes.offers(eyes.say("Print"), within=page)
        for _ in range(4):
            eyes.press("Escape")
        eyes.rest()
        assert eyes.window.page() is eyes.window.case

    def _onward(self) -> None:
        self.eyes.click(self.eyes.say("Next"), within=self.eyes.window.referral)
        screen.until(self.eyes.window.referral.drawing.is_settled)
        self.eyes.rest()

    def save_letter(self, name: str) -> Path:
        """The letter as a file, through the dialog of the system's files."""
        eyes, page = self.eyes, self.eyes.window.referral
        target = self.out / name
        eyes.click(eyes.say("Save a copy"), within=page)
        screen.until(page.check.question.isVisible)
        eyes.click(eyes.say("Save the copy"), within=page)
        screen.until(lambda: isinstance(QApplication.activeWindow(), QFileDialog))
        eyes.press("Ctrl+A")
        eyes.type(str(target))
        eyes.press("Return")
        screen.until(target.exists)
        eyes.see(eyes.say("Finish"))
        return target

    def print_letter(self, name: str, choose: Choose) -> Path:
        """The letter on paper; the printer is a file, which `choose` puts in the place of the system's dialog."""
        eyes, page = self.eyes, self.eyes.window.referral
        target = self.out / name
        printer = printing.make_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        choose(lambda _parent, chosen: chosen(printer))
        eyes.click(eyes.say("Print"), within=page)
        screen.until(page.check.question.isVisible)
        eyes.click(eyes.say("Print the letter"), within=page)
        eyes.see(eyes.say("Finish"))
        return target

    def hand_over(self) -> None:
        """The letter reached its receiver; back to the case."""
        eyes, page = self.eyes, self.eyes.window.referral
        shown = re.findall(r"R-[0-9A-Z-]+", eyes.shown(page.check))
        self.codes += [code for code in shown if code not in self.codes][:1]
        eyes.click(eyes.say("It was handed over"), within=page)
        eyes.rest()
        eyes.click(eyes.say("Finish"), within=page)
        eyes.rest()
        assert eyes.window.page() is eyes.window.case
        eyes.tab(eyes.say("Referrals and letters"))

    def reply(self, code: str, answer: Answer) -> None:
        """An answer on the phone: the code, one key, Return."""
        eyes, numbers = self.eyes, ("acknowledged", "accepted", "waiting_list", "partly_served", "completed")
        eyes.press("Ctrl+J")
        eyes.rest()
        eyes.type(code)
        entry = eyes.window.page()
        eyes.see(eyes.say("What the receiver told"), entry)
        told = tuple(eyes.label("referral_state", one).casefold() for one in numbers)
        screen.until(lambda: eyes.focus_name().casefold().endswith(told))
        number = (*numbers, "not_accepted").index(answer.state) + 1
        eyes.press(str(number))
        if answer.reason:
            eyes.choose(eyes.label("not_accepted_reason", answer.reason), of=eyes.say("Why it was not accepted"))
        if answer.serves:
            eyes.write(eyes.say("First service on"), typed(self.clock.today()), entry)
        if answer.note:
            eyes.write(eyes.say("Note"), answer.note, entry)
            eyes.click(eyes.say("Record the answer"), within=entry)
        else:
            eyes.press("Return")
        eyes.see(
            eyes.say("Written down for {reference}: {state}.", reference=code,
                     state=eyes.label("referral_state", answer.state)), entry,
        )  # fmt: skip
        eyes.press("Escape")
        eyes.rest()
        assert eyes.window.page() is eyes.window.case

    def no_answer(self) -> None:
        """The time for an answer is over, and nobody answered."""
        part = self.tab("Referrals and letters")
        eyes = self.eyes
        eyes.click(eyes.say("No answer came"), within=part)
        eyes.rest()
        eyes.see(eyes.label("referral_state", "no_feedback"), part)

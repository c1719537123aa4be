"""The stations of a year with one person, each as a caseworker takes it on the screen."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gemdesk.domain.casework import Relative
from gemdesk.domain.records import Consent, Referral
from gemdesk.flows.referrals import TOPICS
from gemdesk.kernel import dates, lists
from gemdesk.kernel.clock import SetClock
from gemdesk.kernel.typed import strip_controls
from gemdesk.ui import printing
from gemdesk.ui.pages.case.part import CasePart
from gemdesk.ui.pages.case.plans import Plans
from gemdesk.ui.parts.check import Check
from tests.journeys.clicks import Clicks
from tests.journeys.stories import SEALED, Answer, Story
from tests.ui import screen

_ITEM = ("item of a consent", "may be shared"), ("item of a consent", "withheld")


def typed(day: date | None) -> str:
    """A day as it is typed."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""


Choose = Callable[[Callable[..., object]], object]  # puts a way to a printer in the place of the system's dialog


class Year:
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

    # Taking in

    def intake(self) -> None:
        """The quick card, interrupted once and gone on with."""
        eyes, person, contact = self.eyes, self.found.person, self.found.contact
        eyes.press("Ctrl+Shift+N")
        eyes.rest()
        eyes.write(eyes.say("Chosen name"), person.chosen_name)
        eyes.pick(eyes.label("address", person.address), of=eyes.say("Form of address"))
        eyes.press("Escape")
        eyes.rest()
        eyes.press("Ctrl+Shift+N")
        eyes.see(person.chosen_name, eyes.window.intake)
        eyes.pick(eyes.label("channel", contact.channel), of=eyes.say("Channel"))
        for words, text in (
            ("Number or address", contact.number),
            ("Safe hours", contact.hours),
            ("Code word", contact.code_word),
        ):
            if text:
                eyes.write(eyes.say(words), text)
        if contact.leave_message:
            eyes.tick(eyes.say("A message may be left"))
        for factor in self.found.case.risk_factors:
            eyes.tick(eyes.label("risk_factor", factor), of=eyes.say("Risk now"))
        eyes.write(eyes.say("What is needed first"), self.story.goals[0])
        eyes.click(eyes.say("Save and open the case"))
        eyes.rest()
        eyes.see(person.chosen_name, eyes.window.case)
        if contact.number:
            assert not eyes.sees(contact.number), "the number stands nowhere but on its card"

    def complete(self) -> None:
        """What the quick card left open."""
        eyes, person = self.eyes, self.found.person
        part = self.tab("Details")
        if person.other_scripts:
            eyes.click(eyes.say("Name in other scripts"), within=part)
            for name in person.other_scripts:
                eyes.type(name)
                eyes.press("Return")
        if person.legal_name:
            eyes.write(eyes.say("Legal name"), person.legal_name, part)
        if person.age is not None:
            eyes.write(eyes.say("Age"), str(person.age), part)
        if person.age_band:
            eyes.choose(eyes.label("age_band", person.age_band), of=eyes.say("Age band"), within=part)
        for language in person.languages:
            eyes.tick(eyes.label("language", language), of=eyes.say("Languages"), within=part)
        eyes.choose(eyes.label("displacement", person.displacement), of=eyes.say("Displacement status"), within=part)
        eyes.write(eyes.say("Place (governorate or district)"), person.place, part)
        eyes.click(eyes.say("Specific needs"), within=part)
        for need in person.specific_needs:
            eyes.type(need)
            eyes.press("Return")
        eyes.click(eyes.say("Save the details"), within=part)
        eyes.rest()
        if person.legal_name:
            assert not eyes.sees(person.legal_name), "the legal name is covered"

    def contact_details(self) -> None:
        """Who may answer, which the quick card does not ask."""
        eyes = self.eyes
        part = self.tab("Contact")
        eyes.click(eyes.say("Change the safe contact"), within=part)
        eyes.rest()
        eyes.write(eyes.say("Who may answer"), self.found.contact.who_may_answer, part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.see(self.found.contact.who_may_answer, eyes.window.case)

    def people(self, close_ones: Sequence[Relative]) -> None:
        """Everybody who belongs to the person."""
        eyes = self.eyes
        part = self.tab("People")
        for one in close_ones:
            eyes.click(eyes.say("Add a person"), within=part)
            eyes.write(eyes.say("Name"), one.name, part)
            eyes.choose(eyes.label("relation", one.relation), of=eyes.say("Relation"), within=part)
            if one.age is not None:
                eyes.write(eyes.say("Age"), str(one.age), part)
            for stands, words in (
                (one.in_household, "Lives in the household"),
                (one.knows, "Knows of the case"),
                (one.danger, "Is a danger to the person"),
            ):
                if stands:
                    eyes.tick(eyes.say(words), within=part)
            eyes.click(eyes.say("Save"), within=part)
            eyes.rest()
            eyes.see(one.name)

    def notes(self) -> None:
        """The notes of the file; what is told of violence is sealed."""
        eyes = self.eyes
        eyes.tab(eyes.say("Timeline"))
        for entry in self.found.entries:
            self.note(entry.text, "note" if entry.sort == SEALED else entry.sort, sealed=entry.sort == SEALED)

    def note(self, text: str, sort: str = "note", *, sealed: bool = False) -> None:
        """One note, where the keys for it lead."""
        eyes = self.eyes
        eyes.press("Ctrl+N")
        eyes.pick(eyes.label("entry_sort", sort), of=eyes.say("Kind"))
        eyes.pick(eyes.label("entry_standing", "sealed" if sealed else "fact"), of=eyes.say("Class"))
        eyes.press("Ctrl+N")
        eyes.type(text)
        eyes.click(eyes.say("Save the note"))
        eyes.rest()
        if sealed:
            assert not eyes.sees(text)
        else:
            eyes.see(text, eyes.window.case)

    def seal(self) -> None:
        """What the person said of themselves, in the sealed block."""
        eyes = self.eyes
        part = self.tab("Details")
        eyes.click(eyes.say("Open the sealed block"), within=part)
        eyes.rest()
        eyes.write(eyes.say("Why this is needed"), "صيغة المخاطبة في الرسائل", part)
        eyes.click(eyes.say("Continue"), within=part)
        eyes.pick(eyes.label("sogiesc_standing", "told"), of=eyes.say("How it was asked"), within=part)
        eyes.write(eyes.say("In the person's own words"), self.story.sealed, part)
        eyes.click(eyes.say("Save, sealed"), within=part)
        eyes.rest()
        assert not eyes.sees(self.story.sealed)

    # Risk and plans

    def assess(self, factors: Sequence[str], soon: Sequence[str], note: str) -> None:
        """An assessment of the risk; what was ticked before stands there already."""
        eyes = self.eyes
        part = self.tab("Risk")
        eyes.click(eyes.say("New assessment"), within=part)
        eyes.rest()
        for code in lists.shipped("risk_factor"):
            box = cast("Check", eyes.find(eyes.label("risk_factor", code), within=eyes.window.case))
            if box.isChecked() != (code in factors):
                eyes.hit(box)
        for factor in soon:
            eyes.tick(eyes.say("{factor}: within the next days", factor=eyes.label("risk_factor", factor)), within=part)
        eyes.write(eyes.say("Note on the risk"), note, part)
        eyes.click(eyes.say("Save the assessment"), within=part)
        eyes.rest()
        eyes.see(note)
        self.settle()

    def settle(self) -> None:
        """Where the rhythm wants a supervisor and the vault has none, that is written down."""
        words = self.eyes.say("Note as settled without a supervisor")
        if self.eyes.offers(words):
            self.eyes.click(words)
            self.eyes.rest()

    def safety_plan(self, place: str, review: date) -> None:
        """A version of the safety plan."""
        eyes = self.eyes
        part = self.tab("Risk")
        eyes.click(eyes.say("Write a new version"), within=part)
        eyes.write(eyes.say("Places to go"), place, part)
        eyes.tick(eyes.say("Written with the person"), within=part)
        eyes.write(eyes.say("To be reviewed on"), typed(review), part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.see(place)

    def need(self, service: str, priority: str) -> None:
        """A need of the case."""
        eyes = self.eyes
        part = self.tab("Plan")
        eyes.click(eyes.say("Add a need"), within=part)
        eyes.choose(eyes.label("service", service), of=eyes.say("Service"), within=part)
        eyes.pick(eyes.label("priority", priority), of=eyes.say("Priority"), within=part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.card(eyes.label("service", service))

    def plan(self, goal: str, step: str, due: date, version: int) -> None:
        """A version of the case plan with one more goal and its step, put in force."""
        eyes = self.eyes
        part = self.tab("Plan")
        eyes.click(eyes.say("Begin a case plan" if version == 1 else "New version of the plan"), within=part)
        eyes.rest()
        eyes.click(eyes.say("Add a goal"), within=part)
        eyes.write(eyes.say("Goal"), goal, part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        rows = eyes.buttons(eyes.say("Add a step"))
        eyes.hit(rows[-1])
        eyes.write(eyes.say("Step"), step, part)
        eyes.write(eyes.say("Due"), typed(due), part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.click(eyes.say("Put in force"), within=part)
        eyes.rest()
        eyes.see(step)
        self.settle()

    # Consent

    def consent(self, given: Consent, receiver: str, how: str = "") -> None:
        """Take a consent down, item by item."""
        self.until = given.valid_until or self.until
        eyes, page = self.eyes, self.eyes.window.consent
        eyes.click(eyes.say("Record a consent"))
        eyes.rest()
        eyes.write(eyes.say("Receiver"), receiver, page)
        eyes.end_list()
        eyes.choose(eyes.label("purpose", given.purpose), of=eyes.say("Purpose"))
        eyes.write(eyes.say("Date"), typed(given.on), page)
        eyes.write(eyes.say("Valid until"), typed(given.valid_until), page)
        if given.how != "assent_adult":
            eyes.pick(eyes.label("consent_how", how or given.how), of=eyes.say("How it was given"))
        eyes.choose(eyes.label("language", given.language), of=eyes.say("Language of the talk"))
        if given.guardian:
            self._without_an_adult(page)
            eyes.pick(eyes.label("consent_how", given.how), of=eyes.say("How it was given"))
            eyes.write(eyes.say("Guardian or trusted adult"), given.guardian, page)
        for answer, items in zip(_ITEM, (given.items, given.withheld), strict=True):
            for item in items:
                words = strip_controls(eyes.texts.say_in(answer))
                eyes.pick(words, of=eyes.label("item", item))
        eyes.click(eyes.say("Record the consent"), within=page)
        eyes.rest()

    def _without_an_adult(self, page: QWidget) -> None:
        """Of somebody young no consent is taken that only they gave as an adult would."""
        eyes = self.eyes
        eyes.pick(eyes.label("consent_how", "signed"), of=eyes.say("How it was given"))
        item = strip_controls(eyes.texts.say_in(_ITEM[0]))
        eyes.pick(item, of=eyes.label("item", "services"))
        eyes.click(eyes.say("Record the consent"), within=page)
        eyes.see(
            eyes.say("The person is under 18. Their own assent, or the consent of a caregiver or guardian, has to be "
                     "part of it."), page,
        )  # fmt: skip

    def expired(self, receiver: str) -> None:
        """A consent that was left to end has ended, and says when."""
        eyes = self.eyes
        eyes.click(eyes.say("Record a consent"))
        eyes.rest()
        day = dates.day(self.until, eyes.texts.language)
        card = eyes.card(receiver, eyes.window.consent.ledger)
        eyes.see(eyes.say("Expired on {day}", day=day), card)
        eyes.click(eyes.say("Back to the case"))
        eyes.rest()

    def narrow(self, receiver: str, item: str) -> None:
        """One thing less may be shared with a receiver."""
        eyes = self.eyes
        eyes.click(eyes.say("Record a consent"))
        eyes.rest()
        card = eyes.card(receiver, eyes.window.consent.ledger)
        eyes.click(eyes.say("Narrow the consent"), within=card)
        eyes.click(eyes.label("item", item), within=card)
        eyes.click(eyes.say("Record the narrowing"), within=card)
        eyes.rest()
        eyes.see(eyes.say("The narrowing was recorded and counts from now on."))
        eyes.click(eyes.say("Back to the case"))
        eyes.rest()

    def withdraw(self, receiver: str) -> str:
        """The consent is taken back; gives what the screen says of it."""
        eyes = self.eyes
        eyes.click(eyes.say("Record a consent"))
        eyes.rest()
        ledger = eyes.window.consent.ledger
        card = eyes.card(receiver, ledger)
        eyes.click(eyes.say("Withdraw the consent"), within=card)
        eyes.click(eyes.say("Withdraw the consent"), within=eyes.card(receiver, card))
        eyes.rest()
        said = eyes.shown(ledger.outcome)
        assert not eyes.offers(eyes.say("Undo")), "a withdrawal stands, and nothing older is offered in its place"
        eyes.click(eyes.say("Back to the case"))
        eyes.rest()
        return said

    # Referrals

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
        self.codes += [code for code in re.findall(r"R-[0-9A-Z-]+", eyes.shown(page.check)) if code not in self.codes][
            :1
        ]
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

    # Contact

    def call(self, outcome: str, note: str = "") -> None:
        """Open the number for a call, and write down what came of it."""
        eyes = self.eyes
        part = self.tab("Contact")
        number = self.found.contact.number
        if number:
            eyes.click(eyes.say("Show the number for a call"), within=part)
            eyes.rest()
            if eyes.offers(eyes.say("Show the number all the same")):
                eyes.click(eyes.say("Show the number all the same"), within=part)
                eyes.rest()
            eyes.see(number, part)
        else:
            eyes.click(eyes.say("Write down a contact attempt"), within=part)
            eyes.rest()
        if note:
            eyes.write(eyes.say("Note on the attempt"), note, part)
        eyes.click(eyes.label("attempt_outcome", outcome), within=part)
        eyes.rest()
        eyes.see(eyes.label("attempt_outcome", outcome), part)
        assert not number or not eyes.sees(number), "the number is covered again"

    # The end

    def follow_up(self, note: str) -> None:
        """A contact took place that nobody had planned."""
        part = self.tab("Plan")
        eyes = self.eyes
        eyes.click(eyes.say("A contact took place"), within=part)
        eyes.pick(eyes.label("followup_outcome", "reached"), of=eyes.say("Outcome"), within=part)
        eyes.write(eyes.say("Note"), note, part)
        eyes.click(eyes.say("Save"), within=part)
        eyes.rest()
        eyes.see(note, part)

    def finish_plan(self, needs: Sequence[str]) -> None:
        """Needs are met, goals are reached, the plan ends."""
        part = self.tab("Plan")
        eyes = self.eyes
        for service in needs:
            eyes.click(eyes.say("Met"), within=eyes.card(eyes.label("service", service), cast("Plans", part).needs))
            eyes.rest()
        while goals := eyes.buttons(eyes.label("goal_state", "reached"), part):
            eyes.hit(goals[0])
            eyes.rest()
        while tasks := eyes.buttons(eyes.say("Done"), part):
            eyes.hit(tasks[0])
            eyes.rest()
        eyes.click(eyes.say("End the plan"), within=part)
        eyes.rest()

    def close(self, reason: str) -> None:
        """Close the case: first refused at what was not looked at, then as it should be."""
        part = self.tab("Closing")
        eyes = self.eyes
        eyes.choose(eyes.label("closure_reason", reason), of=eyes.say("Reason"), within=part)
        eyes.click(eyes.say("in 1 year"), within=part)
        eyes.click(eyes.say("Close the case"), within=part)
        eyes.see(eyes.say("This has to be looked at before the case is closed."), part)
        for check in lists.shipped("closure_check"):
            eyes.tick(eyes.label("closure_check", check), within=part)
        eyes.click(eyes.say("Close the case"), within=part)
        eyes.rest()
        eyes.hit(eyes.buttons(eyes.say("Close the case"), part)[-1])
        eyes.rest()
        self.settle()
        eyes.see(eyes.label("closure_reason", reason), part)

    def reopen(self, why: str) -> None:
        """Reopen it, with a reason."""
        part = self.tab("Closing")
        eyes = self.eyes
        eyes.click(eyes.say("Reopen the case"), within=part)
        eyes.rest()
        eyes.see(eyes.say("Something is still missing here."), part)
        eyes.write(eyes.say("Why it is reopened"), why, part)
        eyes.click(eyes.say("Reopen the case"), within=part)
        eyes.rest()
        eyes.see(eyes.label("case_status", "open"))

    def erase(self) -> str:
        """Erase the file on the person's wish; gives what stays on the screen."""
        part = self.tab("Closing")
        eyes = self.eyes
        eyes.pick(eyes.label("erasure_wish", self.story.wish), of=eyes.say("On whose wish"), within=part)
        eyes.click(eyes.say("Erase the content"), within=part)
        eyes.rest()
        question = eyes.card(eyes.say("Keep the case"), part)
        eyes.click(eyes.say("Erase the content"), within=question)
        eyes.see(eyes.say("The content was erased"))
        eyes.rest()
        said = eyes.shown(eyes.window.case)
        assert not eyes.offers(eyes.say("Undo")), "an erasure stands, and nothing older is offered in its place"
        eyes.click(eyes.say("Back to the list"), within=eyes.window.case)
        eyes.rest()
        return said

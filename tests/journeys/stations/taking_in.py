"""The first days with a person: the quick card and what it left open."""

from collections.abc import Sequence

from gemdesk.domain.casework import Relative
from tests.journeys.stations.file import File
from tests.journeys.stories import SEALED


class TakingIn(File):
    """Who the person is, who belongs to them, and what they told."""

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

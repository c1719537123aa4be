"""Calls, and the end of the work with a person."""

from gemdesk.kernel import lists
from tests.journeys.stations.file import File


class Ending(File):
    """Contact, closing, reopening and erasing."""

    def call(self, outcome: str, note: str = "") -> None:
        """Open the number for a call, and write down what came of it."""
        eyes = self.eyes
        part = self.tab("Contact")
        number, writes = self.found.contact.number, self.found.contact.channel == "e-mail"
        show = eyes.say("Show the address for a message" if writes else "Show the number for a call")
        still = eyes.say("Show the address all the same" if writes else "Show the number all the same")
        if number:
            eyes.click(show, within=part)
            eyes.rest()
            if eyes.offers(still):
                eyes.click(still, within=part)
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

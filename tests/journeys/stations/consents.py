"""What a person allows, and takes back."""

from PySide6.QtWidgets import QWidget

from gemdesk.domain.records import Consent
from gemdesk.kernel import dates
from gemdesk.kernel.typed import strip_controls
from tests.journeys.stations.file import File, typed

_ITEM = ("item of a consent", "may be shared"), ("item of a consent", "withheld")


class Consents(File):
    """Consents, their narrowing and their end."""

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

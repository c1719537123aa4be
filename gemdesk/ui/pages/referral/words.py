"""What the wizard says of items, refusals and outcomes."""

from collections.abc import Sequence

from gemdesk.domain.answers import Answer, Cause
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Referral
from gemdesk.flows.referrals import Drawn
from gemdesk.kernel import dates, lists
from gemdesk.kernel.errors import Stop
from gemdesk.kernel.fold import fold
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, Name
from gemdesk.ui.look.face import Words
from gemdesk.ui.parts.listed import list_words


def items(texts: Texts, found: Sequence[Item]) -> Joined:
    """The items in words, as a list in a sentence."""
    return texts.list([lists.label("item", item.value, texts.language) for item in found])


def item(answer: Answer) -> Words:
    """The item of an answer."""
    return list_words("item", answer.item.value)


def live(answer: Answer) -> Words:
    """Until when an item may be shared."""
    day = answer.day
    if day is None:
        return lambda t: t.say("covered by a live consent, no end was set")
    return lambda t: t.say("covered by consent, live until {day}", day=dates.day(day, t.language))


_REFUSED: dict[Cause, Words] = {
    Cause.NO_CONSENT: lambda t: t.say("there is no consent for this receiver"),
    Cause.NOT_DISCUSSED: lambda t: t.say("was not discussed, which counts as no"),
    Cause.WITHHELD: lambda t: t.say("withheld by the person"),
    Cause.WITHDRAWN: lambda t: t.say("the consent was withdrawn"),
    Cause.EXPIRED: lambda t: t.say("the consent has expired"),
    Cause.NOT_YET: lambda t: t.say("the consent is not live yet"),
}


def why(answer: Answer) -> Words:
    """Why an item may not be shared, or until when it may."""
    day = answer.day
    if answer.cause is None:
        return live(answer)
    if answer.cause is Cause.EXPIRED and day:
        return lambda t: t.say("the consent expired on {day}", day=dates.day(day, t.language))
    if answer.cause is Cause.NOT_YET and day:
        return lambda t: t.say("the consent is live only from {day}", day=dates.day(day, t.language))
    return _REFUSED[answer.cause]


def always(answer: Answer) -> Words:
    """That every letter tells this item, and whether it may."""
    return lambda t: t.say("in every referral letter; {cause}", cause=why(answer)(t))


_FIELDS: dict[str, Words] = {
    "organisation": lambda t: t.say("Receiver"),
    "services": lambda t: t.say("Services asked for"),
    "reason_ar": lambda t: t.say("Reason for the referral, in Arabic"),
    "reason_en": lambda t: t.say("Reason for the referral, in English"),
}


def stopped(stop: Stop) -> Words:
    """Why a letter does not leave; a field that lacks is named, since it stands in another step."""
    field = _FIELDS.get(stop.where) if stop.reason is Reason.REQUIRED else None
    if field is None:
        return lambda t: t.reason(stop)
    return lambda t: t.say("The letter still lacks this: {field}.", field=Name(field(t)))


def lacks_consent(stop: Stop | None) -> bool:
    """Whether it is consent that lacks, and not a word or something around the program."""
    return stop is not None and stop.reason in (Reason.ITEM_WITHOUT_CONSENT, Reason.NO_CONSENT)


def sent(referral: Referral) -> Words:
    """That a letter was handed over, and until when an answer is awaited."""
    by = referral.reply_by
    if by is None:
        return lambda t: t.say("It is written down that the letter was handed over today.")
    return lambda t: t.say(
        "It is written down that the letter was handed over today. An answer is awaited until {day}.",
        day=dates.day(by, t.language),
    )


def print_question(drawn: Drawn) -> Words:
    """What printing means, before it is done."""
    return lambda t: _asked(
        t,
        drawn,
        t.say(
            "A letter to {receiver} will be printed. It holds: {items}. The printer may keep a copy, and the program"
            " cannot know about that.",
            receiver=Name(drawn.order.receiver),
            items=items(t, drawn.sheet.tells),
        ),
    )


def wait_question(drawn: Drawn) -> Words:
    """What leaving a letter for printing means, before it is done."""
    return lambda t: _asked(
        t,
        drawn,
        t.say(
            "A letter to {receiver} will wait for whoever prints, who can read it on paper. It holds: {items}.",
            receiver=Name(drawn.order.receiver),
            items=items(t, drawn.sheet.tells),
        ),
    )


def save_question(drawn: Drawn) -> Words:
    """What saving a copy means, before it is done."""
    return lambda t: _asked(
        t,
        drawn,
        t.say(
            "A copy of the letter to {receiver} will be saved outside the vault. It holds: {items}. The copy is not"
            " encrypted: whoever gets hold of the file can read it.",
            receiver=Name(drawn.order.receiver),
            items=items(t, drawn.sheet.tells),
        ),
    )


def _asked(texts: Texts, drawn: Drawn, question: str) -> str:
    """The question, to whom the letter is addressed where that is not its receiver, and what nobody checked."""
    sentences = [question]
    addressee = drawn.written.addressee
    if fold(addressee) != fold(drawn.order.receiver):
        sentences.append(texts.say("It is addressed to {addressee}.", addressee=Name(addressee)))
    sentences.append(texts.say("The words of the reason were not checked against the consent."))
    return " ".join(sentences)

"""What is said of a consent and of its withdrawal."""

from collections.abc import Mapping
from datetime import date

from gemdesk.domain.consents import Grant, Standing
from gemdesk.domain.records import Consent, Release
from gemdesk.flows.consents import Withdrawal
from gemdesk.kernel import dates, lists
from gemdesk.kernel.texts import Texts
from gemdesk.kernel.typed import Joined, Name, isolated
from gemdesk.ui.look.face import Words
from gemdesk.ui.look.tokens import Tone


def _items(texts: Texts, codes: tuple[str, ...]) -> Joined:
    return texts.list([lists.label("item", code, texts.language) for code in codes])


def standing(grant: Grant) -> tuple[Words, Tone]:
    """How a consent stands today."""
    until, since = grant.valid_until, grant.given.on
    if grant.standing is Standing.WITHDRAWN:
        return (lambda t: t.say("Withdrawn")), "quiet"
    if grant.standing is Standing.EXPIRED and until:
        return (lambda t: t.say("Expired on {day}", day=dates.day(until, t.language))), "warning"
    if grant.standing is Standing.NOT_YET and since:
        return (lambda t: t.say("Live from {day}", day=dates.day(since, t.language))), "info"
    if until:
        return (lambda t: t.say("Live until {day}", day=dates.day(until, t.language))), "good"
    return (lambda t: t.say("Live, no end was set")), "good"


def covered(grant: Grant) -> Words:
    """What may be shared on the strength of it, or what might until it ended."""
    codes = tuple(item.value for item in grant.items)
    known = tuple(code for code in lists.values("item") if code in codes)
    if not known:
        return lambda t: t.say("Nothing may be shared.")
    if grant.standing in (Standing.WITHDRAWN, Standing.EXPIRED):
        return lambda t: t.say("It covered: {items}.", items=_items(t, known))
    return lambda t: t.say("May be shared: {items}.", items=_items(t, known))


def withheld(consent: Consent) -> Words:
    """What the person keeps back."""
    return lambda t: t.say("Withheld: {items}.", items=_items(t, consent.withheld))


def circumstances(consent: Consent) -> list[Words]:
    """Purpose, way and day of a consent; then who was there and what else was agreed."""
    said: list[Words] = [lambda t: _given(consent, t)]
    if consent.guardian:
        said.append(lambda t: t.say("Guardian or trusted adult: {name}", name=Name(consent.guardian)))
    if _beside(consent):
        said.append(lambda t: _joined([words(t) for words in _beside(consent)]))
    return said


def _beside(consent: Consent) -> list[Words]:
    found: list[tuple[bool, Words]] = [
        (bool(consent.witness), lambda t: t.say("witness: {name}", name=Name(consent.witness))),
        (consent.interpreter, lambda t: t.say("with an interpreter")),
        (bool(consent.script), lambda t: t.say("talk: {version}", version=_version(t, consent))),
        (consent.statistics, lambda t: t.say("may be counted without a name")),
        (consent.copy_given, lambda t: t.say("the person has a copy")),
    ]
    return [words for stands, words in found if stands]


def _version(texts: Texts, consent: Consent) -> Name:
    return Name(lists.label("consent_script", consent.script, texts.language))


def _given(consent: Consent, texts: Texts) -> str:
    parts = [
        lists.label("purpose", consent.purpose, texts.language),
        lists.label("consent_how", consent.how, texts.language),
    ]
    parts += [dates.day(consent.on, texts.language)] if consent.on else []
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    return " · ".join(isolated(part) for part in parts)


def question(receiver: str) -> Words:
    """What withdrawing does, before it is done."""
    return lambda t: t.say(
        "Nothing more will leave for {receiver} on the strength of this consent. What left before stays where it is.",
        receiver=Name(receiver),
    )


def withdrawn(outcome: Withdrawal, names: Mapping[str, str]) -> list[Words]:
    """What happened, what had left, what another consent still covers, and what can be done."""
    day = outcome.consent.on or date.min
    said: list[Words] = []
    if outcome.still:
        codes = tuple(item.value for item in outcome.still)
        said.append(lambda t: t.say("The withdrawal was recorded on {date}.", date=dates.day(day, t.language)))
        said.append(
            lambda t: t.say("Another live consent for the same receiver still covers: {items}.", items=_items(t, codes))
        )
    else:
        said.append(
            lambda t: t.say(
                "The withdrawal was recorded on {date}, and this information will appear in no new letter to this"
                " receiver.",
                date=dates.day(day, t.language),
            )
        )
    if not outcome.left:
        return [*said, lambda t: t.say("Nothing had left on the strength of this consent.")]
    return [
        *said,
        lambda t: t.say("What left before that: {list}.", list=t.list([_release(r, names, t) for r in outcome.left])),
        lambda t: t.say("Each receiver can be asked to destroy it; that they do so cannot be guaranteed."),
        lambda t: t.count(
            "{count} task was added: to ask the receiver.",
            "{count} tasks were added: to ask each receiver.",
            len(outcome.recalls),
        ),
    ]


def _release(release: Release, names: Mapping[str, str], texts: Texts) -> Joined:
    day = release.at.date() if release.at else date.min
    return Joined(
        texts.say(
            "{what} to {receiver} ({how}, {date})",
            what=Name(lists.label("release_what", release.what, texts.language)),
            receiver=Name(names.get(release.receiver, "")),
            how=Name(lists.label("release_how", release.how, texts.language)),
            date=dates.day(day, texts.language),
        )
    )

"""What a consent ledger allows on a given day; the one rule that everything leaving asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason

_ITEMS = {item.value: item for item in Item}


class Standing(Enum):
    """How a consent stands on a day."""

    LIVE = auto()
    NOT_YET = auto()
    EXPIRED = auto()
    WITHDRAWN = auto()


@dataclass(frozen=True, slots=True)
class Grant:
    """One consent as its events leave it: what is still allowed, until when."""

    given: Consent
    items: frozenset[Item]
    standing: Standing
    valid_until: date | None
    withheld: frozenset[Item] = frozenset()  # expressly, at the giving or at a narrowing


@dataclass(frozen=True, slots=True)
class Permission:
    """Which items may go to a receiver for a purpose, and the consents behind each of them."""

    items: frozenset[Item]
    behind: dict[Item, tuple[str, ...]]
    grants: tuple[Grant, ...] = ()  # those behind the items, each with no more than it may really cover


BY_AN_ADULT = ("guardian", "assent_adult")  # ways in which somebody else speaks too, who is named
_OF_THE_YOUNG = ("assent", *BY_AN_ADULT)


def require_young(given: Consent) -> None:
    """Raise `Refusal` for a consent of somebody under 18 without their assent, a guardian or a trusted adult."""
    if given.how not in _OF_THE_YOUNG and not given.guardian.strip():
        raise Refusal(Reason.UNDER_AGE, "how")


def require_named(given: Consent) -> None:
    """Raise `Refusal` where an adult is said to have spoken and nobody says who."""
    if given.how in BY_AN_ADULT and not given.guardian.strip():
        raise Refusal(Reason.REQUIRED, "guardian")


def _standing(given: Consent, withdrawn: bool, until: date | None, on: date, reached: date) -> Standing:
    if withdrawn:
        return Standing.WITHDRAWN
    if given.on is None or given.on > on:
        return Standing.NOT_YET
    if until is not None and until < reached:
        return Standing.EXPIRED
    return Standing.LIVE


def _named(codes: Iterable[str]) -> set[Item]:
    """The items of these codes; a code of another version allows nothing here."""
    return {_ITEMS[code] for code in codes if code in _ITEMS}


def _withheld(event: Consent) -> set[Item]:
    """What an event expressly withholds; whoever may not learn the age band may not learn the age."""
    items = _named(event.withheld)
    return items | {Item.AGE} if Item.AGE_BAND in items else items


def _said_yes(event: Consent) -> set[Item]:
    """What an event allows: ticked and not withheld. The exact age covers the band, never the reverse."""
    items = _named(event.items) - _withheld(event)
    return items | {Item.AGE_BAND} if Item.AGE in items else items


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def grants(events: Iterable[Consent], on: date, reached: date | None = None) -> list[Grant]:
    """Each consent that was given, with its narrowings and withdrawals, as it stands on the day `on`, in order of day.

    What takes away counts as soon as it is recorded, whatever day it names. `reached` is a day known to have
    come: where the clock stands before it, ends are judged by it. What was not discussed is not allowed.
    """
    latest = max(on, reached or on)
    known = sorted(events, key=lambda event: (event.on or date.min, event.act != "given"))
    return [_grant(given, known, on, latest) for given in known if given.act == "given"]


def _grant(given: Consent, known: Sequence[Consent], on: date, reached: date) -> Grant:
    items, withheld = _said_yes(given), _withheld(given)
    until, withdrawn = given.valid_until, False
    for later in known:
        if later.about != given.id:
            continue
        if later.act == "withdrawn":
            withdrawn = True
        elif later.act == "narrowed":
            items &= _said_yes(later)
            withheld |= _withheld(later)
            until = _earlier(until, later.valid_until)
    return Grant(given, frozenset(items), _standing(given, withdrawn, until, on, reached), until, frozenset(withheld))


def _kept_back(events: Iterable[Consent], given: Consent) -> set[Item]:
    """What was expressly withheld from the receiver of a consent for its purpose, on its day or after it.

    Whatever became of the consent that held the withholding: only a yes of a later day lifts it.
    """
    return {
        item
        for event in events
        if (event.receiver, event.purpose) == (given.receiver, given.purpose)
        and (event.on is None or given.on is None or event.on >= given.on)
        for item in _withheld(event)
    }


def permission(
    events: Iterable[Consent], purpose: str, receiver: str, on: date, reached: date | None = None
) -> Permission:
    """What may go to `receiver` for `purpose` on the day `on`; nothing where nothing was given.

    An item that was expressly withheld stays withheld from every consent to the same receiver and purpose
    of that day or before: the narrower word of the person wins. For `reached` see `grants`.
    """
    known = list(events)
    live = [
        replace(grant, items=grant.items - _kept_back(known, grant.given))
        for grant in grants(known, on, reached)
        if grant.standing is Standing.LIVE and grant.given.purpose == purpose and grant.given.receiver == receiver
    ]
    behind: dict[Item, tuple[str, ...]] = {}
    for grant in live:
        for item in grant.items:
            behind[item] = (*behind.get(item, ()), grant.given.id)
    return Permission(frozenset(behind), behind, tuple(grant for grant in live if grant.items))


def lacking(wanted: Sequence[Item], allowed: Permission) -> tuple[Item, ...]:
    """The wanted items that no live consent covers, in the order they were asked for."""
    return tuple(dict.fromkeys(item for item in wanted if item not in allowed.items))

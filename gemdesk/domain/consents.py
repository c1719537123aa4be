"""What a consent ledger allows on a given day; the one rule that everything leaving asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent


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


@dataclass(frozen=True, slots=True)
class Permission:
    """Which items may go to a receiver for a purpose, and the consents behind each of them."""

    items: frozenset[Item]
    behind: dict[Item, tuple[str, ...]]


def _standing(given: Consent, withdrawn: bool, until: date | None, on: date) -> Standing:
    if withdrawn:
        return Standing.WITHDRAWN
    if given.on is None or given.on > on:
        return Standing.NOT_YET
    if until is not None and until < on:
        return Standing.EXPIRED
    return Standing.LIVE


def grants(events: Iterable[Consent], on: date) -> list[Grant]:
    """Each consent that was given, with its narrowings and withdrawals up to the day `on`.

    A withdrawal counts from its own day. An item that was withheld or not discussed is not allowed.
    """
    known = sorted(events, key=lambda event: (event.on or date.min, event.act != "given"))
    done: list[Grant] = []
    for given in (event for event in known if event.act == "given"):
        items = set(given.items) - set(given.withheld)
        until, withdrawn = given.valid_until, False
        for later in known:
            if later.about != given.id or later.on is None or later.on > on:
                continue
            if later.act == "withdrawn":
                withdrawn = True
            elif later.act == "narrowed":
                items &= set(later.items)
                items -= set(later.withheld)
                if later.valid_until is not None:
                    until = min(until, later.valid_until) if until else later.valid_until
        # Two kinds of age say the same or less: the exact age covers the band, never the reverse.
        if "age" in items:
            items.add("age_band")
        allowed = frozenset(item for item in Item if item.value in items)
        done.append(Grant(given, allowed, _standing(given, withdrawn, until, on), until))
    return done


def permission(events: Iterable[Consent], purpose: str, receiver: str, on: date) -> Permission:
    """What may go to `receiver` for `purpose` on the day `on`; nothing where nothing was given.

    An item that was expressly withheld in any live consent to the same receiver and purpose stays
    withheld: the narrower word of the person wins.
    """
    live = [
        grant
        for grant in grants(events, on)
        if grant.standing is Standing.LIVE and grant.given.purpose == purpose and grant.given.receiver == receiver
    ]
    withheld = {code for grant in live for code in grant.given.withheld}
    behind: dict[Item, tuple[str, ...]] = {}
    for grant in live:
        for item in grant.items:
            if item.value not in withheld:
                behind[item] = (*behind.get(item, ()), grant.given.id)
    return Permission(frozenset(behind), behind)


def lacking(wanted: Sequence[Item], allowed: Permission) -> tuple[Item, ...]:
    """The wanted items that no live consent covers, in the order they were asked for."""
    return tuple(dict.fromkeys(item for item in wanted if item not in allowed.items))

"""Consent ledgers by chance, and an independent reckoning of them: day by day, item by item, from the rule's sentences.

Nothing here is taken from the program's rule but the names of the items.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent

DAY = date(2026, 11, 20)
ITEMS = (Item.AGE, Item.AGE_BAND, Item.HEALTH, Item.REASON)
RECEIVERS, PURPOSES = ("clinic", "shelter"), ("referral", "statistics")
DAYS = range(-3, 5)  # of the reckoning, from DAY on
_CODES = (*(item.value for item in ITEMS), "of another version")


class _Bits:
    """One drawn number, taken to pieces."""

    def __init__(self, number: int) -> None:
        self._left = number

    def upto(self, count: int) -> int:
        self._left, found = divmod(self._left, count)
        return found

    def one_in(self, count: int) -> bool:
        return self.upto(count) == count - 1

    def day(self, first: int, last: int) -> date | None:
        """A day, or now and then none."""
        at = self.upto(last - first + 2)
        return None if first + at > last else DAY + timedelta(days=first + at)


def _event(place: int, number: int) -> Consent:
    bits = _Bits(number)
    act = ("given", "given", "given", "narrowed", "narrowed", "withdrawn")[bits.upto(6)]
    # Half of them about the same receiver and purpose, so that they meet.
    receiver, purpose = RECEIVERS[bits.one_in(4)], PURPOSES[bits.one_in(4)]
    items = {code for code in _CODES if not bits.one_in(3)}
    withheld = {code for code in _CODES if bits.one_in(8)}
    return Consent(
        id=f"{place}", case="c", act=act, about=f"{bits.upto(3)}" if act != "given" else "", purpose=purpose,
        receiver=receiver, items=tuple(sorted(items)), withheld=tuple(sorted(withheld)), on=bits.day(-2, 2),
        valid_until=bits.day(-2, 3) if bits.upto(3) else None,
    )  # fmt: skip


def ledger(drawn: Sequence[bytes]) -> list[Consent]:
    """The ledger of what was drawn; narrowings and withdrawals are about the first words."""
    return [_event(place, int.from_bytes(one, "big")) for place, one in enumerate(drawn)]


WORDS = st.lists(st.binary(min_size=8, max_size=8), min_size=1, max_size=6)


def says_no(word: Consent, item: Item) -> bool:
    """Whether a word expressly withholds an item; with the band the exact age is withheld."""
    return item.value in word.withheld or (item is Item.AGE and Item.AGE_BAND.value in word.withheld)


def says_yes(word: Consent, item: Item) -> bool:
    """Whether a word allows an item; with the exact age the band is allowed."""
    if item.value in word.items and not says_no(word, item):
        return True
    return item is Item.AGE_BAND and says_yes(word, Item.AGE)


def has_grant(words: Sequence[Consent], receiver: str, purpose: str, item: Item, day: date, reached: date) -> bool:
    """Whether somebody gave a consent to this, that lives on this day and from which nobody took this away."""
    for given in words:
        if given.act != "given" or given.receiver != receiver or given.purpose != purpose:
            continue
        if given.on is None or day < given.on:
            continue  # not yet
        about = [word for word in words if word.about == given.id]
        if any(word.act == "withdrawn" for word in about):
            continue  # whenever it says it was
        narrowed = [word for word in about if word.act == "narrowed"]
        ends = [word.valid_until for word in (given, *narrowed) if word.valid_until is not None]
        if any(end < day or end < reached for end in ends):
            continue
        if not all(says_yes(word, item) for word in (given, *narrowed)):
            continue
        if not any(_holds_back(word, given, item) for word in words):
            return True
    return False


def _holds_back(word: Consent, given: Consent, item: Item) -> bool:
    """Whether a word to the same receiver for the same purpose, not of an earlier day, withholds the item."""
    if (word.receiver, word.purpose) != (given.receiver, given.purpose) or not says_no(word, item):
        return False
    return word.on is None or given.on is None or not word.on < given.on

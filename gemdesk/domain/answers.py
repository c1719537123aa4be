"""What the consent ledger answers about one item, so that a person can see why and act on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from gemdesk.domain.consents import Grant, Standing, grants, permission
from gemdesk.domain.definition import Item
from gemdesk.domain.records import Consent


class Cause(Enum):
    """Why an item may not be shared with a receiver."""

    NO_CONSENT = auto()  # there was never one for this receiver and purpose
    NOT_DISCUSSED = auto()
    WITHHELD = auto()
    WITHDRAWN = auto()
    EXPIRED = auto()
    NOT_YET = auto()


_CAUSES = {
    Standing.WITHDRAWN: Cause.WITHDRAWN,
    Standing.EXPIRED: Cause.EXPIRED,
    Standing.NOT_YET: Cause.NOT_YET,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether one item may go, and until when; else why not, and since or from when."""

    item: Item
    cause: Cause | None = None  # none: it may be shared
    day: date | None = None  # the last day it may be shared, or the day that belongs to the cause

    @property
    def allowed(self) -> bool:
        """Whether the item may be shared."""
        return self.cause is None


def answers(
    events: Iterable[Consent],
    purpose: str,
    receiver: str,
    on: date,
    items: Sequence[Item],
    reached: date | None = None,
) -> tuple[Answer, ...]:
    """What may be shared with `receiver` for `purpose` on the day `on`, item by item, in the order asked."""
    known = list(events)
    behind = permission(known, purpose, receiver, on, reached).behind
    given = grants(known, on, reached)
    about = [one for one in given if (one.given.purpose, one.given.receiver) == (purpose, receiver)]
    ends = {one.given.id: one.valid_until for one in about}
    return tuple(
        Answer(item, day=_latest([ends[id_] for id_ in behind[item]])) if item in behind else _refused(about, item)
        for item in items
    )


def _latest(days: Sequence[date | None]) -> date | None:
    """The latest of the ends; a consent without an end outlasts every other."""
    return None if None in days else max(day for day in days if day)


def _refused(about: Sequence[Grant], item: Item) -> Answer:
    if not about:
        return Answer(item, Cause.NO_CONSENT)
    live = [one for one in about if one.standing is Standing.LIVE]
    # What was given once and then taken out again is withheld too: a narrowing is the person's later word.
    # So is what a consent withheld that ended since, while another lives.
    kept_back = live and any(item in one.withheld for one in about)
    if kept_back or any(item.value in one.given.items for one in live):
        return Answer(item, Cause.WITHHELD)
    past = [one for one in about if item in one.items] or ([] if live else list(about))
    if not past:
        return Answer(item, Cause.NOT_DISCUSSED)
    latest = max(past, key=lambda one: one.given.on or date.min)
    day = {Standing.EXPIRED: latest.valid_until, Standing.NOT_YET: latest.given.on}.get(latest.standing)
    return Answer(item, _CAUSES[latest.standing], day)

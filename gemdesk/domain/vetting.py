"""How far a receiver can be relied on: what is asked before use, what is refused, what is shown of an address."""

from dataclasses import dataclass
from datetime import date

from gemdesk.domain.records import Organisation
from gemdesk.kernel.errors import Refusal
from gemdesk.kernel.reasons import Reason
from gemdesk.kernel.typed import Name

MONTHS = 6  # after which an entry is asked about before it is used


def is_stale(checked: date | None, today: date) -> bool:
    """Whether an entry was last checked more than six months ago, or never."""
    if checked is None:
        return True
    # As a month and a day of it, so that the 31st of August is over on the 1st of March.
    return (checked.year * 12 + checked.month + MONTHS, checked.day) < (today.year * 12 + today.month, today.day)


def place_shown(organisation: Organisation) -> str:
    """Where people go: the street, or the meeting place where the street is kept hidden."""
    return organisation.front_gate if organisation.street_hidden else organisation.street


def refusal(organisation: Organisation) -> Refusal | None:
    """Why nobody is referred there, or nothing."""
    if not organisation.never_refer:
        return None
    named, why = Name(organisation.name), Name(organisation.never_refer_reason or "—")
    return Refusal(Reason.NEVER_REFER, "organisation", receiver=named, why=why)


@dataclass(frozen=True, slots=True)
class Notice:
    """What has to be known of a receiver before a referral goes there."""

    organisation: Organisation
    refusal: Refusal | None
    is_stale: bool

    @property
    def is_asked_about(self) -> bool:
        """Whether it was checked once, and that was too long ago to rely on without a question."""
        return self.is_stale and self.organisation.last_checked is not None

    @property
    def is_unsafe(self) -> bool:
        """Whether it is known as unsafe, for everybody or for some."""
        return self.organisation.vetting == "unsafe" or bool(self.organisation.unsafe_for)

    def unsafe_for(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Which of the named groups it is unsafe for; the program itself knows of nobody's group."""
        known = self.organisation.unsafe_for
        return groups if "all" in known else tuple(group for group in groups if group in known)


def notice(organisation: Organisation, today: date) -> Notice:
    """What has to be known of a receiver on this day."""
    return Notice(organisation, refusal(organisation), is_stale(organisation.last_checked, today))
